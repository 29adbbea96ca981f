"""What each view shows of the events that it is folded from."""

from typing import Any

from tests.factories import a_change, a_definition, a_figure, a_receipt_of, a_repeat, an_article
from watcher.events import (
    ArticleRejected,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    DuplicateFound,
    Letter,
    Now,
    SubscriptionStarted,
    TopicDefined,
    TopicRetired,
    Was,
)

Ledger = Any  # the fixture of conftest.py, which cannot be imported from here

DAM = TopicDefined(topic="dam", revision=1, definition=a_definition("dam", "reservoir"))


def was(event: str, value: int | None = None, status: str | None = None) -> Was:
    figure = None if value is None else a_figure(value)
    return Was(event=event, quote="as it was", figure=figure, status=status)


def test_a_received_article_and_its_copies_stand_in_one_row(ledger: Ledger) -> None:
    article = an_article("The dam broke at noon.", headline="Dam breaks")
    copy = DuplicateFound(
        article_id=article.id, path="b.txt", of="f" * 64, kind="near", similarity=0.9
    )
    again = DuplicateFound(
        article_id=article.id, path="c.txt", of=article.id, kind="exact", similarity=1.0
    )
    ledger.record(a_receipt_of(article), copy, again, stream=f"article/{article.id}")

    ledger.catch_up()

    (row,) = ledger.ask("SELECT * FROM view_articles")
    assert (row["outcome"], row["headline"], row["copy_kind"]) == ("received", "Dam breaks", "near")
    assert (row["copy_of"], row["exact_copies"]) == ("f" * 64, 1)


def test_a_rejected_file_is_listed_with_its_reason(ledger: Ledger) -> None:
    rejected = ArticleRejected(
        article_id="e" * 64, path="x.bin", reason="binary", detail="it holds NUL"
    )
    ledger.record(rejected, stream=f"article/{'e' * 64}")

    ledger.catch_up()

    (row,) = ledger.ask("SELECT outcome, path, reason FROM view_articles")
    assert row == {"outcome": "rejected", "path": "x.bin", "reason": "binary"}


def test_a_topic_counts_what_was_said_on_it(ledger: Ledger) -> None:
    *_, last = ledger.record(DAM, a_repeat(), a_change("One."), a_change("Two."))

    ledger.catch_up()

    (row,) = ledger.ask("SELECT * FROM view_topics")
    assert (row["name"], row["changes"], row["repeats"]) == ("The dam", 2, 1)
    assert (row["last_change"], row["retired"]) == (last.id, 0)


def test_a_retired_topic_stays_listed_as_retired(ledger: Ledger) -> None:
    retired = TopicRetired(topic="dam", revision=2, definition=a_definition())
    ledger.record(DAM, a_change(), retired)

    ledger.catch_up()

    (row,) = ledger.ask("SELECT retired, revision, changes FROM view_topics")
    assert row == {"retired": 1, "revision": 2, "changes": 1}


def test_a_figure_that_moves_stays_one_line_of_the_ledger(ledger: Ledger) -> None:
    _, first = ledger.record(DAM, a_change("19 died.", figures=(a_figure(19),)))
    now = Now(figure=a_figure(20), status=None)
    (second,) = ledger.record(
        a_change("20 died.", kind="figure", figures=(a_figure(20),), was=was(first.id, 19), now=now)
    )
    ledger.record(
        a_change(
            "25 died.",
            kind="figure",
            figures=(a_figure(25),),
            was=was(second.id, 20),
            now=Now(figure=a_figure(25), status=None),
        )
    )

    ledger.catch_up()

    (line,) = ledger.ask("SELECT * FROM view_known")
    assert (line["form"], line["value"], line["quote"], line["moved"]) == (
        "figure",
        25,
        "25 died.",
        2,
    )


def test_figures_of_other_things_keep_their_own_lines(ledger: Ledger) -> None:
    hurt = a_figure(7, what="injured")
    _, first = ledger.record(DAM, a_change("2 died, 7 hurt.", figures=(a_figure(2), hurt)))
    ledger.record(
        a_change(
            "9 hurt.",
            kind="figure",
            figures=(a_figure(9, what="injured"),),
            was=was(first.id, 7),
            now=Now(figure=a_figure(9, what="injured"), status=None),
        )
    )

    ledger.catch_up()

    lines = ledger.ask("SELECT what, value FROM view_known ORDER BY what")
    assert lines == [{"what": "injured", "value": 9}, {"what": "killed", "value": 2}]


