"""The evidence of one finding, written in place: kept as a draft while it is typed, recorded when left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from tui.safe import gap, join, line
from tui.widgets.text_box import TextBox
from tui.widgets.typed import DraftKeeper


class EvidenceBox(Vertical):
    """A box under the findings; hidden while nothing is being written.

    Attributes:
        criterion: whose evidence is being written; empty while closed.
        entered: whether the keys have gone into the text since it was opened.
        state: whether what was typed is on disk, in words.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+s", "leave", "Record", show=False)]
    DEFAULT_CSS = """
    EvidenceBox { height: auto; display: none; }
    EvidenceBox.-open { display: block; }
    EvidenceBox Static { height: 1; padding: 0 1; }
    """

    @dataclass
    class Left(Message):
        """The writer is done; the text is to be recorded."""

        criterion: str
        text: str

    @dataclass
    class State(Message):
        """Whether what was typed is on disk: ``saving``, ``draft saved`` or why not."""

        words: str

    def __init__(self, id: str) -> None:
        """A closed box."""
        super().__init__(id=id)
        self.criterion = ""
        self.entered = False
        self.state = ""
        self._keeper: DraftKeeper | None = None

    def compose(self) -> ComposeResult:
        """A line that says whose evidence and whether it is saved, and the text."""
        yield Static(id="evidence-head")
        yield TextBox(id="evidence-text")

    @property
    def open(self) -> bool:
        """Whether evidence is being written."""
        return bool(self.criterion)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.query_one(TextBox).text

    def start(
        self, criterion: str, name: str, text: str, keep: Callable[[str], None], *, draft: bool
    ) -> None:
        """Write the evidence of a criterion, starting from what there is; ``draft`` where that is a draft."""
        self.criterion = criterion
        self.entered = False
        self._whose = name
        self._keeper = DraftKeeper(self, keep, self._say)
        box = self.query_one(TextBox)
        with box.prevent(TextArea.Changed):
            box.load_text(text)
        box.move_cursor(box.document.end)
        self._show_state("a draft from before" if draft else "")
        self.add_class("-open")
        box.focus()

    def close(self) -> None:
        """Hide the box; nothing more is kept."""
        if self._keeper is not None:
            self._keeper.forget()
        self.criterion = ""
        self.state = ""
        self.remove_class("-open")

    @property
    def unsaved(self) -> str:
        """Why what was typed is not on disk; empty where it is."""
        return self._keeper.trouble if self._keeper is not None else ""

    def flush(self) -> None:
        """Put on disk what was typed."""
        if self._keeper is not None:
            self._keeper.flush()

    def action_leave(self) -> None:
        """Done writing: have the text recorded."""
        if self.open:
            self.post_message(self.Left(self.criterion, self.text))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        if self._keeper is not None and self.open:
            self._keeper.typed(event.text_area.text)

    def on_descendant_focus(self) -> None:
        """The keys go into the text."""
        self.entered = self.open

    def on_descendant_blur(self) -> None:
        """Wherever the keys go now, what was typed is on disk."""
        self.flush()

    def _say(self, words: str) -> None:
        if words != self.state:  # while one types it is said with every letter
            self._show_state(words)

    def _show_state(self, words: str) -> None:
        self.state = words
        # Why it is not saved is longer than this line: the place says it in full.
        begun = "as recorded" if self.text else "type what you saw"
        state = {"": begun, "saving": "saving…"}.get(words, words.partition(":")[0])
        head = join(
            line(f"Evidence for {self._whose}", "bold"),
            gap(2),
            line(f"{state} · esc records it", "$text-muted"),
        )
        self.query_one("#evidence-head", Static).update(head)
        self.post_message(self.State(words))
