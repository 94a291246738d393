"""Jump mode: a letter beside everything that can be gone to, and two keys to get there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.safe import line
from tui.widgets.rows import RowList

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Labels, those under the fingers first."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to jump to.

    Attributes:
        x: column of its label on the screen.
        y: line of its label on the screen.
        go: goes there.
    """

    x: int
    y: int
    go: Callable[[], object]


def labels(number: int) -> list[str]:
    """So many labels, none the beginning of another: one letter while they last, else two each."""
    if number <= len(LETTERS):
        return list(LETTERS[:number])
    return ["".join(pair) for pair in product(LETTERS, repeat=2)][:number]


def targets(screen: Screen[Any]) -> list[Target]:
    """Every row in sight, and everything else that may have the keys."""
    found: list[Target] = []
    for widget in screen.focus_chain:
        region = widget.content_region
        if not region or not screen.region.contains_region(region):
            continue
        if isinstance(widget, RowList):
            # In the margin beside the row, so that no word loses its first letter.
            found += [
                Target(widget.region.x, region.y + y, _go_to_row(widget, key))
                for key, y in widget.rows_in_sight()
            ]
        else:
            found.append(Target(region.x, region.y, widget.focus))
    return found[: len(LETTERS) ** 2]


def _go_to_row(listing: RowList, key: str) -> Callable[[], object]:
    def go() -> None:
        listing.focus()
        listing.move_to(key)

    return go


class JumpScreen(ModalScreen[None]):
    """The labels over what can be gone to; any key that is no label's ends it."""

    CSS_PATH = "jump.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, found: Sequence[Target]) -> None:
        """Label these."""
        super().__init__()
        self._targets = dict(zip(labels(len(found)), found, strict=True))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A label beside each target."""
        for label, target in self._targets.items():
            yield _Label(label, target)

    def on_key(self, event: events.Key) -> None:
        """Go where the label is typed out."""
        event.stop()
        self._typed += event.character or " "
        target = self._targets.get(self._typed)
        if target is not None:
            self.dismiss()
            target.go()
        elif not any(label.startswith(self._typed) for label in self._targets):
            self.dismiss()

    def action_close(self) -> None:
        """Stay."""
        self.dismiss()


class _Label(Static):
    """One label, at a place of the screen."""

    def __init__(self, label: str, target: Target) -> None:
        super().__init__(line(label, "bold reverse"))
        self.absolute_offset = None
        self.styles.offset = (target.x, target.y)
