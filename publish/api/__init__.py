"""The public API: read-only, given the releases folder and nothing else."""
