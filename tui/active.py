"""Time at the keyboard: counted from key to key, and not while nobody is there."""

from __future__ import annotations

import time
from collections.abc import Callable

AWAY = 240.0
"""Seconds without a key after which a reader is taken to have gone; the pause is then not counted.

A wide screen full of a document, five hundred words, is read in less without a key being touched.
"""

LEAST = 5
"""Seconds below which a stay is not worth recording; it is added to the next one."""


class ActiveTime:
    """How long somebody has been at one case, on a clock that no change of the time of day moves."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Nobody at any case yet; ``now`` gives seconds."""
        self._now = now
        self._case = ""
        self._last: float | None = None
        self._spent: dict[str, float] = {}

    def seen(self) -> None:
        """A key was pressed, or the mouse used."""
        now = self._now()
        if self._case and self._last is not None and 0 <= now - self._last <= AWAY:
            self._spent[self._case] = self._spent.get(self._case, 0.0) + now - self._last
        self._last = now

    def begin(self, case_id: str) -> None:
        """From now on the time is that case's; nobody's where it is empty."""
        if case_id != self._case:
            self.seen()
            self._case = case_id

    def taken(self) -> list[tuple[str, int]]:
        """Take out what is worth recording: cases with whole seconds; what is left over stays."""
        self.seen()
        found = [(case, int(spent)) for case, spent in self._spent.items() if spent >= LEAST]
        for case, seconds in found:
            self._spent[case] -= seconds
        return found

    def give_back(self, taken: list[tuple[str, int]]) -> None:
        """Count again what was taken out and could not be recorded."""
        for case, seconds in taken:
            self._spent[case] = self._spent.get(case, 0.0) + seconds
