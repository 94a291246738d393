"""The part of the app that finds: words in all cases, a case by its id, a line by its letter; and copying."""

from __future__ import annotations

from dataclasses import replace

from textual.timer import Timer

from sampling.errors import IlacsError
from tui import remembered
from tui.navigation import NavigatingApp
from tui.widgets.rows import RowList

TWO_KEYS = 0.35
"""Seconds in which a second ``g`` makes ``gg``; after them one ``g`` is the roll-up."""


class FindingApp(NavigatingApp):
    """An app in which one finds one's way."""

    _searched = ""
    _one_g: Timer | None = None

    def action_search(self) -> None:
        """Search the notes and files of all drawn cases."""
        from tui.screens.search import SearchScreen

        screen = SearchScreen(self.place_shown, self._searched)

        def go(where: dict[str, str] | None) -> None:
            self._searched = screen.words
            if where is not None:
                self.go("case", **where)

        self.push_screen(screen, go)

    def action_go_to_case(self) -> None:
        """Ask for a case by its id."""
        from textual.command import CommandPalette

        from tui.screens.palette import CasesOnly

        self.push_screen(CommandPalette(providers=[CasesOnly], placeholder="Id of a case …"))

    def action_jump(self) -> None:
        """Put a letter beside everything that can be gone to."""
        from tui.screens.jump import JumpScreen, targets

        found = targets(self.place_shown)
        if found:
            self.push_screen(JumpScreen(found))

    def action_rollup(self) -> None:
        """The roll-up; pressed twice at once, the first line, as users of vi expect."""
        focused = self.place_shown.focused
        if not isinstance(focused, RowList):
            self.go("judgement")
        elif self._one_g is None:
            self._one_g = self.set_timer(TWO_KEYS, self._after_one_g)
        else:
            self._one_g.stop()
            self._one_g = None
            focused.action_end(-1)

    def _after_one_g(self) -> None:
        self._one_g = None
        if not self.place_shown.typing:
            self.go("judgement")

    # Copying

    def action_copy(self) -> None:
        """Copy what the mouse selected, else the line under the cursor or the document that is read.

        Raises:
            IlacsError: if copying is forbidden, or there is nothing to copy.
        """
        place = self.place_shown
        text = place.get_selected_text() or place.text_to_copy()
        if not text.strip():
            raise IlacsError("there is nothing to copy here")
        self.copy_to_clipboard(text)
        place.clear_selection()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text by the best way there is, and say which; every copy goes through here, ctrl+c's too.

        Raises:
            IlacsError: if copying is forbidden, or the text is too long for the only way there is.
        """
        from tui.copying import CopyingForbiddenError, copy

        # What was cut from a text is gone from it by now: pasting it within the app works in any case.
        # Private: Textual has no other way to set it without telling the terminal. It is pinned.
        self._clipboard = text
        if not remembered.load().copying:
            raise CopyingForbiddenError
        if text.strip():
            self.say(copy(text, super().copy_to_clipboard))

    def action_forbid(self) -> None:
        """Forbid copying on this computer, or allow it again; remembered for the next time.

        Raises:
            IlacsError: if it could not be remembered.
        """
        known = remembered.load()
        if not remembered.save(replace(known, copying=not known.copying)):
            raise IlacsError("the setting could not be kept, so nothing was changed")
        self.say("copying is forbidden on this computer" if known.copying else "copying is allowed again")
