"""The chronology as a timeline: years, entries on a line, and the stretches without an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from textual.content import Content

from sampling.caseload.casefile import Entry, TimescaleCheck
from sampling.framework.edition import Edition
from tui.safe import column, gap, join, line, literal
from tui.screens.case_desk import CaseDesk
from tui.widgets.rows import Row
from tui.widgets.words import CITED_ELSEWHERE, CITED_HERE, OUTCOMES, count, day, plain

QUIET = 42
"""Days without an entry from which the timeline says so. A matter of showing, not a timescale."""

NO_YEAR = "no date"
"""The year of entries that have none."""

NOBODY = "no worker named"
"""The worker of entries that name none."""

_MUTED = "$text-muted"
_OUTCOME_STYLES = {"met": "$success", "missed": "$error", "not_due": _MUTED}
_DAY = 11


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


def timeline_rows(desk: CaseDesk, narrowed: Narrowed) -> list[Row]:
    """The entries that are kept, by year; quiet stretches are told only where nothing is hidden."""
    edition = desk.inspection.edition
    kept = [entry for entry in desk.file.chronology if narrowed.keeps(entry, edition)]
    whole = len(kept) == len(desk.file.chronology)
    rows: list[Row] = []
    year, before = "", None
    for entry in kept:
        if whole and before and entry.day and (entry.day - before).days >= QUIET:
            rows.append(_quiet_row(before, entry.day))
        before = entry.day or before
        if year_of(entry) != year:
            year = year_of(entry)
            rows.append(Row("", line(year.capitalize()), heading=True))
        rows.append(entry_row(desk, entry))
    return rows


def entry_row(desk: CaseDesk, entry: Entry) -> Row:
    """One entry, marked where it is cited, with the criteria that cite it."""
    about = " · ".join(part for part in (entry.worker, entry.team, entry.source, entry.id) if part)
    notes = [line(about, _MUTED)]
    if entry.timescale:
        notes.insert(0, outcome_words(entry.timescale, desk.inspection.edition))
    cited = desk.cited_by(entry.id)
    if cited:
        notes.append(line(f"cited for {', '.join(map(desk.name_of, cited))}", "$accent"))
    return Row(
        entry.id,
        _kind_and_text(entry),
        lead=join(mark(desk, entry.id), column(day(entry.day), _DAY), literal("├ ", _MUTED)),
        notes=tuple(notes),
        under=join(gap(_DAY + 2), literal("│ ", _MUTED)),
    )


def mark(desk: CaseDesk, entry: str) -> Content:
    """Two cells: whether the criterion at hand cites an entry, or another does."""
    cited = desk.cited_by(entry)
    if desk.current in cited:
        return literal(f"{CITED_HERE} ", "$accent")
    return literal(f"{CITED_ELSEWHERE} ", _MUTED) if cited else gap(2)


def outcome_words(check: TimescaleCheck, edition: Edition) -> Content:
    """What became of a timescale: symbol, word, its rule and its clock."""
    symbol, word = OUTCOMES[check.outcome]
    rule = edition.timescales[check.key].rule if check.key in edition.timescales else check.key
    due = f"; due by {day(check.due)}" if check.due else ""
    return join(
        literal(f"{symbol} {word}", _OUTCOME_STYLES[check.outcome]),
        line(f": {rule} ({check.clock}{due})", _MUTED),
    )


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


def for_how_long(days: int) -> str:
    """A stretch in words: days under a fortnight, weeks under a year, then months."""
    if days < 14:
        return count(days, "day")
    return count(days // 7, "week") if days < 365 else count(round(days / 30.44), "month")


def _quiet_row(since: date, until: date) -> Row:
    words = f"{for_how_long((until - since).days)} without an entry"
    return Row("", line(words, "$text-warning"), lead=join(gap(_DAY + 2), literal("┊ ", _MUTED)))


def _kind_and_text(entry: Entry) -> Content:
    """The kind in bold before the text, said once where the text begins with it."""
    kind, text = plain(entry.kind).capitalize(), entry.text
    if text.casefold().startswith(kind.casefold()):
        return join(literal(text[: len(kind)], "bold"), literal(text[len(kind) :]))
    return join(line(kind, "bold"), gap(2), literal(text))


def shown_words(shown: int, total: int, narrowed: Narrowed) -> str:
    """How many of how many entries are shown, and which: ``12 of 340 entries: visit · 2025``."""
    said = narrowed.words()
    return f"{shown} of {count(total, 'entry', 'entries')}: {said}" if said else ""


def entries_in(rows: Sequence[Row]) -> int:
    """How many rows are entries."""
    return sum(bool(row.key) for row in rows)
