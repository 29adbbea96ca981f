"""How wide a text is on a terminal, counted in another way than the program does."""

import unicodedata


def widest(text: str) -> int:
    """Count the columns of the widest line."""
    return max(
        sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
        for line in text.splitlines()
    )
