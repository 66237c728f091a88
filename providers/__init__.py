"""Data: one provider a TOML file, in a folder named after its country."""
