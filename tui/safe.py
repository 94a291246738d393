"""The one door through which text reaches a widget: cleaned, and never read as markup.

Textual and Rich read square brackets in a plain string as markup: words vanish, links can be clicked
and fire actions, and a stray ``[/x]`` ends the program. Escaping does not close this. Control
characters reach the terminal even from markup-free widgets. So no other module builds ``Content`` or
``Text``, and ``tests/tui/test_safe.py`` walks the code to prove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.content import Content

from sampling.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable


def literal(text: str, style: str = "") -> Content:
    """Text of one or more lines for any Textual widget, shown as it is.

    Args:
        text: anything, trusted or not.
        style: a Textual style such as ``bold $accent``; never made from data.
    """
    return Content.styled(clean(text).text, style)


def line(text: str, style: str = "") -> Content:
    """As ``literal``, with line ends, tabs and runs of space made one space: for one row of the screen."""
    return Content.styled(clean_line(text).text, style)


def join(*parts: Content) -> Content:
    """Safe parts, one after the other."""
    return Content.assemble(*parts)


def rows(parts: Iterable[Content]) -> Content:
    """Safe parts, each on a line of its own."""
    return Content("\n").join(parts)


def gap(cells: int) -> Content:
    """Spaces, for keeping columns in line; none for less than one."""
    return Content(" " * max(0, cells))


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Text of one line, cut or filled with spaces to exactly so many cells.

    Args:
        text: anything; what does not fit ends in an ellipsis.
        width: cells, as a terminal counts them: a wide character takes two.
        right: whether it stands at the right end, as numbers do.
    """
    shown = clean_line(text).text
    cells = len(shown) if shown.isascii() else cell_len(shown)
    if cells > width:
        shown = set_cell_size(shown, max(0, width - 1)) + "…" if width > 0 else ""
        cells = width
    filling = " " * (width - cells)
    return filling + shown if right else shown + filling


def column(text: str, width: int, style: str = "", *, right: bool = False) -> Content:
    """As ``fit``, as content in a style."""
    return Content.styled(fit(text, width, right=right), style)


def cell(text: str, style: str = "") -> Text:
    """Text of one line for a cell or heading of a ``DataTable``, or a label of a ``Tree``.

    Args:
        text: anything, trusted or not.
        style: a Rich style, such as ``bold``; never made from data.
    """
    return Text(clean_line(text).text, style=style, end="")
