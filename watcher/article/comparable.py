"""Brings the sentences of an article into a form in which two articles can be compared."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watcher.article.model import Article
from watcher.article.numerals import values_of
from watcher.article.tokens import STOP, Token, tokenize

_NEGATION_WORDS = """
    no not never none nobody nothing neither nor without cannot denied denies deny refused refuses
    cancelled canceled postponed unlikely"""
_NEGATIONS = frozenset(_NEGATION_WORDS.split())
_WEEKDAY_WORDS = "monday tuesday wednesday thursday friday saturday sunday"
_WEEKDAYS = frozenset(_WEEKDAY_WORDS.split())
_MONTH_WORDS = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec i mr mrs ms dr"""
_NO_NAMES = frozenset(_MONTH_WORDS.split()) | _WEEKDAYS | STOP
_NAME_ENDING = re.compile(r"(?:skyy|skiy|skyi|skii|skij|skj|ski|sky)\Z")
_ONE_SPELLING = 6  # letters from which on one letter may differ between spellings of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence in comparable form; `number` is its place among the article's sentences.

    `values`, `names` and week`days` stand in their order.
    """

    number: int
    is_body: bool
    folds: tuple[str, ...]
    content: frozenset[str]
    values: tuple[str, ...]
    names: tuple[str, ...]
    days: tuple[str, ...]
    negations: int


class Known:
    """Everything that some sentences state, to look up what others say in addition."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.values = frozenset(value for line in lines for value in line.values)
        self.content = frozenset(stem for line in lines for stem in line.content)
        self._names = frozenset(name for line in lines for name in line.names)
        self._heads = frozenset(name[:5] for name in self._names)

    def new_names(self, names: Iterable[str]) -> list[str]:
        """Give the names that are none of these: Ukraine and Ukrainian are one."""
        fresh = [n for n in names if n not in self._names and n[:5] not in self._heads]
        return [n for n in fresh if not any(same_name(n, known) for known in self._names)]


@lru_cache(maxsize=64)  # an article is compared with several, and later ones with it
def lines_of(article: Article) -> tuple[Line, ...]:
    """Give the sentences of an article in comparable form."""
    tokens = [tokenize(article.quote(sentence)) for sentence in article.sentences]
    inner = frozenset(token.fold for line in tokens for token in line[1:] if _is_capital(token))
    return tuple(
        _line(
            number,
            words,
            inner=inner,
            is_body=article.paragraphs[sentence.paragraph].role == "body",
        )
        for number, (sentence, words) in enumerate(zip(article.sentences, tokens, strict=True))
    )


def _line(number: int, words: Sequence[Token], *, inner: frozenset[str], is_body: bool) -> Line:
    folds = tuple(token.fold for token in words)
    return Line(
        number=number,
        is_body=is_body,
        folds=folds,
        content=frozenset(token.stem for token in words if token.fold not in STOP),
        values=values_of(words),
        names=_names_of(words, inner=inner),
        days=tuple(fold for fold in folds if fold in _WEEKDAYS),
        negations=sum(fold in _NEGATIONS or fold.endswith("n't") for fold in folds),
    )


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _names_of(words: Sequence[Token], *, inner: frozenset[str]) -> tuple[str, ...]:
    """Give the capitalised words; the first word counts where it is capitalised elsewhere too."""
    if len(words) > 4 and sum(map(_is_capital, words)) * 3 > len(words) * 2:
        return ()  # a line of capitals tells nothing
    return tuple(
        _NAME_ENDING.sub("sky", word.fold)
        for number, word in enumerate(words)
        if _is_capital(word) and (number or word.fold in inner) and word.fold not in _NO_NAMES
    )


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are spellings of one: a letter more, less or other in a long name."""
    if one == other:
        return True
    if min(len(one), len(other)) < _ONE_SPELLING or abs(len(one) - len(other)) > 1:
        return False
    if one[0] != other[0]:
        return False
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    same = next((i for i, c in enumerate(shorter) if c != longer[i]), len(shorter))
    rest = shorter[same + 1 :] if len(longer) == len(shorter) else shorter[same:]
    return longer[same + 1 :] == rest
