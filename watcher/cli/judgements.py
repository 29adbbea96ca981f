"""How a judgement is said to people: what it came to, by what, against what, how surely."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from watcher.explain.saying import Earlier, Scored, Today

SCORED = ("score", "told_from", "sensitivity", "likelihood", "grounds")
_GROUNDS = 3
_KINDS = {
    "new": "something new",
    "figure": "a changed figure",
    "status": "a changed status",
    "dispute": "a contradiction",
    "correction": "a correction",
    "repeat": "known already",
    "corroborated": "known already, now from another outlet",
    "outdated": "out of date",
    "background": "background",
}
_BY = {
    "everything": "every sentence counts for this topic",
    "follow-on": "it goes on from the sentences around it",
    "anaphora": "it takes the topic up again",
    "section": "it stands under a heading on the topic",
    "words": "it speaks of the topic in other words",
}


def verdict(kind: str, *, told: bool) -> str:
    """Say what a judgement came to."""
    return f"{'TOLD as' if told else 'NOT TOLD:'} {_KINDS.get(kind, kind)}"


def counted(matched: str) -> str:
    """Say by what a sentence counts for its topic."""
    how, _, words = matched.partition(": ")
    if how in _BY:
        return f"{_BY[how]}: {words}" if words else _BY[how]
    if matched.startswith("alias "):
        return f"it holds the name {matched.removeprefix('alias ')}, and its surroundings fit"
    return f'it holds the term "{matched}"' if matched else "nothing says by what"


def in_marks(quote: str) -> str:
    """Put a quote in quotation marks; in curly ones where it holds straight ones itself."""
    return f"“{quote}”" if '"' in quote else f'"{quote}"'


def quoted(said: "Earlier") -> str:
    """Say what an earlier statement says and who said it when, and how to ask on."""
    ask = f"why {said.event[:8]}" if said.event else "in this article"
    return f"{in_marks(said.quote)} ({source(said.outlet, said.published_at)}) [{ask}]"


def source(outlet: str | None, published_at: str | None) -> str:
    """Say who published something and when."""
    return f"{outlet or 'no outlet named'}, {short_date(published_at)}"


def short_date(published_at: str | None) -> str:
    """Say a date, or a time to the minute with its own offset, as an article gives it."""
    if published_at is None:
        return "undated"
    day, clock, rest = published_at[:10], published_at[11:16], published_at[16:]
    at = max(rest.rfind("+"), rest.rfind("-"))
    offset = rest[at:] if at >= 0 and rest[at + 1 :] != "00:00" else ""
    return f"{day} {clock}{offset}".rstrip()


def score_line(scored: "Scored", *, told: bool) -> str:
    """Say how surely a sentence was worth telling, in one line."""
    asked = "" if scored.sensitivity == "normal" else f", sensitivity {scored.sensitivity}"
    plainly = "; told all the same: it plainly moves what is known" if told else ""
    return f"{scored.score:.3f} (told from 0.5{asked}){plainly if scored.score < 0.5 else ''}"


def ground_lines(scored: "Scored") -> Iterator[str]:
    """Say what weighed most for telling a sentence, and what against."""
    for sign, name in ((1, "for it"), (-1, "against it")):
        found = [one for one in scored.grounds if one.pull * sign > 0][:_GROUNDS]
        for number, one in enumerate(found):
            yield f"{'' if number else name:<12}{one.pull:+.1f}  {one.words}"


def today_line(today: "Today | None") -> str:
    """Say what today's rules say of what was recorded."""
    if today is None:
        return "today's rules say the same"
    if today.kind is None:
        return f"today's rules would not count it: {today.reason}"
    return f"today's rules would say {verdict(today.kind, told=today.told)}: {today.reason}"


def scores(scored: "Scored | None") -> dict[str, Any]:
    """Give the columns that say how surely something was worth telling."""
    if scored is None:
        return dict.fromkeys(SCORED)
    from watcher.topic.grounds import TOLD_FROM

    return {
        "score": scored.score,
        "told_from": TOLD_FROM,
        "sensitivity": scored.sensitivity,
        "likelihood": scored.likelihood,
        "grounds": scored.grounds,
    }
