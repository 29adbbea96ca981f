"""A status is read from verb, tense, modal and negation."""

import pytest

from watcher.lexicon import load_language
from watcher.topic.status import Statuses, default_status, settled_status

STATUSES = Statuses(load_language())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The king will meet his guest on Friday.", "planned"),
        ("The king is set to visit the harbour.", "planned"),
        ("Engineers intend to open the gates.", "planned"),
        ("The gates are to be opened tomorrow.", "planned"),
        ("The court is expected to rule in May.", "planned"),
        ("Officials said the two teams would meet again.", "planned"),
        ("Envoys from Aland and Boria hope to initial the treaty.", "planned"),
        ("Residents may return from Monday, the coastguard said.", "planned"),
        ("The minister stepped down on Monday.", "happened"),
        ("Voters went to the polls on Sunday.", "happened"),
        ("A leaking valve has pushed the flight of the probe back to May.", "postponed"),
        ("High winds have forced engineers to put off the launch.", "postponed"),
        ("The stoppage has been put on ice until Thursday.", "postponed"),
        ("Nobody will be admitted before the middle of June.", "postponed"),
        ("The two presidents did not sign the pact on Monday as planned.", "postponed"),
        ("The mill cannot open again in May, as its owner had hoped.", "postponed"),
        ("The flights begin in June, a month later than intended.", "postponed"),
        ("The bridge will not open as soon as planned.", "postponed"),
        ("Nobody was hurt and the rocket took off on Monday as planned.", "happened"),
        ("The ferry docked without a hitch on Monday as planned.", "happened"),
        ("They did not agree on fares but will meet on Monday as planned.", "planned"),
        ("The hearing was brought forward to Tuesday.", "planned"),
        ("The match has been rearranged for 9 March.", "planned"),
        ("The airline has broken off its talks with the pilots.", "cancelled"),
        ("The search on the mountain was wound up at dusk.", "happened"),
        ("The outbreak has been declared over.", "happened"),
        ("The new ferry went into service on Sunday.", "happened"),
        ("The launch was scrubbed because of wind.", "cancelled"),
        ("The match was cancelled.", "cancelled"),
        ("The sale is off the table.", "cancelled"),
        ("The race is off because of wind.", "cancelled"),
        ("The match was canceled.", "cancelled"),
        ("The club has called the match off.", "cancelled"),
        ("The concert will not take place.", "cancelled"),
        ("The concert will not be held.", "cancelled"),
        ("The concert will not be cancelled.", "planned"),
        ("The vote won't be put off again.", "planned"),
        ("The vote has been put back to May.", "postponed"),
        ("The opening has been moved to Monday.", "postponed"),
        ("The water will be let out on Friday instead of Thursday.", "postponed"),
        ("The meeting is off and will be held next week instead.", "postponed"),
        ("The company denied the report.", "denied"),
        ("There was no truth in the report, the operator said.", "denied"),
        ("The office said it had never agreed to that.", "denied"),
        ("The minister dismissed the claims as gossip.", "denied"),
        ("The board rejected the bid.", "refused"),
        ("The chairman ruled out a merger.", "refused"),
        ("The union will not accept the terms.", "refused"),
        ("The envoy said his country would not be sending anyone.", "refused"),
        ("The mayor demanded an inquiry.", "demanded"),
        ("The union insists on higher pay.", "demanded"),
        ("The ministry confirmed that the envoys would meet.", "confirmed"),
        ("The company admitted the fault.", "confirmed"),
        ("The newspaper withdrew its article and apologised.", "retracted"),
        ("The station took back its report.", "retracted"),
        ("An earlier version of this article named the wrong town.", "corrected"),
        ("The envoys met in Oslo on Sunday.", "happened"),
        ("Parliament approved the budget.", "happened"),
        ("The bridge was opened on Monday.", "happened"),
        ("The bridge has reportedly been sold.", "reported"),
    ],
)
def test_a_status_is_read(text: str, status: str) -> None:
    best = STATUSES.best(text)
    assert best is not None
    assert best.status == status


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not cancel the trip.",
        "He may cancel the trip.",
        "Officials could postpone the vote.",
        "The plan to end the strike is old.",
        "The planned summit drew crowds.",
        "The cancelled flight is on the board.",
        "A delay is no drama.",
        "The house is white.",
        "The old pier is off limits to anglers.",
        "The wreck is off the coast of Ost.",
        "The rig is off Maldora.",
        "Its shares were off 3 percent.",
        "The talks did not go as planned.",
        "The crowd was not as large as promised.",
    ],
)
def test_what_did_not_come_about_gives_no_status(text: str) -> None:
    assert STATUSES.best(text) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Parliament approved the budget after the minister had refused to resign.", "happened"),
        ("The exchange that fell through on Friday will go ahead on Monday.", "planned"),
        ("The bank raised its bid, days after its chief had ruled out such a step.", "happened"),
    ],
)
def test_the_main_clause_decides(text: str, status: str) -> None:
    best = STATUSES.best(text)
    assert best is not None
    assert best.status == status


def test_the_clause_that_holds_the_topic_is_preferred() -> None:
    text = "The union rejected the offer, but the board will meet on Friday."
    place = text.index("board")
    whole, near = STATUSES.best(text), STATUSES.best(text, within=(place, place + 5))
    assert whole is not None
    assert near is not None
    assert (whole.status, near.status) == ("refused", "planned")
    assert text[near.clause_start : near.clause_end].startswith("but the board")


def test_a_claim_without_such_a_word_is_confirmed_by_an_official_and_else_reported() -> None:
    assert default_status(speaker="official") == "confirmed"
    assert default_status(speaker="unnamed") == default_status(speaker=None) == "reported"


def test_an_act_that_only_an_unnamed_source_tells_is_reported() -> None:
    met = STATUSES.best("The envoys met in Oslo, a source said.")
    assert settled_status(met, speaker="unnamed") == "reported"
    assert settled_status(met, speaker="official") == "happened"
    assert settled_status(None, speaker="official") == "confirmed"
