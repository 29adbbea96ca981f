"""The fitted weights of novelty and of telling, as plain data.

Novelty: made by scripts/fit_weights.py on 2026-11-22 from labelled development data: 9,531 judged
sentences of 22 streams, 1,604 of 7 background summaries and 963 of stories, which weigh little.
Left-out streams and summaries: AUC .818 and .908.
"""

NOVELTY = (
    -2.238, -4.296, 4.705, -0.423, 2.601, 0.021, 0.496, -0.197, 0.053, 0.166, 3.253, 8.602, 2.799,
)  # fmt: skip
NOVELTY_BY_HISTORY = (
    2.235, 3.720, -6.868, 2.637, -3.996, 0.000, 0.000, 0.000, 0.000, 0.000, -3.356, -9.860, 0.000,
)  # fmt: skip
NOVELTY_BIAS = -3.099

# From which log-odds of novelty on a sentence is told where every sentence counts: a constant, and
# what a long history and much repetition add. Chosen on the same data: F1 .38 of sentences, .42 of
# documents and .81 of summaries.
GATE = (0.5, -2.0, 4.0)

# Whether a sentence that counts is told, in the order of telling.FEATURES. Made by
# scripts/fit_telling.py on 2026-11-22 on the sentences of 16 stories. Stories that were left out of
# the fit, of what counted: F1 .753, precision .699, weighted recall .814 of those of the
# development data; .795, .744, .853 of our own.
TELL = (
    0.133, 1.176, 0.141, 0.156, 0.672, 1.109, 1.118, -1.096, 0.431, 0.137, 0.731, -0.596, -0.701,
    0.618, -1.647, -0.650, 0.513, 0.521, 0.485, 1.026, -0.852, 2.109, -2.420, -2.071,
)  # fmt: skip
TELL_BIAS = -1.426
