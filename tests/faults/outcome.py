"""What a house has come to: its log, its digests and its mail; and what must be true of them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import rfc8785

from tests.edges.delivery.post_office import Mail
from watcher import upkeep
from watcher.log.codec import printed
from watcher.log.read import Reader

Printed = dict[str, Any]


def log_of(house: Path) -> Path:
    """Name the log of a house."""
    return house / "var" / "watcher.db"


def events(house: Path) -> list[Printed]:
    """Give every event as it is printed."""
    with closing(Reader.open(log_of(house))) as reader:
        return [json.loads(printed(row)) for row in reader.rows()]


def tried(house: Path) -> dict[str, tuple[str, int]]:
    """Give for each file what is remembered of it: what became of it, and the tries left over."""
    with closing(Reader.open(log_of(house))) as reader:
        return {
            str(Path(seen.path).relative_to(house)): (seen.outcome, seen.tries)
            for seen in reader.sightings()
        }


def judged(found: Iterable[Printed]) -> list[tuple[object, ...]]:
    """Give what the log says of articles and topics, times apart, in its order."""
    return [
        (each["stream"], each["version"], each["id"], each["type"], each["cause"], each["data"])
        for each in found
        if not each["stream"].startswith("digest/")
    ]


def check_log(house: Path, found: list[Printed]) -> None:
    """Expect a sound log: numbered without gaps, chained, nothing in it twice, views as folded."""
    assert [each["position"] for each in found] == list(range(1, len(found) + 1))
    versions: Counter[str] = Counter()
    before = "0" * 64
    for each in found:
        versions[each["stream"]] += 1
        assert each["version"] == versions[each["stream"]]
        rest = {key: value for key, value in each.items() if key != "hash"}
        before = sha256(before.encode() + b"\n" + rfc8785.dumps(rest)).hexdigest()
        assert each["hash"] == before
    received = Counter(each["data"]["sha256"] for each in found if _is(each, "article-received"))
    rejected = Counter(
        (each["data"]["path"], each["stream"]) for each in found if _is(each, "article-rejected")
    )
    assert {*received.values(), *rejected.values()} <= {1}
    assert upkeep.verify(log_of(house)).difference is None


def check_told(house: Path, found: list[Printed], mails: list[Mail], *, repeats: int) -> None:
    """Expect each change told once to each subscription, and each letter delivered with its bytes.

    At most `repeats` mails may have come again, with the same bytes and the same name.
    """
    issued = [each["data"] for each in found if _is(each, "digest-issued")]
    for name, topics in (("all", {"dam", "ferry"}), ("dam", {"dam"})):
        changed = [
            each["id"]
            for each in found
            if _is(each, "topic-changed") and each["data"]["topic"] in topics
        ]
        told = [event for one in issued if one["subscription"] == name for event in one["events"]]
        assert sorted(told) == sorted(changed)
    receipts = Counter(_name(each["data"]) for each in found if _is(each, "digest-delivered"))
    letters = [{**one, **letter} for one in issued for letter in one["letters"]]
    assert receipts == Counter(map(_name, letters))
    assert set(receipts.values()) <= {1}
    assert [each for each in found if _is(each, "digest-abandoned")] == []
    _check_letters(house, letters, mails, repeats=repeats)


def _check_letters(house: Path, letters: list[Printed], mails: list[Mail], *, repeats: int) -> None:
    files: dict[str, bytes] = {}
    sent: dict[str, bytes] = {}
    with closing(Reader.open(log_of(house))) as reader:
        for letter in letters:
            kept = reader.letters(
                letter["digest_id"], channel=letter["channel"], recipient=letter["recipient"]
            )
            if letter["channel"] == "files":
                files |= {part.name: part.content for part in kept}
            else:
                sent[letter["message_id"]] = b"".join(part.content for part in kept)
    folder = house / "var" / "digests"
    assert {path.name: path.read_bytes() for path in folder.glob("*")} == files
    came: dict[str, list[bytes]] = defaultdict(list)
    for mail in mails:
        came[str(mail.message["Message-ID"])].append(mail.content)
    assert came.keys() == sent.keys()
    for message_id, contents in came.items():
        assert set(contents) == {sent[message_id]}
    assert len(mails) - len(sent) <= repeats


def _name(data: Printed) -> tuple[str, str, str, str]:
    return data["subscription"], data["digest_id"], data["channel"], data["recipient"]


def _is(event: Printed, kind: str) -> bool:
    return bool(event["type"] == kind)
