"""An interval drawn in characters over the bands of the grades."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sampling.framework.edition import Band
from sampling.framework.grades import Grade
from tui.safe import gap, join, literal

SHORT: dict[Grade, str] = {
    Grade.OUTSTANDING: "outst.",
    Grade.GOOD: "good",
    Grade.REQUIRES_IMPROVEMENT: "r.i.",
    Grade.INADEQUATE: "inad.",
}
"""Grades for a scale; where they stand alone they are written in full."""

_MUTED = "$text-muted"


def interval_bar(
    interval: tuple[float, float] | None, share: float | None, bands: Sequence[Band], width: int
) -> Content:
    """The interval from 0 to 100 in 100: its ends, the share itself, and where bands meet.

    ``├`` and ``┤`` are the ends, ``●`` the share of those read, ``│`` where two bands meet (``┿`` inside the
    interval).

    Args:
        interval: fractions, or None where nothing can be estimated.
        share: a fraction, or None.
        bands: the edition's bands.
        width: cells.
    """
    edges = {_cell(band.low, width) for band in bands if 0 < band.low < 1}
    cells = ["│" if place in edges else "·" for place in range(width)]
    if interval is None:
        return literal("".join(cells), _MUTED)
    low, high = (_cell(end, width) for end in interval)
    for place in range(low, high + 1):
        cells[place] = "┿" if place in edges else "━"
    cells[low], cells[high] = ("├", "┤") if low < high else ("┃", "┃")
    if share is not None:
        cells[_cell(share, width)] = "●"
    return join(
        literal("".join(cells[:low]), _MUTED),
        literal("".join(cells[low : high + 1]), "bold $accent"),
        literal("".join(cells[high + 1 :]), _MUTED),
    )


def band_scale(bands: Sequence[Band], width: int) -> Content:
    """The bands' grades, each where its band lies on the bar."""
    scale = gap(0)
    for band in sorted(bands, key=lambda item: item.low):
        start = _cell(band.low, width) if band.low else 0
        end = _cell(band.high, width) if band.high < 1 else width
        words = literal(" or ".join(SHORT[grade] for grade in band.grades), _MUTED)
        words = words.truncate(max(0, end - start - 1), ellipsis=True)
        scale = join(scale, gap(start - scale.cell_length), words)
    return scale


def _cell(share: float, width: int) -> int:
    """The cell that a fraction falls into."""
    return min(width - 1, max(0, int(share * width)))
