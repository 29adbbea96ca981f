"""The weightiest news in a few words: for the subject, and for the first screen."""

from watcher.digest.footing import notice_subject
from watcher.digest.model import Digest, Lead
from watcher.digest.wording import Move, clean, many, move_between, quoted, short

SUBJECT_LENGTH = 70
_LONGEST_NAME = 30
_SHORTEST_PIECE = 28


def subject(digest: Digest) -> str:
    """Say the weightiest change in one line of at most 70 characters; the rest is counted."""
    change, rest = subject_parts(digest)
    return change + rest


def subject_parts(digest: Digest, *, marks: str = '""') -> tuple[str, str]:
    """Say the weightiest change, and how much more there is: `... (+3 topics)`."""
    if not digest.topics:
        said = [notice_subject(notice) for notice in digest.notices] or ["nothing new"]
        rest = f" (+{len(said) - 1:,} more)" if said[1:] else ""
        return short(said[0], length=SUBJECT_LENGTH - len(rest)), rest
    first = digest.topics[0]
    rest = _rest_text(digest)
    name = short(clean(first.name), length=_LONGEST_NAME)
    if first.is_only_late:
        text = f"{name}: {many(len(first.items), 'late report')}"
    else:
        room = SUBJECT_LENGTH - len(name) - len(rest) - 2
        text = f"{name}: {lead_text(first.lead, length=room, colon='', marks=marks)}"
    return short(text.strip(), length=SUBJECT_LENGTH - len(rest)), rest


def _rest_text(digest: Digest) -> str:
    others = len(digest.topics) - 1
    if others:
        return f" (+{many(others, 'topic')})"
    lead = digest.topics[0].lead
    more = len({item.quote for item in digest.items}) - lead.steps
    return f" (+{more:,} more)" if more > 0 and not digest.topics[0].is_only_late else ""


def lead_text(lead: Lead, *, length: int, colon: str = ":", marks: str = '""') -> str:
    """Say the weightiest news of a topic in at most so many characters."""
    before, move = lead_word(lead), lead_move(lead)
    if move is None:
        return before + lead_quote(lead, length=length - len(before), marks=marks)
    what = "" if move.what == "status" else f"{move.what}{colon} "
    text = f"{before}{what}{change_text(move)}{steps_text(lead)}"
    piece = lead_piece(lead, length=length - len(text) - 2, marks=marks)
    return short(f"{text}: {piece}" if piece else text, length=length)


def lead_piece(lead: Lead, *, length: int, marks: str = '""') -> str:
    """Give a piece of the quote where a status moved: it says of what. Nothing in little room."""
    move = lead_move(lead)
    if move is None or move.what != "status" or length < _SHORTEST_PIECE:
        return ""
    return lead_quote(lead, length=length, marks=marks)


def lead_move(lead: Lead) -> Move | None:
    """Say what moved in the weightiest news; None where it is told by its quote."""
    found = next(iter(move_between(lead.first, lead.last)), None)
    if found and found.what == "status" and (found.is_open or lead.last.kind == "correction"):
        return None  # who gainsays whom, and what was wrong, is in the words, not in the statuses
    return found


def change_text(move: Move) -> str:
    """Say from what to what: `19 → at least 20`, or both sides where neither has yielded."""
    unit = f" {move.unit}" if move.unit and move.unit != "people" else ""
    return f"{move.was} {'against' if move.is_open else '→'} {move.now}{unit}"


def lead_word(lead: Lead) -> str:
    """Say, before the news itself, what it does to what was known, and whether it is late."""
    late = "late: " if lead.first.late else ""
    return late + {"dispute": "disputed: ", "correction": "corrected: "}.get(lead.last.kind, "")


def lead_quote(lead: Lead, *, length: int, marks: str = '""') -> str:
    """Give a piece of the quote of the weightiest news, between quotation marks."""
    return quoted(short(clean(lead.last.quote), length=length - 2), marks=marks)


def steps_text(lead: Lead) -> str:
    """Say how often it moved, where that was more than once."""
    return f" ({lead.steps} changes)" if lead.steps > 1 else ""
