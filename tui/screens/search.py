"""Searching the notes and files of all drawn cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from sampling.errors import UsageError
from sampling.store import Inspection
from sampling.store.reading import OVERALL
from tui.safe import column, gap, join, line
from tui.screens.base import PlaceScreen
from tui.searching import Hit, search, wanted_of
from tui.trouble import Telling
from tui.widgets.rows import Row, RowList
from tui.widgets.typed import LineBox
from tui.widgets.words import count

MOST = 300
"""Places shown; so many say that the words are too common."""

Go = Callable[[dict[str, str]], None]


class SearchScreen(Telling, ModalScreen[dict[str, str] | None]):
    """Words to look for, and where they stand; gives where to go, or None."""

    CSS_PATH = "search.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, place: PlaceScreen, words: str = "") -> None:
        """Search for somebody in a place; begin with what was looked for before."""
        super().__init__()
        self._place = place
        self.words = words
        self._hits: Sequence[Hit] = ()

    def compose(self) -> ComposeResult:
        """The words, what was found, what the keys do."""
        with Vertical(id="search"):
            yield Static("Search the notes and files of every drawn case", id="search-title")
            yield LineBox(self.words, placeholder="words as they stand; enter searches", id="words")
            yield Static(id="found")
            yield RowList(empty=line(""), id="hits")
            yield Static("enter goes there; tab between words and list; esc closes", id="search-note")

    def on_mount(self) -> None:
        """Search again for what was looked for before."""
        if self.words:
            self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search."""
        event.stop()
        self.words = event.value
        self._search()

    def _search(self) -> None:
        words = self.words
        try:
            wanted_of(words)
        except UsageError as error:
            self._say(str(error))
            return

        def look(inspection: Inspection) -> list[Hit]:
            return [hit for _, hit in zip(range(MOST), search(inspection, words), strict=False)]

        self._say("looking …")
        self._place.aside(look, self._show, failed=self._say)

    def _show(self, hits: Sequence[Hit]) -> None:
        if not self.is_attached:
            return
        self._hits = hits
        cases = len({hit.case for hit in hits})
        more = " (the first so many: give more words)" if len(hits) == MOST else ""
        self._say(f"{count(len(hits), 'place')} in {count(cases, 'case')}{more}")
        listing = self.query_one(RowList)
        listing.set_rows(list(self._rows(hits)))
        if hits:
            listing.focus()

    def _rows(self, hits: Sequence[Hit]) -> Sequence[Row]:
        rows: list[Row] = []
        # Ids of entries are told in full where there is room for them.
        wide = max(12, min(26, max((len(hit.place) for hit in hits), default=0), self.size.width // 5))
        numbered = list(enumerate(hits))
        for note, some in groupby(numbered, key=lambda pair: pair[1].note):
            rows.append(Row("", line("Written by readers" if note else "On file"), heading=True))
            rows += [
                Row(
                    str(number),
                    line(hit.words),
                    lead=join(column(hit.case, 14), column(hit.place, wide), gap(1)),
                    tail=line(hit.reader, "$text-muted"),
                )
                for number, hit in some
            ]
        return rows

    def _say(self, words: str) -> None:
        self.query_one("#found", Static).update(line(words, "$text-muted"))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to the finding, entry or document."""
        event.stop()
        self.dismiss({**where(self._hits[int(event.key)]), "words": self.words})

    def action_move(self, by: int) -> None:
        """Move the cursor of what was found."""
        self.query_one(RowList).move(by)

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss(None)


def where(hit: Hit) -> dict[str, str]:
    """Where in the case screen a hit stands."""
    if hit.place in ("facts", "query", "concern"):
        return {"case": hit.case}
    if hit.note or hit.place == OVERALL:
        return {"case": hit.case, "criterion": hit.place}
    return {"case": hit.case, "entry": hit.place}
