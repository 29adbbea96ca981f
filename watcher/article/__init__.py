"""Reading: bytes of a file become an Article with exact character offsets."""
