"""The fitted weights of novelty, as plain data.

Made by scripts/fit_weights.py on 2026-11-22 from labelled development data (9,531 judged sentences
of 22 streams and 1,604 of 7 background summaries, each stream weighing the same, new and known
sentences weighing the same). Left-out streams: AUC .823 and .896.
"""

NOVELTY = (0.463, -1.863, 0.996, 1.776, -0.597, -0.069, 0.141, 1.619, -1.579)
NOVELTY_BIAS = -0.718

TELL_NOVELTY = 0.5
TELL_STRENGTH = 0.3
