"""Letters get through sooner or later, at worst twice, and the log knows how it went."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.edges.delivery.post_office import DROP, post_office
from tests.edges.press import FakeChannel, Press
from watcher.delivery.channel import DeliveryError
from watcher.delivery.folder import FolderChannel
from watcher.delivery.mail import MailChannel
from watcher.digest.outbox import LONGEST_WAIT_SECONDS
from watcher.events import DigestAbandoned, DigestDelivered, DigestFailed

RECEIPTS = ("digest-delivered", "digest-failed", "digest-abandoned")


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel(recipients=("desk", "wire"))


@pytest.fixture
def press(tmp_path: Path, channel: FakeChannel) -> Iterator[Press]:
    press = Press(tmp_path / "watcher.db", channel)
    with press.log:
        press.start()
        press.news("The dam broke.")
        yield press


def receipts(press: Press) -> list[tuple[str, str, int]]:
    return [
        (event.data.name, event.data.recipient, event.data.attempt)
        for event in press.recorded(*RECEIPTS)
        if isinstance(event.data, DigestDelivered | DigestFailed | DigestAbandoned)
    ]


def failed(press: Press) -> list[DigestFailed]:
    events = [event.data for event in press.recorded("digest-failed")]
    return [event for event in events if isinstance(event, DigestFailed)]


def test_a_letter_that_is_taken_gets_a_receipt(press: Press, channel: FakeChannel) -> None:
    outcome = press.publish()
    assert receipts(press) == [("digest-delivered", "desk", 1), ("digest-delivered", "wire", 1)]
    assert (outcome.delivered, outcome.undelivered, outcome.next_at) == (2, 0, None)
    press.restart()
    press.deliver()
    assert channel.tried == ["desk", "wire"]


def test_one_bad_recipient_stops_no_other(press: Press, channel: FakeChannel) -> None:
    channel.failures["desk"] = [DeliveryError("550 no such mailbox", permanent=True)]
    outcome = press.publish()
    assert receipts(press) == [
        ("digest-failed", "desk", 1),
        ("digest-abandoned", "desk", 1),
        ("digest-delivered", "wire", 1),
    ]
    assert (outcome.delivered, outcome.abandoned, outcome.undelivered) == (1, 1, 0)
    assert failed(press)[0].retry_at is None
    assert failed(press)[0].permanent


def test_pauses_double_with_some_jitter_up_to_an_hour(press: Press, channel: FakeChannel) -> None:
    channel.failures["desk"] = [DeliveryError("450 busy") for _ in range(12)]
    pauses = []
    press.issue()
    for _ in range(10):
        when = press.deliver().next_at
        assert when is not None
        pauses.append((when - press.now).total_seconds())
        press.now = when
    bounds = [min(60.0 * 2**n, LONGEST_WAIT_SECONDS) for n in range(10)]
    assert all(
        low <= pause <= min(low * 1.2, LONGEST_WAIT_SECONDS)
        for low, pause in zip(bounds, pauses, strict=True)
    )
    assert pauses[-1] == LONGEST_WAIT_SECONDS


def test_a_retry_survives_a_restart(press: Press, channel: FakeChannel) -> None:
    channel.failures["desk"] = [DeliveryError("450 busy")]
    when = press.publish().next_at
    press.restart()
    assert press.deliver().next_at == when
    assert channel.tried == ["desk", "wire"]
    press.wait(seconds=73)
    press.restart()
    press.deliver()
    assert channel.tried == ["desk", "wire", "desk"]
    assert receipts(press)[-1] == ("digest-delivered", "desk", 2)


def test_a_clock_that_is_set_back_does_not_hold_a_retry_up(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures["desk"] = [DeliveryError("450 busy")]
    press.publish()
    press.wait(days=-1)
    press.deliver()
    assert receipts(press)[-1] == ("digest-delivered", "desk", 2)


def test_where_a_channel_is_down_its_letters_wait_together(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures["desk"] = [DeliveryError("421 closing", reach="channel")]
    outcome = press.publish()
    assert channel.tried == ["desk"]
    assert [(each.recipient, each.error) for each in failed(press)] == [
        ("desk", "421 closing"),
        ("wire", "421 closing"),
    ]
    assert outcome.undelivered == 2
    press.wait(seconds=73)
    assert press.deliver().undelivered == 0


def test_a_channel_that_is_down_holds_no_other_up(tmp_path: Path) -> None:
    bad, good = FakeChannel(name="bad"), FakeChannel(name="good")
    bad.failures["desk"] = [DeliveryError("refused", reach="channel")]
    press = Press(tmp_path / "watcher.db", bad, good)
    with press.log:
        press.start()
        press.news("The dam broke.")
        press.publish()
    assert len(good.taken) == 1


def test_after_some_days_a_letter_is_given_up_and_named(press: Press, channel: FakeChannel) -> None:
    channel.failures["desk"] = [DeliveryError("450 busy") for _ in range(3)]
    press.publish()
    press.wait(days=5)
    press.deliver()
    assert receipts(press)[-2:] == [("digest-failed", "desk", 2), ("digest-abandoned", "desk", 2)]
    press.news("The lake is empty.")
    channel.failures.clear()
    press.publish()
    assert "1 letter never delivered" in channel.taken[-1].parts[0].content.decode()
    press.news("It rains.")
    press.publish()
    assert "never delivered" not in channel.taken[-1].parts[0].content.decode()
    assert press.told() == ["The dam broke.", "The lake is empty.", "It rains."]


def test_a_letter_whose_channel_is_gone_waits_and_is_then_given_up(press: Press) -> None:
    press.issue()
    press.channels.clear()
    assert press.deliver().undelivered == 2
    assert receipts(press) == []
    press.wait(days=6)
    assert press.deliver().abandoned == 2
    abandoned = [event.data for event in press.recorded("digest-abandoned")]
    assert all(
        isinstance(event, DigestAbandoned) and 'no channel "fake"' in event.error
        for event in abandoned
    )


def test_a_receipt_that_could_not_be_written_is_written_later_and_nothing_sent_again(
    press: Press, channel: FakeChannel
) -> None:
    press.issue()
    for pending in press.ledger.pending:
        press.ledger.accepted.add(pending.key)
    press.deliver()
    assert channel.tried == []
    assert len(receipts(press)) == 2


def test_a_digest_reaches_a_folder_and_a_mailbox(tmp_path: Path) -> None:
    with post_office() as office:
        files = FolderChannel(name="files", path=tmp_path / "digests")
        mail = MailChannel(
            name="mail",
            host="localhost",
            port=office.port,
            tls="none",
            sender="watcher@example.org",
            recipients=("desk@example.org", "wire@example.org"),
        )
        press = Press(tmp_path / "watcher.db", files, mail)
        with press.log:
            press.start()
            press.news("The dam broke.")
            (digest_id,) = press.issue()
            office.answers["DATA"] = [DROP]
            assert press.deliver().undelivered == 1
            press.wait(seconds=73)
            assert press.deliver().undelivered == 0
    assert {file.name for file in files.path.iterdir()} == {
        f"{digest_id}.{form}" for form in ("html", "txt", "json")
    }
    assert office.recipients == ["desk@example.org", "wire@example.org", "desk@example.org"]
    first, _, again = office.taken
    assert first.content == again.content
    assert first.message["X-Watcher-Digest"] == digest_id


def test_a_heartbeat_goes_with_every_letter(press: Press) -> None:
    from watcher.publish import deliver_due

    beats = list[int]()
    press.issue()
    deliver_due(
        press.log,
        press.channels,
        now=lambda: press.now + timedelta(seconds=1),
        heartbeat=lambda: beats.append(1),
    )
    assert len(beats) == 2
