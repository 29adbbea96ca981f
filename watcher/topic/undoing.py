"""What ends a state of things: closed and open again, missing and found, held and released.

The words are those of the news for such states, not those of any one story.
"""

import re
from collections.abc import Mapping

from watcher.events import Now
from watcher.topic.acts import Acts
from watcher.topic.earlier import says_something
from watcher.topic.state import Known, TopicState
from watcher.topic.statements import Statement
from watcher.topic.verdict import Change, Place, is_older, was_known

_LATELY = 48
_LEAST = 0.4
_FAR = 60
_SAID_SO = 0.8
_HINDERED = frozenset({"postponed", "cancelled", "refused", "denied"})
_GOING = (
    r"open\w*|run\w*|allowed|let through|flow\w*|start\w*|back"
    r"|(?:may|can)(?! (?:\w+ )?be (?:clos|shut|stop|halt|block|suspend))"
)
_SHUT = r"clos(?:ed?|es|ing|ures?)|shut|blocked|sealed"
_OVER = r"wound up|(?:is|are|was|were|declared) over|ended|came to an end|lifted|lowered"
_LASTING = (r"search\w*", "strike", "outbreak", "alert", "talks", "eruption", "siege", "fire")
# The state, and what ends it; what lasts is named again where it ends.
_ENDS = tuple(
    (re.compile(rf"\b(?:{state})\b", re.IGNORECASE), re.compile(rf"\b(?:{end})\b", re.IGNORECASE))
    for state, end in (
        (
            r"missing|disappeared|unaccounted|vanished|search\w*",
            r"found|turned up|rescued|identified|recovered|unhurt|alive|unharmed|safe and",
        ),
        (
            rf"{_SHUT}|suspended|halted|stopped|grounded|cut off|banned",
            rf"reopen\w*|re-open\w*|resum\w+|restart\w*|restored|lifted|(?:{_GOING})\b.{{0,60}}\bagain",
        ),
        (
            r"arrested|detained|hostages?|held|kidnapped|jailed|custody",
            r"released|freed|let go|set free|acquitted",
        ),
        *(
            (one, rf"(?:{one})\b.{{0,160}}?\b({_OVER})|({_OVER})\b.{{0,160}}?\b(?:{one})")
            for one in _LASTING
        ),
    )
)
_HELD = (
    "talks|negotiations|meetings?|summit|conference|session|hearing|inquest|trial|elections?|vote"
    "|ballot|referendum|funeral|service|ceremony|vigil|rally|rallies|protests?|march|debate|auction"
    "|exercises?|drills?|race|match|concert|festival|event"
)
_PUBLISHED = (
    "statements?|texts?|reports?|figures|data|details|results|earnings|names|lists?|letters?|drafts?"
    "|documents?|transcripts?|findings|forecasts?|surveys?|study|studies|videos?|footage|pictures"
    "|photos?|photographs|images?|recordings?|books?|albums?|films?|songs?|versions?|updates?|funds"
)
# The same words of other matters: talks are held, a text is released, a court finds that ...
_ELSE = re.compile(
    rf"\b(?:{_HELD})\b[^,;.]{{0,40}}\bheld\b|\bheld\b[^,;.]{{0,30}}\b(?:{_HELD})\b"
    rf"|\b(?:{_PUBLISHED})\b[^,;.]{{0,25}}\b(?:is|are|was|were|been|be) released\b"
    rf"|(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )\breleased [^,;.]{{0,30}}\b(?:{_PUBLISHED})\b"
    r"|\bfound (?:that|guilty|no|nothing|evidence|out|a way|it (?:hard|difficult))\b"
    r"|\bclose to\b",
    re.IGNORECASE,
)
# "has not reopened", "could resume", "demanded that they be freed"
_NOT_YET = re.compile(
    r"(?:\b(?:not|never|no|nobody|none|neither|nor|without|cannot|yet to|still to|unless|until|if"
    r"|whether|could|might|should|must|hop(?:e|es|ed|ing)|demand\w*|urg(?:e|es|ed|ing)|want\w*"
    r"|refus\w*|fail\w*|unable|call(?:s|ed|ing)? (?:for|on))\b|n['’]t\b)"
    r"(?:(?!\b(?:and|but|then)\b)[^,;:.]){0,40}\Z",
    re.IGNORECASE,
)


def undone(
    statement: Statement,
    *,
    near: Mapping[int, float],
    state: TopicState,
    acts: Acts,
    place: Place,
) -> Change | None:
    """Find the earlier statement of a state that this one says has ended.

    `near` are the numbers of the statements nearest in words, with how alike they are.
    """
    published = place.published
    for began, ended in _ENDS:
        if statement.status in _HINDERED or not _has_ended(ended, statement.quote):
            continue
        act = acts.of(statement.quote, published=published.date() if published else None)
        told = _lately(state, near)
        open_ = [one for one in told if _holds(began, one[0]) and not _is_in(ended, one[0])]
        elsewhere = [one for one in open_ if one[0].article_id != place.article_id]
        found = next((one for one in acts.align(act, elsewhere) if one.tied), None)
        if found is None or found.likeness < _LEAST or is_older(published, than=found.known):
            continue
        same = acts.align(act, [one for one in told if _is_in(ended, one[0])])
        if any(one.likeness >= _SAID_SO * found.likeness for one in same):
            continue
        before, after = found.known.status or "reported", statement.status or "reported"
        how = "is to end" if after == "planned" else "has ended"
        return Change(
            kind="status",
            reason=f"status-changed: {before} -> {after}, what held {how}",
            was=was_known(found.known),
            now=Now(figure=None, status=after),
            sure=min(1.0, 0.5 + found.likeness - _LEAST),
        )
    return None


def _lately(state: TopicState, near: Mapping[int, float]) -> list[tuple[Known, float]]:
    """Give the latest statements and those nearest in words."""
    count = len(state.known)
    numbers = sorted({*near, *range(max(0, count - _LATELY), count)})
    some = [(state.known[number], near.get(number, 0.0)) for number in numbers]
    return [one for one in some if says_something(one[0])]


def _has_ended(words: re.Pattern[str], quote: str) -> bool:
    """Tell whether a sentence says that something has ended, or will."""
    if not words.search(quote):
        return False
    said = _ELSE.sub("", quote)
    ends = [end.start(end.lastindex or 0) for end in words.finditer(said)]
    return any(not _NOT_YET.search(said, max(0, at - _FAR), at) for at in ends)


def _holds(words: re.Pattern[str], known: Known) -> bool:
    found = words.search(known.quote)
    return found is not None and words.search(_ELSE.sub("", known.quote)) is not None


def _is_in(words: re.Pattern[str], known: Known) -> bool:
    return _has_ended(words, known.quote)
