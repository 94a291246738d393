"""A training session's time limit in line mode: asked for, said on opening, and once when it is passed."""

from __future__ import annotations

from sampling.store import Inspection
from tui.widgets.words import count


class LimitAloud:
    """What is said of the time limit during one sitting; nothing where there is none."""

    def __init__(self, inspection: Inspection) -> None:
        """The limit of whoever reads in this file."""
        self._inspection = inspection
        self._warned = False

    def used(self) -> str:
        """How much of the limit is used, in a sentence; empty without a limit."""
        limit = self._inspection.times.limit()
        if limit is None:
            return ""
        if not limit.started:
            return f"The time limit is {count(limit.minutes, 'minute')}, counted from your first rating."
        used = limit.used(self._inspection.clock())
        over = f", {used - limit.minutes} over the limit" if used > limit.minutes else ""
        return f"{used} of {count(limit.minutes, 'minute')} used{over}."

    def warning(self) -> str:
        """The same, the first time that the limit is passed; else empty."""
        limit = self._inspection.times.limit()
        if self._warned or limit is None or limit.used(self._inspection.clock()) <= limit.minutes:
            return ""
        self._warned = True
        return self.used()
