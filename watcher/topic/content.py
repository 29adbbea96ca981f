"""What of a sentence novelty compares: its content words, its names, and its anchors.

An anchor is a value or a day in one form, whatever words say it: "twelve hundred" and "1,200".
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from watcher.article.tokens import STOP, Token, forms_in
from watcher.events import Figure

# Who spoke and on which weekday changes with every retelling and tells nothing new.
_TELLING = frozenset(
    """according added also announced known last monday tuesday wednesday thursday friday saturday
    reported reportedly said say saying says spokesman spokesperson spokeswoman statement sunday
    told today tomorrow year yesterday""".split()
)
_LEFT_OUT = STOP | _TELLING
# Words by which a writer shows that what follows was known, or is just now so.
_OLD = frozenset(
    """again already earlier former formerly initial initially once original originally previous
    previously reiterated remain remained remains repeated same still unchanged""".split()
)
_NEW = frozenset("fresh freshly just late latest new newly now today tonight".split())
_FEW_DIGITS = 10
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPANS = frozenset(
    """autumn decade decades fall month months spring summer week weeks winter year years january
    february march april may june july august september october november december""".split()
)


def content_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the stems of the words that carry content, in order."""
    return tuple(token.stem for token in tokens if token.fold not in _LEFT_OUT)


def content_words_in(text: str) -> tuple[str, ...]:
    """Do the same for a text of which nothing else is asked."""
    return tuple([stem for fold, stem in forms_in(text) if fold not in _LEFT_OUT])


def names_among(tokens: Sequence[Token]) -> frozenset[str]:
    """Give the stems of words written with a capital, the first word apart."""
    return frozenset(
        token.stem
        for token in tokens[1:]
        if token.text[0].isupper() and token.fold not in _LEFT_OUT
    )


def anchors_of(figures: Iterable[Figure], *, day: date | None) -> frozenset[str]:
    """Give the values and the day of a sentence; small bare counts are no anchors."""
    values = {
        f"#{value:.10g} {figure.unit or ''}"
        for figure in figures
        for value in (figure.value, figure.max)
        if value is not None and (value >= _FEW_DIGITS or figure.unit not in (None, "people"))
    }
    return frozenset(values | ({f"#{day.isoformat()}"} if day else set()))


def has_old_cue(tokens: Sequence[Token]) -> bool:
    """Tell whether a word shows that the writer takes it for known."""
    return any(token.fold in _OLD for token in tokens)


def has_new_cue(tokens: Sequence[Token]) -> bool:
    """Tell whether a word shows that it is just now so."""
    return any(token.fold in _NEW for token in tokens)


def is_telling(token: Token) -> bool:
    """Tell whether a word only says who spoke and when."""
    return token.fold in _TELLING


def looks_back(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence names a year, or a time long past ("last spring", "weeks ago")."""
    folds = [token.fold for token in tokens]
    return any(_YEAR.fullmatch(fold) for fold in folds) or any(
        (one == "last" and other in _SPANS) or (one in _SPANS and other in ("ago", "earlier"))
        for one, other in pairwise(folds)
    )
