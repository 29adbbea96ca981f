"""The values that a text states, however they are written: 1,200 is twelve hundred is 1.2 thousand.

Only for telling whether two texts state the same values; what is counted is no matter here.
"""

from collections.abc import Sequence

from watcher.article.tokens import Token

_ONE_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTH_WORDS = """
    jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,
    sep sept september,oct october,nov november,dec december"""
_ONES = {word: number for number, word in enumerate(_ONE_WORDS.split())}
_TENS = {word: number * 10 for number, word in enumerate(_TEN_WORDS.split(), start=2)}
_MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_WORDS.split(","), start=1)
    for name in names.split()
}
_SCALES = {
    "hundred": 100.0,
    "hundreds": 100.0,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "dozen": 12.0,
    "decade": 10.0,
    "decades": 10.0,
    "score": 20.0,
}
_SHORT_SCALES = frozenset({"k", "m", "mn", "mln", "bn", "b", "tn"})
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "third": 1 / 3, "thirds": 1 / 3}
_VAGUE = frozenset({"one", "no", "zero"})  # "one of them" is no figure
_COUNTED_BY_A = _SCALES.keys() - _SHORT_SCALES | {"quarter"}
_FILLERS = frozenset({"a", "an", "of", "and", "the"})


def values_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the values and calendar days of a text in order, in one form each."""
    found: list[str] = []
    at = 0
    while at < len(tokens):
        day = _calendar_day(tokens, at)
        if day:
            found.append(day[0])
            at = day[1]
            continue
        read = _number(tokens, at)
        if read is None:
            at += 1
            continue
        value, after = read
        if value is not None:
            found.append(f"{value:.6g}")
        at = after
    return tuple(found)


def _calendar_day(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read "March 31", "31 March" and "31st of March"."""
    fold = tokens[at].fold
    following = tokens[at + 1].fold if at + 1 < len(tokens) else ""
    if fold in _MONTHS and tokens[at].text[0].isupper() and following.isdigit():
        if int(following[:6]) <= 31:
            return f"{_MONTHS[fold]}/{int(following)}", at + 2
        return "", at + 2
    if not (fold.isdigit() and len(fold) <= 2 and 1 <= int(fold) <= 31):
        return None
    month = at + 1
    while month < min(at + 4, len(tokens)) and tokens[month].fold in ("st", "nd", "rd", "th", "of"):
        month += 1
    if month < len(tokens) and tokens[month].fold in _MONTHS and tokens[month].text[0].isupper():
        return f"{_MONTHS[tokens[month].fold]}/{int(fold)}", month + 1
    return None


def _number(tokens: Sequence[Token], at: int) -> tuple[float | None, int] | None:
    """Read a number with its scale; the value is null for years and for "one of"."""
    first = tokens[at].fold
    base = _base(tokens, at)
    if base is None:
        return None
    value, after = base
    plain = after == at + 1
    while after < len(tokens):
        step = _step(tokens, after, value)
        if step is None:
            break
        value, after = step
        plain = False
    if plain and (
        first in _VAGUE or (first.isdigit() and 1900 <= value <= 2100 and len(first) == 4)
    ):
        return None, after
    return value, after


def _base(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Read what a number begins with: digits, a number word, "a dozen", "half a"."""
    fold = tokens[at].fold
    following = tokens[at + 1].fold if at + 1 < len(tokens) else ""
    if fold[0].isdigit():
        return _digits(fold, at)
    if fold in _TENS and 1 <= _ONES.get(following, 0) <= 9:
        return float(_TENS[fold] + _ONES[following]), at + 2
    if fold in _TENS or fold in _ONES:
        return float(_TENS.get(fold) or _ONES[fold]), at + 1
    if fold in ("a", "an") and following in _COUNTED_BY_A:
        return 1.0, at + 1
    return (0.5, at + 1) if fold == "half" else None


def _digits(fold: str, at: int) -> tuple[float, int] | None:
    try:
        return float(fold.replace(",", "")), at + 1
    except ValueError:
        return None


def _step(tokens: Sequence[Token], at: int, value: float) -> tuple[float, int] | None:
    """Read what goes on with a number: a scale, "quarters of a", "and a half"."""
    folds = [token.fold for token in tokens[at : at + 4]]
    if folds[0] in _SCALES and _touches(tokens, at):
        return value * _SCALES[folds[0]], at + 1
    if folds[0] in _PARTS and value < 10 and (value > 1 or folds[0] != "third"):
        return value * _PARTS[folds[0]], at + 1
    skip = next((n for n, word in enumerate(folds) if word not in _FILLERS), 9)
    if value < 1 and 0 < skip < len(folds) and folds[skip] in _SCALES:
        return value * _SCALES[folds[skip]], at + skip + 1
    return _more(tokens, at, value) if folds[0] == "and" else None


def _more(tokens: Sequence[Token], at: int, value: float) -> tuple[float, int] | None:
    """Read "a million and a half" and "two hundred and fifty"."""
    folds = [token.fold for token in tokens[at + 1 : at + 3]]
    if folds == ["a", "half"]:
        return value + _SCALES.get(tokens[at - 1].fold, 1.0) / 2, at + 3
    if folds and value >= 100 and value % 100 == 0 and (folds[0] in _TENS or folds[0] in _ONES):
        rest = _base(tokens, at + 1)
        return (value + rest[0], rest[1]) if rest else None
    return None


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """ "8 m" and "40bn" hold a scale, "Plan 8 B" does not."""
    gap = tokens[at].start - tokens[at - 1].end
    if tokens[at].fold not in _SHORT_SCALES:
        return gap <= 1
    return gap == 0 or (gap == 1 and not tokens[at].text.isupper())
