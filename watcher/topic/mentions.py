"""Where in an article each topic is meant, by what, and how likely it is.

Three steps: which topics may be meant at all; what each sentence by itself says of them; and what
its surroundings add, in rounds.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from operator import mul

from watcher.article.model import Article
from watcher.article.tokens import Token, tokenize
from watcher.topic.anaphora import taken_up
from watcher.topic.context import TopicInArticle, context_features
from watcher.topic.evidence import Evidence, no_evidence, weigh_sentence
from watcher.topic.layout import Layout, lay_out
from watcher.topic.learning import Learned, learned_features
from watcher.topic.meaning import Meaning, Vector, apart, closeness
from watcher.topic.mention_weights import ARTICLE, COUNTS_FROM, KEYWORDS, MentionWeights
from watcher.topic.model import How, Mention, Topic
from watcher.topic.phrases import Pattern, PhraseIndex, place
from watcher.topic.thesaurus import content_keys_in

Weights = Sequence[float]
# an article none of whose sentences is this likely, by itself and among its surroundings, does not
# speak of the topic
_PROMISING = 0.15
_HOPEFUL = 0.08
_MOST_LIKELY = 24


class TopicIndex:
    """All topics, ready to be looked for in one pass."""

    def __init__(self, topics: Iterable[Topic], *, meaning: Meaning) -> None:
        self.topics: dict[str, Topic] = {topic.id: topic for topic in topics}
        self.meaning = meaning
        self._centres: dict[str, Vector] = {}
        every = self.topics.values()
        self.terms = PhraseIndex({topic.id: topic.terms for topic in every})
        self.names = PhraseIndex({topic.id: topic.names for topic in every})
        self.exclude = PhraseIndex({topic.id: topic.exclude for topic in every})
        self._always = [topic.id for topic in every if topic.query and not topic.query.gate]
        self._nameless = frozenset(topic.id for topic in every if not topic.vocabulary.own_names)
        self._sizes = {
            topic.id: len(topic.vocabulary.core) + len(topic.vocabulary.core_concepts)
            for topic in every
        }
        self._by_gate: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._by_concept: dict[str, list[str]] = defaultdict(list)
        for topic in every:
            for gate in topic.query.gate if topic.query else ():
                self._by_gate[gate].append(topic.id)
            for name in topic.vocabulary.proper:
                self._by_name[name].append(topic.id)
            for word in topic.vocabulary.core:
                self._by_word[word].append(topic.id)
            for concept in topic.vocabulary.core_concepts:
                self._by_concept[concept].append(topic.id)

    def centre(self, topic: Topic) -> Vector:
        """Give the direction of what a topic is about."""
        if topic.id not in self._centres:
            self._centres[topic.id] = self.meaning.of_topic(topic.vocabulary)
        return self._centres[topic.id]

    def possible(self, layout: Layout, found: Iterable[str], *, doubtful: bool) -> list[str]:
        """List the topics that an article may speak of; those already found are among them.

        One word of the news does not do for a topic that is about somebody or something with a
        name, unless the article holds one of its names too, or `doubtful` ones are wanted. Of
        thousands of topics only those are looked at whose words the article holds most of.
        """
        some = {*found, *self._always}
        for word in self._by_gate.keys() & layout.present:
            some.update(self._by_gate[word])
        hits: Counter[str] = Counter()
        for concept in self._by_concept.keys() & layout.concepts:
            hits.update(self._by_concept[concept])
        for word in self._by_word.keys() & layout.present:
            hits.update(self._by_word[word])
        named = self._nameless.union(
            *(self._by_name[name] for name in self._by_name.keys() & layout.present)
        )
        likely = {topic for topic, count in hits.items() if doubtful or count > 1 or topic in named}
        if len(likely) > _MOST_LIKELY:
            share = {topic: hits[topic] / self._sizes[topic] for topic in likely}
            likely = set(nlargest(_MOST_LIKELY, likely, key=lambda topic: (share[topic], topic)))
        some |= likely
        return sorted(topic for topic in some if not self.topics[topic].everything)


@dataclass(slots=True)
class Reading:
    """What is known of one topic in one article, while it is judged."""

    topic: Topic
    evidence: list[Evidence]
    whole: TopicInArticle
    learned: list[tuple[float, ...]]
    own: list[float]

    @property
    def is_direct(self) -> bool:
        """Tell whether a term or the query stands in a sentence of the article."""
        return any(map(_is_direct, self.evidence))


def tokens_of(article: Article) -> tuple[tuple[Token, ...], ...]:
    """Give the words of each sentence; offsets count from the start of the sentence."""
    return tuple(tokenize(article.quote(sentence)) for sentence in article.sentences)


def words_of(article: Article) -> tuple[frozenset[str], ...]:
    """Give the content words of each sentence, from which `Learned` learns."""
    return tuple(content_keys_in(article.quote(sentence)) for sentence in article.sentences)


def mentions(
    article: Article,
    index: TopicIndex,
    *,
    tokens: Sequence[Sequence[Token]] | None = None,
    learned: Learned | None = None,
) -> dict[str, tuple[Mention, ...]]:
    """Give for each topic the sentences of an article that count for it, in order.

    `tokens` are those of `tokens_of`, where they are known already; `learned` is what earlier
    articles taught.
    """
    layout = lay_out(article, tokens_of(article) if tokens is None else tokens)
    readings = settle(layout, index, learned=learned or Learned())
    found = {reading.topic.id: tuple(_mentions(layout, reading)) for reading in readings}
    for topic in index.topics.values():
        if topic.everything:
            found[topic.id] = _every_sentence(len(layout.texts))
    return {topic: some for topic, some in sorted(found.items()) if some}


def settle(layout: Layout, index: TopicIndex, *, learned: Learned) -> list[Reading]:
    """Read an article for all topics that it may speak of, each sentence in its surroundings."""
    readings = read(layout, index, learned=learned)
    for number in range(len(ARTICLE.rounds)):
        spread(layout, readings, number=number)
        readings = [
            one for one in readings if one.is_direct or max(one.own, default=0.0) >= _HOPEFUL
        ]
    return readings


def _every_sentence(count: int) -> tuple[Mention, ...]:
    return tuple(
        Mention(sentence=number, how="everything", words="", strength=1.0)
        for number in range(count)
    )


def read(
    layout: Layout, index: TopicIndex, *, learned: Learned, doubtful: bool = False
) -> list[Reading]:
    """Read what each sentence by itself says of each topic that the article may speak of.

    Topics of which an article says next to nothing are left out, unless `doubtful` ones are
    wanted: the weights are fitted on them too.
    """
    found = _Found(
        terms=_find(index.terms, layout),
        names=_find(index.names, layout),
        excluded=_find(index.exclude, layout),
    )
    nothing = _nothing_found(layout)
    readings = []
    for topic_id in index.possible(layout, [*found.terms, *found.names], doubtful=doubtful):
        topic = index.topics[topic_id]
        reading = _read_topic(layout, topic, found=found, nothing=nothing)
        if doubtful or max(reading.own, default=0.0) >= _PROMISING or reading.is_direct:
            relearn(layout, reading, learned=learned)
            readings.append(reading)
    _compare(layout, readings, index=index)
    return readings


def _compare(layout: Layout, readings: Sequence[Reading], *, index: TopicIndex) -> None:
    """Measure how close in meaning each sentence is to each topic, beside the others."""
    sentences = [index.meaning.of(words.content) for words in layout.words]
    directions = apart([index.centre(reading.topic) for reading in readings])
    for reading, direction in zip(readings, directions, strict=True):
        close = tuple(closeness(sentence, direction) for sentence in sentences)
        reading.whole = replace(reading.whole, closeness=close)


Found = Mapping[str, Mapping[int, tuple[str, ...]]]
Nothing = Mapping[tuple[bool, bool], Sequence[tuple[Evidence, float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Phrases found in an article: for each topic, for each sentence, those in it."""

    terms: Found
    names: Found
    excluded: Found


