"""A verified line rests on an acceptance or an attestation, no line is ever deleted, and decisions are found by kind."""

from __future__ import annotations

from alembic import op

from directory.migrations.decided_lines import TRIGGERS

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Set the rules; they look at what is written from now on."""
    op.create_index("ix_decisions_kind", "decisions", ["kind"])
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)
