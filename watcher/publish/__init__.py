"""The journey of a digest: what is due is composed, issued, delivered, and receipted.

Told means issued: the letters' bytes are written down in the transaction of `digest-issued`, and
delivering them is work that any number of crashes may interrupt. The preview is the same code.
"""

from watcher.book import open_ledger
from watcher.publish.delivering import Delivered, deliver_due
from watcher.publish.issuing import issue_due, next_issue_at, preview, previews
from watcher.publish.requesting import NoSuchLetterError, Request, fulfil, fulfil_without_log
from watcher.publish.starting import start_subscriptions

__all__ = [
    "Delivered",
    "NoSuchLetterError",
    "Request",
    "deliver_due",
    "fulfil",
    "fulfil_without_log",
    "issue_due",
    "next_issue_at",
    "open_ledger",
    "preview",
    "previews",
    "start_subscriptions",
]
