"""Tells a copy from an update: which sentences stood there before, and what the others change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from watcher.article.comparable import Known, Line, lines_of, same_name
from watcher.article.model import Article

_RELATED = 0.5  # share of the new body that must have stood in the old one
_COPIED = 0.6
_FEW = 3  # sentences of a body that is a copy only if each of them is
_SLIGHT = 0.6  # share of content words that an edited sentence keeps
_CLOSE = 0.2
_MOST_COMPARED = 20  # old sentences that a new one is compared with
_MOST_PAIRS = 40_000  # a body in more pieces than news has is not aligned


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """How an article resembles an earlier one.

    `kind` is null where it is neither copy nor update. `similarity` is the share of its body that
    stood there (0 to 1); `unchanged` are the numbers of its sentences that did.
    """

    kind: Literal["near", "update"] | None
    similarity: float
    unchanged: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two articles sentence by sentence; `matched` leads from a new sentence to its old one."""

    mine: Sequence[Line]
    theirs: Sequence[Line]
    matched: dict[int, int]
    same_source: bool

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.mine if line.is_body and line.number not in self.matched]

    @property
    def gone(self) -> list[Line]:
        stayed = frozenset(self.matched.values())
        return [line for line in self.theirs if line.is_body and line.number not in stayed]


def compare(new: Article, old: Article) -> Resemblance:
    """Compare an article with an earlier one."""
    mine, theirs = lines_of(new), lines_of(old)
    matched = _match(mine, theirs)
    similarity = _similarity(mine, theirs, matched)
    if similarity < _RELATED:
        return Resemblance(kind=None, similarity=similarity, unchanged=frozenset())
    comparison = _Comparison(mine, theirs, matched, _same_source(new, old))
    is_update = similarity < _COPIED or _adds_to_few(comparison) or _says_else(comparison)
    return Resemblance(
        kind="update" if is_update else "near",
        similarity=similarity,
        unchanged=frozenset(matched),
    )


def changed_sentences(new: Article, old: Article) -> tuple[int, ...]:
    """Give the numbers of the new article's sentences that did not stand in the old one."""
    unchanged = compare(new, old).unchanged
    return tuple(number for number in range(len(new.sentences)) if number not in unchanged)


def _similarity(mine: Sequence[Line], theirs: Sequence[Line], matched: dict[int, int]) -> float:
    """Give the share of the new body that stood in the old: its sentences, or its word triples."""
    body = [line for line in mine if line.is_body]
    total = sum(len(line.folds) for line in body)
    if not total:
        return 0.0
    stayed = sum(len(line.folds) for line in body if line.number in matched)
    own, old = _all_triples(mine), _all_triples(theirs)
    return round(max(stayed / total, len(own & old) / max(1, len(own))), 4)


def _all_triples(lines: Sequence[Line]) -> frozenset[tuple[str, ...]]:
    return frozenset(three for line in lines if line.is_body for three in _triples(line.folds))


