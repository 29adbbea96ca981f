"""Intake: the folder is watched, and files that have settled are handed on."""
