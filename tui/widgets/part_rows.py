"""The cases behind what is said beside an area's estimate: those removed, and where practice parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sampling.findings.raised import Query
from sampling.framework.edition import Edition
from sampling.rollup.beside import leaning, parts_of
from sampling.rollup.reading import CaseReading
from sampling.store import Inspection
from tui.safe import column, line, literal
from tui.widgets.rows import Row
from tui.widgets.words import instant, plain

_MUTED = "$text-muted"
_LEADS = 18


def beside_rows(readings: Iterable[CaseReading], edition: Edition) -> list[Row]:
    """Each case read with the counts of its practice and of the child's experience, and which is better."""
    rows = []
    for reading in readings:
        practice, experience = parts_of(edition, reading)
        if reading.simulated or not (reading.read and practice[1] and experience[1]):
            continue
        leans = leaning(practice, experience)
        said = "alike" if not leans else "practice better" if leans > 0 else "experience better"
        rows.append(
            Row(
                f"case:{reading.case}",
                line(f"practice {_of(practice)} good or better · experience {_of(experience)}"),
                column(reading.case, _LEADS),
                line(said, _MUTED if said == "alike" else "bold"),
            )
        )
    return [Row("", line("Practice against the child's experience, case by case"), heading=True), *rows]


def removed_rows(inspection: Inspection, area: str) -> list[Row]:
    """Each case removed from the draw that counts, with the reason and who agreed."""
    entry = inspection.draws.counted(area)
    if entry is None:
        return []
    cases = {line_.child: line_.case_id for line_ in inspection.cases.all(area) if line_.role == "removed"}
    reasons = inspection.edition.removal_reasons
    rows = [
        Row(
            f"case:{cases[item.child]}",
            line(reasons[item.reason].text),
            column(cases[item.child], _LEADS),
            line(plain(item.kind), _MUTED),
            (line(f"{item.reader}, agreed by {item.agreed_by}, {instant(item.at)}", _MUTED),),
        )
        for item in inspection.roster.removals(entry.draw)
        if item.child in cases
    ]
    return [Row("", line("Removed from the draw"), heading=True), *rows]


def query_rows(queries: Sequence[Query]) -> list[Row]:
    """The questions that nobody has answered; opening one goes to the case and the criterion it is about."""
    rows = [
        Row(
            f"f|{item.case_id}|{item.criterion}||{item.query_id}",
            literal(item.text),
            column(item.case_id, _LEADS),
            line(item.reader, _MUTED),
            (line(f"{item.criterion or 'the case as a whole'} · {instant(item.at)}", _MUTED),),
        )
        for item in queries
    ]
    return [
        Row("", line("Open queries"), heading=True),
        *(rows or [Row("none", line("No query is open."))]),
    ]


def _of(part: tuple[int, int]) -> str:
    return f"{part[0]} of {part[1]}"
