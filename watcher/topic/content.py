"""The words of a sentence that carry content, as novelty compares them."""

from collections.abc import Sequence

from watcher.article.tokens import STOP, Token

# Who spoke and on which weekday changes with every retelling and tells nothing new.
_TELLING = frozenset(
    """according added also announced known last monday tuesday wednesday thursday friday saturday
    reported reportedly said say saying says spokesman spokesperson spokeswoman statement sunday
    told today tomorrow year yesterday""".split()
)
_LEFT_OUT = STOP | _TELLING


def content_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the stems of the words that carry content, in order."""
    return tuple(token.stem for token in tokens if token.fold not in _LEFT_OUT)


def names_among(tokens: Sequence[Token]) -> frozenset[str]:
    """Give the stems of words written with a capital, the first word apart."""
    return frozenset(
        token.stem
        for token in tokens[1:]
        if token.text[0].isupper() and token.fold not in _LEFT_OUT
    )


def numbers_among(tokens: Sequence[Token]) -> frozenset[str]:
    """Give the numbers written in digits, as their folded form."""
    return frozenset(token.fold for token in tokens if token.text[0].isdigit())
