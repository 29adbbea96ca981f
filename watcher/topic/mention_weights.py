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
        -1.473,  # bias
        2.881,  # term of several words
        1.005,  # term of one word
        3.0,  # query
        0.533,  # term in other words
        0.857,  # words of terms
        0.078,  # share of the terms' words
        0.224,  # general words of terms
        0.45,  # concepts of terms
        0.706,  # any concept of terms
        0.125,  # plain concepts of terms
        0.04,  # plain concepts of the description
        0.936,  # words of the description
        0.551,  # concepts of the description
        1.287,  # alias
        0.042,  # names
        -2.835,  # length
        0.399,  # no description
        0.034,  # share of the terms' words, no description
        -0.236,  # half of the terms' words
        -0.616,  # names in terms
    ),
    rounds=(
        (
            -0.717,  # bias
            1.044,  # own log odds
            1.36,  # own
            0.908,  # headline
            0.947,  # lead
            -1.275,  # article mean
            -0.776,  # article mean, root
            -1.197,  # article best
            -1.195,  # article share of sure sentences
            0.981,  # sentence before
            -0.074,  # sentence before, same paragraph
            1.072,  # sentence after
            -0.349,  # sentence after, same paragraph
            1.063,  # paragraph best
            0.44,  # paragraph mean
            2.086,  # nearest, fading
            2.578,  # heading
            1.421,  # section mean
            0.483,  # shared words, mean
            -0.681,  # shared words, best
            0.582,  # pronoun after
            0.207,  # pronoun after, same paragraph
            -0.156,  # taken up, article
            0.406,  # taken up, nearest
            0.095,  # quote in paragraph
            -2.406,  # other topics here
            -0.758,  # other topics in paragraph
            0.678,  # other topics in section
            0.764,  # is headline
            0.249,  # is heading
            0.052,  # is short
            -0.789,  # own log odds by article mean
            -0.608,  # none of its names in the article
            -0.158,  # share of its names in the article
            0.455,  # few sentences
            0.106,  # own log odds, few sentences
            1.74,  # term of several words or query
            0.328,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -0.57,  # bias
            0.681,  # own log odds
            0.395,  # own
            0.479,  # headline
            0.35,  # lead
            -1.208,  # article mean
            -0.975,  # article mean, root
            -1.512,  # article best
            -0.307,  # article share of sure sentences
            0.78,  # sentence before
            0.152,  # sentence before, same paragraph
            0.659,  # sentence after
            0.102,  # sentence after, same paragraph
            0.469,  # paragraph best
            -0.351,  # paragraph mean
            1.358,  # nearest, fading
            1.703,  # heading
            1.35,  # section mean
            0.457,  # shared words, mean
            -0.375,  # shared words, best
            0.315,  # pronoun after
            0.206,  # pronoun after, same paragraph
            -0.248,  # taken up, article
            0.478,  # taken up, nearest
            -0.035,  # quote in paragraph
            -2.175,  # other topics here
            0.21,  # other topics in paragraph
            0.693,  # other topics in section
            0.846,  # is headline
            0.095,  # is heading
            -0.023,  # is short
            -0.482,  # own log odds by article mean
            -0.282,  # none of its names in the article
            0.08,  # share of its names in the article
            0.105,  # few sentences
            -0.072,  # own log odds, few sentences
            1.759,  # term of several words or query
            0.566,  # term of one word
            1.368,  # learnt words, mean
            0.043,  # learnt words, best three
            0.569,  # learnt words, sum
            0.403,  # learnt words, mean, by confidence
            0.665,  # confidence
        ),
        (
            -0.737,  # bias
            0.633,  # own log odds
            0.131,  # own
            0.472,  # headline
            0.393,  # lead
            -0.678,  # article mean
            -0.649,  # article mean, root
            -1.222,  # article best
            -0.166,  # article share of sure sentences
            0.63,  # sentence before
            0.206,  # sentence before, same paragraph
            0.684,  # sentence after
            0.151,  # sentence after, same paragraph
            0.372,  # paragraph best
            -0.19,  # paragraph mean
            1.047,  # nearest, fading
            1.027,  # heading
            1.134,  # section mean
            0.392,  # shared words, mean
            -0.329,  # shared words, best
            0.197,  # pronoun after
            0.242,  # pronoun after, same paragraph
            -0.105,  # taken up, article
            0.587,  # taken up, nearest
            -0.042,  # quote in paragraph
            -1.624,  # other topics here
            0.031,  # other topics in paragraph
            1.038,  # other topics in section
            0.997,  # is headline
            0.149,  # is heading
            0.054,  # is short
            -0.629,  # own log odds by article mean
            -0.257,  # none of its names in the article
            0.015,  # share of its names in the article
            0.113,  # few sentences
            -0.045,  # own log odds, few sentences
            1.792,  # term of several words or query
            0.692,  # term of one word
            1.029,  # learnt words, mean
            -0.347,  # learnt words, best three
            0.735,  # learnt words, sum
            0.177,  # learnt words, mean, by confidence
            -0.058,  # confidence
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
