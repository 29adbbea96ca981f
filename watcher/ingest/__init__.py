"""The journey of an article: a settled file is read, judged and recorded, in one transaction.

Several articles may share a transaction when many come at once; what belongs to one article never
falls into two.
"""

from watcher.ingest.arrivals import Wanted
from watcher.ingest.journey import TRIES, take_in
from watcher.ingest.recording import Taken

__all__ = ["TRIES", "Taken", "Wanted", "take_in"]
