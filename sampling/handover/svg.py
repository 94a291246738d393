"""Shares with their intervals as a picture: inline SVG, with the bands behind and the counts beside.

Nothing is said by colour alone: bands are named, the estimate is a dot, the interval a line with ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sampling.handover.page import Band, Bar, Bars, span

WIDTH = 720
"""Units across; the picture scales to the width of the page."""

LABEL = 250
COUNTS = 66
ROW = 22
TOP = 34
BOTTOM = 30
_PLOT = WIDTH - LABEL - COUNTS - 14
_LONGEST = 42


def bars_svg(bars: Bars) -> str:
    """The picture of some shares; each text in it is escaped, and it loads nothing."""
    height = TOP + ROW * len(bars.bars) + BOTTOM
    foot = TOP + ROW * len(bars.bars)
    parts = [
        f'<svg class="bars" viewBox="0 0 {WIDTH} {height}" role="img" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(bars.caption)}</title>",
        *_bands(bars.bands, foot),
        *_axis(foot),
    ]
    for place, bar in enumerate(bars.bars):
        parts += _row(bar, TOP + ROW * place + ROW / 2)
    return "\n".join([*parts, "</svg>"])


def _bands(bands: tuple[Band, ...], foot: float) -> Iterator[str]:
    for place, band in enumerate(reversed(bands)):
        left, right = _x(band.low), _x(band.high)
        yield (
            f'<rect class="band band-{place % 2}" x="{left:.1f}" y="{TOP - 4}" width="{right - left:.1f}"'
            f' height="{foot - TOP + 4:.1f}"/>'
        )
        lines = _two_lines(band.name)
        for number, line in enumerate(lines):
            y = TOP - 10 - 10 * (len(lines) - 1 - number)
            yield f'<text class="band-name" x="{(left + right) / 2:.1f}" y="{y}">{escape(line)}</text>'


def _axis(foot: float) -> Iterator[str]:
    for tenth in range(0, 11, 2):
        x = _x(tenth / 10)
        yield f'<line class="tick" x1="{x:.1f}" y1="{foot:.1f}" x2="{x:.1f}" y2="{foot + 4:.1f}"/>'
        yield f'<text class="axis" x="{x:.1f}" y="{foot + 15:.1f}">{tenth * 10}</text>'
    yield (
        f'<text class="axis" x="{_x(0.5):.1f}" y="{foot + 26:.1f}">'
        "good or better in every 100; the line is the 95-in-100 interval</text>"
    )


def _row(bar: Bar, middle: float) -> Iterator[str]:
    weight = " main" if bar.main else ""
    yield f'<g class="bar{weight}">'
    text = f" ({span(bar.low, bar.high)})" if bar.low is not None and bar.high is not None else ""
    yield f"<title>{escape(f'{bar.label}: {bar.counts}{text}')}</title>"
    yield f'<text class="label" x="0" y="{middle + 4:.1f}">{escape(_short(bar.label))}</text>'
    if bar.low is not None and bar.high is not None:
        low, high = _x(bar.low), _x(bar.high)
        yield f'<line class="interval" x1="{low:.1f}" y1="{middle}" x2="{high:.1f}" y2="{middle}"/>'
        for end in (low, high):
            yield (
                f'<line class="interval" x1="{end:.1f}" y1="{middle - 4}" x2="{end:.1f}" y2="{middle + 4}"/>'
            )
    if bar.rated:
        share = bar.share if bar.share is not None else bar.good / bar.rated
        yield f'<circle class="estimate" cx="{_x(share):.1f}" cy="{middle}" r="{5 if bar.main else 4}"/>'
    yield f'<text class="counts" x="{WIDTH}" y="{middle + 4:.1f}">{escape(bar.counts)}</text>'
    yield "</g>"


def _x(share: float) -> float:
    return LABEL + _PLOT * min(1.0, max(0.0, share))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _two_lines(name: str) -> list[str]:
    """A band's name over two lines where it is long."""
    words = name.split()
    if len(name) <= 11 or len(words) == 1:
        return [name]
    split = min(
        range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:])))
    )
    return [" ".join(words[:split]), " ".join(words[split:])]
