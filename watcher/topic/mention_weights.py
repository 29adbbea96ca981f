"""Weights by which a sentence counts for a topic, as plain data.

Made by scripts/fit_mentions.py; see there for what they were fitted on. The weights of
watcher/topic/evidence.py come first, then those of watcher/topic/context.py and learning.py for
each round.
"""

from dataclasses import dataclass

# a sentence counts from this likelihood on; sentences with a term always do
COUNTS_FROM = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWeights:
    """Weights for the sentence by itself, and for each round among its surroundings."""

    own: tuple[float, ...]
    rounds: tuple[tuple[float, ...], ...]


ARTICLE = MentionWeights(
    own=(
    -1.424,  # bias
    2.84,  # term of several words
    0.992,  # term of one word
    3.0,  # query
    0.55,  # term in other words
    0.995,  # words of terms
    0.116,  # share of the terms' words
    0.426,  # general words of terms
    0.506,  # concepts of terms
    0.613,  # any concept of terms
    0.109,  # plain concepts of terms
    0.022,  # plain concepts of the description
    0.934,  # words of the description
    0.576,  # concepts of the description
    1.375,  # alias
    -0.007,  # names
    -2.928,  # length
    0.37,  # no description
    0.054,  # share of the terms' words, no description
    -0.185,  # half of the terms' words
    -0.89,  # names in terms
    ),
    rounds=(
        (
    -0.754,  # bias
    1.043,  # own log odds
    1.578,  # own
    0.879,  # headline
    1.135,  # lead
    -1.216,  # article mean
    -0.737,  # article mean, root
    -1.437,  # article best
    -1.47,  # article share of sure sentences
    1.026,  # sentence before
    -0.045,  # sentence before, same paragraph
    1.053,  # sentence after
    -0.355,  # sentence after, same paragraph
    0.788,  # paragraph best
    0.637,  # paragraph mean
    2.011,  # nearest, fading
    2.594,  # heading
    1.407,  # section mean
    0.512,  # shared words, mean
    -0.653,  # shared words, best
    0.561,  # pronoun after
    0.165,  # pronoun after, same paragraph
    0.047,  # taken up, article
    0.425,  # taken up, nearest
    0.116,  # quote in paragraph
    -2.719,  # other topics here
    -0.479,  # other topics in paragraph
    0.747,  # other topics in section
    0.797,  # is headline
    0.247,  # is heading
    0.043,  # is short
    -0.857,  # own log odds by article mean
    -0.621,  # none of its names in the article
    -0.148,  # share of its names in the article
    0.488,  # few sentences
    0.154,  # own log odds, few sentences
    1.664,  # term of several words or query
    0.287,  # term of one word
    0.0,  # learnt words, mean
    0.0,  # learnt words, best three
    0.0,  # learnt words, sum
    0.0,  # learnt words, mean, by confidence
    0.0,  # confidence
        ),
        (
    -0.518,  # bias
    0.708,  # own log odds
    0.494,  # own
    0.452,  # headline
    0.25,  # lead
    -1.146,  # article mean
    -0.877,  # article mean, root
    -1.558,  # article best
    -0.404,  # article share of sure sentences
    0.802,  # sentence before
    0.244,  # sentence before, same paragraph
    0.636,  # sentence after
    0.117,  # sentence after, same paragraph
    0.305,  # paragraph best
    -0.186,  # paragraph mean
    1.171,  # nearest, fading
    1.587,  # heading
    1.373,  # section mean
    0.505,  # shared words, mean
    -0.344,  # shared words, best
    0.321,  # pronoun after
    0.186,  # pronoun after, same paragraph
    -0.088,  # taken up, article
    0.464,  # taken up, nearest
    -0.055,  # quote in paragraph
    -2.42,  # other topics here
    0.368,  # other topics in paragraph
    0.552,  # other topics in section
    0.857,  # is headline
    0.129,  # is heading
    -0.037,  # is short
    -0.546,  # own log odds by article mean
    -0.274,  # none of its names in the article
    0.079,  # share of its names in the article
    0.128,  # few sentences
    -0.024,  # own log odds, few sentences
    1.693,  # term of several words or query
    0.529,  # term of one word
    1.358,  # learnt words, mean
    -0.03,  # learnt words, best three
    0.628,  # learnt words, sum
    0.29,  # learnt words, mean, by confidence
    0.708,  # confidence
        ),
        (
    -0.766,  # bias
    0.64,  # own log odds
    0.296,  # own
    0.437,  # headline
    0.353,  # lead
    -0.62,  # article mean
    -0.589,  # article mean, root
    -1.148,  # article best
    -0.453,  # article share of sure sentences
    0.606,  # sentence before
    0.295,  # sentence before, same paragraph
    0.634,  # sentence after
    0.171,  # sentence after, same paragraph
    0.116,  # paragraph best
    0.02,  # paragraph mean
    0.951,  # nearest, fading
    0.966,  # heading
    1.128,  # section mean
    0.436,  # shared words, mean
    -0.291,  # shared words, best
    0.202,  # pronoun after
    0.23,  # pronoun after, same paragraph
    0.054,  # taken up, article
    0.579,  # taken up, nearest
    -0.039,  # quote in paragraph
    -1.79,  # other topics here
    0.198,  # other topics in paragraph
    0.908,  # other topics in section
    1.004,  # is headline
    0.176,  # is heading
    0.037,  # is short
    -0.659,  # own log odds by article mean
    -0.258,  # none of its names in the article
    -0.003,  # share of its names in the article
    0.141,  # few sentences
    -0.011,  # own log odds, few sentences
    1.735,  # term of several words or query
    0.653,  # term of one word
    1.104,  # learnt words, mean
    -0.372,  # learnt words, best three
    0.757,  # learnt words, sum
    0.057,  # learnt words, mean, by confidence
    -0.02,  # confidence
        ),
    ),
)

