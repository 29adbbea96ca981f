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
        -1.896,  # bias
        2.684,  # term of several words
        1.05,  # term of one word
        3.0,  # query
        0.612,  # term in other words
        0.667,  # words of terms
        0.567,  # share of the terms' words
        0.528,  # general words of terms
        0.422,  # concepts of terms
        0.72,  # any concept of terms
        -0.023,  # plain concepts of terms
        0.192,  # plain concepts of the description
        1.166,  # words of the description
        0.678,  # concepts of the description
        1.296,  # alias
        0.17,  # names
        -2.925,  # length
        0.688,  # no description
        -0.074,  # share of the terms' words, no description
        -0.219,  # half of the terms' words
        -0.902,  # names in terms
    ),
    rounds=(
        (
            -0.905,  # bias
            0.965,  # own log odds
            0.028,  # own
            0.999,  # headline
            0.562,  # lead
            -1.697,  # article mean
            -1.022,  # article mean, root
            -0.986,  # article best
            -2.232,  # article share of sure sentences
            1.206,  # sentence before
            0.043,  # sentence before, same paragraph
            1.145,  # sentence after
            -0.473,  # sentence after, same paragraph
            0.265,  # paragraph best
            0.823,  # paragraph mean
            2.433,  # nearest, fading
            3.666,  # heading
            1.729,  # section mean
            0.979,  # shared words, mean
            -0.911,  # shared words, best
            0.827,  # pronoun after
            0.291,  # pronoun after, same paragraph
            -0.162,  # taken up, article
            0.744,  # taken up, nearest
            0.473,  # quote in paragraph
            -2.266,  # other topics here
            0.049,  # other topics in paragraph
            0.654,  # other topics in section
            0.764,  # is headline
            0.046,  # is heading
            0.175,  # is short
            -1.133,  # own log odds by article mean
            -0.562,  # none of its names in the article
            0.161,  # share of its names in the article
            0.777,  # few sentences
            0.198,  # own log odds, few sentences
            1.443,  # term of several words or query
            0.473,  # term of one word
            2.68,  # closeness in meaning
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -0.69,  # bias
            0.781,  # own log odds
            -0.384,  # own
            0.763,  # headline
            0.106,  # lead
            -1.627,  # article mean
            -1.321,  # article mean, root
            -1.095,  # article best
            -0.978,  # article share of sure sentences
            1.116,  # sentence before
            0.419,  # sentence before, same paragraph
            0.934,  # sentence after
            -0.131,  # sentence after, same paragraph
            0.063,  # paragraph best
            0.24,  # paragraph mean
            1.111,  # nearest, fading
            1.698,  # heading
            1.651,  # section mean
            0.864,  # shared words, mean
            -0.675,  # shared words, best
            0.617,  # pronoun after
            0.254,  # pronoun after, same paragraph
            -0.211,  # taken up, article
            0.517,  # taken up, nearest
            0.047,  # quote in paragraph
            -1.937,  # other topics here
            -0.012,  # other topics in paragraph
            1.093,  # other topics in section
            1.109,  # is headline
            0.09,  # is heading
            0.055,  # is short
            -0.789,  # own log odds by article mean
            -0.193,  # none of its names in the article
            0.144,  # share of its names in the article
            0.359,  # few sentences
            0.157,  # own log odds, few sentences
            1.429,  # term of several words or query
            0.618,  # term of one word
            1.015,  # closeness in meaning
            0.947,  # learnt words, mean
            -0.208,  # learnt words, best three
            0.675,  # learnt words, sum
            0.652,  # learnt words, mean, by confidence
            0.692,  # confidence
        ),
        (
            -0.87,  # bias
            0.735,  # own log odds
            -0.476,  # own
            0.67,  # headline
            0.182,  # lead
            -1.493,  # article mean
            -0.967,  # article mean, root
            -0.893,  # article best
            -0.397,  # article share of sure sentences
            1.014,  # sentence before
            0.411,  # sentence before, same paragraph
            1.076,  # sentence after
            -0.058,  # sentence after, same paragraph
            0.003,  # paragraph best
            0.172,  # paragraph mean
            0.824,  # nearest, fading
            1.035,  # heading
            1.186,  # section mean
            0.875,  # shared words, mean
            -0.669,  # shared words, best
            0.488,  # pronoun after
            0.25,  # pronoun after, same paragraph
            -0.251,  # taken up, article
            0.716,  # taken up, nearest
            0.103,  # quote in paragraph
            -1.508,  # other topics here
            -0.044,  # other topics in paragraph
            1.271,  # other topics in section
            1.221,  # is headline
            0.172,  # is heading
            0.076,  # is short
            -1.211,  # own log odds by article mean
            -0.224,  # none of its names in the article
            0.048,  # share of its names in the article
            0.412,  # few sentences
            0.136,  # own log odds, few sentences
            1.543,  # term of several words or query
            0.769,  # term of one word
            1.316,  # closeness in meaning
            0.718,  # learnt words, mean
            -0.325,  # learnt words, best three
            0.793,  # learnt words, sum
            0.715,  # learnt words, mean, by confidence
            0.033,  # confidence
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
            -3.177,  # bias
            0.255,  # own log odds
            -0.302,  # own
            0.0,  # headline
            0.215,  # lead
            0.186,  # article mean
            0.303,  # article mean, root
            0.103,  # article best
            0.998,  # article share of sure sentences
            -0.152,  # sentence before
            0.313,  # sentence before, same paragraph
            0.065,  # sentence after
            -0.059,  # sentence after, same paragraph
            1.104,  # paragraph best
            0.852,  # paragraph mean
            0.486,  # nearest, fading
            -0.021,  # heading
            -0.721,  # section mean
            -0.17,  # shared words, mean
            0.349,  # shared words, best
            0.008,  # pronoun after
            0.255,  # pronoun after, same paragraph
            0.351,  # taken up, article
            0.312,  # taken up, nearest
            0.592,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            0.0,  # is headline
            0.132,  # is heading
            -0.662,  # is short
            -1.202,  # own log odds by article mean
            1.005,  # none of its names in the article
            0.91,  # share of its names in the article
            0.201,  # few sentences
            -0.213,  # own log odds, few sentences
            1.797,  # term of several words or query
            0.999,  # term of one word
            2.052,  # closeness in meaning
            0.0,  # learnt words, mean
            0.0,  # learnt words, best three
            0.0,  # learnt words, sum
            0.0,  # learnt words, mean, by confidence
            0.0,  # confidence
        ),
        (
            -2.865,  # bias
            -0.229,  # own log odds
            -1.536,  # own
            0.0,  # headline
            -0.022,  # lead
            -0.17,  # article mean
            -0.435,  # article mean, root
            -1.093,  # article best
            0.643,  # article share of sure sentences
            -0.104,  # sentence before
            -0.406,  # sentence before, same paragraph
            0.246,  # sentence after
            -0.956,  # sentence after, same paragraph
            1.136,  # paragraph best
            1.208,  # paragraph mean
            0.772,  # nearest, fading
            -0.03,  # heading
            -0.187,  # section mean
            0.525,  # shared words, mean
            -0.196,  # shared words, best
            -0.128,  # pronoun after
            0.04,  # pronoun after, same paragraph
            0.45,  # taken up, article
            0.446,  # taken up, nearest
            0.918,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            0.0,  # is headline
            0.065,  # is heading
            -0.324,  # is short
            -0.131,  # own log odds by article mean
            1.351,  # none of its names in the article
            1.533,  # share of its names in the article
            0.163,  # few sentences
            0.221,  # own log odds, few sentences
            1.577,  # term of several words or query
            0.801,  # term of one word
            2.804,  # closeness in meaning
            0.387,  # learnt words, mean
            -0.849,  # learnt words, best three
            1.1,  # learnt words, sum
            -0.69,  # learnt words, mean, by confidence
            0.113,  # confidence
        ),
        (
            -3.653,  # bias
            -0.287,  # own log odds
            -1.254,  # own
            0.0,  # headline
            0.876,  # lead
            -0.304,  # article mean
            -0.536,  # article mean, root
            -0.86,  # article best
            0.593,  # article share of sure sentences
            -0.178,  # sentence before
            -0.419,  # sentence before, same paragraph
            0.116,  # sentence after
            -1.071,  # sentence after, same paragraph
            1.77,  # paragraph best
            0.872,  # paragraph mean
            1.15,  # nearest, fading
            0.109,  # heading
            -0.621,  # section mean
            0.367,  # shared words, mean
            -0.103,  # shared words, best
            -0.04,  # pronoun after
            0.115,  # pronoun after, same paragraph
            0.51,  # taken up, article
            0.498,  # taken up, nearest
            0.872,  # quote in paragraph
            0.0,  # other topics here
            0.0,  # other topics in paragraph
            0.0,  # other topics in section
            0.0,  # is headline
            0.038,  # is heading
            -0.205,  # is short
            -0.419,  # own log odds by article mean
            1.565,  # none of its names in the article
            1.686,  # share of its names in the article
            0.181,  # few sentences
            0.014,  # own log odds, few sentences
            1.693,  # term of several words or query
            0.845,  # term of one word
            3.218,  # closeness in meaning
            -0.809,  # learnt words, mean
            -0.195,  # learnt words, best three
            1.248,  # learnt words, sum
            -0.1,  # learnt words, mean, by confidence
            -0.279,  # confidence
        ),
    ),
)
