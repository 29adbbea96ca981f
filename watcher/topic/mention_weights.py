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
        -1.882,  # bias
        2.765,  # term of several words
        1.048,  # term of one word
        3.0,  # query
        0.644,  # term in other words
        0.736,  # words of terms
        0.46,  # share of the terms' words
        0.498,  # general words of terms
        0.372,  # concepts of terms
        0.835,  # any concept of terms
        -0.026,  # plain concepts of terms
        0.18,  # plain concepts of the description
        1.185,  # words of the description
        0.698,  # concepts of the description
        1.241,  # alias
        0.085,  # names
        -2.775,  # length
        0.641,  # no description
        0.01,  # share of the terms' words, no description
        -0.094,  # half of the terms' words
        -0.616,  # names in terms
    ),
    rounds=(
        (
            -0.457,  # bias
            1.071,  # own log odds
            0.748,  # own
            0.996,  # headline
            0.698,  # lead
            -1.77,  # article mean
            -1.011,  # article mean, root
            -1.094,  # article best
            -2.16,  # article share of sure sentences
            0.955,  # sentence before
            0.08,  # sentence before, same paragraph
            0.968,  # sentence after
            -0.426,  # sentence after, same paragraph
            0.627,  # paragraph best
            0.563,  # paragraph mean
            2.452,  # nearest, fading
            3.592,  # heading
            1.789,  # section mean
            1.024,  # shared words, mean
            -0.907,  # shared words, best
            0.812,  # pronoun after
            0.203,  # pronoun after, same paragraph
            0.066,  # taken up, article
            0.665,  # taken up, nearest
            0.194,  # quote in paragraph
            -2.605,  # other topics here
            -0.205,  # other topics in paragraph
            0.268,  # other topics in section
            0.735,  # is headline
            0.023,  # is heading
            0.164,  # is short
            -1.092,  # own log odds by article mean
            -0.52,  # none of its names in the article
            0.124,  # share of its names in the article
            0.774,  # few sentences
            0.193,  # own log odds, few sentences
            1.527,  # term of several words or query
            0.721,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -0.467,  # bias
            0.819,  # own log odds
            -0.265,  # own
            0.625,  # headline
            0.126,  # lead
            -1.543,  # article mean
            -1.173,  # article mean, root
            -1.405,  # article best
            -0.796,  # article share of sure sentences
            0.785,  # sentence before
            0.36,  # sentence before, same paragraph
            0.683,  # sentence after
            -0.014,  # sentence after, same paragraph
            0.247,  # paragraph best
            -0.112,  # paragraph mean
            1.289,  # nearest, fading
            1.67,  # heading
            1.935,  # section mean
            0.996,  # shared words, mean
            -0.669,  # shared words, best
            0.642,  # pronoun after
            0.229,  # pronoun after, same paragraph
            -0.023,  # taken up, article
            0.598,  # taken up, nearest
            -0.073,  # quote in paragraph
            -2.055,  # other topics here
            0.095,  # other topics in paragraph
            0.694,  # other topics in section
            1.046,  # is headline
            -0.049,  # is heading
            0.079,  # is short
            -0.841,  # own log odds by article mean
            -0.201,  # none of its names in the article
            0.107,  # share of its names in the article
            0.213,  # few sentences
            0.069,  # own log odds, few sentences
            1.603,  # term of several words or query
            0.934,  # term of one word
            1.067,  # learnt words, mean
            0.126,  # learnt words, best three
            0.661,  # learnt words, sum
            0.615,  # learnt words, mean, by confidence
            0.727,  # confidence
        ),
        (
            -0.418,  # bias
            0.844,  # own log odds
            -0.659,  # own
            0.446,  # headline
            0.289,  # lead
            -1.183,  # article mean
            -0.716,  # article mean, root
            -1.197,  # article best
            -0.778,  # article share of sure sentences
            0.593,  # sentence before
            0.384,  # sentence before, same paragraph
            0.697,  # sentence after
            0.049,  # sentence after, same paragraph
            0.023,  # paragraph best
            0.058,  # paragraph mean
            1.137,  # nearest, fading
            0.728,  # heading
            1.477,  # section mean
            0.968,  # shared words, mean
            -0.671,  # shared words, best
            0.539,  # pronoun after
            0.192,  # pronoun after, same paragraph
            0.124,  # taken up, article
            0.677,  # taken up, nearest
            -0.046,  # quote in paragraph
            -1.723,  # other topics here
            0.146,  # other topics in paragraph
            0.796,  # other topics in section
            1.197,  # is headline
            0.079,  # is heading
            0.096,  # is short
            -1.139,  # own log odds by article mean
            -0.202,  # none of its names in the article
            0.043,  # share of its names in the article
            0.248,  # few sentences
            0.082,  # own log odds, few sentences
            1.704,  # term of several words or query
            1.116,  # term of one word
            0.666,  # learnt words, mean
            -0.457,  # learnt words, best three
            0.916,  # learnt words, sum
            0.706,  # learnt words, mean, by confidence
            0.034,  # confidence
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
