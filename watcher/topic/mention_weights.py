"""Weights by which a sentence counts for a topic, as plain data.

Made by scripts/fit_mentions.py; see there for what they were fitted on. The weights of
watcher/topic/evidence.py come first, then those of watcher/topic/context.py and learning.py for
each round.
"""

from dataclasses import dataclass

# a sentence counts from this likelihood on; sentences with a term always do
COUNTS_FROM = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWeights:
    """Weights for the sentence by itself, and for each round among its surroundings."""

    own: tuple[float, ...]
    rounds: tuple[tuple[float, ...], ...]


ARTICLE = MentionWeights(
    own=(
        -1.449,  # bias
        2.832,  # term of several words
        0.85,  # term of one word
        3.0,  # query
        0.304,  # term in other words
        0.838,  # words of terms
        0.262,  # share of the terms' words
        0.217,  # general words of terms
        0.842,  # concepts of terms
        0.862,  # any concept of terms
        1.193,  # words of the description
        0.667,  # concepts of the description
        1.292,  # alias
        0.081,  # names
        -3.845,  # length
        0.503,  # no description
        0.123,  # share of the terms' words, no description
        -0.683,  # half of the terms' words
        -0.464,  # names in terms
    ),
    rounds=(
        (
            -0.351,  # bias
            0.905,  # own log odds
            0.444,  # own
            0.339,  # headline
            0.438,  # lead
            -0.409,  # article mean
            -0.082,  # article mean, root
            -0.582,  # article best
            -1.326,  # article share of sure sentences
            0.889,  # sentence before
            0.184,  # sentence before, same paragraph
            0.803,  # sentence after
            -0.335,  # sentence after, same paragraph
            1.754,  # paragraph best
            0.1,  # paragraph mean
            1.853,  # nearest, fading
            1.476,  # heading
            2.115,  # section mean
            0.55,  # shared words, mean
            -0.53,  # shared words, best
            0.237,  # pronoun after
            -0.068,  # pronoun after, same paragraph
            -0.23,  # taken up, article
            0.529,  # taken up, nearest
            -0.282,  # quote in paragraph
            -1.046,  # other topics here
            -2.373,  # other topics in paragraph
            -0.342,  # other topics in section
            0.522,  # is headline
            0.021,  # is heading
            -0.038,  # is short
            -0.71,  # own log odds by article mean
            -0.208,  # topic has names
            -1.363,  # none of its names in the article
            -0.377,  # share of its names in the article
            -0.092,  # no description
            0.546,  # few sentences
            -0.032,  # own log odds, few sentences
            1.942,  # term of several words or query
            0.415,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -0.475,  # bias
            0.523,  # own log odds
            0.041,  # own
            0.407,  # headline
            0.423,  # lead
            -1.028,  # article mean
            -1.263,  # article mean, root
            -1.178,  # article best
            0.101,  # article share of sure sentences
            0.882,  # sentence before
            -0.04,  # sentence before, same paragraph
            0.557,  # sentence after
            -0.365,  # sentence after, same paragraph
            0.589,  # paragraph best
            -0.029,  # paragraph mean
            1.211,  # nearest, fading
            1.538,  # heading
            1.66,  # section mean
            0.256,  # shared words, mean
            -0.332,  # shared words, best
            0.215,  # pronoun after
            0.085,  # pronoun after, same paragraph
            -0.418,  # taken up, article
            0.409,  # taken up, nearest
            -0.106,  # quote in paragraph
            -0.68,  # other topics here
            -1.387,  # other topics in paragraph
            1.305,  # other topics in section
            0.476,  # is headline
            -0.029,  # is heading
            0.037,  # is short
            -0.48,  # own log odds by article mean
            -0.309,  # topic has names
            -0.622,  # none of its names in the article
            -0.415,  # share of its names in the article
            0.097,  # no description
            0.343,  # few sentences
            -0.069,  # own log odds, few sentences
            1.939,  # term of several words or query
            0.559,  # term of one word
            1.202,  # learnt words, mean
            0.15,  # learnt words, best three
            0.471,  # learnt words, sum
            0.889,  # learnt words, mean, by confidence
            0.585,  # confidence
        ),
        (
            -0.741,  # bias
            0.307,  # own log odds
            -0.003,  # own
            0.442,  # headline
            0.603,  # lead
            -0.971,  # article mean
            -1.38,  # article mean, root
            -1.165,  # article best
            0.203,  # article share of sure sentences
            0.838,  # sentence before
            0.131,  # sentence before, same paragraph
            0.605,  # sentence after
            -0.2,  # sentence after, same paragraph
            0.802,  # paragraph best
            -0.2,  # paragraph mean
            1.421,  # nearest, fading
            0.962,  # heading
            1.467,  # section mean
            0.364,  # shared words, mean
            -0.405,  # shared words, best
            0.291,  # pronoun after
            0.099,  # pronoun after, same paragraph
            -0.305,  # taken up, article
            0.614,  # taken up, nearest
            -0.214,  # quote in paragraph
            -0.657,  # other topics here
            -1.624,  # other topics in paragraph
            1.331,  # other topics in section
            0.622,  # is headline
            0.093,  # is heading
            0.124,  # is short
            -0.431,  # own log odds by article mean
            -0.102,  # topic has names
            -0.955,  # none of its names in the article
            -0.532,  # share of its names in the article
            0.202,  # no description
            0.485,  # few sentences
            -0.15,  # own log odds, few sentences
            1.974,  # term of several words or query
            0.917,  # term of one word
            0.946,  # learnt words, mean
            -0.077,  # learnt words, best three
            0.787,  # learnt words, sum
            0.764,  # learnt words, mean, by confidence
            0.157,  # confidence
        ),
    ),
)

