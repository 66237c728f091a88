"""Pure: bytes and records in, records out."""
