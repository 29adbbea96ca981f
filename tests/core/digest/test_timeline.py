"""The days of a topic that matter, and the sentences that tell them."""

from datetime import date

from msgspec import structs

from tests.factories import a_change, recorded
from watcher.digest.timeline import Timeline, timeline
from watcher.events import Recorded


def said(
    quote: str, *, published: str | None, happened: str | None = None, article: int = 1, at: int = 1
) -> Recorded:
    change = structs.replace(
        a_change(quote, article_id=f"{article:064x}"), published_at=published, event_date=happened
    )
    return recorded(change, position=at)


def a_story() -> list[Recorded]:
    """The dam breaks on the 3rd, which is still spoken of two weeks later; on the 5th it rains."""
    told = [
        ("The dam broke on Monday after a week of heavy rain.", "2025-11-03", "2025-11-03"),
        ("Engineers said the dam broke on Monday at noon.", "2025-11-04", "2025-11-03"),
        ("It rained on Wednesday.", "2025-11-05", "2025-11-05"),
        ("It rained hard on Wednesday in the hills.", "2025-11-05", "2025-11-05"),
        ("It had rained on Wednesday too.", "2025-11-06", "2025-11-05"),
        ("The dam that broke on November 3 will not be rebuilt.", "2025-11-17", "2025-11-03"),
        ("A year of talks lies ahead.", "2025-11-17", None),
        ("The minister visited the valley.", "2025-11-08T09:30:00+02:00", None),
    ]
    return [
        said(quote, published=published, happened=happened, article=n, at=n)
        for n, (quote, published, happened) in enumerate(told, start=1)
    ]


def chosen(*, days: int = 10, per_day: int = 5, **span: date) -> Timeline:
    return timeline(
        "dam",
        a_story(),
        first=span.get("first"),
        last=span.get("last"),
        days=days,
        per_day=per_day,
    )


def dates(answer: Timeline) -> list[str]:
    return [day["date"] for day in answer["days"]]


def test_a_day_that_is_still_spoken_of_later_is_the_most_telling() -> None:
    assert dates(chosen(days=1)) == ["2025-11-03"]


def test_days_stand_in_order_and_hold_what_happened_on_them() -> None:
    answer = chosen()
    assert dates(answer) == ["2025-11-03", "2025-11-05", "2025-11-08", "2025-11-17"]
    assert len(answer["days"][0]["items"]) == 3


def test_where_the_text_tells_no_day_the_day_of_publication_counts() -> None:
    answer = chosen()
    assert answer["days"][2]["items"][0]["text"] == "The minister visited the valley."


def test_only_days_asked_for_are_told() -> None:
    answer = chosen(first=date(2025, 11, 5), last=date(2025, 11, 8))
    assert dates(answer) == ["2025-11-05", "2025-11-08"]


def test_a_day_has_no_more_sentences_than_asked_for() -> None:
    assert [len(day["items"]) for day in chosen(per_day=1)["days"]] == [1, 1, 1, 1]


def test_a_day_does_not_say_the_same_twice() -> None:
    twice = [
        said("The old dam broke at noon on Monday.", published="2025-11-03", article=n, at=n)
        for n in range(1, 4)
    ]
    answer = timeline("dam", twice, first=None, last=None, days=5, per_day=5)
    assert [len(day["items"]) for day in answer["days"]] == [1]


def test_an_item_names_its_event_and_outlet() -> None:
    story = a_story()
    item = chosen(days=1, per_day=1)["days"][0]["items"][0]
    assert item["event"] in {event.id for event in story}
    assert item["outlet"] == "Seed Wire"


def test_what_has_no_date_at_all_has_no_place() -> None:
    answer = timeline(
        "dam", [said("Once.", published=None)], first=None, last=None, days=5, per_day=5
    )
    assert answer["days"] == []
