"""Reads the templates that a user wrote for digests."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.digest.templating import Templates

_LARGEST_BYTES = 1_000_000


def read_templates(folder: Path | None) -> "Templates":
    """Read every `*.j2` of a folder; what cannot be read is noted and not used."""
    from watcher.digest.templating import NAMES, Templates

    if folder is None:
        return Templates()
    texts: dict[str, str] = {}
    unread: dict[str, str] = {}
    try:
        paths = sorted(folder.glob("*.j2"))
    except OSError as error:
        return Templates(unread=dict.fromkeys(NAMES, f"{folder}: {error.strerror}"))
    for path in paths:
        try:
            if path.stat().st_size > _LARGEST_BYTES:
                unread[path.name] = f"is larger than {_LARGEST_BYTES:,} bytes"
            else:
                texts[path.name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            unread[path.name] = _reason(error)
    return Templates(texts=texts, unread=unread)


def template_warnings(folder: Path | None) -> tuple[str, ...]:
    """Try the templates on a made-up digest; say of each that cannot be used why."""
    if folder is None:
        return ()
    from watcher.digest.sample import faults
    from watcher.digest.templating import NAMES

    templates = read_templates(folder)
    if not any(templates.replaces(name) for name in NAMES):
        return (f"{folder} holds no template; expected {', '.join(NAMES)}",)
    kept = "; digests look as they do without it"
    return tuple(f"{folder}/{fault}{kept}" for fault in faults(templates))


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8"
    return error.strerror or type(error).__name__
