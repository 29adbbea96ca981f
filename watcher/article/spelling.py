"""British and American spellings of a word are brought to one form before it is stemmed."""

import re

_ISE = re.compile(r"(\w{3,}[^aeiou\W]|\w{3,}al)is(e|es|ed|er|ers|ing|ation|ations|ational)")
_NOT_ISE = re.compile(
    r"(?:exerc|surpr|adv|superv|telev|prem|prom|comprom|rev|dev|prec|conc|enterpr|franch|merchand"
    r"|improv|adverti|disgu|otherw|likew|clockw|expert|treat|parad|compr|disfranch|circumc|exc"
    r"|dem|inc|chast|appr|underpr|repr|rem|exp|despi|mort|unadv|overadv|fundra|hairra)is"
)
_YSE = re.compile(r"(\w*(?:analy|paraly|cataly|dialy))s(e|ed|es|er|ers|ing)")
_OUR = re.compile(
    r"(arm|behavi|cand|clam|col|discol|demean|endeav|fav|disfav|ferv|flav|glam|harb|hon|dishon"
    r"|hum|lab|neighb|od|parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig)our(\w*)"
)
_DOUBLE_L = re.compile(
    r"(cancel|channel|counsel|dial|dishevel|enrol|fuel|fulfil|initial|instal|label|level|marshal"
    r"|marvel|model|panel|pedal|pencil|quarrel|refuel|rival|shovel|shrivel|signal|snorkel|spiral"
    r"|swivel|symbol|total|towel|travel|tunnel|unravel|wool)l(ed|ing|er|ers|or|ors|ation|ations|en)"
)
_RE = re.compile(r"(cent|theat|fib|calib|lit|meag|sab|scept|spect|\w*met|\w*lit)re(s|d)?")
_CE = re.compile(r"(defen|offen|preten|licen)ce(s|d|less)?")
_RULES = (
    (_OUR, r"\1or\2"),
    (_DOUBLE_L, r"\1\2"),
    (_YSE, r"\1z\2"),
    (_RE, r"\1er\2"),
    (_CE, r"\1se\2"),
)
_WORDS = {
    "ageing": "aging",
    "aluminium": "aluminum",
    "cheque": "check",
    "cheques": "checks",
    "grey": "gray",
    "judgement": "judgment",
    "judgements": "judgments",
    "manoeuvre": "maneuver",
    "manoeuvres": "maneuvers",
    "plough": "plow",
    "programme": "program",
    "programmes": "programs",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "storey": "story",
    "storeys": "stories",
    "tyre": "tire",
    "tyres": "tires",
}
_MARKS = ("is", "ys", "our", "ll", "re", "ce")


def one_spelling(fold: str) -> str:
    """Give the American spelling of a folded word where it differs."""
    if len(fold) < 4:
        return fold
    if fold in _WORDS:
        return _WORDS[fold]
    if not any(mark in fold for mark in _MARKS):
        return fold
    return _respelt(fold)


def _respelt(fold: str) -> str:
    for pattern, form in _RULES:
        if match := pattern.fullmatch(fold):
            return match.expand(form)
    if _NOT_ISE.match(fold):
        return fold
    return _ISE.sub(r"\1iz\2", fold) if _ISE.fullmatch(fold) else fold
