"""What the asking commands print, on a log in a real file."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import chdir
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.factories import (
    NOON,
    a_change,
    a_definition,
    a_figure,
    a_receipt_of,
    a_repeat,
    an_article,
)
from watcher.article.model import Article
from watcher.cli.main import main
from watcher.config import Settings
from watcher.events import Entry, Event, Now, Recorded, TopicDefined, Was, article_stream
from watcher.log.append import Log

DAM = TopicDefined(topic="dam", revision=1, definition=a_definition("dam", "reservoir"))
ARTICLE = an_article("The dam above Elmford broke.", headline="Dam breaks")
HOUR = timedelta(hours=1)


@pytest.fixture
def house(settings: Settings) -> Path:
    """A folder with a configuration and a log that has the history of one dam."""
    with Log.open(settings.log.path, now=NOON) as log:
        received = _receive(log, ARTICLE)
        _, first = _record(log, DAM, a_change("19 died.", figures=(a_figure(19),)), cause=received)
        now = Now(figure=a_figure(25), status=None)
        was = Was(event=first.id, quote="19 died.", figure=a_figure(19), status=None)
        _record(
            log,
            a_change("25 died, “officials” said.", kind="figure", was=was, now=now),
            a_repeat("The dam broke."),
            at=NOON + HOUR,
        )
    return settings.path.parent.parent


def _receive(log: Log, article: Article) -> str:
    with log.transaction(at=NOON) as transaction:
        event = a_receipt_of(article)
        (received,) = transaction.append(
            [Entry(stream=article_stream(article.id), events=(event,))]
        )
        transaction.keep_text(article.id, text=article.text, reading=b"{}", sketch=b"")
    return received.id


def _record(
    log: Log, *events: Event, at: datetime = NOON, cause: str | None = None
) -> tuple[Recorded, ...]:
    with log.transaction(at=at) as transaction:
        return transaction.append([Entry(stream="topic/dam", events=events, cause=cause)])


@pytest.fixture
def ask(house: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Ask in the house; the answer is what is printed."""

    def asked(*words: str) -> str:
        with chdir(house):
            status = main(words)
        said = capsys.readouterr()
        assert (status, said.err) == (0, "")
        return said.out

    return asked


