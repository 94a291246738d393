"""Contrast of what is on the screen, as WCAG 2 measures it."""

from __future__ import annotations

from rich.color import Color as RichColor
from rich.segment import Segment
from textual.app import App

from tests.tui.seeing import segments

DRAWING = set("─│╭╮╰╯▔▁▂▃▄▅▆▇█▉▊▋▌▍▎▏░▒▓▐▕┃━┏┓┗┛▖▗▘▝🔎⌄▼▲")
"""Characters of boxes, bars and scrollbars, which WCAG holds to 3:1 or to nothing."""


def ratio(one: RichColor, two: RichColor) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint(app: App[int], least: float) -> list[str]:
    """Every text on the screen that stands out less than that from what is behind it."""
    found = []
    for segment in segments(app):
        pair = _pair(segment)
        if pair is not None and ratio(*pair) < least:
            found.append(f"{segment.text.strip()!r}: {ratio(*pair):.2f} ({segment.style})")
    return found


def _pair(segment: Segment) -> tuple[RichColor, RichColor] | None:
    style = segment.style
    if (
        style is None
        or not set(segment.text.strip()) - DRAWING
        or style.color is None
        or style.bgcolor is None
    ):
        return None
    return (style.color, style.bgcolor)


def _luminance(color: RichColor) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = color.get_truecolor()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
