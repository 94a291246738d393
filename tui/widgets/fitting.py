"""Texts one under the other in no more lines than there are, with a sign where one is cut."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.safe import join, literal

FIRM = 2
"""So many texts at the top give way last: what is asked, and what was answered."""


def fitted(parts: Sequence[Content], width: int, height: int) -> list[Content]:
    """The texts as lines that fit; all of them where they do.

    The last text gives way first. Then the longest of the rest are cut line by line, so that something of
    each is left, and then whole ones from the end.

    Args:
        parts: texts, what matters most first.
        width: cells.
        height: lines; with none of either, nothing is cut.
    """
    if width <= 0 or height <= 0:
        return list(parts)
    lines = [part.wrap(width) for part in parts]
    if sum(map(len, lines)) > height and len(lines) > FIRM:
        lines.pop()
    while sum(map(len, lines)) > height:
        longest = max(lines[FIRM:], key=len, default=[])
        if len(longest) <= 1:
            longest = max(lines[1:], key=len, default=[])
        if len(longest) > 1:
            longest.pop()
            longest[-1] = _cut(longest[-1], width)
        elif len(lines) > 1:
            lines.pop()
            lines[-1][-1] = _cut(lines[-1][-1], width)
        else:
            del lines[0][height:]
            lines[0][-1] = _cut(lines[0][-1], width)
    return [each for part in lines for each in part]


def _cut(shown: Content, width: int) -> Content:
    """A line with the sign that there is more, after a whole word where there is one."""
    words = shown.rstrip(" …")
    if words.cell_length + 2 > width:
        words = words.truncate(max(0, width - 2))
        at = words.plain.rfind(" ")
        words = words[:at] if at > 0 else words
    return join(words, literal(" …"))
