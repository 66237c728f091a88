"""Many machines over one PostgreSQL: a night's pages cut into shards, which workers take one by one."""
