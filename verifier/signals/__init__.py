"""One module a suspicion, found by walking this folder; its weight and words are in the TOML beside it."""
