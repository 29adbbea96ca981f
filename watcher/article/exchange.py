"""What is said between those who ask for a reading and the confined child that reads.

It stands apart from `reading`, so that who asks need not load what reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from watcher.article.model import Article, Unreadable

Kind = Literal["article", "records"]


class Request(msgspec.Struct, frozen=True, array_like=True):
    """One file, or lines of an archive; `name` is the path that is shown."""

    kind: Kind
    name: str
    file_time: str | None
    items: list[bytes]


class _Answered(msgspec.Struct, frozen=True, array_like=True):
    article: Article | None
    unreadable: Unreadable | None


_request_decoder = msgspec.msgpack.Decoder(Request)
_answer_decoder = msgspec.msgpack.Decoder(list[_Answered])
_reading_decoder = msgspec.json.Decoder(Article)


def ask(items: Sequence[bytes], *, kind: Kind, name: str, file_time: str | None) -> bytes:
    """Write the request that `answer` understands: one file, or lines of an archive."""
    return msgspec.msgpack.encode(
        Request(kind=kind, name=name, file_time=file_time, items=list(items))
    )


def decode_request(request: bytes) -> Request:
    """Read what `ask` wrote."""
    return _request_decoder.decode(request)


def encode_answer(found: Iterable[Article | Unreadable]) -> bytes:
    """Write what was read, in the order of the request's items."""
    return msgspec.msgpack.encode(
        [
            _Answered(article=item, unreadable=None)
            if isinstance(item, Article)
            else _Answered(article=None, unreadable=item)
            for item in found
        ]
    )


def decode_answer(answered: bytes) -> list[Article | Unreadable]:
    """Read the answer of the confined child, in the order of the request's items."""
    found: list[Article | Unreadable] = []
    for item in _answer_decoder.decode(answered):
        either = item.article or item.unreadable
        if either is None:
            message = "an answer that holds neither an article nor a reason"
            raise ValueError(message)
        found.append(either)
    return found


def encode_reading(article: Article) -> bytes:
    """Write how an article was understood, without its text, as JSON."""
    return msgspec.json.encode(replace(article, text=""))


def decode_reading(text: str, encoded: bytes) -> Article:
    """Put an article together again from its text and `encode_reading`."""
    return replace(_reading_decoder.decode(encoded), text=text)
