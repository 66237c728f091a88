"""For maintainers: may show what is unverified."""
