"""The tabs of a file: which there are, and the line that shows them."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from sampling.caseload.casefile import CaseFile
from tui.safe import gap, join, line, literal

TABS: Mapping[str, str] = {
    "summary": "Summary",
    "history": "History",
    "documents": "Documents",
    "people": "People",
}
"""The tabs by id, in order; each one's key is its first letter, but for the network of people."""

EMPTY = {
    "history": "Nothing is on file that has a date. a adds an entry that you saw in the authority's system.",
    "documents": "No document is on file.",
}
"""What is said where a tab has nothing to show."""


def tabs_line(file: CaseFile, tab: str, keys: Mapping[str, str], *, reading: bool) -> Content:
    """The tabs with their keys and counts, the one shown reversed; ``reading`` while a document is open."""
    counts = {"history": len(file.chronology), "documents": len(file.documents)}
    shown = gap(0)
    for one, name in TABS.items():
        label = literal(
            f" {name} {counts[one]} " if one in counts else f" {name} ", "bold reverse" if one == tab else ""
        )
        shown = join(shown, line(keys.get(one, ""), "bold $accent"), gap(1), label, gap(2))
    return join(shown, line("esc list, ← → others", "$text-muted")) if reading else shown
