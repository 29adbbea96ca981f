"""The memory of what was said answers as a plain list of sentences would."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from watcher.topic.memory import Memory, shingles

WORDS = st.lists(st.sampled_from("dam rain orlo velm crack #20".split()), max_size=6)
SAID = st.lists(WORDS, max_size=12)


def remembering(sentences: list[list[str]]) -> Memory:
    memory = Memory()
    for sentence in sentences:
        memory.add(sentence)
    return memory


@given(said=SAID, asked=WORDS)
def test_runs_and_pairs_are_known_where_a_sentence_held_them(
    said: list[list[str]], asked: list[str]
) -> None:
    memory = remembering(said)

    runs = {run for sentence in said for run in shingles(sentence)}
    pairs = [(one, other) for one, other in pairwise(asked) if one != other]
    apart = [pair for pair in pairs if not any(set(pair) <= set(held) for held in said)]
    assert memory.known_runs(asked) == (
        sum(run in runs for run in shingles(asked)),
        len(shingles(asked)),
    )
    assert all(memory.knows_shingle(run) == (run in runs) for run in shingles(asked))
    assert memory.unseen_pairs(asked) == (len(apart), len(pairs))
    assert all(memory.said_together(*pair) != (pair in apart) for pair in pairs)


@given(said=SAID, later=SAID, asked=WORDS)
def test_what_was_forgotten_leaves_no_trace(
    said: list[list[str]], later: list[list[str]], asked: list[str]
) -> None:
    untouched, memory = remembering(said), remembering(said + later)

    memory.rewind(len(said))

    weights = untouched.weights(asked)
    assert memory.weights(asked) == weights
    assert memory.nearest(weights) == untouched.nearest(weights)
    assert memory.known_runs(asked) == untouched.known_runs(asked)
    assert memory.unseen_pairs(asked) == untouched.unseen_pairs(asked)
    assert [memory.weight_of(n) for n in range(len(said))] == [
        untouched.weight_of(n) for n in range(len(said))
    ]
