"""The shell: imports every stage and is imported by none."""
