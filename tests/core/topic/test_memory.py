"""What was said so far, and forgetting the newest of it."""

from watcher.topic.memory import Memory


def test_the_nearest_sentence_shares_the_rare_words() -> None:
    memory = Memory()
    memory.add(["dam", "crack", "velm"])
    memory.add(["dam", "rain", "orlo"])
    memory.add(["dam", "train", "stop"])

    nearest = memory.nearest(memory.weights(["rain", "orlo", "dam"]))

    assert nearest[0][0] == 1
    assert nearest[0][1] > nearest[1][1]


def test_words_are_said_together_only_where_one_sentence_holds_both() -> None:
    memory = Memory()
    memory.add(["dam", "crack"])
    memory.add(["rain", "orlo"])

    assert memory.said_together("dam", "crack")
    assert not memory.said_together("dam", "rain")
    assert not memory.said_together("dam", "never")


def test_forgetting_the_newest_gives_back_what_was_before() -> None:
    memory, untouched = Memory(), Memory()
    for one in (memory, untouched):
        one.add(["dam", "crack", "velm"], anchors=["#20 people"], alike=0.2)
    memory.add(["dam", "rain", "orlo"], anchors=["#20 people", "#2025-11-20"], alike=0.9)
    memory.add(["rain", "rain", "orlo"])

    memory.rewind(1)

    words = ["dam", "crack", "rain", "orlo", "#20 people", "#2025-11-20"]
    assert [memory.frequency(w) for w in words] == [untouched.frequency(w) for w in words]
    assert memory.nearest(memory.weights(words)) == untouched.nearest(untouched.weights(words))
    assert memory.repetition == untouched.repetition
    assert not memory.knows_shingle(("rain", "orlo"))
    assert memory.knows_shingle(("dam", "crack"))
