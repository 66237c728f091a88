"""Alembic's entry: runs the steps on the connection it is given, inside the transaction already begun there."""

from __future__ import annotations

from alembic import context

from directory.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
