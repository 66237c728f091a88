"""How the schema grew: one module a step in `versions`, run by `directory.store_schema`."""
