"""Words and numbers of a text with their own offsets, folded and stemmed.

The offsets always count into the text as given: folding never shifts them. Hyphens part words
("28-point" is "28" and "point"), a possessive 's belongs to its word and is not folded, and the
dots of an acronym belong to it ("U.S.").
"""

import re
from functools import lru_cache

import snowballstemmer
from anyascii import anyascii
from msgspec import Struct

from watcher.article.spelling import one_spelling

_STOP = """a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from
    further had has have having he her here hers him his how i if in into is it its just like me
    more most much must my no nor not now of off on only or other our out over own same she should
    since so some still such than that the their them then there these they this those through to
    too under until up upon us very was we were what when where which while who whom whose why will
    with would you your"""
STOP = frozenset(_STOP.split())

_WORD = r"[^\W\d_][\w\u0300-\u036f\u00ad]*(?:['’ʼ][^\W\d_][\w\u0300-\u036f\u00ad]*)*"
_TOKEN = re.compile(rf"(?:(?<!\w)[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|{_WORD}")
_ASCII_TOKEN = re.compile(
    r"(?:(?<!\w)[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[A-Za-z]\w*(?:'[A-Za-z]\w*)*", re.ASCII
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "\u00ad": None})
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CACHED = 64  # a longer "word" is noise and would only fill the cache
_SENTENCE = 2000
_stemmer = snowballstemmer.stemmer("english")


class Token(Struct, frozen=True, gc=False):
    """A word or number: characters `start` to `end` of the text, its fold and its stem."""

    start: int
    end: int
    text: str
    fold: str
    stem: str


def tokenize(text: str) -> tuple[Token, ...]:
    """Give the words and numbers of a text in order."""
    return _sentence_tokens(text) if len(text) <= _SENTENCE else _tokens(text)


@lru_cache(maxsize=4096)  # a sentence is cut again by each room that looks at it
def _sentence_tokens(text: str) -> tuple[Token, ...]:
    return _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    tokens = []
    for match in _pattern(text).finditer(text):
        word = match[0]
        fold, stem = _forms_of(word) if len(word) <= CACHED else _forms_of.__wrapped__(word)
        start, end = match.span()
        tokens.append(Token(start, end, word, fold, stem))
    return tuple(tokens)


def words_in(text: str) -> list[str]:
    """Give the words and numbers of a text as they stand, where nothing else is asked of them."""
    words: list[str] = _pattern(text).findall(text)
    return words


def forms_in(text: str) -> list[tuple[str, str]]:
    """Give the fold and the stem of each word of a text, where no places are asked of them."""
    return [
        _forms_of(word) if len(word) <= CACHED else _forms_of.__wrapped__(word)
        for word in words_in(text)
    ]


def _pattern(text: str) -> re.Pattern[str]:
    return _ASCII_TOKEN if text.isascii() else _TOKEN


def fold_of(word: str) -> str:
    """Give a word without case, accents, possessive and script."""
    return _forms_of(word)[0]


def stem_of(word: str) -> str:
    """Give the stem that all inflections and both English spellings of a word share."""
    return _forms_of(word)[1]


@lru_cache(maxsize=200_000)
def _forms_of(word: str) -> tuple[str, str]:
    if word[0].isdigit():
        number = _fold_number(word)
        return number, number
    if word[-1] == "." or _is_acronym_of_a_stop_word(word):
        acronym = anyascii(word).replace(".", "").lower()
        acronym += "." if acronym in STOP else ""
        return acronym, acronym
    fold = _fold_word(word)
    return fold, _stemmer.stemWord(one_spelling(fold))


def _is_acronym_of_a_stop_word(word: str) -> bool:
    """US and WHO are names, us and who are not."""
    return (
        2 <= len(word) <= 4 and word.isupper() and word.lower() in STOP and word in _CAPITAL_NAMES
    )


_CAPITAL_NAMES = frozenset({"US", "WHO", "IT"})


def _fold_word(word: str) -> str:
    fold = word.translate(_APOSTROPHES)
    if not fold.isascii():
        fold = anyascii(fold).replace(" ", "") or fold
    fold = fold.lower()
    for ending in ("'s", "'"):
        if fold.endswith(ending) and len(fold) > len(ending):
            return fold.removesuffix(ending)
    return fold


def _fold_number(word: str) -> str:
    if _GROUPED.fullmatch(word):
        word = word.replace(",", "")
    if word.count(".") == 1 and "," not in word:
        word = word.rstrip("0").rstrip(".")
    return word if word.isascii() else anyascii(word)
