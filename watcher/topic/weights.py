"""The fitted weights of novelty, as plain data, in the order of the measures.

Made by scripts/fit_weights.py on 2026-11-22 from labelled development data: 9,094 judged sentences
of 22 streams, 1,603 of 7 background summaries and 426 of 8 topics of invented stories; each stream
weighs the same, and in it the new and the known sentences. Left-out streams: AUC .818, .893, .809.
"""

NOVELTY = (
    -2.311, -2.916, 5.533, 0.669, 2.787, -0.242, 0.452, -0.340, 0.092, 0.171, 3.347, 6.389, 3.179,
)  # fmt: skip
NOVELTY_BY_HISTORY = (
    2.553, 1.842, -6.639, 0.042, -4.597, 0.0, 0.0, 0.0, 0.0, 0.0, -1.534, -7.095, 0.0,
)  # fmt: skip
NOVELTY_BIAS = -4.148

# From which log-odds of novelty on a sentence is told: a constant, and what a long history and much
# repetition add. Fitted on the same data to the natural shares of new sentences (9, 42 and 37 %).
GATE = (0.3, -2.67, 5.54)

# Whether a sentence that counts is told, in the order of telling.Weighed.features. Made by
# scripts/fit_telling.py on 2026-11-22 on 611 sentences of 8 topics of 3 invented stories; on stories
# that were left out of the fit: F1 .71, precision .67, weighted recall .76.
TELL = (
    0.273, 0.181, 1.053, -0.762, 0.597, 1.014, -0.563, 0.409, -0.678, 0.123, 0.407, 0.217, 0.585,
    0.134, 0.518, -0.503, -0.095, -0.242, 2.439, -1.885, -2.974,
)  # fmt: skip
TELL_BIAS = -1.212
