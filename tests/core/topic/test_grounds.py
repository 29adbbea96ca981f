"""Each decision can say on what grounds it was made, in words."""

import re
from pathlib import Path

import pytest

from tests.core.topic.desk import READERS
from tests.factories import a_definition, an_article
from watcher.events import StatementRepeated, TopicChanged, event_id, topic_stream
from watcher.lexicon import load_meaning
from watcher.topic import rules
from watcher.topic.decide import decide
from watcher.topic.grounds import TOLD_FROM, grounds_of, score_of
from watcher.topic.mentions import TopicIndex, mentions
from watcher.topic.model import compile_topic
from watcher.topic.state import TopicState, evolve
from watcher.topic.telling import FEATURES, Weighed, is_worth_telling

JUDGING = Path(rules.__file__).parent


def weighed(*sentences: str, terms: tuple[str, ...] = ("dam",)) -> list[tuple[Weighed, bool]]:
    """Judge sentences in turn; give what was weighed of each, and whether it is told."""
    index = TopicIndex([compile_topic("dam", a_definition(*terms))], meaning=load_meaning())
    state, seen = TopicState(topic="dam"), []

    def listen(found: Weighed) -> bool:
        seen.append((found, is_worth_telling(found)))
        return seen[-1][1]

    for sentence in sentences:
        article = an_article(sentence)
        some = mentions(article, index)["dam"]
        events = decide(article, path="a", mentions=some, state=state, readers=READERS, tell=listen)
        for event in events:
            assert isinstance(event, TopicChanged | StatementRepeated)
            name = event_id(topic_stream("dam"), version=state.version + 1)
            state = evolve(state, event, event_id=name)
    return seen


NEWS = (
    "The flood below the dam killed 19 people, the rescue service said.",
    "The flood below the dam killed 19 people, the rescue service said.",
    "The flood below the dam killed 25 people, Ida Berg said on Monday.",
)


@pytest.mark.parametrize("terms", [("dam",), ("*",)])
def test_what_is_told_scores_half_or_more_and_what_is_not_less(terms: tuple[str, ...]) -> None:
    found = weighed(*NEWS, terms=terms)

    assert [score_of(one) >= TOLD_FROM for one, _ in found] == [told for _, told in found]
    assert {told for _, told in found} == {True, False}


def test_words_that_were_said_before_speak_against_telling_them_again() -> None:
    _, (again, _), _ = weighed(*NEWS)

    grounds = {ground.measure: ground for ground in grounds_of(again)}

    assert grounds["known runs"].words == "100 % of its runs of words were used before"
    assert "unseen words" not in grounds


def test_a_figure_that_moves_speaks_for_telling_it() -> None:
    *_, (moved, _) = weighed(*NEWS)

    (ground,) = (ground for ground in grounds_of(moved) if ground.measure == "moved")

    assert ground.pull > 0
    assert ground.words == "it moves a figure or a status, or gainsays what was told"


def test_the_strongest_ground_comes_first_and_each_is_said_in_words() -> None:
    for one, _ in weighed(*NEWS):
        found = grounds_of(one)
        strengths = [abs(ground.pull) for ground in found]
        assert strengths == sorted(strengths, reverse=True)
        assert {ground.measure for ground in found} <= set(FEATURES)
        unsaid = [g for g in found if g.words == f"{g.measure} {g.value:.2f}"]
        assert unsaid == []


def test_every_rule_that_a_reason_names_is_said_in_words() -> None:
    named = {
        name
        for file in ("decide.py", "moves.py")
        for name in re.findall(r'f?"([a-z]+(?:-[a-z]+)*): \S', (JUDGING / file).read_text())
    }

    assert named - rules.RULES.keys() == set()


def test_a_rule_of_another_version_speaks_for_itself() -> None:
    assert rules.in_words("moon-phase: full") == "moon-phase: full"
    assert rules.in_words("known: alike 0.9") == "too little of it is new to be told"
    assert (rules.rule_of("known: alike 0.9"), rules.detail_of("known: alike 0.9")) == (
        "known",
        "alike 0.9",
    )
