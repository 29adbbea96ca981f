"""The words at the foot of a digest: where everything went, what waits, what to do next."""

from collections.abc import Sequence
from datetime import UTC

from watcher.digest.model import Accounts, Digest, Notice, Silenced, Undelivered
from watcher.digest.wording import (
    clean,
    day_text,
    evidence,
    many,
    number_text,
    publication_day,
    short,
    why,
)

LETTERS_LISTED = 5
MARKS = ("not-new", "not-relevant", "important")


def articles_text(accounts: Accounts) -> str:
    """Say where every article went that came in."""
    left_out = f" + {accounts.left_out:,} left out" if accounts.left_out else ""
    return (
        f"{many(accounts.articles, 'article')} in = {accounts.with_news:,} with news"
        f" + {accounts.late_only:,} late only + {accounts.nothing_new:,} nothing new{left_out}"
        f" + {many(accounts.copies, 'copy', 'copies')} + {accounts.rejected:,} rejected"
    )


def statements_text(accounts: Accounts) -> str:
    """Say what became of every statement on the topics asked for."""
    not_new = accounts.not_new
    rare = (
        (accounts.silenced, "silenced"),
        (accounts.filtered, "filtered"),
        (accounts.told_before, "told before"),
        (accounts.waiting, "waiting"),
    )
    kept_back = "".join(f" + {count:,} {words}" for count, words in rare if count)
    return (
        f"{many(accounts.statements, 'statement')} = {accounts.told:,} told{kept_back}"
        f" + {not_new.repeat:,} repeated + {not_new.corroborated:,} corroborated"
        f" + {not_new.outdated:,} outdated + {not_new.background:,} background"
    )


def silence_text(silence: Silenced) -> str:
    """Say what a silence kept out, why, and until when."""
    topics = ", ".join(clean(topic) for topic in silence.topics)
    comment = f" ({clean(silence.comment)})" if clean(silence.comment) else ""
    return (
        f"silenced: {_kept_back(silence)} on {topics},"
        f" until {day_text(silence.until.date())}, {silence.until:%H:%M}{comment};"
        f" watcher silence list {silence.silence[:8]}"
    )


def _kept_back(silence: Silenced) -> str:
    counts = (silence.count, "change"), (silence.notices, "notice")
    return " and ".join(many(count, what) for count, what in counts if count)


def letter_text(letter: Undelivered) -> str:
    """Name a letter that its channel did not take, with the last error."""
    error = f": {clean(letter.error)}" if letter.error else ""
    return f"{clean(letter.channel)} to {clean(letter.recipient)}, digest {letter.digest_id}{error}"


def more_letters(letters: Sequence[Undelivered]) -> str:
    """Say how many letters are not listed, and which command lists them; nothing if all are."""
    left = len(letters) - LETTERS_LISTED
    return f"and {left:,} more: watcher status" if left > 0 else ""


def notice_text(notice: Notice) -> str:
    """Say in one line what the passing of time tells of a topic."""
    match notice.kind:
        case "gone-quiet":
            since = f" since {day_text(notice.since.date())}" if notice.since else " for long"
            return f"nothing{since}"
        case "tempo":
            usual = f", usually {number_text(round(notice.usual, 1))}" if notice.usual else ""
            return f"{many(notice.count or 0, 'statement')} in a day{usual}"
        case "expected":
            return f"due {publication_day(notice.due)}, and nothing reported it yet"


def notice_evidence(notice: Notice) -> str:
    """Say who announced what is still expected."""
    return evidence(notice.source)


def notice_label(notice: Notice) -> str:
    """Name the kind of a notice."""
    return {"gone-quiet": "Quiet", "tempo": "Tempo", "expected": "Still expected"}[notice.kind]


def list_command(digest: Digest) -> str:
    """Give the command that lists what was not new; nothing where there was nothing."""
    topics = [news.topic for news in digest.topics if news.not_new.total]
    if not topics:
        return ""
    begins = (digest.begins or digest.as_of).astimezone(UTC)
    since = f"--since {begins:%Y-%m-%dT%H:%M}Z"
    return f"watcher events --type statement-repeated --topic {clean(topics[0])} {since}"


def example(digest: Digest) -> str:
    """Give the id of the weightiest event, as commands take it."""
    if digest.items:
        return why(digest.items[0])
    return next((notice.announced or notice.event for notice in digest.notices), "ID")[:8]


def mark_command(digest: Digest) -> str:
    """Give the command that tells the program what a reader thinks of a line."""
    return f"watcher mark {example(digest)} {' | '.join(MARKS)}"


def notice_subject(notice: Notice) -> str:
    """Say a notice in a subject, for a digest that tells nothing else."""
    name = short(clean(notice.name), length=30)
    return f"{name}: {notice_text(notice)}"
