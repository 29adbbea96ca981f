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
# scripts/fit_telling.py on 2026-11-22 on 1,305 sentences of 13 stories. Stories that were left out
# of the fit, of what counted: F1 .734, precision .690, weighted recall .784 of those of the
# development data; .792, .756, .832 of our own.
TELL = (
    0.120, 1.121, 0.145, 0.151, 0.799, 1.191, 1.189, -1.063, 0.383, 0.049, 0.722, -0.561, -0.788,
    0.543, -1.564, -0.666, 0.566, 0.801, 0.439, 0.935, -0.851, 2.003, -2.136, -1.995,
)  # fmt: skip
TELL_BIAS = -1.440
