"""One module a format: a night to text."""
