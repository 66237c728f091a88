"""Lists of lines that others keep, read from tables, address cards, YAML, JSON and GeoJSON: what they say, never whether it is true."""
