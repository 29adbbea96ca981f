"""The way of a figure: how often it moved, since when, and what it was before."""

from itertools import pairwise

from msgspec.structs import replace

from tests.core.digest.news import a_log, a_subscription, an_arrival, moved, told
from tests.factories import a_change, a_figure, a_repeat
from watcher.digest.compose import compose
from watcher.digest.model import Digest
from watcher.events import Recorded, Statement, TopicChanged, Was


def a_move(was: int, now: int, *, of: str, late: bool = False) -> TopicChanged:
    before, after = moved(f"{was} died.", was=a_figure(was), now=a_figure(now), event=of)
    return a_change(f"{now} died.", kind="figure", was=before, now=after, late=late)


def a_row(*counts: int) -> tuple[Recorded, ...]:
    """A figure that moves from one count to the next."""
    found: list[Recorded] = []
    for was, now in pairwise(counts):
        of = found[-1].id if found else "e0"
        found += a_log(a_move(was, now, of=of), first=len(found) + 1)
    return tuple(found)


def composed(log: tuple[Recorded, ...], *, after: int = 0) -> Digest:
    def find(event_id: str) -> Statement | None:
        found = [one.data for one in log if one.id == event_id]
        return found[0] if found and isinstance(found[0], TopicChanged) else None

    digest = compose(
        log,
        subscription=a_subscription(),
        after=after,
        upto=log[-1].position,
        digest_id="d" * 32,
        find=find,
    )
    assert digest is not None
    return digest


def test_a_figure_that_moves_three_times_has_its_moves_and_all_its_values() -> None:
    [track] = composed(a_row(19, 21, 20, 27)).topics[0].tracks
    assert [item.quote for item in track.moves] == ["21 died.", "20 died.", "27 died."]
    assert [figure.value for figure in track.history] == [19, 21, 20, 27]


def test_a_figure_s_history_goes_back_before_the_digest() -> None:
    [track] = composed(a_row(19, 21, 20, 27), after=2).topics[0].tracks
    assert len(track.moves) == 1
    assert [figure.value for figure in track.history] == [19, 21, 20, 27]


def test_a_figure_that_moved_once_has_no_history() -> None:
    assert composed(a_row(19, 20)).topics[0].tracks == ()


def test_a_sentence_that_tells_both_values_has_no_history() -> None:
    [event] = a_log(a_move(1, 2, of="e0"))
    circle = Was(event=event.id, quote="1", figure=a_figure(1), status=None)
    looping = a_change("2 died.", kind="figure", was=circle, now=a_move(1, 2, of="x").now)
    assert composed(a_log(looping)).topics[0].tracks == ()


def test_who_said_the_same_later_is_named_once() -> None:
    [first] = a_log(a_change("The dam broke."), first=2)
    digest = told(
        an_arrival("a" * 64),
        a_change("The dam broke."),
        *(_said_by(outlet, of=first.id) for outlet in ("Coast Radio", "coast radio", "Seed Wire")),
    )
    assert digest.items[0].also == ("Coast Radio",)


def _said_by(outlet: str, *, of: str) -> Statement:
    said = a_repeat(kind="corroborated", article_id="b" * 64)
    return replace(said, outlet=outlet, earlier=of)


def test_a_digest_knows_what_it_covers() -> None:
    digest = told(an_arrival("1" * 64, outlet="A"), an_arrival("2" * 64, outlet="a"), a_change())
    assert digest.outlets == 1
    assert digest.begins is not None
    assert (digest.as_of - digest.begins).total_seconds() == 2
