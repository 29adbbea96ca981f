"""What a sentence by itself says of a topic."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.topic.model import Topic

OWN_FEATURES = (
    "bias",
    "term of several words",
    "term of one word",
    "query",
    "term in other words",
    "words of terms",
    "share of the terms' words",
    "general words of terms",
    "concepts of terms",
    "any concept of terms",
    "plain concepts of terms",
    "plain concepts of the description",
    "words of the description",
    "concepts of the description",
    "alias",
    "names",
    "length",
    "no description",
    "share of the terms' words, no description",
    "half of the terms' words",
    "names in terms",
)
_LENGTH, _BARE = OWN_FEATURES.index("length"), OWN_FEATURES.index("no description")
# what is believed before anything was fitted; the rest is thought to say nothing
OWN_PRIORS = {"term of several words": 3.0, "query": 3.0, "term of one word": 1.0}


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A sentence in comparable form: its words in order, its content words, its concepts."""

    keys: Sequence[str]
    present: frozenset[str]
    content: frozenset[str]
    concepts: frozenset[str]
    plain: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found of a topic in one sentence: phrases that match, and features in order."""

    terms: tuple[str, ...]
    query: str | None
    aliases: tuple[str, ...]
    excluded: bool
    loose: str | None
    words: tuple[str, ...]
    features: tuple[float, ...]

    @property
    def direct(self) -> bool:
        """Tell whether a term of several words or the query stands in the sentence."""
        return self.query is not None or any(has_several_words(term) for term in self.terms)


def has_several_words(term: str) -> bool:
    """Tell whether a term is more than one word."""
    return " " in term or "-" in term


def weigh_sentence(
    sentence: SentenceWords,
    topic: Topic,
    *,
    terms: tuple[str, ...],
    query: str | None,
    aliases: tuple[str, ...],
    excluded: bool,
) -> Evidence:
    """Collect what a sentence says of a topic, given the phrases found in it."""
    vocabulary = topic.vocabulary
    words = vocabulary.core & sentence.present
    about = vocabulary.about & sentence.present
    told = {concept for word in words for concept in vocabulary.meanings[word]}
    told_about = {concept for word in about for concept in vocabulary.meanings[word]}
    concepts = vocabulary.core_concepts & sentence.concepts
    loose = None if terms else _loose_term(sentence, topic)
    bare = not vocabulary.about
    share = len(words) / max(1, len(vocabulary.core))
    several = any(has_several_words(term) for term in terms)
    features = (
        1.0,
        float(several),
        float(bool(terms) and not several),
        float(query is not None),
        float(loose is not None),
        float(min(len(words), 3)),
        share,
        float(bool(vocabulary.light & sentence.present)),
        float(min(len(concepts - told), 2)),
        float(bool(concepts)),
        float(min(len((vocabulary.core_concepts & sentence.plain) - told), 2)),
        math.log1p(len((vocabulary.about_concepts & sentence.plain) - told_about)),
        math.log1p(len(about)),
        math.log1p(len((vocabulary.about_concepts & sentence.concepts) - told_about)),
        float(bool(aliases)),
        float(not vocabulary.proper.isdisjoint(sentence.present)),
        min(len(sentence.content), 30) / 30,
        float(bare),
        share * bare,
        float(share >= 0.5),
        float(min(len(words & vocabulary.proper), 2)),
    )
    return Evidence(terms, query, aliases, excluded, loose, tuple(sorted(words | about)), features)


def no_evidence(sentence: SentenceWords, *, bare: bool) -> Evidence:
    """Say that a sentence holds nothing of a topic; `bare` topics have no description."""
    features = [0.0] * len(OWN_FEATURES)
    features[0] = 1.0
    features[_LENGTH] = min(len(sentence.content), 30) / 30
    features[_BARE] = float(bare)
    return Evidence((), None, (), False, None, (), tuple(features))


def _loose_term(sentence: SentenceWords, topic: Topic) -> str | None:
    """Give a term all of whose words, or their concepts, stand in the sentence in any order."""
    for phrase, members in topic.vocabulary.loose:
        if all(
            member.key in sentence.present or not member.concepts.isdisjoint(sentence.concepts)
            for member in members
        ):
            return phrase
    return None
