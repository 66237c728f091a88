"""One module a medium: bytes to a Document."""
