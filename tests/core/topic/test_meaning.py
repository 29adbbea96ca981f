"""What words mean brings a sentence near the topic that it is about."""

import pytest

from watcher.article.tokens import tokenize
from watcher.lexicon import load_meaning
from watcher.topic.meaning import Meaning, apart, closeness
from watcher.topic.phrases import keys_of

MEANING = load_meaning()


def close(one: str, other: str) -> float:
    """Give how close two texts are in meaning."""
    return closeness(*(MEANING.of(keys_of(tokenize(text))) for text in (one, other)))


@pytest.mark.parametrize(
    ("topic", "nearer", "farther"),
    [
        ("evacuation", "residents fled their homes", "shareholders approved the dividend"),
        ("strike", "the walkout stopped every train", "doctors found a new vaccine"),
        ("tariffs", "exporters face a levy on steel imports", "the rescuers reached the miners"),
        ("epidemic", "two patients were infected", "the bridge was closed to lorries"),
    ],
)
def test_other_words_for_the_matter_are_nearer_than_another_matter(
    topic: str, nearer: str, farther: str
) -> None:
    assert close(topic, nearer) > 0.25 > close(topic, farther)


def test_forms_of_a_word_are_one_and_unknown_words_say_nothing() -> None:
    assert close("evacuated", "evacuation") > 0.8
    assert close("qwertzuiop", "evacuation") == 0.0
    assert closeness(Meaning().of(["dam"]), Meaning().of(["dam"])) == 0.0


def test_what_topics_share_says_nothing_of_either() -> None:
    rescue, costs = (
        MEANING.of(keys_of(tokenize(text)))
        for text in ("mine collapse trapped miners rescue", "mine collapse damages insurance cost")
    )
    sentence = MEANING.of(keys_of(tokenize("The insurers will pay for the mine.")))
    before = closeness(sentence, costs) - closeness(sentence, rescue)

    rescue, costs = apart([rescue, costs])

    assert closeness(sentence, costs) - closeness(sentence, rescue) > before > 0


def test_one_topic_alone_stays_as_it_is() -> None:
    alone = MEANING.of(["flood"])

    assert apart([alone]) == [alone]
    assert apart([]) == []
    assert len(apart([alone, MEANING.of(["qwertzuiop"])])) == 2


def test_vectors_that_do_not_fit_their_words_are_refused() -> None:
    with pytest.raises(ValueError, match="5 bytes are no vectors of 2 words"):
        Meaning(["dam", "flood"], bytes(5))
