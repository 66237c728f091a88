"""One spider for every page; a class of its own only where a description cannot reach a page."""
