"""One decoder for each file format."""