@pytest.fixture
def refused(house: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def asked(*words: str) -> str:
        with chdir(house):
            status = main(words)
        said = capsys.readouterr()
        assert (status, said.out, said.err.count("\n")) == (1, "", 1)
        return said.err

    return asked


Ask = Callable[..., str]


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_event_is_printed_as_it_is_hashed(ask: Ask) -> None:
    printed = lines(ask("events", "--format", "jsonl"))

    previous = "0" * 64
    for event in printed:
        body = {key: value for key, value in event.items() if key != "hash"}
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = sha256(f"{previous}\n{canonical}".encode()).hexdigest()
        assert event["hash"] == previous
    assert [event["position"] for event in printed] == [1, 2, 3, 4, 5]


def test_the_keys_of_an_event_stand_in_the_order_of_the_documents(ask: Ask) -> None:
    (event, *_) = lines(ask("events", "--format", "jsonl"))

    assert list(event) == [
        "position", "id", "stream", "version", "type", "schema", "recorded_at", "cause", "hash",
        "data",
    ]  # fmt: skip


def test_json_is_one_array_of_what_the_json_lines_are(ask: Ask) -> None:
    assert json.loads(ask("events", "--format", "json")) == lines(
        ask("events", "--format", "jsonl")
    )


def test_csv_holds_nested_values_as_json(ask: Ask) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("events", "--format", "csv"))))

    assert [row["position"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert json.loads(rows[3]["data"])["quote"] == "25 died, “officials” said."
    assert rows[0]["cause"] == ""


def test_a_plain_table_has_a_line_for_each_event_and_no_colour(ask: Ask) -> None:
    printed = ask("events").splitlines()

    assert len(printed) == 6
    assert printed[0].split() == ["position", "recorded", "id", "type", "about"]
    assert "dam: figure: 25 died, “officials” said." in printed[4]
    assert "\x1b" not in "".join(printed)


@pytest.mark.parametrize(
    ("words", "positions"),
    [
        ((), [1, 2, 3, 4, 5]),
        (("--topic", "dam"), [2, 3, 4, 5]),
        (("--type", "topic-changed"), [3, 4]),
        (("--type", "topic-changed", "--type", "article-received"), [1, 3, 4]),
        (("--since", "2025-11-20T13:00Z"), [4, 5]),
        (("--until", "2025-11-20T13:00Z"), [1, 2, 3]),
        (("--since", "2025-11-20T13:00:00.001Z"), []),
        (("--search", "elmford"), []),
        (("--search", "dam breaks"), [1]),
        (("--search", "died"), [3, 4]),
        (("--search", "died", "--since", "2025-11-20T12:30Z"), [4]),
        (("--search", "died", "--until", "2025-11-20T12:30Z"), [3]),
        (("--search", "dam", "--type", "topic-defined"), [2]),
        (("--search", "dam", "--topic", "dam"), [2, 5]),
        (("--search", "(*)"), []),
    ],
)
def test_a_question_narrows_the_events(
    words: tuple[str, ...], positions: list[int], ask: Ask
) -> None:
    printed = lines(ask("events", "--format", "jsonl", *words))

    assert [event["position"] for event in printed] == positions


def test_a_topic_that_nobody_knows_has_no_events_and_is_doubted(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with chdir(house):
        status = main(["events", "--topic", "dim", "--format", "jsonl"])

    said = capsys.readouterr()
    assert (status, said.out) == (0, "")
    assert "never heard of a topic 'dim'" in said.err


def test_a_type_that_does_not_exist_is_named_with_the_one_that_was_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["events", "--type", "topic-change"]) == 2
    assert "did you mean topic-changed?" in capsys.readouterr().err


def test_the_topics_are_listed_with_what_was_told_last(ask: Ask) -> None:
    (topic,) = lines(ask("topics", "--format", "jsonl"))

    assert (topic["topic"], topic["changes"], topic["repeats"]) == ("dam", 2, 1)
    assert topic["last_quote"] == "25 died, “officials” said."
    assert topic["definition"]["terms"] == ["dam", "reservoir"]


def test_a_topic_shows_its_current_figure_and_what_it_was(ask: Ask) -> None:
    known = json.loads(ask("topic", "dam", "--format", "json"))

    (figure,) = known["figures"]
    assert (figure["value"], figure["was"]["figure"]["value"]) == (25, 19)
    assert [change["kind"] for change in known["newest"]] == ["figure", "new"]


def test_a_topic_as_of_a_time_shows_what_was_known_then(ask: Ask) -> None:
    then = json.loads(ask("topic", "dam", "--as-of", "2025-11-20T12:00Z", "--format", "json"))
    before = ask("topic", "dam", "--as-of", "2025-11-20T13:00Z", "--format", "jsonl")

    (figure,) = then["figures"]
    assert (figure["value"], figure["was"]) == (19, None)
    assert then["changes"] == 1
    assert json.loads(before)["figures"][0]["value"] == 25


def test_a_topic_as_of_now_is_the_topic(ask: Ask) -> None:
    now = json.loads(ask("topic", "dam", "--format", "json"))
    as_of = json.loads(ask("topic", "dam", "--as-of", "now", "--format", "json"))

    assert as_of.pop("as_of") is not None
    assert now.pop("as_of") is None
    assert as_of == now


def test_of_a_topic_before_it_was_defined_nothing_is_known(ask: Ask) -> None:
    known = json.loads(ask("topic", "dam", "--as-of", "2025-11-19", "--format", "json"))

    assert (known["revision"], known["defined_at"], known["changes"]) == (0, None, 0)
    assert known["figures"] == known["newest"] == []
    assert "0 changes, 0 repeats; not tracked yet at 2025-11-19" in ask(
        "topic", "dam", "--as-of", "2025-11-19"
    )


def test_a_topic_that_never_was_is_not_known_as_of_any_time(refused: Ask) -> None:
    assert "no topic 'damn'" in refused("topic", "damn", "--as-of", "2025-11-19")


@pytest.mark.parametrize(
    "words", [("topic", "d\udce9"), ("events", "--search", "d\udce9"), ("why", "d\udce9")]
)
def test_words_that_are_not_utf_8_are_refused_in_one_line(
    words: tuple[str, ...], refused: Ask
) -> None:
    assert "internal error" not in refused(*words)


def test_a_topic_that_is_mistyped_is_answered_with_the_one_that_was_meant(refused: Ask) -> None:
    assert "did you mean dam?" in refused("topic", "damm")


def test_the_ledger_is_a_table_for_people_too(ask: Ask) -> None:
    printed = ask("topic", "dam")

    assert "killed: 25 people (was 19 people)" in printed
    assert "2 changes, 1 repeats" in printed


def test_an_article_is_shown_as_it_was_understood(ask: Ask) -> None:
    (article,) = lines(ask("article", ARTICLE.id[:8], "--format", "jsonl"))

    assert article == {
        "article_id": ARTICLE.id,
        "path": "dam.txt",
        "headline": "Dam breaks",
        "published_at": "2025-11-20",
        "text": ARTICLE.text,
    }


def test_several_articles_come_in_the_order_in_which_they_were_named(ask: Ask) -> None:
    printed = lines(ask("article", ARTICLE.id, ARTICLE.id[:12], "--format", "jsonl"))

    assert [article["article_id"] for article in printed] == [ARTICLE.id, ARTICLE.id]


def test_an_article_as_text_ends_with_its_text(ask: Ask) -> None:
    printed = ask("article", ARTICLE.id)

    assert printed.startswith(f"article_id: {ARTICLE.id}\npath: dam.txt\n")
    assert printed.endswith("\n\nDam breaks\n\nThe dam above Elmford broke.\n")


def test_an_id_that_nothing_has_is_said_so(refused: Ask) -> None:
    assert "ffffffff" in refused("article", "ffffffff")
    assert "ffffffff" in refused("why", "ffffffff")


def test_why_says_what_the_statement_was_judged_against(ask: Ask) -> None:
    (_, second) = lines(ask("events", "--type", "topic-changed", "--format", "jsonl"))

    (why,) = lines(ask("why", second["id"][:8], "--format", "jsonl"))

    assert (why["kind"], why["against"]["was"]["quote"]) == ("figure", "19 died.")
    assert 'was         "19 died."' in ask("why", second["id"])


def test_why_of_an_event_that_is_no_statement_says_what_it_is(ask: Ask, refused: Ask) -> None:
    (received,) = lines(ask("events", "--type", "article-received", "--format", "jsonl"))

    assert "article-received" in refused("why", received["id"])


def test_status_tells_how_far_the_log_is(ask: Ask) -> None:
    state = json.loads(ask("status", "--format", "json"))

    assert state["daemon"] == {"alive": False, "pid": None}
    assert (state["log"]["position"], state["log"]["views_at"]) == (5, 5)
    assert state["statements"] == {"changed": 2, "repeated": 1}
    assert state["articles"]["received"] == 1


def test_views_that_are_behind_are_brought_up_by_a_question(ask: Ask, house: Path) -> None:
    ask("topics")
    with Log.open(house / "var" / "watcher.db", now=NOON) as log:
        _record(log, a_change("The last of them was found."))

    (topic,) = lines(ask("topics", "--format", "jsonl"))

    assert topic["last_quote"] == "The last of them was found."


def test_beside_one_who_writes_views_may_be_late_and_events_are_not(ask: Ask, house: Path) -> None:
    ask("topics")
    with Log.open(house / "var" / "watcher.db", now=NOON) as log:
        _record(log, a_change("The last of them was found."))

        (topic,) = lines(ask("topics", "--format", "jsonl"))
        newest = lines(ask("events", "--format", "jsonl"))[-1]

    assert topic["changes"] == 2
    assert newest["data"]["quote"] == "The last of them was found."


def test_a_text_that_would_steer_the_terminal_is_made_harmless(house: Path, ask: Ask) -> None:
    with Log.open(house / "var" / "watcher.db", now=NOON) as log:
        _record(log, a_change("Red \x1b[31m alert\u202e on\nthe dam."))

    printed = ask("events", "--search", "alert dam")

    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "Red \N{REPLACEMENT CHARACTER}[31m alert" in printed
