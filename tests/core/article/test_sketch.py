"""Copies are told from updates, whatever stands around the body."""

import json
from textwrap import fill

import pytest

from watcher.article.model import Article
from watcher.article.reading import read_article
from watcher.article.sketch import (
    compare,
    containment,
    decode_sketch,
    encode_sketch,
    resembling,
    sketch,
)

LEAD = """\
A barge carrying 1,200 tonnes of grain sank off Port Maldora on Monday after it struck the old
mole, the harbour master said, and two of its crew were taken to hospital in Tessel.
"""
BODY = """\
Harbour master Ilse Brandt said the barge, the Corvina, had left the quay at noon without a pilot.

"We called her four times and heard nothing," Brandt told reporters at the lighthouse.

Divers from the navy were to look at the wreck on Wednesday, when the wind was expected to drop.

The mole has been struck 9 times since it was built, most recently by a ferry in 2019.

Insurers put the loss at about 3.5 million crowns, and said that the grain could not be saved.

Environment Minister Pavel Orsk said no oil had leaked from the tanks by Monday evening.
"""


def article(text: str) -> Article:
    story = f"PORT MALDORA (Coast Wire) - {text}".split("\n\n")
    wrapped = "\n\n".join(fill(paragraph, width=78) for paragraph in story)
    content = f"Grain barge sinks\n\nBy Nora Vale\n\n{wrapped}\n"
    found = read_article(content.encode(), name="story.txt", file_time=None)
    assert isinstance(found, Article)
    return found


def reprint(text: str, *, outlet: str = "The Quay") -> Article:
    text = "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))
    record = {"title": "Barge lost", "text": text, "source": outlet, "author": "Quay staff"}
    found = read_article(json.dumps(record).encode(), name="story.json", file_time=None)
    assert isinstance(found, Article)
    return found


ORIGINAL = article(f"{LEAD}\n{BODY}\n(Reporting by Nora Vale; Editing by Tom Reed)\n")


def test_a_reprint_with_other_credits_is_a_near_copy() -> None:
    copy = reprint(
        f"{LEAD}\n{BODY}\nThis story was supplied by Coast Wire.\n\nSign up for our letter."
    )
    found = compare(copy, ORIGINAL)
    assert (found.kind, found.similarity) == ("near", 1.0)
    assert found.unchanged == frozenset(range(len(copy.sentences)))


def test_a_lead_told_in_other_words_with_the_same_values_is_a_near_copy() -> None:
    lead = (
        "Two sailors are in hospital in Tessel after some twelve hundred tonnes of grain went down"
        " with a barge that hit the mole of Port Maldora, officials said.\n"
    )
    assert compare(reprint(f"{lead}\n{BODY}"), ORIGINAL).kind == "near"


def test_a_copy_that_leaves_out_the_end_is_a_near_copy() -> None:
    shorter = f"{LEAD}\n{BODY}".rsplit("\n\n", 3)[0]
    assert compare(reprint(shorter), ORIGINAL).kind == "near"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1,200 tonnes", "1,400 tonnes"),
        ("3.5 million", "3.6 million"),
        ("two of its crew", "three of its crew"),
        ("four times", "five times"),
        ("struck 9 times", "struck 4 times"),
        ("Ilse Brandt", "Hanne Kjeld"),
        ("Pavel Orsk", "Rita Molnar"),
        ("on Wednesday", "on Friday"),
        ("could not be saved", "could be saved"),
        ("no oil had leaked", "oil had leaked"),
    ],
)
def test_a_copy_that_says_one_thing_otherwise_is_an_update(old: str, new: str) -> None:
    text = f"{LEAD}\n{BODY}"
    assert old in text
    changed = reprint(text.replace(old, new))
    found = compare(changed, ORIGINAL)
    assert found.kind == "update"
    told = [n for n in range(len(changed.sentences)) if n not in found.unchanged]
    assert any(new.rsplit(maxsplit=1)[-1] in changed.quote(changed.sentences[n]) for n in told)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1,200 tonnes", "1.2 thousand tonnes"),
        ("3.5 million crowns", "3,500,000 crowns"),
        ("four times", "4 times"),
        ("harbour master", "harbor master"),
        ("the navy", "the Navy"),
        ("told reporters", "said"),
    ],
)
def test_the_same_value_in_other_words_stays_a_near_copy(old: str, new: str) -> None:
    text = f"{LEAD}\n{BODY}"
    assert old in text
    assert compare(reprint(text.replace(old, new)), ORIGINAL).kind == "near"


def test_values_that_change_places_are_an_update() -> None:
    text = f"{LEAD}\n{BODY}".replace("1,200 tonnes", "9 tonnes").replace("9 times", "1,200 times")
    assert compare(reprint(text), ORIGINAL).kind == "update"


def test_a_sentence_added_by_the_same_writer_is_an_update() -> None:
    added = "The crew of a second barge said later that they had seen it."
    later = article(f"{LEAD}\n{BODY}\n{added}\n")
    found = compare(later, ORIGINAL)
    assert found.kind == "update"
    changed = set(range(len(later.sentences))) - found.unchanged
    assert [later.quote(later.sentences[n]) for n in changed] == [added]


COUNT = "Divers found 4 more sacks of post in the hold of the Corvina on Tuesday, the navy said."
SOUND = "A keeper of the lighthouse heard two bangs before the barge went down."


def test_a_short_item_of_which_one_sentence_stood_nowhere_is_an_update() -> None:
    lead = LEAD.replace("\n", " ").strip()
    copy = reprint(f"{lead}\n\n{SOUND}")
    found = compare(copy, reprint(f"{lead}\n\n{COUNT}", outlet="The Lantern"))

    assert found.kind == "update"
    assert [copy.quote(copy.sentences[n]) for n in found.unchanged] == [lead]


def test_a_short_item_of_sentences_that_all_stood_there_is_a_near_copy() -> None:
    lead = LEAD.replace("\n", " ").strip()
    old = reprint(f"{lead}\n\n{COUNT}\n\n{SOUND}", outlet="The Lantern")

    assert compare(reprint(f"{lead}\n\n{SOUND}"), old).kind == "near"
    trimmed = lead.removeprefix("A barge carrying 1,200 tonnes of ")
    assert compare(reprint(f"PORT MALDORA: {trimmed}\n\n{SOUND}"), old).kind == "near"
    edited = "Two bangs a lighthouse keeper heard before the barge went down at noon."
    assert compare(reprint(f"{lead}\n\n{edited}"), old).kind == "near"


def test_another_story_on_the_same_matter_is_neither() -> None:
    other = reprint(
        "The Corvina lies on her side off the mole of Port Maldora.\n\nHer grain is lost, and the "
        "insurers have begun to count; 3.5 million crowns, they say."
    )
    assert compare(other, ORIGINAL).kind is None
    assert resembling(sketch(other), sketch(ORIGINAL)) < 0.1


def test_a_sketch_survives_being_stored() -> None:
    marks = sketch(ORIGINAL)
    assert 0 < len(marks) <= 64
    assert decode_sketch(encode_sketch(marks)) == marks
    assert resembling(marks, sketch(reprint(f"{LEAD}\n{BODY}"))) == 1.0


def test_containment_tells_which_text_holds_the_other() -> None:
    assert containment(LEAD, f"{LEAD}\n{BODY}")[0] == 1.0
    assert containment(LEAD, f"{LEAD}\n{BODY}")[1] < 0.5
