"""Telling people: what a message says, and the ways it goes out."""
