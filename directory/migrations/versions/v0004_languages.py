"""The languages in which a line is answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what earlier nights read of it was not kept, so it begins empty."""
    op.add_column("entries", sa.Column("languages", sa.Text, nullable=False, server_default=""))
