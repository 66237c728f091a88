"""The shared words, and the only door to the database."""
