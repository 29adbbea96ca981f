"""The outbox: destinations back off as one, channels stop and go on, hands may help."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.edges.press import FakeChannel, Press
from watcher.delivery.channel import DeliveryError
from watcher.digest.outbox import letter_id
from watcher.events import DeliveryRequested, DigestAbandoned, DigestFailed
from watcher.projections.catch_up import build
from watcher.projections.compare import in_memory
from watcher.projections.due import DUE, read_holds
from watcher.publish import NoSuchLetterError, Request, fulfil

DESK, WIRE, FARM = "desk@example.org", "wire@example.org", "farm@example.net"
WRONG = "535 wrong password"


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel(recipients=(DESK, WIRE, FARM))


@pytest.fixture
def press(tmp_path: Path, channel: FakeChannel) -> Iterator[Press]:
    press = Press(tmp_path / "watcher.db", channel)
    with press.log:
        press.start()
        press.news("The dam broke.")
        yield press


def failures(press: Press) -> list[DigestFailed]:
    events = (event.data for event in press.recorded("digest-failed"))
    return [event for event in events if isinstance(event, DigestFailed)]


def the_id(press: Press, recipient: str) -> str:
    found = [one for one in press.ledger.outbox.waiting if one.recipient == recipient]
    found += [one for one in press.ledger.outbox.abandoned if one.recipient == recipient]
    (letter,) = found
    return letter_id(letter.digest_id, channel=letter.channel, recipient=recipient)


def test_a_server_that_is_down_is_asked_by_one_letter_and_all_follow_when_it_is_back(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("refused", reach="channel") for _ in range(3)]
    press.publish()
    for _ in range(2):
        press.wait(minutes=10)
        press.deliver()
    assert channel.tried == [DESK, DESK, DESK]
    assert len(failures(press)) == 3 + 1 + 1
    press.wait(minutes=10)
    assert press.deliver().undelivered == 0
    assert channel.tried == [DESK, DESK, DESK, DESK, WIRE, FARM]


def test_the_pauses_of_a_destination_grow_and_survive_a_restart(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("refused", reach="channel") for _ in range(9)]
    press.issue()
    pauses = []
    for _ in range(9):
        when = press.deliver().next_at
        assert when is not None
        pauses.append(round((when - press.now).total_seconds()))
        press.now = when
        press.restart()
    bounds = [min(60 * 2**n, 3600) for n in range(9)]
    assert all(low <= one <= low * 1.2 for low, one in zip(bounds, pauses, strict=True))


def test_a_full_mailbox_holds_up_no_neighbour_and_a_silent_host_holds_up_its_own(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("452 mailbox full", reach="recipient")]
    channel.failures[FARM] = [DeliveryError("451 4.4.1 host is away", reach="host")]
    press.publish()
    assert [letter.recipient for letter in channel.taken] == [WIRE]
    press.channels["fake"] = again = FakeChannel(recipients=("barn@example.net", DESK, WIRE))
    press.restart()
    press.news("The lake is empty.")
    press.publish()
    first_tries = ["barn@example.net", DESK, WIRE]
    assert again.tried == first_tries


def test_a_new_letter_looks_whether_a_server_is_back(press: Press, channel: FakeChannel) -> None:
    channel.failures[DESK] = [DeliveryError("refused", reach="channel")]
    press.publish()
    press.wait(seconds=5)
    press.news("The lake is empty.")
    assert press.publish().undelivered == 3
    assert press.deliver().undelivered == 0


def test_a_new_letter_that_finds_it_away_prolongs_no_pause(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("refused", reach="channel") for _ in range(2)]
    when = press.publish().next_at
    press.wait(seconds=5)
    press.news("The lake is empty.")
    assert press.publish().next_at == when
    (hold,) = press.ledger.outbox.holds
    assert hold.failures == 1


def test_a_wrong_password_is_told_once_and_tried_again_after_longer_pauses(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError(WRONG, stopped=True) for _ in range(2)]
    first = press.publish()
    assert [(hold.channel, hold.error) for hold in first.stopped] == [("fake", WRONG)]
    assert channel.tried == [DESK]
    assert first.next_at is not None
    assert first.next_at - press.now >= timedelta(minutes=5)
    press.restart()
    press.now = first.next_at
    second = press.deliver()
    assert second.stopped == ()
    assert second.next_at is not None
    assert second.next_at - press.now >= timedelta(minutes=10)
    press.now = second.next_at
    third = press.deliver()
    assert (third.undelivered, third.resumed) == (0, ("fake",))


def test_a_channel_that_is_stopped_gets_no_new_letter_and_loses_none(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError(WRONG, stopped=True) for _ in range(99)]
    press.publish()
    press.news("The lake is empty.")
    assert press.publish().undelivered == 6
    assert channel.tried == [DESK]
    press.wait(days=30)
    assert (press.deliver().abandoned, len(press.ledger.pending)) == (0, 6)
    channel.failures.clear()
    press.wait(hours=2)
    assert press.deliver().undelivered == 0
    assert len(channel.taken) == 6


def test_letters_that_are_too_old_are_given_up_together(press: Press, channel: FakeChannel) -> None:
    channel.failures[DESK] = [DeliveryError("refused", reach="channel") for _ in range(2)]
    press.publish()
    press.wait(days=6)
    assert press.deliver().abandoned == 3
    assert channel.tried == [DESK, DESK]


def test_a_poison_letter_holds_up_no_other(press: Press, channel: FakeChannel) -> None:
    channel.failures[DESK] = [DeliveryError("451 cannot read this") for _ in range(50)]
    press.publish()
    press.news("The lake is empty.")
    press.publish()
    assert [letter.recipient for letter in channel.taken] == [WIRE, FARM, WIRE, FARM]
    assert len(press.ledger.pending) == 2


def test_a_letter_that_breaks_its_channel_holds_up_no_other(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [UnicodeError("label too long: hush-T0KEN")]
    assert (press.publish().failed, len(channel.taken)) == (1, 2)
    assert [one.error for one in failures(press)] == ["internal error: UnicodeError"]
    press.wait(minutes=5)
    assert press.deliver().undelivered == 0


def test_a_pause_that_the_other_side_asks_for_is_kept(press: Press, channel: FakeChannel) -> None:
    asked = DeliveryError("429 slowly", reach="channel", retry_after_seconds=900)
    channel.failures[DESK] = [asked]
    assert press.publish().next_at == press.now + timedelta(seconds=900)


def test_a_letter_is_tried_at_once_when_a_hand_asks_for_it(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("450 busy")]
    press.publish()
    given = the_id(press, DESK)
    wish = Request(do="retry", ids=(given[:8],), comment="is there now")
    assert fulfil(press.log, wish, now=press.now, ledger=press.ledger) == (given,)
    assert press.deliver().undelivered == 0
    (event,) = press.recorded("delivery-requested")
    assert isinstance(event.data, DeliveryRequested)
    assert (event.data.recipient, event.data.comment) == (DESK, "is there now")


def test_a_stopped_channel_goes_on_when_a_hand_asks_for_it(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError(WRONG, stopped=True)]
    press.publish()
    wish = Request(do="retry", channel="fake")
    assert len(fulfil(press.log, wish, now=press.now)) == 3
    assert press.deliver().undelivered == 0


def test_a_letter_that_was_given_up_can_be_asked_for_and_is_the_same(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("554 relaying denied", permanent=True)]
    press.publish()
    press.wait(days=9)
    fulfil(press.log, Request(do="retry", ids=(the_id(press, DESK),)), now=press.now)
    press.restart()
    channel.failures[DESK] = [DeliveryError("450 busy")]
    assert press.deliver().abandoned == 0
    press.wait(hours=1)
    assert press.deliver().undelivered == 0
    kept = press.log.reader.letters(channel.taken[-1].digest_id, channel="fake", recipient=DESK)
    assert [part.content for part in channel.taken[-1].parts] == [each.content for each in kept]
    press.news("The lake is empty.")
    press.publish()
    assert "never delivered" not in channel.taken[-1].parts[0].content.decode()


def test_a_letter_can_be_dropped_asked_for_and_dropped_again(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("450 busy") for _ in range(2)]
    press.publish()
    for wish in ("drop", "retry", "drop"):
        request = Request(
            do="drop" if wish == "drop" else "retry", ids=(the_id(press, DESK),), comment="left"
        )
        fulfil(press.log, request, now=press.now, ledger=press.ledger)
        press.restart()
    assert press.ledger.pending == ()
    events = [event.data for event in press.recorded("digest-abandoned")]
    assert [one.error for one in events if isinstance(one, DigestAbandoned)] == [
        "dropped by hand: left",
        "dropped by hand: left",
    ]


def test_who_asks_for_a_letter_that_is_not_there_is_told_why(
    press: Press, channel: FakeChannel
) -> None:
    channel.failures[DESK] = [DeliveryError("550 no such user", permanent=True)]
    press.publish()
    given = the_id(press, DESK)
    for wish, words in (
        (Request(do="retry", ids=("ffff",)), "does not wait"),
        (Request(do="drop", ids=(given,), comment="x"), "was given up already"),
    ):
        with pytest.raises(NoSuchLetterError, match=words):
            fulfil(press.log, wish, now=press.now)


def test_the_beginning_of_several_ids_names_them(press: Press) -> None:
    press.issue()
    with pytest.raises(NoSuchLetterError, match="begins the ids of 3 letters"):
        fulfil(press.log, Request(do="drop", ids=("",), comment="x"), now=press.now)


def test_the_view_of_what_is_held_and_the_outbox_agree(press: Press, channel: FakeChannel) -> None:
    channel.failures[DESK] = [
        DeliveryError("refused", reach="channel"),
        DeliveryError(WRONG, stopped=True),
        DeliveryError("452 mailbox full", reach="recipient"),
        DeliveryError("452 mailbox full", reach="recipient"),
        DeliveryError("554 spam", permanent=True),
    ]
    channel.failures[FARM] = [DeliveryError("451 4.4.1 away", reach="host") for _ in range(2)]
    for number in range(8):
        press.publish()
        if number == 3:
            fulfil(press.log, Request(do="retry", every=True), now=press.now, ledger=press.ledger)
        press.restart()
        assert held_in_views(press) == [
            (one.channel, one.destination, one.stopped, one.failures, one.error)
            for one in sorted(press.ledger.outbox.holds, key=lambda one: one.destination)
        ]
        press.wait(minutes=25)
    assert press.ledger.pending == ()


def held_in_views(press: Press) -> list[tuple[str, str, bool, int, str]]:
    with in_memory() as views:
        build(views, press.log.reader, views=(DUE,))
        return [
            (one["channel"], one["destination"], one["stopped"], one["failures"], one["error"])
            for one in read_holds(views)
        ]


def test_a_digest_names_the_letters_that_failed_and_not_those_on_their_way(
    press: Press, channel: FakeChannel
) -> None:
    press.issue()
    assert press.ledger.held("desk") == ()
    channel.failures[DESK] = [DeliveryError("452 mailbox full", reach="recipient")]
    press.deliver()
    press.news("The mill burnt.")
    press.issue()
    assert [letter.recipient for letter in press.ledger.held("desk")] == [DESK, DESK]
