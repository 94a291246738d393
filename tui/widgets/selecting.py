"""Text selected with the mouse in widgets that draw themselves line by line."""

from __future__ import annotations

from textual.content import Content
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
