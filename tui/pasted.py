"""A paste that holds escape characters stays one text.

Textual reads an escape character inside a bracketed paste as the beginning of a key's sequence, and gives
the thirty characters after it to the app as keys, before the text itself: words come out of order, and
where the keys go to a list they act as commands, so that a pasted "4" rates. Most terminals take such
characters out of a paste; tmux and some others do not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual._xterm_parser import XTermParser  # private: Textual has no public way; it is pinned
from textual.message import Message

ESCAPE = "\x1b"
BEGINS, ENDS = "\x1b[200~", "\x1b[201~"
"""What a terminal sends before and after a paste."""

INSTEAD = "\N{REPLACEMENT CHARACTER}"
"""What stands for an escape character, as ``sampling.text.clean`` has it."""

_READERS = ("textual.drivers.linux_driver", "textual.drivers.win32")


class PasteFilter:
    """Takes escape characters out of pastes, in what a terminal sends piece by piece.

    What is typed passes unchanged and at once, since the escape key itself is such a character.
    """

    def __init__(self) -> None:
        """No paste has begun."""
        self._inside = False
        self._before = ""
        self._held = ""

    def __call__(self, data: str) -> str:
        """The next piece, as it is to be read; what may be the end of a paste waits for the rest of it."""
        passed = []
        data, self._held = self._held + data, ""
        while data:
            part, data = self._pasted(data) if self._inside else self._typed(data)
            passed.append(part)
        return "".join(passed)

    def _typed(self, data: str) -> tuple[str, str]:
        """Everything up to the beginning of a paste, and what is left after it."""
        joined = self._before + data
        at = joined.find(BEGINS)
        if at < 0:
            self._before = joined[1 - len(BEGINS) :]
            return data, ""
        upto = at + len(BEGINS) - len(self._before)
        self._inside, self._before = True, ""
        return data[:upto], data[upto:]

    def _pasted(self, data: str) -> tuple[str, str]:
        """Everything up to the end of the paste, and what is left after it."""
        text, end, rest = data.partition(ENDS)
        if end:
            self._inside = False
            return text.replace(ESCAPE, INSTEAD) + end, rest
        begun = next((n for n in range(len(ENDS) - 1, 0, -1) if text.endswith(ENDS[:n])), 0)
        self._held = text[len(text) - begun :]
        return text[: len(text) - begun].replace(ESCAPE, INSTEAD), ""


class PasteParser(XTermParser):
    """Textual's reader of what a terminal sends, with every paste as one text."""

    def __init__(self, debug: bool = False) -> None:
        """Nothing read yet."""
        super().__init__(debug)
        self._filter = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        """Read the next piece; the empty one is the end."""
        passed = self._filter(data)
        return super().feed(passed) if passed or not data else ()


def keep_pastes_whole() -> None:
    """Have the terminal drivers that are loaded read through ``PasteParser``."""
    for name in _READERS:
        driver = sys.modules.get(name)
        if driver is not None:
            vars(driver)["XTermParser"] = PasteParser
