"""Recognises text around the article: credits, captions, sign-ups, policies, related links."""

import re
from typing import Literal

from watcher.article.furniture_rules import RULES

Position = Literal["head", "story", "tail"]
"""Where a paragraph stands: before the story begins, within it, after it has ended."""

_READ = 600  # characters of a paragraph that are looked at
_MOST_WORDS = max(rule.words for rule in RULES) + 30
_CUE = re.compile(r"[a-zéàü]+|[@©#+|]")
_PLACES = {
    "anywhere": ("head", "story", "tail"),
    "edges": ("head", "tail"),
    "head": ("head",),
    "tail": ("tail",),
}
_GREETING = re.compile(
    r"(?i:(?:good (?:morning|evening|afternoon|day)|morning|hello|hi|dear|greetings|welcome|happy"
    r" \w{3,9}day)\b)"
)
_SIGNATURE = re.compile(r"--+ ?(?:$|\s)")
_KICKER = re.compile(
    r"(?:OPINION|COMMENT|COLUMN|ANALYSIS|EDITORIAL|EXCLUSIVE|BREAKING(?: NEWS)?|LIVE"
    r"|UPDATE(?: ?\d)?|EXPLAINER|INTERVIEW|FEATURE|REVIEW|LETTERS?|BLOG|SPORTS?|WORLD|POLITICS"
    r"|BUSINESS|CULTURE|NEWS|[Oo]pinion|[Cc]omment|[Cc]olumn|[Aa]nalysis|[Ee]ditorial|[Ee]xclusive"
    r"|[Ee]xplainer)(?: ?[|:/] ?[\w ]{0,30})?$"
)


def _by_cue() -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, rule in enumerate(RULES):
        for cue in rule.cues:
            index.setdefault(cue, []).append(number)
    return index


_RULES_BY_CUE = _by_cue()


def furniture_kind(words: str, *, position: Position = "story") -> str | None:
    """Name the furniture that a paragraph is, null where it belongs to the story.

    `words` is the paragraph with its white space folded.
    """
    if words.startswith(">"):
        return "quoted-reply"
    count = words.count(" ", 0, _READ * 3) + 1
    if count > _MOST_WORDS:
        return None
    piece = words[:_READ]
    cues = _RULES_BY_CUE.keys() & {*_CUE.findall(piece.lower())}
    if not cues:
        return None
    for number in sorted({number for cue in cues for number in _RULES_BY_CUE[cue]}):
        rule = RULES[number]
        fits = count <= rule.words and position in _PLACES[rule.place]
        if fits and rule.matches(piece):
            return rule.kind
    return None


def is_greeting(words: str) -> bool:
    """Tell whether a letter's first paragraph only greets."""
    return words.count(" ") < 20 and _GREETING.match(words) is not None


def is_signature(words: str) -> bool:
    """Tell whether a letter's signature begins with this paragraph."""
    return _SIGNATURE.match(words) is not None


def is_kicker(words: str) -> bool:
    """Tell whether a line above or below the headline names a section, not the story."""
    return len(words) <= 40 and _KICKER.match(words) is not None
