"""A topic file may ask to be told more, or less: the gate moves, what is new does not."""

from msgspec.structs import replace

from tests.core.topic.desk import Desk
from watcher.events import Definition, Sensitivity, TopicChanged, TopicDefined
from watcher.topic.state import evolve

NEWS = (
    ("A crack was found in the dam above Velm.", "Engineers were sent to the dam on Monday."),
    ("The dam above Velm has a crack, engineers said.", "The crack is forty metres long."),
    ("Engineers still watch the crack in the dam.", "The mayor of Velm visited the dam."),
    ("The mayor said that the dam is safe for now.", "A crack runs along the wall of the dam."),
    ("Velm has closed its school because of the dam.", "The dam was built in 1961."),
    ("Rain fell on the dam and on Orlo.", "The dam was no topic in the council of Velm."),
    ("The engineers' work at the dam goes on.", "Farmers near Velm fear for their fields."),
)


def told(sensitivity: Sensitivity | None) -> tuple[list[str], list[float]]:
    """Give what is told of the news at this sensitivity, and how new each sentence was."""
    desk = Desk("dam")
    definition = Definition(name="The dam", terms=("dam",))
    if sensitivity is not None:
        definition = replace(definition, sensitivity=sensitivity)
    defined = TopicDefined(topic="dam", revision=1, definition=definition)
    desk.state = evolve(desk.state, defined, event_id="")
    events = [event for sentences in NEWS for event in desk.reads(*sentences)]
    quotes = [event.quote for event in events if isinstance(event, TopicChanged)]
    return quotes, [event.novelty for event in events]


def test_high_tells_more_and_low_tells_less_of_the_same_news() -> None:
    low, normal, high = (set(told(level)[0]) for level in ("low", "normal", "high"))

    assert low <= normal <= high
    assert low < high


def test_sensitivity_does_not_change_how_new_a_sentence_is() -> None:
    assert told("low")[1] == told("normal")[1] == told("high")[1]


def test_a_topic_that_asks_for_nothing_is_as_sensitive_as_normal() -> None:
    assert told(None) == told("normal")
