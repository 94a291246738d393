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


def tabs_line(file: CaseFile, tab: str, keys: Mapping[str, str], *, reading: bool, width: int = 0) -> Content:
    """The tabs with their keys and counts, the one shown reversed.

    Args:
        file: what is counted.
        tab: the one shown.
        keys: by tab.
        reading: whether a document is open: then what leads out of it is said too, as far as it fits.
        width: cells; 0 for any number.
    """
    counts = {"history": len(file.chronology), "documents": len(file.documents)}
    shown = gap(0)
    for one, name in TABS.items():
        label = literal(
            f" {name} {counts[one]} " if one in counts else f" {name} ", "bold reverse" if one == tab else ""
        )
        shown = join(shown, line(keys.get(one, ""), "bold $accent"), gap(1), label, gap(2))
    for way_out in ("esc list, ← → others", "← → esc") if reading else ():
        if not width or shown.cell_length + len(way_out) <= width:
            return join(shown, line(way_out, "$text-muted"))
    return shown
