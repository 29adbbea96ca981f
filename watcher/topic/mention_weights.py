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
        -1.552,  # bias
        2.955,  # term of several words
        0.964,  # term of one word
        3.0,  # query
        0.318,  # term in other words
        0.69,  # words of terms
        0.111,  # share of the terms' words
        0.214,  # general words of terms
        0.587,  # concepts of terms
        0.887,  # any concept of terms
        0.279,  # plain concepts of terms
        0.116,  # plain concepts of the description
        0.884,  # words of the description
        0.446,  # concepts of the description
        1.071,  # alias
        0.115,  # names
        -2.627,  # length
        0.389,  # no description
        0.039,  # share of the terms' words, no description
        -0.304,  # half of the terms' words
        -0.191,  # names in terms
    ),
    rounds=(
        (
            -1.004,  # bias
            0.958,  # own log odds
            0.531,  # own
            0.433,  # headline
            0.485,  # lead
            -0.473,  # article mean
            -0.162,  # article mean, root
            -1.071,  # article best
            -1.251,  # article share of sure sentences
            0.838,  # sentence before
            0.209,  # sentence before, same paragraph
            0.849,  # sentence after
            -0.397,  # sentence after, same paragraph
            2.121,  # paragraph best
            -0.209,  # paragraph mean
            2.101,  # nearest, fading
            1.768,  # heading
            2.324,  # section mean
            1.132,  # shared words, mean
            -1.039,  # shared words, best
            0.339,  # pronoun after
            -0.056,  # pronoun after, same paragraph
            -0.423,  # taken up, article
            0.495,  # taken up, nearest
            -0.259,  # quote in paragraph
            -0.722,  # other topics here
            -2.049,  # other topics in paragraph
            0.326,  # other topics in section
            1.144,  # is headline
            0.218,  # is heading
            0.099,  # is short
            -0.553,  # own log odds by article mean
            -0.949,  # none of its names in the article
            -0.248,  # share of its names in the article
            0.557,  # few sentences
            -0.003,  # own log odds, few sentences
            1.905,  # term of several words or query
            0.116,  # term of one word
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -0.943,  # bias
            0.66,  # own log odds
            -0.059,  # own
            0.701,  # headline
            0.352,  # lead
            -1.065,  # article mean
            -1.008,  # article mean, root
            -0.994,  # article best
            -0.346,  # article share of sure sentences
            0.837,  # sentence before
            -0.191,  # sentence before, same paragraph
            0.518,  # sentence after
            -0.495,  # sentence after, same paragraph
            0.828,  # paragraph best
            -0.227,  # paragraph mean
            1.481,  # nearest, fading
            1.543,  # heading
            1.577,  # section mean
            0.536,  # shared words, mean
            -0.376,  # shared words, best
            0.167,  # pronoun after
            0.066,  # pronoun after, same paragraph
            -0.566,  # taken up, article
            0.517,  # taken up, nearest
            -0.212,  # quote in paragraph
            -0.63,  # other topics here
            -1.49,  # other topics in paragraph
            0.606,  # other topics in section
            1.147,  # is headline
            0.066,  # is heading
            0.002,  # is short
            -0.487,  # own log odds by article mean
            -0.532,  # none of its names in the article
            -0.35,  # share of its names in the article
            0.273,  # few sentences
            -0.156,  # own log odds, few sentences
            1.92,  # term of several words or query
            0.393,  # term of one word
            1.305,  # learnt words, mean
            0.261,  # learnt words, best three
            0.123,  # learnt words, sum
            0.86,  # learnt words, mean, by confidence
            1.233,  # confidence
        ),
        (
            -0.271,  # bias
            0.628,  # own log odds
            -0.137,  # own
            0.484,  # headline
            0.514,  # lead
            -0.884,  # article mean
            -1.015,  # article mean, root
            -1.345,  # article best
            0.471,  # article share of sure sentences
            0.731,  # sentence before
            0.079,  # sentence before, same paragraph
            0.636,  # sentence after
            -0.261,  # sentence after, same paragraph
            0.503,  # paragraph best
            -0.02,  # paragraph mean
            1.271,  # nearest, fading
            1.053,  # heading
            1.115,  # section mean
            0.386,  # shared words, mean
            -0.414,  # shared words, best
            0.115,  # pronoun after
            0.049,  # pronoun after, same paragraph
            -0.449,  # taken up, article
            0.622,  # taken up, nearest
            -0.21,  # quote in paragraph
            -0.567,  # other topics here
            -1.057,  # other topics in paragraph
            0.703,  # other topics in section
            1.085,  # is headline
            0.074,  # is heading
            0.052,  # is short
            -0.688,  # own log odds by article mean
            -0.742,  # none of its names in the article
            -0.415,  # share of its names in the article
            0.275,  # few sentences
            -0.154,  # own log odds, few sentences
            1.929,  # term of several words or query
            0.544,  # term of one word
            0.975,  # learnt words, mean
            -0.143,  # learnt words, best three
            0.399,  # learnt words, sum
            0.838,  # learnt words, mean, by confidence
            0.314,  # confidence
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
