"""The rules by which a sentence is judged: the name with which a reason begins, and it in words."""

RULES = {
    "copy": "the whole article is a copy of one that was taken in before",
    "update": "the sentence stood in the earlier version of this article",
    "said-twice": "the same words stand further up in this article",
    "furniture": "its outlet prints it in one article after the other",
    "headline": "it is a headline, and the text below it says the same",
    "new": "enough of it is new to be told",
    "known": "too little of it is new to be told",
    "loosely-on-topic": "it has too little to do with the topic to be told",
    "figure-changed": "a count or an amount now has another value",
    "figures-differ": "two sources give different values for the same thing",
    "older-figure": "a newer value of the same thing is known",
    "status-changed": "something that was known to stand one way now stands another",
    "older-status": "a newer state of the same thing is known",
    "denied": "it denies what was told before",
    "off-topic": "it does not bear on the topic surely enough to count",
    "excluded": "it holds words that the topic excludes",
}


def rule_of(reason: str) -> str:
    """Name the rule that a reason comes from; "furniture of The Lantern" comes from furniture."""
    return reason.partition(":")[0].partition(" of ")[0]


def in_words(reason: str) -> str:
    """Say what the rule of a reason means; a rule of another version speaks for itself."""
    return RULES.get(rule_of(reason), reason)


def detail_of(reason: str) -> str:
    """Give what a reason says beyond its rule."""
    return reason.partition(":")[2].strip()
