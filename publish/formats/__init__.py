"""One module a format: a release to bytes."""
