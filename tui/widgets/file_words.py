"""Words in the file: the line in which they are typed, what they hide, and where they stand in a document."""

from __future__ import annotations

from dataclasses import replace

from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.safe import line
from tui.widgets.document import DocumentView
from tui.widgets.narrowing import Narrowed
from tui.widgets.rows import RowList
from tui.widgets.typed import LineBox


class FileWords(Vertical):
    """A file whose entries and documents are filtered, and whose open document is looked through.

    Attributes:
        tab: the tab shown.
        narrowed: which entries are shown; its text holds for documents too.
    """

    def __init__(self, id: str) -> None:
        """Nothing is hidden."""
        super().__init__(id=id)
        self.tab = "summary"
        self.narrowed = Narrowed()

    def show_tab(self, tab: str) -> None:
        """Show another tab."""
        raise NotImplementedError

    def _draw(self, key: str | None = None, scroll: float | None = None) -> None:
        raise NotImplementedError

    @property
    def wanted(self) -> str:
        """The text that entries and documents are filtered by."""
        return self.narrowed.text

    @property
    def filtered(self) -> bool:
        """Whether something of the tab may be hidden."""
        return bool(self.narrowed.words() if self.tab == "history" else self.wanted)

    @property
    def rows(self) -> RowList:
        """The rows."""
        return self.query_one("#file-rows", RowList)

    @property
    def view(self) -> DocumentView:
        """The document being read."""
        return self.query_one(DocumentView)

    @property
    def reading(self) -> bool:
        """Whether a document is open."""
        return self.view.document is not None

    def focus_rows(self) -> None:
        """Give the keys to the rows, or to the document."""
        (self.view if self.reading else self.rows).focus()

    def ask_filter(self) -> None:
        """Type what entries and documents are to hold, or what to find in the document that is read."""
        if self.tab not in ("history", "documents") and not self.reading:
            self.show_tab("history")
        box = self.query_one("#file-filter", LineBox)
        box.placeholder = "Find in this document …" if self.reading else "Show only what holds …"
        box.display = True
        box.value = self.view.words if self.reading else self.wanted
        box.focus()

    def narrow(self, narrowed: Narrowed) -> None:
        """Show only these entries, in the history."""
        self.show_tab("history")
        self.narrowed = narrowed
        self._draw()

    def clear_filter(self) -> None:
        """Show everything again; of a document, without the marks of what was found."""
        if self.reading:
            self._find("")
        else:
            self.narrowed = Narrowed()
            self._draw()
        self._hide_box()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter, or find, as one types."""
        event.stop()
        if not event.input.display:
            return
        if self.reading and event.value != self.view.words:
            self._find(event.value)
        elif not self.reading and event.value != self.wanted:
            self._filter(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go on reading; in a document go on to the next place."""
        event.stop()
        if self.reading:
            self._find(event.value, by=1)
        else:
            self._hide_box()

    def _filter(self, wanted: str) -> None:
        self.narrowed = replace(self.narrowed, text=wanted)
        self._draw()

    def _find(self, words: str, by: int = 0) -> None:
        found = self.view.find(words, by)
        told = f"'{self.view.words}' {found} (/ and enter go on, esc is done)"
        self._draw_words(told if found else "")

    def _draw_words(self, words: str = "") -> None:
        """Say above the rows what is hidden or looked for."""
        shown = self.query_one("#file-filter-words", Static)
        shown.display = bool(words)
        shown.update(line(words))

    def _hide_box(self) -> None:
        box = self.query_one("#file-filter", LineBox)
        if box.has_focus:
            self.focus_rows()
        box.display = False