def _triples(folds: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return zip(folds, folds[1:], folds[2:], strict=False)


def _match(mine: Sequence[Line], theirs: Sequence[Line]) -> dict[int, int]:
    """Find for each new sentence the old one that says it with the same words."""
    exact: dict[tuple[str, ...], int] = {}
    by_word: dict[str, list[Line]] = {}
    for line in theirs:
        exact.setdefault(line.folds, line.number)
        for stem in line.content:
            by_word.setdefault(stem, []).append(line)
    matched = {}
    for line in mine:
        if line.folds in exact:
            matched[line.number] = exact[line.folds]
        elif found := _reworded(line, by_word):
            matched[line.number] = found.number
    return matched


def _reworded(line: Line, by_word: dict[str, list[Line]]) -> Line | None:
    """Find an old sentence with the same content words, values, names and negations."""
    rarest = min(line.content, key=lambda stem: len(by_word.get(stem, ())), default=None)
    for other in by_word.get(rarest, [])[:_MOST_COMPARED] if rarest else []:
        lost = len(other.content - line.content)
        if (
            line.content <= other.content
            and lost * 10 <= len(other.content)
            and line.negations == other.negations
            and (line.values, line.names, line.days) == (other.values, other.names, other.days)
        ):
            return other
    return None


def _same_source(new: Article, old: Article) -> bool:
    if new.outlet and old.outlet:
        return new.outlet.casefold() == old.outlet.casefold()
    if set(new.authors) & set(old.authors):
        return True
    return bool(new.headline and new.headline == old.headline)


def _adds_to_few(comparison: _Comparison) -> bool:
    """Tell whether a body of few sentences has one that stood nowhere in the old body."""
    if sum(line.is_body for line in comparison.mine) > _FEW:
        return False
    old = _all_triples(comparison.theirs)
    return any(
        _share_of(line, old) < _COPIED
        and not any(other.is_body and _is_slight(line, other) for other in comparison.theirs)
        for line in comparison.changed
    )


def _share_of(line: Line, old: frozenset[tuple[str, ...]]) -> float:
    """Give the share of a sentence's word triples that stood in the old body."""
    own = frozenset(_triples(line.folds))
    return len(own & old) / len(own) if own else 1.0


def _says_else(comparison: _Comparison) -> bool:
    """Tell whether the changed sentences say something else, not the same in other words."""
    if len(comparison.changed) * len(comparison.gone) > _MOST_PAIRS:
        return True
    before, now = Known(comparison.theirs), Known(comparison.mine)
    for line, old in _aligned(comparison):
        if old is None:
            told = _is_news(line, before) or comparison.same_source
        elif _is_slight(line, old):
            told = _is_replaced(line, old) or line.negations != old.negations
        else:
            told = _is_rewritten(line, old, before=before, now=now)
        if told or (comparison.same_source and not line.content <= before.content):
            return True
    return False


def _is_news(line: Line, before: Known) -> bool:
    """Tell whether a sentence that was added holds anything that the old body does not."""
    if frozenset(line.values) - before.values or before.new_names(line.names):
        return True
    return len(line.content - before.content) >= 3


def _is_slight(line: Line, old: Line) -> bool:
    common = len(line.content & old.content)
    return common >= _SLIGHT * max(len(line.content), len(old.content), 1)


def _is_replaced(line: Line, old: Line) -> bool:
    """Tell whether an edited sentence holds another value or name in the place of one."""
    if _differ(line.values, old.values) or _differ(line.days, old.days):
        return True
    names = [name for name in line.names if not any(same_name(name, o) for o in old.names)]
    lost = [name for name in old.names if not any(same_name(name, n) for n in line.names)]
    if names and lost:
        return not all(any(n[:5] == o[:5] for o in lost) for n in names)
    return sorted(line.names) == sorted(old.names) and line.names != old.names


def _differ(values: tuple[str, ...], old: tuple[str, ...]) -> bool:
    gained, lost = frozenset(values) - frozenset(old), frozenset(old) - frozenset(values)
    return bool(gained and lost) or (len(values) == len(old) and values != old)


def _is_rewritten(line: Line, old: Line, *, before: Known, now: Known) -> bool:
    """Tell whether a sentence told anew holds a value or name that nothing in the old body was."""
    if frozenset(line.values) - before.values and frozenset(old.values) - now.values:
        return True
    return bool(before.new_names(line.names) and now.new_names(old.names))


def _aligned(comparison: _Comparison) -> list[tuple[Line, Line | None]]:
    """Pair each changed sentence with the old one in whose stead it stands, if there is one."""
    left = comparison.gone
    pairs: list[tuple[Line, Line | None]] = []
    for line in comparison.changed:
        best = max(left, key=lambda old: _closeness(line, old), default=None)
        if best is not None and _closeness(line, best) < _CLOSE:
            best = _at_same_place(line, left, comparison)
        if best is not None:
            left.remove(best)
        pairs.append((line, best))
    return pairs


def _closeness(line: Line, other: Line) -> float:
    common = len(line.content & other.content)
    return common / max(1, min(len(line.content), len(other.content)))


def _at_same_place(line: Line, left: Sequence[Line], comparison: _Comparison) -> Line | None:
    """Find the lost sentence between the same neighbours."""
    matched = comparison.matched
    low = max((old for new, old in matched.items() if new < line.number), default=-1)
    high = min(
        (old for new, old in matched.items() if new > line.number), default=len(comparison.theirs)
    )
    return next((old for old in left if low < old.number < high), None)
