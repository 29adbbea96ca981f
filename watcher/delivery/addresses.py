"""Addresses that hold secrets, as they may be shown: what kind, which host, and a short hash."""

from hashlib import sha256
from urllib.parse import urlsplit

_LENGTH = 8


def veiled(url: str, *, with_host: bool) -> str:
    """Name an address so that it can be told from others, and not used."""
    mark = sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
    scheme, _, _ = url.partition("://")
    host = _host(url) if with_host else ""
    return f"{scheme.lower()}://{host}#{mark}"


def _host(url: str) -> str:
    parts = urlsplit(url)
    return (parts.hostname or "") + (f":{parts.port}" if parts.port else "") + "/"