KEYWORDS = MentionWeights(
    own=(
    -1.583,  # bias
    2.372,  # term of several words
    0.979,  # term of one word
    3.0,  # query
    0.0,  # term in other words
    0.817,  # words of terms
    -0.818,  # share of the terms' words
    -0.059,  # general words of terms
    0.213,  # concepts of terms
    -0.017,  # any concept of terms
    -0.031,  # plain concepts of terms
    0.0,  # plain concepts of the description
    0.0,  # words of the description
    0.0,  # concepts of the description
    0.0,  # alias
    0.379,  # names
    0.267,  # length
    -0.0,  # no description
    -0.818,  # share of the terms' words, no description
    -0.23,  # half of the terms' words
    -0.156,  # names in terms
    ),
    rounds=(
        (
    -2.493,  # bias
    0.362,  # own log odds
    -0.225,  # own
    0.0,  # headline
    0.301,  # lead
    0.411,  # article mean
    0.542,  # article mean, root
    -0.168,  # article best
    0.835,  # article share of sure sentences
    -0.126,  # sentence before
    0.245,  # sentence before, same paragraph
    0.151,  # sentence after
    -0.011,  # sentence after, same paragraph
    0.796,  # paragraph best
    0.934,  # paragraph mean
    0.383,  # nearest, fading
    0.031,  # heading
    -0.817,  # section mean
    0.012,  # shared words, mean
    0.508,  # shared words, best
    -0.117,  # pronoun after
    0.262,  # pronoun after, same paragraph
    0.331,  # taken up, article
    0.324,  # taken up, nearest
    0.439,  # quote in paragraph
    0.0,  # other topics here
    0.0,  # other topics in paragraph
    0.0,  # other topics in section
    0.0,  # is headline
    0.236,  # is heading
    -0.496,  # is short
    -1.131,  # own log odds by article mean
    0.889,  # none of its names in the article
    0.397,  # share of its names in the article
    0.201,  # few sentences
    -0.192,  # own log odds, few sentences
    1.901,  # term of several words or query
    1.256,  # term of one word
    0.0,  # learnt words, mean
    0.0,  # learnt words, best three
    0.0,  # learnt words, sum
    0.0,  # learnt words, mean, by confidence
    0.0,  # confidence
        ),
        (
    -1.966,  # bias
    -0.15,  # own log odds
    -1.257,  # own
    0.0,  # headline
    -0.124,  # lead
    0.33,  # article mean
    0.057,  # article mean, root
    -1.137,  # article best
    0.106,  # article share of sure sentences
    -0.113,  # sentence before
    -0.299,  # sentence before, same paragraph
    0.303,  # sentence after
    -0.826,  # sentence after, same paragraph
    0.382,  # paragraph best
    1.495,  # paragraph mean
    0.874,  # nearest, fading
    0.049,  # heading
    -0.639,  # section mean
    0.539,  # shared words, mean
    0.122,  # shared words, best
    -0.294,  # pronoun after
    0.015,  # pronoun after, same paragraph
    0.519,  # taken up, article
    0.52,  # taken up, nearest
    0.652,  # quote in paragraph
    0.0,  # other topics here
    0.0,  # other topics in paragraph
    0.0,  # other topics in section
    0.0,  # is headline
    0.175,  # is heading
    -0.269,  # is short
    -0.074,  # own log odds by article mean
    1.036,  # none of its names in the article
    0.747,  # share of its names in the article
    0.228,  # few sentences
    0.137,  # own log odds, few sentences
    1.938,  # term of several words or query
    1.271,  # term of one word
    -0.183,  # learnt words, mean
    0.416,  # learnt words, best three
    0.504,  # learnt words, sum
    0.031,  # learnt words, mean, by confidence
    0.039,  # confidence
        ),
        (
    -2.564,  # bias
    -0.171,  # own log odds
    -0.842,  # own
    0.0,  # headline
    -0.059,  # lead
    0.045,  # article mean
    -0.17,  # article mean, root
    -1.559,  # article best
    0.421,  # article share of sure sentences
    -0.275,  # sentence before
    0.166,  # sentence before, same paragraph
    0.264,  # sentence after
    -0.553,  # sentence after, same paragraph
    0.624,  # paragraph best
    1.583,  # paragraph mean
    1.066,  # nearest, fading
    0.209,  # heading
    -0.89,  # section mean
    0.254,  # shared words, mean
    0.309,  # shared words, best
    -0.26,  # pronoun after
    0.119,  # pronoun after, same paragraph
    0.702,  # taken up, article
    0.691,  # taken up, nearest
    0.749,  # quote in paragraph
    0.0,  # other topics here
    0.0,  # other topics in paragraph
    0.0,  # other topics in section
    0.0,  # is headline
    0.179,  # is heading
    -0.167,  # is short
    -1.565,  # own log odds by article mean
    1.616,  # none of its names in the article
    1.255,  # share of its names in the article
    0.301,  # few sentences
    -0.053,  # own log odds, few sentences
    2.263,  # term of several words or query
    1.508,  # term of one word
    -0.144,  # learnt words, mean
    0.032,  # learnt words, best three
    1.416,  # learnt words, sum
    0.528,  # learnt words, mean, by confidence
    -0.428,  # confidence
        ),
    ),
)
