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
        -1.259,  # bias
        2.951,  # term of several words
        0.943,  # term of one word
        3.0,  # query
        0.265,  # term in other words
        0.708,  # words of terms
        0.154,  # share of the terms' words
        0.195,  # general words of terms
        0.57,  # concepts of terms
        0.884,  # any concept of terms
        0.282,  # plain concepts of terms
        0.017,  # plain concepts of the description
        0.737,  # words of the description
        0.45,  # concepts of the description
        1.028,  # alias
        -0.053,  # names
        -2.569,  # length
        0.144,  # no description
        0.101,  # share of the terms' words, no description
        -0.122,  # half of the terms' words
        -0.213,  # names in terms
    ),
    rounds=(
        (
            -1.367,  # bias
            0.901,  # own log odds
            0.632,  # own
            0.402,  # headline
            0.546,  # lead
            -0.669,  # article mean
            -0.43,  # article mean, root
            -1.183,  # article best
            -1.153,  # article share of sure sentences
            0.823,  # sentence before
            0.128,  # sentence before, same paragraph
            0.833,  # sentence after
            -0.429,  # sentence after, same paragraph
            1.838,  # paragraph best
            -0.099,  # paragraph mean
            2.122,  # nearest, fading
            1.839,  # heading
            2.334,  # section mean
            1.018,  # shared words, mean
            -0.797,  # shared words, best
            0.335,  # pronoun after
            -0.035,  # pronoun after, same paragraph
            -0.446,  # taken up, article
            0.488,  # taken up, nearest
            -0.141,  # quote in paragraph
            -0.639,  # other topics here
            -1.803,  # other topics in paragraph
            0.744,  # other topics in section
            1.308,  # is headline
            0.278,  # is heading
            0.044,  # is short
            -0.439,  # own log odds by article mean
            -0.554,  # none of its names in the article
            -0.146,  # share of its names in the article
            0.395,  # few sentences
            0.028,  # own log odds, few sentences
            1.905,  # term of several words or query
            0.014,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -0.658,  # bias
            0.593,  # own log odds
            0.019,  # own
            0.735,  # headline
            0.505,  # lead
            -1.311,  # article mean
            -1.197,  # article mean, root
            -1.185,  # article best
            -0.463,  # article share of sure sentences
            0.822,  # sentence before
            -0.189,  # sentence before, same paragraph
            0.524,  # sentence after
            -0.586,  # sentence after, same paragraph
            0.899,  # paragraph best
            -0.125,  # paragraph mean
            1.552,  # nearest, fading
            1.349,  # heading
            1.532,  # section mean
            0.525,  # shared words, mean
            -0.357,  # shared words, best
            0.185,  # pronoun after
            0.066,  # pronoun after, same paragraph
            -0.562,  # taken up, article
            0.543,  # taken up, nearest
            -0.144,  # quote in paragraph
            -0.746,  # other topics here
            -1.353,  # other topics in paragraph
            0.699,  # other topics in section
            1.237,  # is headline
            0.148,  # is heading
            0.001,  # is short
            -0.467,  # own log odds by article mean
            -0.417,  # none of its names in the article
            -0.249,  # share of its names in the article
            0.334,  # few sentences
            -0.14,  # own log odds, few sentences
            1.917,  # term of several words or query
            0.332,  # term of one word
            1.354,  # learnt words, mean
            0.26,  # learnt words, best three
            0.28,  # learnt words, sum
            0.826,  # learnt words, mean, by confidence
            0.812,  # confidence
        ),
        (
            -0.568,  # bias
            0.454,  # own log odds
            0.271,  # own
            0.691,  # headline
            0.638,  # lead
            -1.299,  # article mean
            -1.312,  # article mean, root
            -1.207,  # article best
            0.241,  # article share of sure sentences
            0.715,  # sentence before
            -0.006,  # sentence before, same paragraph
            0.627,  # sentence after
            -0.397,  # sentence after, same paragraph
            0.841,  # paragraph best
            -0.095,  # paragraph mean
            1.421,  # nearest, fading
            0.956,  # heading
            1.044,  # section mean
            0.42,  # shared words, mean
            -0.251,  # shared words, best
            0.178,  # pronoun after
            0.061,  # pronoun after, same paragraph
            -0.412,  # taken up, article
            0.676,  # taken up, nearest
            -0.188,  # quote in paragraph
            -0.678,  # other topics here
            -1.081,  # other topics in paragraph
            0.621,  # other topics in section
            1.144,  # is headline
            0.179,  # is heading
            0.046,  # is short
            -0.552,  # own log odds by article mean
            -0.375,  # none of its names in the article
            -0.333,  # share of its names in the article
            0.412,  # few sentences
            -0.178,  # own log odds, few sentences
            1.94,  # term of several words or query
            0.55,  # term of one word
            0.97,  # learnt words, mean
            -0.04,  # learnt words, best three
            0.389,  # learnt words, sum
            0.699,  # learnt words, mean, by confidence
            0.306,  # confidence
        ),
    ),
)

