"""Invented sites and nights, replayed through the program."""