KEYWORDS = MentionWeights(
    own=(
        -1.507,  # bias
        1.451,  # term of several words
        0.671,  # term of one word
        3.0,  # query
        0.0,  # term in other words
        0.891,  # words of terms
        -0.694,  # share of the terms' words
        -0.132,  # general words of terms
        0.186,  # concepts of terms
        0.026,  # any concept of terms
        0.0,  # words of the description
        0.0,  # concepts of the description
        0.0,  # alias
        0.613,  # names
        0.228,  # length
        -0.0,  # no description
        -0.694,  # share of the terms' words, no description
        -0.285,  # half of the terms' words
        -0.307,  # names in terms
    ),
    rounds=(
        (
            -2.418,  # bias
            0.263,  # own log odds
            -0.301,  # own
            0.274,  # headline
            0.505,  # lead
            0.311,  # article mean
            0.353,  # article mean, root
            -0.459,  # article best
            0.674,  # article share of sure sentences
            -0.139,  # sentence before
            0.449,  # sentence before, same paragraph
            0.185,  # sentence after
            0.099,  # sentence after, same paragraph
            0.503,  # paragraph best
            1.285,  # paragraph mean
            0.279,  # nearest, fading
            -0.072,  # heading
            -0.648,  # section mean
            0.145,  # shared words, mean
            0.407,  # shared words, best
            0.043,  # pronoun after
            0.274,  # pronoun after, same paragraph
            0.402,  # taken up, article
            0.378,  # taken up, nearest
            0.372,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            0.065,  # is headline
            -0.001,  # is heading
            -0.414,  # is short
            -0.753,  # own log odds by article mean
            0.786,  # topic has names
            0.192,  # none of its names in the article
            -0.313,  # share of its names in the article
            -0.0,  # no description
            0.139,  # few sentences
            -0.171,  # own log odds, few sentences
            1.761,  # term of several words or query
            1.294,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -1.979,  # bias
            -0.116,  # own log odds
            -1.437,  # own
            0.608,  # headline
            0.157,  # lead
            -0.004,  # article mean
            -0.068,  # article mean, root
            -1.227,  # article best
            0.313,  # article share of sure sentences
            -0.309,  # sentence before
            -0.25,  # sentence before, same paragraph
            0.253,  # sentence after
            -0.766,  # sentence after, same paragraph
            0.702,  # paragraph best
            1.373,  # paragraph mean
            0.813,  # nearest, fading
            0.25,  # heading
            -0.497,  # section mean
            0.415,  # shared words, mean
            0.141,  # shared words, best
            -0.118,  # pronoun after
            0.05,  # pronoun after, same paragraph
            0.562,  # taken up, article
            0.589,  # taken up, nearest
            0.621,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            -0.011,  # is headline
            -0.115,  # is heading
            -0.104,  # is short
            -0.2,  # own log odds by article mean
            1.341,  # topic has names
            -0.138,  # none of its names in the article
            -0.445,  # share of its names in the article
            -0.0,  # no description
            0.239,  # few sentences
            0.128,  # own log odds, few sentences
            2.001,  # term of several words or query
            1.347,  # term of one word
            -0.474,  # learnt words, mean
            -0.24,  # learnt words, best three
            0.859,  # learnt words, sum
            0.347,  # learnt words, mean, by confidence
            -0.216,  # confidence
        ),
        (
            -2.574,  # bias
            -0.085,  # own log odds
            -0.695,  # own
            0.628,  # headline
            -0.006,  # lead
            -0.121,  # article mean
            -0.255,  # article mean, root
            -0.744,  # article best
            0.816,  # article share of sure sentences
            -0.417,  # sentence before
            -0.187,  # sentence before, same paragraph
            0.189,  # sentence after
            -0.835,  # sentence after, same paragraph
            1.189,  # paragraph best
            0.888,  # paragraph mean
            0.962,  # nearest, fading
            0.457,  # heading
            -0.509,  # section mean
            0.245,  # shared words, mean
            0.178,  # shared words, best
            -0.105,  # pronoun after
            0.102,  # pronoun after, same paragraph
            0.668,  # taken up, article
            0.539,  # taken up, nearest
            0.771,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            -0.01,  # is headline
            -0.159,  # is heading
            0.113,  # is short
            -1.356,  # own log odds by article mean
            1.398,  # topic has names
            0.02,  # none of its names in the article
            -0.382,  # share of its names in the article
            -0.0,  # no description
            0.354,  # few sentences
            0.104,  # own log odds, few sentences
            2.044,  # term of several words or query
            1.521,  # term of one word
            -0.945,  # learnt words, mean
            -0.17,  # learnt words, best three
            1.235,  # learnt words, sum
            0.45,  # learnt words, mean, by confidence
            -0.808,  # confidence
        ),
    ),
)