KEYWORDS = MentionWeights(
    own=(
        -1.588,  # bias
        2.373,  # term of several words
        0.984,  # term of one word
        3.0,  # query
        0.0,  # term in other words
        0.818,  # words of terms
        -0.816,  # share of the terms' words
        -0.058,  # general words of terms
        0.22,  # concepts of terms
        -0.02,  # any concept of terms
        -0.046,  # plain concepts of terms
        0.0,  # plain concepts of the description
        0.0,  # words of the description
        0.0,  # concepts of the description
        0.0,  # alias
        0.38,  # names
        0.264,  # length
        -0.0,  # no description
        -0.816,  # share of the terms' words, no description
        -0.231,  # half of the terms' words
        -0.157,  # names in terms
    ),
    rounds=(
        (
            -2.505,  # bias
            0.357,  # own log odds
            -0.213,  # own
            0.0,  # headline
            0.313,  # lead
            0.405,  # article mean
            0.541,  # article mean, root
            -0.165,  # article best
            0.835,  # article share of sure sentences
            -0.123,  # sentence before
            0.241,  # sentence before, same paragraph
            0.144,  # sentence after
            -0.009,  # sentence after, same paragraph
            0.796,  # paragraph best
            0.935,  # paragraph mean
            0.397,  # nearest, fading
            0.028,  # heading
            -0.82,  # section mean
            0.011,  # shared words, mean
            0.502,  # shared words, best
            -0.122,  # pronoun after
            0.262,  # pronoun after, same paragraph
            0.33,  # taken up, article
            0.316,  # taken up, nearest
            0.434,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            0.0,  # is headline
            0.235,  # is heading
            -0.492,  # is short
            -1.139,  # own log odds by article mean
            0.888,  # none of its names in the article
            0.394,  # share of its names in the article
            0.2,  # few sentences
            -0.182,  # own log odds, few sentences
            1.902,  # term of several words or query
            1.261,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -1.866,  # bias
            -0.139,  # own log odds
            -1.267,  # own
            0.0,  # headline
            -0.18,  # lead
            0.25,  # article mean
            0.027,  # article mean, root
            -1.062,  # article best
            0.143,  # article share of sure sentences
            -0.124,  # sentence before
            -0.326,  # sentence before, same paragraph
            0.276,  # sentence after
            -0.835,  # sentence after, same paragraph
            0.577,  # paragraph best
            1.331,  # paragraph mean
            0.889,  # nearest, fading
            0.071,  # heading
            -0.557,  # section mean
            0.462,  # shared words, mean
            0.12,  # shared words, best
            -0.28,  # pronoun after
            0.04,  # pronoun after, same paragraph
            0.473,  # taken up, article
            0.493,  # taken up, nearest
            0.67,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            0.0,  # is headline
            0.19,  # is heading
            -0.219,  # is short
            -0.187,  # own log odds by article mean
            1.043,  # none of its names in the article
            0.778,  # share of its names in the article
            0.257,  # few sentences
            0.138,  # own log odds, few sentences
            2.001,  # term of several words or query
            1.347,  # term of one word
            -0.551,  # learnt words, mean
            -0.142,  # learnt words, best three
            0.701,  # learnt words, sum
            0.604,  # learnt words, mean, by confidence
            -0.218,  # confidence
        ),
        (
            -2.371,  # bias
            -0.057,  # own log odds
            -0.624,  # own
            0.0,  # headline
            -0.09,  # lead
            0.015,  # article mean
            -0.125,  # article mean, root
            -1.22,  # article best
            0.543,  # article share of sure sentences
            -0.269,  # sentence before
            -0.152,  # sentence before, same paragraph
            0.167,  # sentence after
            -0.777,  # sentence after, same paragraph
            1.07,  # paragraph best
            1.008,  # paragraph mean
            1.176,  # nearest, fading
            0.184,  # heading
            -0.678,  # section mean
            0.182,  # shared words, mean
            0.203,  # shared words, best
            -0.239,  # pronoun after
            0.084,  # pronoun after, same paragraph
            0.576,  # taken up, article
            0.557,  # taken up, nearest
            0.784,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            0.0,  # is headline
            0.185,  # is heading
            -0.01,  # is short
            -1.661,  # own log odds by article mean
            1.41,  # none of its names in the article
            1.072,  # share of its names in the article
            0.405,  # few sentences
            0.162,  # own log odds, few sentences
            2.183,  # term of several words or query
            1.482,  # term of one word
            -0.64,  # learnt words, mean
            -0.356,  # learnt words, best three
            1.285,  # learnt words, sum
            0.498,  # learnt words, mean, by confidence
            -0.752,  # confidence
        ),
    ),
)
