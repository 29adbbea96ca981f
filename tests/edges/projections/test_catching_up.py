"""Views follow the log, and a fresh build gives the same rows."""

from typing import Any

import pytest

from tests.factories import a_change, a_definition, a_figure, a_receipt_of, a_repeat, an_article
from watcher.events import Now, TopicDefined, Was
from watcher.projections import catch_up, compare
from watcher.projections.catch_up import VIEWS
from watcher.projections.opened import views_for_asking, views_for_folding
from watcher.projections.words import match_expression, search_positions

Ledger = Any  # the fixture of conftest.py, which cannot be imported from here

DAM = TopicDefined(topic="dam", revision=1, definition=a_definition("dam", "reservoir"))


def some_history(ledger: Ledger) -> int:
    article = an_article("The dam broke.", headline="Dam breaks in the north")
    ledger.record(DAM, a_repeat(), a_change("19 died.", figures=(a_figure(19),)))
    (received,) = ledger.record(a_receipt_of(article), stream=f"article/{article.id}")
    return int(received.position)


def difference(ledger: Ledger) -> str | None:
    with views_for_asking(ledger.log.reader) as live:
        return compare.first_difference(live, ledger.log.reader)


def test_all_views_reach_the_head_of_the_log(ledger: Ledger) -> None:
    head = some_history(ledger)

    assert ledger.catch_up() == head

    with views_for_asking(ledger.log.reader) as live:
        assert catch_up.checkpoints(live) == {view.name: head for view in VIEWS}


def test_catching_up_twice_changes_nothing(ledger: Ledger) -> None:
    some_history(ledger)
    ledger.catch_up()
    before = ledger.ask("SELECT * FROM view_topics")

    ledger.catch_up()

    assert ledger.ask("SELECT * FROM view_topics") == before


def test_views_of_an_empty_log_exist_and_are_empty(ledger: Ledger) -> None:
    assert ledger.catch_up() == 0
    assert ledger.ask("SELECT * FROM view_articles") == []


@pytest.mark.parametrize("late", range(len(VIEWS)))
def test_a_view_that_was_left_behind_by_a_crash_catches_up_alone(
    late: int, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.record(DAM, a_change("19 died.", figures=(a_figure(19),)))
    ledger.catch_up()
    some = ledger.record(a_change("21 died.", figures=(a_figure(21),)), a_repeat())

    def die(name: str) -> None:
        if name == f"views.{VIEWS[late].name}":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("watcher.fault.point", die)
        with pytest.raises(KeyboardInterrupt):
            ledger.catch_up()
    assert difference(ledger) is None

    assert ledger.catch_up() == some[-1].position
    assert difference(ledger) is None
    assert len(ledger.column("position", "view_changes")) == 3


def test_a_fold_that_changed_is_folded_anew(ledger: Ledger) -> None:
    some_history(ledger)
    ledger.catch_up()
    ledger.damage("UPDATE view_checkpoints SET fold_number = 0 WHERE view = 'changes'")
    ledger.damage("UPDATE view_changes SET kind = 'of an older fold'")

    ledger.catch_up()

    assert difference(ledger) is None


def test_a_rebuild_gives_the_rows_that_were_there(ledger: Ledger) -> None:
    some_history(ledger)
    ledger.catch_up()
    before = ledger.ask("SELECT * FROM view_known")
    with views_for_folding(ledger.log.engine, path=ledger.log.path) as cursor:
        catch_up.drop(cursor)
    assert ledger.ask("SELECT name FROM sqlite_schema WHERE name LIKE 'view%'") == []

    ledger.catch_up()

    assert ledger.ask("SELECT * FROM view_known") == before
    assert difference(ledger) is None


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            "UPDATE view_topics SET changes = 7",
            "view topics: view_topics has at dam changes 7, the log gives 1",
        ),
        ("DELETE FROM view_articles", "view articles: view_articles lacks 4"),
        (
            "UPDATE view_words SET words = 'forged'",
            "view words: view_words has at 1 words 'forged', the log gives",
        ),
        ("DROP TABLE view_letters", "view due: no such table: view_letters"),
        ("UPDATE view_checkpoints SET position = 900", "view articles: it claims position 900"),
    ],
)
def test_a_view_that_differs_is_named(damage: str, told: str, ledger: Ledger) -> None:
    some_history(ledger)
    ledger.catch_up()
    assert difference(ledger) is None

    ledger.damage(damage)

    assert (difference(ledger) or "").startswith(told)


def test_a_batch_and_single_events_give_the_same_views(ledger: Ledger) -> None:
    _, first = ledger.record(DAM, a_change("19 died.", figures=(a_figure(19),)))
    ledger.catch_up()
    now = Now(figure=a_figure(20), status=None)
    was = Was(event=first.id, quote="19 died.", figure=a_figure(19), status=None)
    ledger.record(a_change("20 died.", kind="figure", was=was, now=now))
    ledger.catch_up()
    ledger.record(a_repeat(kind="corroborated"))
    ledger.catch_up()

    assert difference(ledger) is None


def test_words_are_found_whatever_their_form_and_accents(ledger: Ledger) -> None:
    _, told = ledger.record(DAM, a_change("Erdoğan visited the broken dams."))
    ledger.catch_up()

    with views_for_asking(ledger.log.reader) as live:
        assert search_positions(live, "erdogan visit dam") == [told.position]
        assert search_positions(live, '"broken dams"') == [told.position]
        assert search_positions(live, '"dams broken"') == []
        assert search_positions(live, "reserv*") == [1]
        assert search_positions(live, "dam bridge") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("28-point plan", '"28-point" AND "plan"'),
        ('"side by side" word', '"side by side" AND "word"'),
        ("begin*", '"begin"*'),
        ('NOT OR "', '"NOT" AND "OR"'),
        ("- * ()", None),
        ('half "open phrase', '"half" AND "open phrase"'),
    ],
)
def test_no_search_is_a_syntax_error(typed: str, meant: str | None) -> None:
    assert match_expression(typed) == meant
