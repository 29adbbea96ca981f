"""Whatever an event holds, its bytes are RFC 8785's, and it comes back as it was."""

import json
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, to_builtins

from watcher.events import Definition, Event, TopicDefined
from watcher.log.codec import TOO_LARGE, NotCanonical, canonical, decode, encode

INTEGERS = st.integers(-TOO_LARGE + 1, TOO_LARGE - 1)
FRACTIONS = st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda number: number % 1 != 0 or abs(number) < TOO_LARGE
)
PLAIN = st.recursive(
    st.none() | st.booleans() | INTEGERS | FRACTIONS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Draw values of a field's type."""
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=20),
        int: INTEGERS,
        float: FRACTIONS | INTEGERS,
        bool: st.booleans(),
        NoneType: st.none(),
    }
    if hint in plain:
        return plain[hint]
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(values(each) for each in arguments))
    if get_origin(hint) is Literal:
        return st.sampled_from(arguments)
    if get_origin(hint) is tuple:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if get_origin(hint) is dict:
        return st.dictionaries(values(arguments[0]), values(arguments[1]), max_size=3)
    assert issubclass(hint, Struct), hint
    return structs(hint)


def structs(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Draw a struct with any values in its fields."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: values(hints[name]) for name in kind.__struct_fields__})


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: str(kind.name))
def test_any_event_is_written_canonically_and_read_back(kind: type[Event]) -> None:
    @given(structs(kind))
    @settings(max_examples=25, deadline=None)
    def holds(event: Event) -> None:
        written = encode(event)

        assert written == rfc8785.dumps(to_builtins(event))
        assert decode(kind.name, written, schema=kind.schema) == event

    holds()


@given(PLAIN)
def test_any_plain_data_is_written_as_the_standard_says(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)
    assert json.loads(canonical(value)) == value


@given(st.floats(min_value=1e-9, max_value=1e-3) | st.floats(min_value=1e6, max_value=2**52))
def test_small_and_large_fractions_are_written_as_the_standard_says(number: float) -> None:
    assert canonical([number, -number]) == rfc8785.dumps([number, -number])


def test_keys_beyond_the_basic_plane_sort_by_their_utf_16_units() -> None:
    definition = Definition(name="Dam", aliases={"\uffff": (), "\U0001f30a": ()})
    dam = TopicDefined(topic="dam", revision=1, definition=definition)

    assert canonical({"\uffff": 1, "\U0001f30a": 2}).decode() == '{"\U0001f30a":2,"\uffff":1}'
    assert encode(dam) == rfc8785.dumps(to_builtins(dam))


@pytest.mark.parametrize("number", [TOO_LARGE, -TOO_LARGE, 2.0**53, 1e300])
def test_a_number_that_javascript_would_round_is_refused(number: float) -> None:
    with pytest.raises(NotCanonical, match="2\\^53"):
        canonical({"value": number})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_a_number_is_refused(number: float) -> None:
    with pytest.raises(NotCanonical, match="not a number"):
        canonical([number])


def test_half_a_surrogate_pair_is_refused_in_a_key_and_in_a_value() -> None:
    for value in ({"\ud800": 1}, {"path": "caf\udce9.txt"}):
        with pytest.raises(NotCanonical, match="surrogate"):
            canonical(value)
