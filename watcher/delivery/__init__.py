"""Delivery: a letter is taken by a channel, or the reason why not is told."""
