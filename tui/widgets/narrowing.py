"""Which entries of a chronology to show: by kind, year, worker and words. It knows no terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sampling.caseload.casefile import Entry
from sampling.framework.edition import Edition
from tui.widgets.words import OUTCOMES, day, plain

NO_YEAR = "no date"
"""The year of entries that have none."""

NOBODY = "no worker named"
"""The worker of entries that name none."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which entries to show; an empty set keeps all.

    Attributes:
        kinds: kinds of entry.
        years: years in digits, or ``NO_YEAR``.
        workers: names, or ``NOBODY``.
        text: words that an entry must hold, in any order and any case of letters.
    """

    kinds: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    workers: frozenset[str] = frozenset()
    text: str = ""

    def keeps(self, entry: Entry, edition: Edition) -> bool:
        """Whether an entry is shown."""
        return (
            (not self.kinds or entry.kind in self.kinds)
            and (not self.years or year_of(entry) in self.years)
            and (not self.workers or (entry.worker or NOBODY) in self.workers)
            and holds(self.text, entry_text(entry, edition))
        )

    def toggled(self, what: str, value: str) -> Narrowed:
        """With one kind, year or worker put in, or taken out where it is in.

        Args:
            what: ``kinds``, ``years`` or ``workers``.
            value: which.
        """
        match what:
            case "kinds":
                return replace(self, kinds=self.kinds ^ {value})
            case "years":
                return replace(self, years=self.years ^ {value})
            case _:
                return replace(self, workers=self.workers ^ {value})

    def words(self) -> str:
        """What is kept, in words; empty for everything."""
        parts = [plain(" or ".join(sorted(self.kinds))), " or ".join(sorted(self.years))]
        parts += [" or ".join(sorted(self.workers)), f"holding '{self.text}'" if self.text else ""]
        return " · ".join(part for part in parts if part)

    def state(self) -> dict[str, Any]:
        """As JSON values."""
        sets = {name: sorted(getattr(self, name)) for name in ("kinds", "years", "workers")}
        return {**sets, "text": self.text}

    @classmethod
    def restored(cls, state: object) -> Narrowed:
        """From JSON values; everything where they are none."""
        if not isinstance(state, Mapping):
            return cls()

        def some(name: str) -> frozenset[str]:
            values = state.get(name)
            return frozenset(map(str, values)) if isinstance(values, list) else frozenset()

        return cls(some("kinds"), some("years"), some("workers"), str(state.get("text") or ""))


def choices(entries: Iterable[Entry]) -> dict[str, list[tuple[str, int]]]:
    """What there is to narrow by: each kind, year and worker with its count; years in order."""
    entries = list(entries)
    kinds = Counter(entry.kind for entry in entries)
    years = Counter(year_of(entry) for entry in entries)
    workers = Counter(entry.worker or NOBODY for entry in entries)
    return {"kinds": kinds.most_common(), "years": sorted(years.items()), "workers": workers.most_common()}


def entry_text(entry: Entry, edition: Edition) -> str:
    """Everything of an entry that a filter looks at."""
    outcome = ""
    if entry.timescale:
        rule = edition.timescales.get(entry.timescale.key)
        outcome = f"{OUTCOMES[entry.timescale.outcome][1]} {rule.rule if rule else ''}"
    parts = (
        day(entry.day),
        plain(entry.kind),
        entry.text,
        entry.worker,
        entry.team,
        entry.source,
        entry.id,
        outcome,
    )
    return " ".join(parts)


def holds(wanted: str, text: str) -> bool:
    """Whether a text holds every word, in any case of letters."""
    folded = text.casefold()
    return all(word in folded for word in wanted.casefold().split())


def year_of(entry: Entry) -> str:
    """An entry's year in digits."""
    return str(entry.day.year) if entry.day else NO_YEAR
