"""Whether strata with too few completed cases for an interval are put together: decided, with a reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from sampling.errors import UsageError
from sampling.findings.enquiries import MergedStrata
from sampling.findings.events import Event
from sampling.framework import Edition
from sampling.store import state
from sampling.store.draws import Draws
from sampling.text import clean

Record = Callable[[str, dict[str, Any]], Event]


class StrataDesk:
    """Thin strata of the draws of one opened inspection file.

    An area drawn in strata has no interval while one of them has none or one completed case. Somebody
    may then decide that thin strata are put together by the rule of ``sampling.rollup.merging``; the
    decision stands in the journal, and what was put together stands beside every number worked so.
    """

    def __init__(
        self, connection: sqlite3.Connection, record: Record, edition: Edition, draws: Draws
    ) -> None:
        """Decide over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._edition = edition
        self._draws = draws

    def merge(self, area: str, because: str) -> None:
        """Put thin strata of an area's draw together from now on.

        Args:
            area: the area's id.
            because: the reason, which stays with the decision.

        Raises:
            UsageError: if nothing was drawn there, the draw has no strata, or no reason is given.
        """
        self._decide(area, because, merged=True)

    def part(self, area: str, because: str) -> None:
        """Leave the strata of an area's draw apart after all.

        Raises:
            UsageError: if they are not put together, or no reason is given.
        """
        self._decide(area, because, merged=False)

    def decided(self, draw: str) -> MergedStrata | None:
        """What was decided for a draw; None where nothing was."""
        return next(iter(state.select(self._connection, MergedStrata, "draw = ?", draw)), None)

    def merges(self, draw: str) -> bool:
        """Whether thin strata of a draw are put together."""
        found = self.decided(draw)
        return found is not None and bool(found.merged)

    def _decide(self, area: str, because: str, *, merged: bool) -> None:
        place = self._edition.area(area)
        entry = self._draws.counted(place.id)
        if entry is None:
            raise UsageError(f"nothing is drawn of {place.name.lower()}")
        if len(self._draws.selection(entry.draw).strata) < 2 or entry.design != "stratified":
            raise UsageError(f"draw '{entry.draw}' has no strata to put together")
        if self.merges(entry.draw) is merged:
            how = "put together" if merged else "apart"
            raise UsageError(f"thin strata of draw '{entry.draw}' are {how} already")
        if not because.strip():
            raise UsageError("putting strata together, or apart again, needs a reason")
        self._record(
            "merge_strata", {"draw": entry.draw, "merged": merged, "because": clean(because).text.strip()}
        )
