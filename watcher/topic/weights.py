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
# scripts/fit_telling.py on 2026-11-22 on 611 sentences of 8 topics of 3 invented stories. Stories
# that were left out of the fit: F1 .727, precision .705, weighted recall .751.
TELL = (
    0.202, 0.149, 0.800, -0.582, 0.439, 0.191, 0.850, -0.484, 0.336, -0.536, -0.075, 0.376, 0.147,
    0.437, 0.244, 0.558, -0.368, -0.071, -0.157, 2.056, -1.380, -2.257,
)  # fmt: skip
TELL_BIAS = -1.248
