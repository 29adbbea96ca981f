"""What earlier articles taught of a topic's words, and that it can be taken back."""

from watcher.topic.learning import Learned, Lessons

ARTICLE = [{"tunnel", "leak", "grout"}, {"baker", "loaf"}, {"grout", "price"}]


def taught(times: int) -> Learned:
    learned = Learned()
    for _ in range(times):
        learned.learn(ARTICLE, {"tunnel": [0, 2]})
    return learned


def test_a_word_that_only_the_topic_uses_speaks_for_it() -> None:
    weights = taught(5).weights("tunnel", ["grout", "loaf", "moon"])
    assert weights["grout"] > 0 > weights["loaf"]
    assert "moon" not in weights


def test_a_topic_that_nothing_was_learnt_of_has_no_weights() -> None:
    learned = taught(5)
    assert learned.weights("bridge", ["grout"]) == {}
    assert learned.confidence("bridge") == 0.0


def test_confidence_grows_with_what_counted() -> None:
    assert taught(1).confidence("tunnel") < taught(9).confidence("tunnel") <= 1.0


def test_what_was_learnt_can_be_taken_back() -> None:
    learned = taught(3)
    before = learned.weights("tunnel", ["grout", "loaf", "leak"])
    learned.learn(ARTICLE, {"tunnel": [1]})
    assert learned.weights("tunnel", ["grout", "loaf", "leak"]) != before
    learned.unlearn(ARTICLE, {"tunnel": [1]})
    assert learned.weights("tunnel", ["grout", "loaf", "leak"]) == before


def test_only_the_newest_articles_teach() -> None:
    lessons = Lessons(most=2)
    for _ in range(5):
        lessons.add(ARTICLE, {"tunnel": [0, 2]})
    words = ["grout", "loaf", "leak"]
    assert lessons.learned.weights("tunnel", words) == taught(2).weights("tunnel", words)
