"""Text selected with the mouse in widgets that draw themselves line by line."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


def with_selection(widget: Widget, content: Content, at: int) -> Content:
    """A line with what the mouse selected of it in the colours of a selection, or in reverse without colours.

    Args:
        widget: whose line it is.
        content: the line.
        at: its place among all the widget's lines, from 0.
    """
    selection = widget.text_selection
    span = selection.get_span(at) if selection is not None else None
    if span is None:
        return content
    start, end = span
    style = Style.from_styles(widget.screen.get_component_styles("screen--selection"))
    return content.stylize(
        Style(reverse=True) if widget.app.no_color else style, start, None if end == -1 else end
    )


def selectable(content: Content, style: Style, width: int, at: int) -> Strip:
    """A line as it is painted, filled up to a width; each piece knows its place, for the mouse to select by.

    What Textual makes of content does not know which line of the widget it is, and telling it afterwards
    makes every piece twice.

    Args:
        content: the line, no wider than the width.
        style: the line's own style, under those of its pieces.
        width: cells.
        at: its place among all the widget's lines, from 0.
    """
    pieces: list[Segment] = []
    place = 0
    for text, look in content.render(style, end=""):
        pieces.append(Segment(text, look.rich_style_with_offset(place, at)))
        place += len(text)
    filling = width - content.cell_length
    if filling > 0:
        # Only what is said is reversed where there are no colours.
        plain = style + Style(reverse=False)
        pieces.append(Segment(" " * filling, plain.rich_style_with_offset(place, at)))
    return Strip(pieces, max(width, content.cell_length))
