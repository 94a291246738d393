"""The app's style sheet: each part is parsed once, however often Textual asks for all of them anew."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

PARTS = 512
"""Parts kept as parsed: the sheets of the app and its screens, and one for each kind of widget."""


class KeptStylesheet(Stylesheet):
    """A style sheet that keeps what it parsed for as long as the theme's variables stay the same.

    Textual parses every part again, as if the theme had changed, whenever a screen brings a sheet of its
    own, and at each start once more for the theme. That is a fifth of the time to the first paint of a
    screen with many kinds of widget.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Nothing parsed yet."""
        super().__init__(variables=variables)
        # Private: Textual keeps 64 parts, and the case screen has more. It is pinned.
        self._parse_cache = LRUCache(PARTS)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the theme's variables; what was parsed is let go only where they are other than before."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is new, and what the theme's variables have changed."""
        self.parse()
