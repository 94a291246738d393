"""The chronology as a timeline: years, entries on a line, and the stretches without an entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from sampling.caseload.casefile import Entry, TimescaleCheck
from sampling.framework.edition import Edition
from tui.safe import column, gap, join, line, literal
from tui.screens.case_desk import CaseDesk
from tui.widgets.narrowing import Narrowed, year_of
from tui.widgets.rows import Row
from tui.widgets.words import CITED_ELSEWHERE, CITED_HERE, OUTCOMES, count, day, plain, quiet_words

_MUTED = "$text-muted"
_OUTCOME_STYLES = {"met": "$success", "missed": "$error", "not_due": _MUTED}
_DAY = 11


def timeline_rows(desk: CaseDesk, narrowed: Narrowed) -> list[Row]:
    """The entries that are kept, by year.

    Quiet stretches are told only where nothing is hidden, and up to the census date, since the lists go no
    further: what a reader adds later, such as a conversation, ends none.
    """
    edition, census = desk.inspection.edition, desk.inspection.settings.census_date
    kept = [entry for entry in desk.file.chronology if narrowed.keeps(entry, edition)]
    whole = len(kept) == len(desk.file.chronology)
    rows: list[Row] = []
    year, before = "", None
    for entry in kept:
        if whole and entry.day:
            rows += _quiet_rows(before, entry.day, census)
        before = entry.day or before
        if year_of(entry) != year:
            year = year_of(entry)
            rows.append(Row("", line(year.capitalize()), heading=True))
        rows.append(entry_row(desk, entry))
    return [*rows, *_quiet_rows(before, census, census)] if whole else rows


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


def _quiet_rows(since: date | None, until: date, census: date) -> list[Row]:
    words = quiet_words(since, until, census)
    lead = join(gap(_DAY + 2), literal("┊ ", _MUTED))
    return [Row("", line(words, "$text-warning"), lead=lead)] if words else []


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
