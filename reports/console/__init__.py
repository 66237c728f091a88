"""The review desk: what changed overnight with the proof beside it, and one key to decide."""
