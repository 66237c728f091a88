"""One module a step, `v<number>_<what>.py`; a step that has been released is never edited."""
