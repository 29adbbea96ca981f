"""What was announced for a day, and whether anything says what became of it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from tests.factories import a_change, a_repeat, recorded
from watcher.events import ExpectationPassed, Statement, Was
from watcher.topic.expected import Agenda

MONDAY = datetime(2025, 11, 17, 9, 0, tzinfo=UTC)
VISIT = "The minister is to visit the flooded villages on Thursday, her office said."


def a_plan(
    quote: str = VISIT, *, on: str = "2025-11-20", published: str = "2025-11-17"
) -> Statement:
    plan = a_change(quote)
    return replace(plan, status="planned", event_date=on, published_at=published)


def said(
    quote: str,
    *,
    published: str,
    status: str = "reported",
    on: str | None = None,
    was: str | None = None,
) -> Statement:
    before = Was(event=was, quote="", figure=None, status="planned") if was else None
    told = a_change(quote, kind="status" if was else "new", was=before)
    return replace(told, status=status, event_date=on, published_at=published)


def passed(
    *statements: Statement, day: int = 22, hour: int = 0, common: Iterable[str] = ()
) -> tuple[ExpectationPassed, ...]:
    """Give what is overdue on a day of November, after these statements, one an hour."""
    agenda = Agenda(topic="dam", common=frozenset(common))
    for position, statement in enumerate(statements, start=1):
        event = recorded(statement, position=position, at=MONDAY + timedelta(hours=position))
        agenda.note(event, statement)
    return agenda.passed(now=datetime(2025, 11, day, hour, tzinfo=UTC))


def test_what_was_announced_and_never_reported_is_told_a_day_after_its_day() -> None:
    assert passed(a_plan(), day=21, hour=23) == ()

    (told,) = passed(a_plan(), day=22)

    assert (told.due, told.quote, told.outlet) == ("2025-11-20", VISIT, "Seed Wire")


def test_the_day_on_which_it_was_said_is_no_day_to_wait_for() -> None:
    plan = "The road toll will be higher, the minister said on Monday."
    assert passed(a_plan(plan, on="2025-11-17"), day=22) == ()


def test_what_is_announced_for_the_same_day_is_waited_for() -> None:
    plan = "The council will vote on the toll on Monday, its chair said."
    assert len(passed(a_plan(plan, on="2025-11-17"), day=20)) == 1


def test_a_report_of_it_in_other_words_settles_it() -> None:
    report = said("She walked through flooded villages with the mayor.", published="2025-11-20")
    assert passed(a_plan(), report) == ()


def test_a_report_that_names_the_day_settles_it() -> None:
    report = said("Her helicopter landed at noon.", published="2025-11-21", on="2025-11-20")
    assert passed(a_plan(), report) == ()


def test_news_of_another_matter_settles_nothing() -> None:
    other = said("Engineers closed the second sluice.", published="2025-11-21")
    assert len(passed(a_plan(), other)) == 1


def test_news_in_like_words_before_the_day_settles_nothing() -> None:
    before = said("The minister visited flooded villages last week.", published="2025-11-18")
    assert len(passed(a_plan(), before)) == 1


def test_a_cancellation_before_the_day_settles_it() -> None:
    off = said(
        "The minister called off her visit to the villages.",
        published="2025-11-18",
        status="cancelled",
    )
    assert passed(a_plan(), off) == ()


def test_a_status_that_moved_from_the_announcement_settles_it() -> None:
    plan = a_plan()
    name = recorded(plan).id
    moved = said("It happened as foreseen.", published="2025-11-19", status="happened", was=name)
    assert passed(plan, moved) == ()


def test_another_day_takes_the_place_of_the_first() -> None:
    plan = a_plan()
    again = replace(
        a_plan("Her visit will be on Saturday instead.", on="2025-11-22"),
        nearest=recorded(plan).id,
        similarity=0.7,
    )
    (told,) = passed(plan, again, day=25)
    assert told.due == "2025-11-22"


def test_the_same_announcement_by_many_is_told_once() -> None:
    again = a_plan("On Thursday the minister is to see the flooded villages.")
    (told,) = passed(a_plan(), again)
    assert told.quote == VISIT


def test_two_announcements_for_one_day_are_two() -> None:
    other = a_plan("Engineers will open the second sluice on Thursday.")
    assert len(passed(a_plan(), other)) == 2


def test_words_that_all_statements_share_settle_nothing() -> None:
    plan = a_plan("The dam council will vote on Thursday.")
    other = said("The dam council praised the firemen.", published="2025-11-21")
    assert passed(plan, other) == ()
    assert len(passed(plan, other, common=("dam", "council"))) == 1


def test_what_lay_in_the_past_when_it_was_told_is_not_expected() -> None:
    assert passed(a_plan(published="2025-11-21"), day=28) == ()


def test_what_was_to_be_long_before_we_heard_of_it_is_not_expected() -> None:
    assert passed(a_plan(on="2025-10-30", published="2025-10-28"), day=28) == ()


def test_what_was_found_in_hindsight_is_not_expected() -> None:
    assert passed(replace(a_plan(), retroactive=True)) == ()


def test_a_repeated_announcement_is_an_announcement_too() -> None:
    plan = replace(
        a_repeat(VISIT), status="planned", event_date="2025-11-20", published_at="2025-11-17"
    )
    assert len(passed(plan)) == 1


def test_what_was_told_once_is_not_told_again() -> None:
    agenda = Agenda(topic="dam")
    plan = a_plan()
    agenda.note(recorded(plan, at=MONDAY), plan)
    agenda.told(recorded(plan).id)
    assert agenda.passed(now=MONDAY + timedelta(days=9)) == ()
    assert agenda.next_at() is None
