"""Words that take up what was named before: "it", "the plan", "those provisions", a bare quote."""

from collections.abc import Sequence

from watcher.article.tokens import Token
from watcher.topic.phrases import key_of
from watcher.topic.thesaurus import concepts_of_word, generic_heads
from watcher.topic.vocabulary import Vocabulary

_PRONOUNS = frozenset(("it", "they", "he", "she", "this", "these", "those", "both", "that"))
_DETERMINERS = frozenset(("the", "this", "that", "these", "those", "its", "their", "such", "both"))
_QUOTES = "\"'“‘«„"


def leading_pronoun(tokens: Sequence[Token]) -> str | None:
    """Give the pronoun that a sentence begins with, if it does."""
    if tokens and tokens[0].fold in _PRONOUNS:
        return tokens[0].text
    return None


def begins_with_quote(text: str) -> bool:
    """Tell whether a sentence begins with somebody's words."""
    return text[:1] in _QUOTES


def definite_heads(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Give the words right after "the", "those" and the like."""
    return tuple(tokens[at + 1] for at in range(len(tokens) - 1) if tokens[at].fold in _DETERMINERS)


def taken_up(heads: Sequence[Token], vocabulary: Vocabulary) -> str | None:
    """Give the head noun by which a sentence may take the topic up again: "the plan"."""
    for head in heads:
        key = key_of(head)
        concepts = concepts_of_word(key)
        if key in vocabulary.core or not concepts.isdisjoint(vocabulary.core_concepts):
            return head.text
    return next((head.text for head in heads if head.stem in generic_heads()), None)
