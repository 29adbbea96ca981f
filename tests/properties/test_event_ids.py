"""The id of an event is the UUID of version 5 that its place gives, as anyone can compute it."""

from uuid import uuid5

from hypothesis import given
from hypothesis import strategies as st

from watcher.events import EVENT_IDS, event_id


@given(stream=st.text(max_size=80), version=st.integers(min_value=1))
def test_an_event_is_named_by_its_place(stream: str, version: int) -> None:
    assert event_id(stream, version=version) == str(uuid5(EVENT_IDS, f"{stream}/{version}"))
