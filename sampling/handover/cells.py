"""Cells of spreadsheets: no text starts a formula, and every text can be had back exactly.

Spreadsheets take a cell that starts with ``=``, ``+``, ``-`` or ``@`` (their full-width forms too, in
some languages) for a formula, and some look past blanks, tabs and line ends before it. Such a text gets
an apostrophe in front, the mark by which spreadsheets themselves say "this is text". So does one that
starts with ``<r>``, which inside a workbook's own file would be taken for a text with formats and written
unescaped. A text that starts with an apostrophe of its own gets one more. So the rule backwards is: take
one apostrophe off where there is one.
"""

from __future__ import annotations

import re

from sampling.handover.declaration import Value

MARK = "'"
"""What is put in front of a text that would start a formula."""

JOINT = "; "
"""What stands between the texts of a list in one cell."""

RULE = (
    "In CSV and XLSX a text that a spreadsheet would take for a formula, or for markup of its own, has an "
    "apostrophe in front, and so has a text that starts with an apostrophe itself: take one apostrophe off "
    "the front to have the text back exactly. Numbers are numbers, and a blank cell holds nothing."
)
"""The rule in words, for whoever is handed the cells."""

_MISTAKEN = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]|'|<r>")


def safe(text: str) -> str:
    """The text as a cell that starts no formula or markup; ``plain`` gives the text back."""
    return MARK + text if _MISTAKEN.match(text) else text


def plain(cell: str) -> str:
    """The text that a cell made by ``safe`` stands for."""
    return cell.removeprefix(MARK)


def cell(value: Value) -> str | int | float | None:
    """A value as one cell: a list joined, a flag as 1 or 0, a text made safe."""
    if isinstance(value, tuple):
        return safe(JOINT.join(value)) if value else None
    if isinstance(value, bool):
        return int(value)
    return safe(value) if isinstance(value, str) else value
