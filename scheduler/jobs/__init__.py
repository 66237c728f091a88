"""The schedule: what is carried out when, by whom, and what came of it."""