def test_a_status_that_changes_replaces_the_one_before(ledger: Ledger) -> None:
    _, first = ledger.record(
        DAM, a_change("It is planned.", now=Now(figure=None, status="planned"))
    )
    ledger.record(
        a_change(
            "It is off.",
            kind="status",
            was=was(first.id, status="planned"),
            now=Now(figure=None, status="cancelled"),
        )
    )

    ledger.catch_up()

    (line,) = ledger.ask("SELECT form, status, quote FROM view_known")
    assert line == {"form": "status", "status": "cancelled", "quote": "It is off."}


def test_a_sentence_that_moves_a_figure_and_a_status_has_its_figure_once(ledger: Ledger) -> None:
    _, first = ledger.record(DAM, a_change("19 died.", figures=(a_figure(19),)))
    both = "20 died, and the visit is off."
    ledger.record(
        a_change(
            both,
            kind="figure",
            figures=(a_figure(20),),
            was=was(first.id, 19),
            now=Now(figure=a_figure(20), status=None),
        ),
        a_change(
            both,
            kind="status",
            figures=(a_figure(20),),
            was=was(first.id, status="planned"),
            now=Now(figure=None, status="cancelled"),
        ),
    )

    ledger.catch_up()

    lines = ledger.ask("SELECT form, value, status FROM view_known ORDER BY form")
    assert [(line["form"], line["value"]) for line in lines] == [("figure", 20), ("status", None)]


def test_a_dispute_stays_open_until_one_side_moves(ledger: Ledger) -> None:
    _, first = ledger.record(DAM, a_change("19 died.", figures=(a_figure(19),)))
    ledger.record(a_change("Only 3 died.", kind="dispute", was=was(first.id, 19)))
    ledger.catch_up()
    assert sorted(ledger.column("form", "view_known")) == ["dispute", "figure"]

    ledger.record(
        a_change(
            "3 died.",
            kind="correction",
            figures=(a_figure(3),),
            was=was(first.id, 19),
            now=Now(figure=a_figure(3), status=None),
        )
    )
    ledger.catch_up()

    assert ledger.ask("SELECT form, value FROM view_known") == [{"form": "figure", "value": 3}]


def issued(digest_id: str, *, upto: int) -> DigestIssued:
    letters = tuple(
        Letter(channel="mail", recipient=to, message_id=f"<{digest_id}.{to}>") for to in ("a", "b")
    )
    return DigestIssued(
        digest_id=digest_id,
        subscription="desk",
        after=0,
        upto=upto,
        events=(),
        letters=letters,
        subject="Dam: broken",
    )


def receipt(digest_id: str, to: str, attempt: int) -> dict[str, Any]:
    return {
        "digest_id": digest_id,
        "subscription": "desk",
        "channel": "mail",
        "recipient": to,
        "message_id": None,
        "attempt": attempt,
    }


def test_each_letter_has_a_fate_of_its_own(ledger: Ledger) -> None:
    started = SubscriptionStarted(subscription="desk", after=0, reason="new-log")
    failed = DigestFailed(
        **receipt("d1", "b", 1), error="451 later", permanent=False, retry_at="2025-11-20T13:00:00Z"
    )
    ledger.record(started, issued("d1", upto=7), stream="digest/desk")
    ledger.record(DigestDelivered(**receipt("d1", "a", 1)), failed, stream="digest/desk")

    ledger.catch_up()

    letters = ledger.ask("SELECT recipient, state, attempts, error FROM view_letters")
    assert letters == [
        {"recipient": "a", "state": "delivered", "attempts": 1, "error": None},
        {"recipient": "b", "state": "waiting", "attempts": 1, "error": "451 later"},
    ]
    (row,) = ledger.ask("SELECT told_upto, digests, last_digest FROM view_subscriptions")
    assert row == {"told_upto": 7, "digests": 1, "last_digest": "d1"}


def test_a_letter_that_was_given_up_is_kept_with_its_error(ledger: Ledger) -> None:
    ledger.record(issued("d1", upto=7), stream="digest/desk")
    abandoned = DigestAbandoned(**receipt("d1", "a", 9), error="550 no such user")
    ledger.record(abandoned, stream="digest/desk")

    ledger.catch_up()

    (row,) = ledger.ask("SELECT error, retry_at FROM view_letters WHERE state = 'abandoned'")
    assert row == {"error": "550 no such user", "retry_at": None}
