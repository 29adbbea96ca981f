"""Judgement: (article, topic, what is known) becomes events."""
