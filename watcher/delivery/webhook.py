"""The webhook channel: a digest as a CloudEvent, posted to a web address; the landlord of http."""

import json
import ssl
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from hmac import digest as hmac_digest
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from urllib.parse import quote, urlsplit

from watcher.delivery.addresses import veiled
from watcher.delivery.channel import DeliveryError, Letter, Part
from watcher.delivery.secured import words_of_tls
from watcher.digest.model import Digest
from watcher.digest.render import render
from watcher.digest.wording import clean, short

EVENT_TYPE = "org.watcher.digest.issued"
_CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
_FOR_NOW = (408, 425, 429)
_TURNED_AWAY = (401, 403, 407)
_WRITTEN_SECRET = "whsec_"  # noqa: S105 - how Standard Webhooks marks a secret in base64
_MOST_READ = 64 << 10
_LONGEST_ERROR = 300


class WebhookChannel:
    """A web address that takes digests, one POST each.

    `secret` gives the key by which the receiver knows that a digest is ours; it may raise
    DeliveryError. `now` is asked for the time that is signed.
    """

    def __init__(
        self,
        *,
        name: str,
        url: str,
        now: Callable[[], datetime],
        secret: Callable[[], str] | None = None,
        retry_seconds: float = 60.0,
        give_up_days: float = 5.0,
        timeout_seconds: float = 10.0,
        tls_context: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self.name = name
        self.retry_seconds = retry_seconds
        self.give_up_days = give_up_days
        self._url = url
        self._shown = veiled(url, with_host=True)
        self._now = now
        self._secret = secret
        self._timeout_seconds = timeout_seconds
        self._tls_context = tls_context

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        """Write the one letter: the event whose data are the digest's JSON form."""
        del threads  # the data name the topics; what belongs together is the receiver's to say
        event = {
            "specversion": "1.0",
            "id": event_id(digest.digest_id, channel=self.name),
            "source": f"/watcher/subscriptions/{quote(digest.subscription, safe='')}",
            "type": EVENT_TYPE,
            "subject": digest.digest_id,
            "time": issued_at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "datacontenttype": "application/json",
            "data": json.loads(render(digest, "json")),
        }
        content = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        return (
            Letter(
                digest_id=digest.digest_id,
                channel=self.name,
                recipient=self._shown,
                message_id=None,
                parts=(Part(name=f"{digest.digest_id}.cloudevent.json", content=content),),
            ),
        )

    def deliver(self, letter: Letter) -> None:
        """Post a letter; when this returns, it was answered with 2xx. No redirect is followed."""
        content = b"".join(part.content for part in letter.parts)
        status, headers = self._post(content, self._headers(letter, content))
        if 200 <= status < 300:
            return
        answered = f"answered {status}"
        if 300 <= status < 400:
            message = f"{answered}; the address has moved, and redirects are not followed"
            raise self._failure(message, stopped=True)
        if status in _TURNED_AWAY:
            message = f"{answered}; we are not let in"
            raise self._failure(message, stopped=True)
        if status >= 500 or status in _FOR_NOW:
            raise self._failure(answered, pause=self._retry_after_seconds(headers))
        message = f"{self._shown}: {answered}"
        raise DeliveryError(message, permanent=True)

    def close(self) -> None:
        """Keep nothing open: each letter has a connection of its own."""

    def _headers(self, letter: Letter, content: bytes) -> dict[str, str]:
        name = event_id(letter.digest_id, channel=self.name)
        timestamp = str(int(self._now().timestamp()))
        headers = {
            "Content-Type": _CONTENT_TYPE,
            "User-Agent": "watcher",
            "Idempotency-Key": f'"{name}"',
            "X-Watcher-Digest": letter.digest_id,
            "webhook-id": name,
            "webhook-timestamp": timestamp,
        }
        if self._secret is not None:
            headers["webhook-signature"] = signature(
                content, name=name, timestamp=timestamp, secret=self._secret()
            )
        return headers

    def _post(self, content: bytes, headers: Mapping[str, str]) -> tuple[int, HTTPMessage]:
        connection = self._connection()
        parts = urlsplit(self._url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", target, body=content, headers=dict(headers))
            answer = connection.getresponse()
            with suppress(OSError, HTTPException):  # what it says beyond the status is not needed
                answer.read(_MOST_READ)
        except ssl.SSLError as error:
            said, stopped = words_of_tls(error)
            raise self._failure(said, stopped=stopped) from None
        except HTTPException as error:
            said = str(error) or type(error).__name__
            message = f"no answer in HTTP: {said}"
            raise self._failure(message) from None
        except OSError as error:
            raise self._failure(error.strerror or str(error) or type(error).__name__) from None
        finally:
            connection.close()
        return answer.status, answer.headers

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self._url)
        host, port, seconds = parts.hostname or "", parts.port, self._timeout_seconds
        if parts.scheme == "https":
            return HTTPSConnection(host, port, timeout=seconds, context=self._tls_context())
        return HTTPConnection(host, port, timeout=seconds)

    def _failure(
        self, said: str, *, stopped: bool = False, pause: float | None = None
    ) -> DeliveryError:
        message = short(clean(f"{self._shown}: {said}"), length=_LONGEST_ERROR)
        return DeliveryError(message, reach="channel", stopped=stopped, retry_after_seconds=pause)

    def _retry_after_seconds(self, headers: HTTPMessage) -> float | None:
        """Read how long the other side asks us to wait: seconds, or a date."""
        asked = headers.get("Retry-After", "").strip()
        if asked.isascii() and asked.isdigit():
            return float(asked[:9])
        with suppress(ValueError):
            moment = parsedate_to_datetime(asked)
            if moment.tzinfo is not None:
                return max((moment - self._now()).total_seconds(), 0.0)
        return None


def event_id(digest_id: str, *, channel: str) -> str:
    """Name the event that a digest is to a channel; the same at every try."""
    return f"{digest_id}.{channel}"


def signature(content: bytes, *, name: str, timestamp: str, secret: str) -> str:
    """Sign a letter as Standard Webhooks does: HMAC-SHA256 over name, time and content."""
    signed = hmac_digest(key_of(secret), f"{name}.{timestamp}.".encode() + content, sha256)
    return f"v1,{b64encode(signed).decode()}"


def key_of(secret: str) -> bytes:
    """Give the key that a secret stands for. Raises ValueError for broken base64."""
    if secret.startswith(_WRITTEN_SECRET):
        return b64decode(secret.removeprefix(_WRITTEN_SECRET), validate=True)
    return secret.encode()
