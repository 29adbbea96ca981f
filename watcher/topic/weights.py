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
# scripts/fit_telling.py on 2026-11-22 on 2,733 sentences of 22 stories. Stories that were left out
# of the fit, of what counted: F1 .76, precision .73, weighted recall .78 of those of the
# development data; .75, .71, .78 of our own.
TELL = (
    0.132, 1.286, 0.165, 0.150, 0.756, 1.221, 1.376, -1.350, 0.477, 0.160, 0.866, -0.363, -0.421,
    0.663, -1.614, -0.797, 0.531, 0.977, 0.724, 1.127, -0.826, 2.473, -2.235, -2.316,
)  # fmt: skip
TELL_BIAS = -1.934
