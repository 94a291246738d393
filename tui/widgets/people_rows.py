"""The people around the child, and who held the case over time, with the stretches when nobody did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sampling.caseload.casefile import CaseFile, WorkerSpell
from tui.safe import column, gap, join, line, literal
from tui.widgets.rows import Row
from tui.widgets.words import count, day, for_how_long

_MUTED = "$text-muted"
_SPELL, _WIDEST = 26, 36
"""Cells of the first column: as many as two days take, or as the longest relation does up to the widest."""


def people_rows(file: CaseFile, until: date) -> list[Row]:
    """The network, and the workers in order.

    Args:
        file: the child's file.
        until: the day to which a spell that has not ended is counted; the census date.
    """
    width = min(_WIDEST, max([_SPELL, *(len(person.relation) for person in file.network)]))
    rows = [Row("", line("Around the child"), heading=True)]
    rows += [
        Row(
            f"person:{n}",
            line(person.name or "name not on file"),
            lead=join(column(person.relation, width), gap(1)),
        )
        for n, person in enumerate(file.network)
    ] or [Row("", line("Nobody is named on file.", _MUTED))]
    rows.append(Row("", line(f"Who held the case{_in_all(file.workers, until)}"), heading=True))
    rows += _spells(file.workers, until, width) or [Row("", line("The file does not say.", _MUTED))]
    return rows


def _in_all(spells: Sequence[WorkerSpell], until: date) -> str:
    """How many workers in how long a time; empty where that cannot be told."""
    starts = [spell.start for spell in spells if spell.start]
    if not starts:
        return ""
    ends = [spell.end or until for spell in spells]
    workers = len({spell.worker for spell in spells})
    return f": {count(workers, 'worker')} in {for_how_long(max(0, (max(ends) - min(starts)).days))}"


def _spells(spells: Sequence[WorkerSpell], until: date, width: int) -> list[Row]:
    rows: list[Row] = []
    covered: date | None = None
    for n, spell in enumerate(sorted(spells, key=lambda spell: spell.start or date.min)):
        if covered and spell.start and (spell.start - covered).days > 1:
            rows.append(_nobody(covered, spell.start, width))
        end = spell.end or until
        covered = end if covered is None else max(covered, end)
        lasted = for_how_long((end - spell.start).days) if spell.start and end >= spell.start else ""
        rows.append(
            Row(
                f"worker:{n}",
                line(spell.worker),
                lead=join(
                    column(f"{day(spell.start)} to {day(spell.end) if spell.end else 'now'}", width), gap(1)
                ),
                tail=line(" · ".join(part for part in (spell.role, lasted) if part), _MUTED),
            )
        )
    if covered and covered < until and all(spell.end for spell in spells):
        rows.append(_nobody(covered, until, width))
    return rows


def _nobody(since: date, until: date, width: int) -> Row:
    lead = join(column(f"{day(since)} to {day(until)}", width), gap(1))
    words = f"! nobody named for {for_how_long((until - since).days)}"
    return Row("", literal(words, "$text-warning"), lead=lead)
