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
        -1.84,  # bias
        2.739,  # term of several words
        0.996,  # term of one word
        3.0,  # query
        0.531,  # term in other words
        0.71,  # words of terms
        0.351,  # share of the terms' words
        0.481,  # general words of terms
        0.388,  # concepts of terms
        0.728,  # any concept of terms
        0.091,  # plain concepts of terms
        0.185,  # plain concepts of the description
        1.199,  # words of the description
        0.644,  # concepts of the description
        1.374,  # alias
        0.181,  # names
        -2.865,  # length
        0.672,  # no description
        -0.058,  # share of the terms' words, no description
        -0.107,  # half of the terms' words
        -0.66,  # names in terms
    ),
    rounds=(
        (
            -0.552,  # bias
            1.049,  # own log odds
            0.957,  # own
            1.274,  # headline
            0.811,  # lead
            -1.688,  # article mean
            -0.951,  # article mean, root
            -0.916,  # article best
            -2.107,  # article share of sure sentences
            1.103,  # sentence before
            -0.019,  # sentence before, same paragraph
            0.988,  # sentence after
            -0.42,  # sentence after, same paragraph
            0.456,  # paragraph best
            0.926,  # paragraph mean
            2.506,  # nearest, fading
            3.017,  # heading
            1.296,  # section mean
            0.561,  # shared words, mean
            -0.765,  # shared words, best
            0.676,  # pronoun after
            0.233,  # pronoun after, same paragraph
            0.08,  # taken up, article
            0.662,  # taken up, nearest
            0.333,  # quote in paragraph
            -2.857,  # other topics here
            -0.112,  # other topics in paragraph
            0.248,  # other topics in section
            0.717,  # is headline
            0.322,  # is heading
            0.123,  # is short
            -1.015,  # own log odds by article mean
            -0.526,  # none of its names in the article
            0.178,  # share of its names in the article
            0.751,  # few sentences
            0.127,  # own log odds, few sentences
            1.454,  # term of several words or query
            0.328,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -0.582,  # bias
            0.804,  # own log odds
            -0.158,  # own
            0.728,  # headline
            0.319,  # lead
            -1.413,  # article mean
            -1.005,  # article mean, root
            -1.376,  # article best
            -0.849,  # article share of sure sentences
            0.986,  # sentence before
            0.126,  # sentence before, same paragraph
            0.656,  # sentence after
            -0.102,  # sentence after, same paragraph
            0.242,  # paragraph best
            0.189,  # paragraph mean
            1.382,  # nearest, fading
            1.739,  # heading
            1.419,  # section mean
            0.627,  # shared words, mean
            -0.456,  # shared words, best
            0.511,  # pronoun after
            0.258,  # pronoun after, same paragraph
            -0.068,  # taken up, article
            0.506,  # taken up, nearest
            0.066,  # quote in paragraph
            -2.085,  # other topics here
            0.132,  # other topics in paragraph
            0.715,  # other topics in section
            1.011,  # is headline
            0.2,  # is heading
            0.056,  # is short
            -0.702,  # own log odds by article mean
            -0.171,  # none of its names in the article
            0.14,  # share of its names in the article
            0.28,  # few sentences
            0.022,  # own log odds, few sentences
            1.502,  # term of several words or query
            0.442,  # term of one word
            1.053,  # learnt words, mean
            -0.083,  # learnt words, best three
            0.798,  # learnt words, sum
            0.57,  # learnt words, mean, by confidence
            0.664,  # confidence
        ),
        (
            -0.544,  # bias
            0.833,  # own log odds
            -0.391,  # own
            0.538,  # headline
            0.392,  # lead
            -0.992,  # article mean
            -0.585,  # article mean, root
            -1.155,  # article best
            -0.722,  # article share of sure sentences
            0.804,  # sentence before
            0.16,  # sentence before, same paragraph
            0.765,  # sentence after
            -0.046,  # sentence after, same paragraph
            -0.059,  # paragraph best
            0.439,  # paragraph mean
            1.163,  # nearest, fading
            0.9,  # heading
            1.048,  # section mean
            0.503,  # shared words, mean
            -0.353,  # shared words, best
            0.4,  # pronoun after
            0.284,  # pronoun after, same paragraph
            0.089,  # taken up, article
            0.589,  # taken up, nearest
            0.086,  # quote in paragraph
            -1.661,  # other topics here
            0.133,  # other topics in paragraph
            0.926,  # other topics in section
            1.134,  # is headline
            0.266,  # is heading
            0.083,  # is short
            -1.129,  # own log odds by article mean
            -0.164,  # none of its names in the article
            0.053,  # share of its names in the article
            0.259,  # few sentences
            0.064,  # own log odds, few sentences
            1.601,  # term of several words or query
            0.582,  # term of one word
            0.677,  # learnt words, mean
            -0.446,  # learnt words, best three
            0.886,  # learnt words, sum
            0.588,  # learnt words, mean, by confidence
            -0.067,  # confidence
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
