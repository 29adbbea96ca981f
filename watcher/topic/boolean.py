"""The `query` language: quotes, AND, OR, NOT, NEAR/n, parentheses and prefix*.

Words side by side mean AND. NOT binds tightest, then NEAR, AND, OR. Inflection and case never
count, inside quotes either. `a NEAR/4 b` holds where at most four words stand between the two, in
either order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from watcher.article.tokens import Token, tokenize
from watcher.topic.phrases import Spellings, keys_of, spellings

if TYPE_CHECKING:
    from lark import Lark, Tree
    from lark import Token as Leaf

_GRAMMAR = r"""
    start: either
    either: both (OR both)*
    both: near (AND? near)*
    near: refusal (NEAR refusal)*
    refusal: NOT refusal | atom
    atom: OPEN either CLOSE | QUOTED | WORD
    AND.3: /AND(?![^\s()"“”„])/
    OR.3: /OR(?![^\s()"“”„])/
    NOT.3: /NOT(?![^\s()"“”„])/
    NEAR.3: /NEAR(\/[^\s()"“”„]*)?(?![^\s()"“”„])/
    QUOTED: /["“”„][^"“”„]*["“”„]/
    WORD: /[^\s()"“”„]+/
    OPEN: "("
    CLOSE: ")"
    %ignore /\s+/
"""

_MOST_DIGITS = 6
Span = tuple[int, int]
Places = Mapping[str, Sequence[int]]


class QueryError(ValueError):
    """A query that cannot be read: `column` counts from 1, `message` says what to do."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column
        self.message = message


@dataclass(frozen=True, slots=True)
class Words:
    """A word or a quoted phrase, in each of its spellings: words side by side."""

    variants: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    start: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two parts with at most `between` words between them."""

    between: int
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Both:
    """Every part of `wanted` and none of `unwanted`."""

    wanted: tuple["Node", ...]
    unwanted: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the parts."""

    parts: tuple["Node", ...]


Node = Words | Prefix | Near | Both | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A query, ready to be asked of sentences.

    A sentence that holds none of `gate` cannot match; an empty gate means that this cannot be
    told beforehand.
    """

    text: str
    root: Node
    gate: frozenset[str]

    def matches(self, tokens: Sequence[Token]) -> tuple[Span, ...] | None:
        """Give the token spans that satisfy the query, or nothing where the sentence does not."""
        return self.holds(keys_of(tokens), folds=[token.fold for token in tokens])

    def holds(self, keys: Sequence[str], *, folds: Sequence[str]) -> tuple[Span, ...] | None:
        """Do the same for words whose comparison forms are known already."""
        if self.gate and self.gate.isdisjoint(keys):
            return None
        places: dict[str, list[int]] = {}
        for at, key in enumerate(keys):
            places.setdefault(key, []).append(at)
        found = _find(self.root, places, folds)
        return tuple(sorted(set(found))) if found else None


def parse_query(text: str, *, aliases: Spellings | None = None) -> Query:
    """Read a query, with every spelling of the names in it; raises QueryError."""
    if not text.strip():
        raise QueryError(1, "the query is empty; write at least one word or leave `query` out")
    _check_quotes(text)
    root = _read(_tree(text), aliases or {})
    return Query(text, root, _gate(root))


def _check_quotes(text: str) -> None:
    places = [at for at, letter in enumerate(text) if letter in '"“”„']
    if len(places) % 2:
        raise QueryError(places[-1] + 1, 'this quote is not closed; add a " after the phrase')


@lru_cache(maxsize=1)
def _parser() -> "Lark":
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr", lexer="basic", propagate_positions=True)


def _tree(text: str) -> "Tree[Leaf]":
    from lark import UnexpectedCharacters, UnexpectedToken

    try:
        return _parser().parse(text)
    except UnexpectedToken as error:
        raise _explain(text, error.token, error.accepts or error.expected) from None
    except UnexpectedCharacters as error:
        at = error.column - 1
        raise QueryError(at + 1, f"{text[at : at + 1]!r} cannot stand here; remove it") from None


def _explain(text: str, leaf: "Leaf", expected: Iterable[str]) -> QueryError:
    if leaf.type == "$END":
        if "CLOSE" in expected:
            return QueryError(_open_place(text) + 1, "this parenthesis is not closed; add a )")
        return QueryError(len(text) + 1, "something is missing at the end; add a word")
    column = (leaf.start_pos or 0) + 1
    if leaf.type == "CLOSE" and "OPEN" not in expected:
        return QueryError(column, "this ) closes nothing; remove it or add a ( before")
    if leaf.type == "CLOSE":
        return QueryError(column, "nothing stands before this ); add a word")
    return QueryError(
        column, f'{leaf} needs something before it; to look for the word itself write "{leaf}"'
    )


def _open_place(text: str) -> int:
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth > 0:
            return at
    return 0


@dataclass(frozen=True, slots=True)
class _Refused:
    """What NOT stands before."""

    part: Node
    column: int


_Read = Node | _Refused


def _rules(tree: "Tree[Leaf]") -> "list[Tree[Leaf]]":
    return [child for child in tree.children if not isinstance(child, str)]


def _leaves(tree: "Tree[Leaf]") -> "list[Leaf]":
    return [child for child in tree.children if isinstance(child, str)]


def _column(leaf: "Leaf") -> int:
    return (leaf.start_pos or 0) + 1


def _read(tree: "Tree[Leaf]", aliases: Spellings) -> Node:
    node = _either(_rules(tree)[0], aliases)
    if isinstance(node, _Refused):
        message = "a query of NOT alone matches nearly everything; add a word to look for"
        raise QueryError(node.column, message)
    return node


def _either(tree: "Tree[Leaf]", aliases: Spellings) -> _Read:
    parts = [_both(child, aliases) for child in _rules(tree)]
    if len(parts) == 1:
        return parts[0]
    return Either(tuple(_wanted(part, beside="OR") for part in parts))


def _both(tree: "Tree[Leaf]", aliases: Spellings) -> _Read:
    parts = [_near(child, aliases) for child in _rules(tree)]
    wanted = tuple(part for part in parts if not isinstance(part, _Refused))
    if len(parts) == 1 or not wanted:
        return parts[0]
    return Both(wanted, tuple(part.part for part in parts if isinstance(part, _Refused)))


def _near(tree: "Tree[Leaf]", aliases: Spellings) -> _Read:
    first, *others = [_refusal(child, aliases) for child in _rules(tree)]
    for leaf, other in zip(_leaves(tree), others, strict=True):
        left, right = _wanted(first, beside="NEAR"), _wanted(other, beside="NEAR")
        first = Near(_distance(leaf), left, right)
    return first


def _refusal(tree: "Tree[Leaf]", aliases: Spellings) -> _Read:
    leaves, rules = _leaves(tree), _rules(tree)
    if not leaves:
        return _atom(rules[0], aliases)
    inner = _refusal(rules[0], aliases)
    return inner.part if isinstance(inner, _Refused) else _Refused(inner, _column(leaves[0]))


def _atom(tree: "Tree[Leaf]", aliases: Spellings) -> _Read:
    if rules := _rules(tree):
        return _either(rules[0], aliases)
    leaf = _leaves(tree)[0]
    if leaf.type == "WORD" and leaf.endswith("*"):
        return _prefix(leaf)
    variants = (tuple(keys_of(tokenize(one))) for one in spellings(leaf, aliases=aliases))
    kept = tuple(dict.fromkeys(variant for variant in variants if variant))
    if not kept:
        raise QueryError(_column(leaf), f"{leaf} holds no word to look for; remove it")
    return Words(kept)


def _prefix(leaf: "Leaf") -> Prefix:
    tokens = tokenize(leaf)
    if len(tokens) != 1 or len(tokens[0].fold) < 2:
        advice = "write one word of two letters or more before the *"
        raise QueryError(_column(leaf), f"{leaf} is no prefix; {advice}")
    return Prefix(tokens[0].fold)


def _distance(leaf: "Leaf") -> int:
    number = leaf.partition("/")[2]
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        raise QueryError(_column(leaf), "NEAR needs a number of words; write NEAR/5 for instance")
    return int(number)


def _wanted(node: _Read, *, beside: str) -> Node:
    if isinstance(node, _Refused):
        advice = "write a AND NOT b" if beside == "OR" else "write NOT (a NEAR/3 b)"
        raise QueryError(node.column, f"NOT cannot stand beside {beside}; {advice}")
    return node


def _gate(node: Node) -> frozenset[str]:
    """Give words of which every matching sentence holds at least one, as few as possible."""
    match node:
        case Words(variants):
            return frozenset(max(variant, key=len) for variant in variants)
        case Prefix():
            return frozenset()
        case Near(_, left, right):
            return _tightest([_gate(left), _gate(right)])
        case Both(wanted):
            return _tightest([_gate(part) for part in wanted])
        case Either(parts):
            gates = [_gate(part) for part in parts]
            return frozenset().union(*gates) if all(gates) else frozenset()


def _tightest(gates: Sequence[frozenset[str]]) -> frozenset[str]:
    return min((gate for gate in gates if gate), key=len, default=frozenset())


def _find(node: Node, places: Places, folds: Sequence[str]) -> list[Span]:
    match node:
        case Words(variants):
            return [span for variant in variants for span in _find_words(variant, places)]
        case Prefix(start):
            return [(at, at + 1) for at, fold in enumerate(folds) if fold.startswith(start)]
        case Near(between, left, right):
            return _find_near(between, _find(left, places, folds), _find(right, places, folds))
        case Either(parts):
            return [span for part in parts for span in _find(part, places, folds)]
        case Both(wanted, unwanted):
            found = [_find(part, places, folds) for part in wanted]
            if not all(found) or any(_find(part, places, folds) for part in unwanted):
                return []
            return [span for spans in found for span in spans]


def _find_words(words: tuple[str, ...], places: Places) -> list[Span]:
    later = [frozenset(places.get(word, ())) for word in words[1:]]
    return [
        (at, at + len(words))
        for at in places.get(words[0], ())
        if all(at + 1 + step in there for step, there in enumerate(later))
    ]


def _find_near(between: int, left: Iterable[Span], right: Sequence[Span]) -> list[Span]:
    found = []
    for one in left:
        for other in right:
            first, second = min(one, other), max(one, other)
            if 0 <= second[0] - first[1] <= between:
                found.append((first[0], second[1]))
    return found
