"""Connections that are protected: whom they trust, and what is wrong with one that fails."""

import ssl
from pathlib import Path

from watcher.digest.wording import clean


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """Trust the authorities of the system, or those of a file alone. Raises OSError."""
    return ssl.create_default_context(cafile=ca_file)


def words_of_tls(error: ssl.SSLError) -> tuple[str, bool]:
    """Say what is wrong, and whether only the operator can put it right.

    A connection that was cut while it was being protected may be well the next time.
    """
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return "the connection was cut while it was being protected", False
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate verify failed: {clean(error.verify_message)}", True
    return f"TLS: {clean((error.reason or str(error)).replace('_', ' ').lower())}", True
