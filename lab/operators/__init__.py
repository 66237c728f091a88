"""What may happen to a page overnight: attacks and honest changes, one module a group."""
