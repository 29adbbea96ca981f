"""Mail messages: newsletters and forwarded stories."""

import email
import email.policy
from email.message import EmailMessage, Message

from watcher.article.decoding import clean, decode, one_line_end
from watcher.article.draft import Block, Draft, Refusal, join_blocks
from watcher.article.layout import paragraphs_of

_MOST_PARTS = 50  # nested parts take quadratic time to parse
# What the standard library raises on a header or part that is broken on purpose.
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError)
_FEWEST_WORDS = 20


def read_mail(content: bytes) -> Draft | Refusal:
    """Read a mail message: its plain text, else its HTML."""
    if not content.strip():
        return Refusal(reason="empty", detail="the file holds no message")
    if content.lower().count(b"multipart/") > _MOST_PARTS:
        return Refusal(reason="malformed", detail=f"more than {_MOST_PARTS} nested parts")
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
    except _BROKEN as error:
        return Refusal(reason="malformed", detail=f"no mail message: {type(error).__name__}")
    if own := _header(message, "X-Watcher-Digest"):
        return Refusal(reason="own-digest", detail=f"digest {own[:80]}")
    if not message.keys():
        return Refusal(reason="malformed", detail="no mail headers at the beginning of the file")
    parts, texts = _paragraphs_in(message)
    text, blocks = join_blocks(parts, texts)
    return Draft(
        text=text,
        blocks=blocks,
        title=_header(message, "Subject"),
        outlet=_sender(message),
        dated=_header(message, "Date"),
        has_head=True,
        is_letter=True,
    )


def _paragraphs_in(message: EmailMessage) -> tuple[list[Block], list[str]]:
    plain = _content_of(message, "plain")
    texts = _fold(plain)
    if len(plain.split()) < _FEWEST_WORDS and (html := _content_of(message, "html")):
        from watcher.article.formats.html import paragraphs_of_fragment

        texts = paragraphs_of_fragment(html) or texts
    return [Block(start=0, end=0) for _ in texts], texts


def _fold(plain: str) -> list[str]:
    """Give the paragraphs of plain text, each on one line."""
    return [" ".join(plain[b.start : b.end].split()) for b in paragraphs_of(plain)]


def _content_of(message: EmailMessage, kind: str) -> str:
    try:
        part = message.get_body((kind,))
    except _BROKEN:
        return ""
    if part is None:
        return ""
    try:
        found = part.get_content()
    except _BROKEN:
        found = _raw_content_of(part)
    return clean(one_line_end(found)) if isinstance(found, str) else ""


def _raw_content_of(part: Message) -> str:
    """Decode a part whose character set is unknown or wrong."""
    try:
        payload = part.get_payload(decode=True)
    except _BROKEN:
        return ""
    decoded = decode(payload) if isinstance(payload, bytes) else ""
    return decoded if isinstance(decoded, str) else ""


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
        written = " ".join(clean(str(value)).split()) if value is not None else ""
    except _BROKEN:
        return None
    return written[:1000] or None


def _sender(message: EmailMessage) -> str | None:
    """Give the name that the sender shows."""
    try:
        addresses = message["From"].addresses if message["From"] is not None else ()
        name = addresses[0].display_name if addresses else ""
    except _BROKEN:
        return None
    return " ".join(clean(name).split()) or None
