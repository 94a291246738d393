"""The file: summary, chronology, documents and people, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from tui.safe import line
from tui.screens.case_desk import CaseDesk
from tui.widgets.document import DocumentView
from tui.widgets.file_rows import RAISED, document_row, document_rows, filter_words, summary_rows
from tui.widgets.file_tabs import EMPTY, TABS, tabs_line
from tui.widgets.file_words import FileWords
from tui.widgets.narrowing import Narrowed
from tui.widgets.people_rows import people_rows
from tui.widgets.rows import Row, RowList
from tui.widgets.timeline import entries_in, entry_row, shown_words, timeline_rows
from tui.widgets.typed import LineBox


class FilePane(FileWords):
    """What can be read of the case."""

    DEFAULT_CSS = """
    FilePane #file-tabs, FilePane #file-filter-words { height: 1; padding: 0 1; }
    FilePane #file-filter-words { display: none; color: $text-muted; }
    FilePane #file-filter { display: none; height: 1; border: none; padding: 0 1; background: $panel; }
    FilePane DocumentView { display: none; }
    FilePane.-reading DocumentView { display: block; }
    FilePane.-reading #file-rows { display: none; }
    """

    def __init__(self, id: str) -> None:
        """An empty file."""
        super().__init__(id=id)
        self._desk: CaseDesk | None = None
        self._places: dict[str, tuple[str, float]] = {}
        self._keys: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """Tabs, rows or a document, and the filter."""
        yield Static(id="file-tabs")
        yield Static(id="file-filter-words")
        yield RowList(id="file-rows")
        yield DocumentView(id="document")
        yield LineBox(id="file-filter", placeholder="Show only what holds …", compact=True)

    def show(self, desk: CaseDesk, keys: Mapping[str, str]) -> None:
        """Show a case's file, or the same file anew; ``keys`` are those of the tabs."""
        fresh = self._take(desk, keys)
        self._draw(self._places.get(self.tab, ("", 0))[0] if fresh else None)

    def _take(self, desk: CaseDesk, keys: Mapping[str, str]) -> bool:
        """Have a case's file to show; says whether it is another than before."""
        fresh = self._desk is None or self._desk.case_id != desk.case_id
        self._desk, self._keys = desk, keys
        if fresh:
            self._places = {}
            self.narrowed = Narrowed()
            self.view.leave()
            self.view.restore({})
        return fresh

    def show_tab(self, tab: str) -> None:
        """Show another tab, with the cursor where it was left there."""
        if tab == self.tab and not self.reading:
            return
        self._note_place()
        self.close_document()
        self.tab = tab
        self._draw(*self._places.get(tab, ("", 0.0)))

    def entry_at_cursor(self) -> str:
        """The id of the entry or document that a citation would name; empty where there is none."""
        if self.view.document is not None:
            return self.view.document.id
        if self.tab in ("history", "documents"):
            return self.rows.key
        return self.rows.key.removeprefix("entry:") if self.rows.key.startswith("entry:") else ""

    def go_to(self, entry: str, words: str = "") -> bool:
        """Put the cursor on an entry or a row of ``RAISED``, or open a document, at these words if any.

        Returns:
            False where there is none such.
        """
        desk = self._desk
        if desk is None:
            return False
        if entry.startswith(RAISED):
            self.show_tab("summary")
            return self.rows.move_to(entry)
        if any(document.id == entry for document in desk.file.documents):
            self.show_tab("documents")
            self._unfilter_for(entry)
            self.open_document(entry)
            self._find(words)
            return True
        if any(item.id == entry for item in desk.file.chronology):
            self.show_tab("history")
            self._unfilter_for(entry)
            return True
        return False

    def open_document(self, document: str) -> None:
        """Read a document in full."""
        found = next((item for item in self._documents if item.id == document), None)
        if found is None:
            return
        had_focus = self.rows.has_focus
        self.rows.move_to(document)
        self.view.show(found)
        self.add_class("-reading")
        self._draw_tabs()
        if had_focus:
            self.view.focus()

    def close_document(self) -> None:
        """Back to the list of documents."""
        had_focus = self.view.has_focus
        self.view.leave()
        self.remove_class("-reading")
        self._draw_tabs()
        self._draw_words()
        if had_focus:
            self.rows.focus()

    def on_document_view_turned(self, event: DocumentView.Turned) -> None:
        """Read the next document, or the one before."""
        event.stop()
        ids = [item.id for item in self._documents]
        if self.view.document is None or not ids:
            return
        place = ids.index(self.view.document.id) + event.by
        if 0 <= place < len(ids):
            self.open_document(ids[place])

    def show_marks(self) -> None:
        """Mark anew what is cited; the rest of the rows stay as they are."""
        desk = self._desk
        if desk is None or self.tab not in ("history", "documents"):
            return
        cited = {item for answer in desk.answers.values() for item in answer.citations} | {self.rows.key}
        if self.tab == "history":
            for entry in desk.file.chronology:
                if entry.id in cited:
                    self.rows.replace(entry_row(desk, entry))
        else:
            for document in desk.file.documents:
                if document.id in cited:
                    self.rows.replace(document_row(desk, document))

    def state(self) -> dict[str, Any]:
        """Where the reader is in the file."""
        self._note_place()
        return {
            "tab": self.tab,
            "places": {tab: list(place) for tab, place in self._places.items()},
            "document": self.view.document.id if self.view.document else "",
            "read": self.view.places(),
            "narrowed": self.narrowed.state(),
        }

    def resume(
        self, desk: CaseDesk, keys: Mapping[str, str], state: Mapping[str, Any], *, scroll: bool
    ) -> None:
        """Show a case's file where the reader left it; scrolled as it was if lines are as they were."""
        self._take(desk, keys)
        places = state.get("places")
        if isinstance(places, dict):
            self._places = {
                str(tab): (str(place[0]), float(place[1])) for tab, place in places.items() if len(place) == 2
            }
        read = state.get("read")
        if isinstance(read, dict):
            self.view.restore({str(key): float(value) for key, value in read.items()})
        self.tab = str(state.get("tab")) if state.get("tab") in TABS else "summary"
        self.narrowed = Narrowed.restored(state.get("narrowed"))
        key, y = self._places.get(self.tab, ("", 0.0))
        self._draw(key, y if scroll else None)
        if state.get("document"):
            self.open_document(str(state["document"]))

    @property
    def _documents(self) -> tuple[Any, ...]:
        return self._desk.file.documents if self._desk else ()

    def _note_place(self) -> None:
        self._places[self.tab] = (self.rows.key, self.rows.scroll_y)

    def _unfilter_for(self, entry: str) -> None:
        if not self.rows.move_to(entry):
            self.narrowed = Narrowed()
            self._draw()
            self.rows.move_to(entry)

    def _rows(self, desk: CaseDesk) -> list[Row]:
        match self.tab:
            case "history":
                return timeline_rows(desk, self.narrowed)
            case "documents":
                return document_rows(desk, self.wanted)
            case "people":
                return people_rows(desk.file, desk.inspection.settings.census_date)
            case _:
                return summary_rows(desk)

    def _draw(self, key: str | None = None, scroll: float | None = None) -> None:
        desk = self._desk
        if desk is None:
            return
        rows = self._rows(desk)
        words = self._filter_words(desk, rows)
        self.rows.empty = line(
            "Nothing holds that text. esc shows everything." if words else EMPTY.get(self.tab, "")
        )
        self.rows.set_rows(rows, key, scroll)
        self._draw_words(f"{words} (esc shows all)" if words else "")
        self._draw_tabs()

    def _filter_words(self, desk: CaseDesk, rows: list[Row]) -> str:
        if self.tab == "history":
            return shown_words(entries_in(rows), len(desk.file.chronology), self.narrowed)
        return filter_words(len(rows), len(self._documents), self.wanted) if self.tab == "documents" else ""

    def on_resize(self) -> None:
        """Fit the line of tabs to the width."""
        self._draw_tabs()

    def _draw_tabs(self) -> None:
        if self._desk is None:
            return
        tabs = self.query_one("#file-tabs", Static)
        width = tabs.content_size.width
        tabs.update(tabs_line(self._desk.file, self.tab, self._keys, reading=self.reading, width=width))
