"""Draws the way of a figure: as a row of blocks in text, as a tiny picture on a page."""

from collections.abc import Sequence

from watcher.digest.model import Item, Track
from watcher.digest.wording import clean, figure_text, many, since_text
from watcher.events import Figure

_BLOCKS = "▁▂▃▄▅▆▇█"
_SHOWN = 8  # figures that are written out; of more, the middle is left out
_DRAWN = 4  # figures that make a picture: it moved more than twice
WIDTH, HEIGHT = 84, 20
_EDGE = 3


def blocks(track: Track) -> str:
    """Draw the way of a figure in block characters; nothing where it moved once or twice."""
    values = _values(track)
    if len(values) < _DRAWN:
        return ""
    return "".join(_BLOCKS[round(share * (len(_BLOCKS) - 1))] for share in _shares(values))


def points(track: Track) -> str:
    """Give the points of a line drawing, as SVG writes them; nothing where there are few."""
    values = _values(track)
    if len(values) < _DRAWN:
        return ""
    step = (WIDTH - 2 * _EDGE) / (len(values) - 1)
    room = HEIGHT - 2 * _EDGE
    return " ".join(
        f"{_EDGE + n * step:.1f},{_EDGE + (1 - share) * room:.1f}"
        for n, share in enumerate(_shares(values))
    )


def way_text(track: Track) -> str:
    """Write the figures out, oldest first: `19 → 21 → 20 → at least 27`."""
    told = [figure_text(figure) for figure in track.history]
    if len(told) > _SHOWN:
        told = [*told[:2], "…", *told[-(_SHOWN - 3) :]]
    return " → ".join(told)


def steps_text(track: Track) -> str:
    """Say how often a figure moved here: `changed 4 times since 09:00, now 23`."""
    if len(track.moves) < 2:
        return "over time"
    last = track.history[-1]
    now = f"now {figure_text(last)} {clean(last.unit or '')}".strip()
    began, ended = track.moves[0].recorded_at, track.moves[-1].recorded_at
    return f"changed {many(len(track.moves), 'time')}{since_text(began, ended)}, {now}"


def what(track: Track) -> str:
    """Name what the figure counts."""
    return clean(track.history[-1].what) or "figure"


def begins(track: Track, items: Sequence[Item]) -> bool:
    """Tell whether the way of a figure begins with one of these events."""
    return any(item.event == track.moves[0].event for item in items)


def _values(track: Track) -> list[float]:
    return [value for value in map(_value, track.history) if value is not None]


def _value(figure: Figure) -> float | None:
    return figure.value


def _shares(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 0.5 for value in values]
