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
# what a long history and much repetition add. Chosen from the better settings of
# scripts/fit_gate.py, which differ by luck: F1 .38 of sentences, .42 of documents.
GATE = (0.25, -1.0, 3.0)

# Whether a sentence that counts is told, in the order of telling.FEATURES. Made by
# scripts/fit_telling.py on 2026-11-22 on 3,760 sentences of 33 stories, less a gate of -0.3.
# Stories that were left out of the fit, of what counted: F1 .76, precision .72, weighted recall .80
# of those of the development data; .74, .72, .76 of our own.
TELL = (
    0.171, 1.186, 0.182, 0.218, 0.746, 0.914, 1.295, -1.387, 0.429, 0.079, 0.877, -0.451, -0.549,
    0.557, -1.267, -0.940, 0.566, 0.864, 0.757, 1.258, -0.742, 2.823, -2.131, -1.778,
)  # fmt: skip
TELL_BIAS = -2.542
