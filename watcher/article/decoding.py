"""Bytes become text by fixed rules, so that every text can be written as UTF-8 again."""

import codecs
import re

from watcher.article.draft import Refusal

# The guesser takes cp852 for cp1252 when it may choose among all encodings.
_CANDIDATES = ["utf_8", "cp1252", "utf_16", "cp1251", "koi8_r", "cp1250"]
_SAMPLE_BYTES = 200_000
_AS_GOOD = 0.02  # of two Latin guesses as good as each other the western one is the likelier
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTROL = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (9, 10, 13)}
# Controls of the second set are nearly always cp1252 that was taken for Latin-1.
_MISREAD = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_RESERVED = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
# Marks that turn the direction of writing can make a quote read otherwise than it was meant; a
# space of no width in their place keeps the offsets, and every form of a digest can show it.
_DIRECTIONS = dict.fromkeys(
    (0x61C, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u200b"
)
_FIXED = str.maketrans(_CONTROL | _MISREAD | _RESERVED | _DIRECTIONS | {0x0C: "\n"})
_CONTROL_BYTES = bytes(code for code in range(32) if code not in (9, 10, 12, 13, 27))
_SLACK = 400  # bytes; a short file may hold a few stray control bytes
_UNREADABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_UNREAD = re.compile(f"[{_UNREADABLE}]")
_UNCLEAN = re.compile(f"[{_UNREADABLE}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(content: bytes) -> str | Refusal:
    """Decode the bytes of a file: UTF-8 first, then a byte order mark, then a guess."""
    if not content.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        return Refusal(reason="empty", detail="the file holds no text")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return _decode_marked(content)
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            return Refusal(reason="binary", detail=f"the content is {what}")
    return _decode_unmarked(content)


def clean(text: str) -> str:
    """Replace what no text may hold, character by character, so that offsets stay."""
    if not _UNCLEAN.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text.translate(_FIXED))


def one_line_end(text: str) -> str:
    """Write every line end as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_marked(content: bytes) -> str | Refusal:
    encoding = next(name for mark, name in _BOMS if content.startswith(mark))
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        return Refusal(reason="undecodable", detail=f"not valid {encoding}: {error.reason}")


def _decode_unmarked(content: bytes) -> str | Refusal:
    zeros = content.count(0)
    if zeros * 5 > len(content):
        return _decode_wide(content)
    if zeros * 100 > len(content) + _SLACK or _controls(content) * 50 > len(content) + _SLACK:
        return Refusal(
            reason="binary", detail="the content is no text: it is full of control bytes"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _guess(content)


def _decode_wide(content: bytes) -> str | Refusal:
    """Read UTF-16 without a mark: Latin letters leave every other byte zero."""
    encoding = "utf-16-le" if content[1::2].count(0) > content[0::2].count(0) else "utf-16-be"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if len(_UNREAD.findall(text)) * 50 > len(text):
        return Refusal(reason="binary", detail="the content is no text: it is full of zero bytes")
    return text


def _controls(content: bytes) -> int:
    """Count the control bytes that no text file needs."""
    return len(content) - len(content.translate(None, _CONTROL_BYTES))


def _guess(content: bytes) -> str | Refusal:
    """Ask the guesser; a few broken bytes in UTF-8 do not make it another encoding."""
    text = content.decode("utf-8", "replace")
    letters = sum(1 for byte in content if byte >= 0xC2)
    if text.count("\ufffd") * 10 <= letters and letters > 20:
        return text.removeprefix("\ufeff")
    from charset_normalizer import from_bytes

    found = from_bytes(content[:_SAMPLE_BYTES], cp_isolation=_CANDIDATES)
    best = found.best()
    if best is None:
        return Refusal(reason="undecodable", detail="the encoding of the file is not known")
    western = (match for match in found if "cp1252" in match.could_be_from_charset)
    close = any(match.chaos <= best.chaos + _AS_GOOD for match in western)
    encoding = "cp1252" if close and best.encoding == "cp1250" else best.encoding
    return content.decode(encoding, "replace").removeprefix("\ufeff")
