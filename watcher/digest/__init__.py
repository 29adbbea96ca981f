"""Wording: what is due becomes a digest, and a digest becomes text, HTML and JSON."""