def _nothing_found(layout: Layout) -> Nothing:
    """Say what each sentence is worth for topics of each kind when it holds nothing of them."""
    worth = {}
    for bare in (False, True):
        evidence = [no_evidence(words, bare=bare) for words in layout.words]
        for loose, weights in ((False, ARTICLE.own), (True, KEYWORDS.own)):
            own = _likelihoods(weights, [one.features for one in evidence])
            worth[bare, loose] = list(zip(evidence, own, strict=True))
    return worth


def _read_topic(layout: Layout, topic: Topic, *, found: _Found, nothing: Nothing) -> Reading:
    """Read what each sentence says of a topic; most say nothing, which costs nothing."""
    vocabulary = topic.vocabulary
    worth = nothing[not vocabulary.about, topic.loose_keywords]
    evidence, own = [one for one, _ in worth], [likely for _, likely in worth]
    for number in _holding(layout, topic, found):
        evidence[number] = weigh_sentence(
            layout.words[number],
            topic,
            terms=found.terms.get(topic.id, {}).get(number, ()),
            query=_query_match(topic, layout, number),
            aliases=found.names.get(topic.id, {}).get(number, ()),
            excluded=number in found.excluded.get(topic.id, {}),
        )
        own[number] = likelihood(weights_for(topic).own, evidence[number].features)
    names = vocabulary.own_names
    return Reading(
        topic=topic,
        evidence=evidence,
        whole=TopicInArticle(
            names_present=len(names & layout.present) / len(names) if names else None,
            taken_up=tuple(taken_up(place.heads, vocabulary) for place in layout.places),
            direct=tuple(one.direct for one in evidence),
            single=tuple(bool(one.terms) and not one.direct for one in evidence),
            closeness=(),
        ),
        learned=[],
        own=own,
    )


def _holding(layout: Layout, topic: Topic, found: _Found) -> set[int]:
    """Number the sentences that hold anything of a topic; a query may look anywhere."""
    if topic.query is not None:
        return set(range(len(layout.words)))
    vocabulary = topic.vocabulary
    numbers = {*found.terms.get(topic.id, ()), *found.names.get(topic.id, ())}
    numbers.update(found.excluded.get(topic.id, ()))
    for key in vocabulary.keys & layout.with_key.keys():
        numbers.update(layout.with_key[key])
    for concept in vocabulary.concepts & layout.with_concept.keys():
        numbers.update(layout.with_concept[concept])
    return numbers


def _find(index: PhraseIndex[str], layout: Layout) -> Found:
    """Find the phrases of an index: for each topic, for each sentence, the phrases in it."""
    candidates: list[tuple[str, Pattern]] = index.candidates(layout.present)
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    if not candidates:
        return found
    for number, words in enumerate(layout.words):
        hits = place(
            candidates, keys=words.keys, tokens=layout.tokens[number], text=layout.texts[number]
        )
        for hit in hits:
            of_topic = found.setdefault(hit.key, {})
            some = of_topic.get(number, ())
            if hit.phrase not in some:
                of_topic[number] = (*some, hit.phrase)
    return found


def _query_match(topic: Topic, layout: Layout, number: int) -> str | None:
    if topic.query is None:
        return None
    tokens = layout.tokens[number]
    spans = topic.query.holds(layout.words[number].keys, folds=[token.fold for token in tokens])
    if spans is None:
        return None
    text = layout.texts[number]
    return " ... ".join(text[tokens[start].start : tokens[end - 1].end] for start, end in spans[:2])


def weights_for(topic: Topic) -> MentionWeights:
    """Choose the weights: loose keywords do not say what a described topic says."""
    return KEYWORDS if topic.loose_keywords else ARTICLE


def relearn(layout: Layout, reading: Reading, *, learned: Learned) -> None:
    """Measure each sentence by what was learnt of the topic."""
    weights = learned.weights(reading.topic.id, layout.holders)
    confidence = learned.confidence(reading.topic.id)
    reading.learned = [
        learned_features(words.content, weights=weights, confidence=confidence)
        for words in layout.words
    ]


def likelihood(weights: Weights, features: Weights) -> float:
    """Give the likelihood (0 to 1) that the weights see in the features."""
    total = sum(map(mul, weights, features))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _likelihoods(weights: Weights, table: Iterable[Weights]) -> list[float]:
    return [likelihood(weights, features) for features in table]


def rows(layout: Layout, readings: Sequence[Reading]) -> Iterator[list[tuple[float, ...]]]:
    """Give for each reading the features of its sentences in their surroundings."""
    best = [_two_best(some) for some in zip(*(reading.own for reading in readings), strict=True)]
    for reading in readings:
        others = [
            second if own == first else first
            for own, (first, second) in zip(reading.own, best, strict=True)
        ]
        around = context_features(layout, reading.own, others=others, topic=reading.whole)
        yield [(*one, *two) for one, two in zip(around, reading.learned, strict=True)]


def _two_best(likelihoods: Iterable[float]) -> tuple[float, float]:
    first, second = sorted((0.0, 0.0, *likelihoods))[:-3:-1]
    return first, second


def spread(layout: Layout, readings: Sequence[Reading], *, number: int) -> None:
    """Let what is sure of some sentences spread to the others: one round."""
    new = [
        _likelihoods(weights_for(reading.topic).rounds[number], table)
        for reading, table in zip(readings, rows(layout, readings), strict=True)
    ]
    for reading, own in zip(readings, new, strict=True):
        reading.own = own


def _mentions(layout: Layout, reading: Reading) -> Iterator[Mention]:
    for number, evidence in enumerate(reading.evidence):
        likely = reading.own[number] >= COUNTS_FROM
        if not evidence.excluded and (_is_direct(evidence) or likely):
            yield mention_of(layout, reading, number)


def mention_of(layout: Layout, reading: Reading, number: int) -> Mention:
    """Say how a sentence speaks of a topic, and how likely; whether that is enough or not."""
    how, words = _explain(layout, reading, number)
    strength = round(reading.own[number], 4)
    return Mention(sentence=number, how=how, words=words, strength=strength)


def _is_direct(evidence: Evidence) -> bool:
    return bool(evidence.terms) or evidence.query is not None


def _explain(layout: Layout, reading: Reading, number: int) -> tuple[How, str]:
    """Name what most plainly says that a sentence counts."""
    evidence = reading.evidence[number]
    said: tuple[tuple[How, str | None], ...] = (
        ("term", next(iter(evidence.terms), None)),
        ("query", evidence.query),
        ("words", evidence.loose),
        ("alias", next(iter(evidence.aliases), None)),
        ("anaphora", reading.whole.taken_up[number]),
        ("section", _carrying_heading(layout, reading, number)),
        ("follow-on", layout.places[number].pronoun),
        ("words", ", ".join(evidence.words) or None),
        ("follow-on", ""),
    )
    return next((how, words) for how, words in said if words is not None)


def _carrying_heading(layout: Layout, reading: Reading, number: int) -> str | None:
    heading = layout.places[number].heading
    if heading is None or heading == number or reading.own[heading] < COUNTS_FROM:
        return None
    return layout.texts[heading]
