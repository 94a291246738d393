"""The findings that a criterion's count rests on: case, reader, rating, evidence, citations."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.findings.ratings import Rating
from sampling.framework.edition import Edition
from sampling.store import Inspection
from tui.safe import column, gap, join, line, literal
from tui.widgets.finding_rows import rating_words
from tui.widgets.rows import Row
from tui.widgets.words import rating_of

_MUTED = "$text-muted"


@dataclass(frozen=True, slots=True)
class Found:
    """One reader's finding on a criterion, in one case.

    Attributes:
        case_id: the case.
        reader: who found it.
        rating: the rating, or None.
        evidence: what was seen.
        citations: ids of entries and documents.
        aside: why it does not count, or empty.
    """

    case_id: str
    reader: str
    rating: Rating | None
    evidence: str
    citations: tuple[str, ...]
    aside: str


def findings_on(inspection: Inspection, area: str, criterion: str) -> list[Found]:
    """Every finding on a criterion in an area that the viewer may see, in reading order."""
    found = []
    for case in inspection.cases.all(area):
        aside = "" if case.state == "completed" and case.role == "sampled" else f"{case.role}, {case.state}"
        found += [
            Found(
                case.case_id,
                row.reader,
                rating_of(row.rating),
                row.evidence,
                tuple(item for item in row.citations.split(",") if item),
                aside,
            )
            for row in inspection.cases.findings(case.case_id)
            if row.criterion == criterion
        ]
    return found


def found_rows(found: list[Found], criterion: str, edition: Edition) -> list[Row]:
    """The findings as rows; opening one goes to the case's file at the first entry it cites."""
    rows = [
        Row("", line(f"{criterion} {edition.criterion(criterion).text}"), heading=True),
    ]
    for item in found:
        notes = [literal(item.evidence)] if item.evidence else []
        if item.citations:
            notes.append(line(f"cites {', '.join(item.citations)}", _MUTED))
        rows.append(
            Row(
                f"f:{item.case_id}:{item.citations[0] if item.citations else ''}:{item.reader}",
                join(
                    rating_words(item.rating),
                    gap(2),
                    line(f"does not count: {item.aside}" if item.aside else "", _MUTED),
                ),
                column(item.case_id, 18),
                line(item.reader, _MUTED),
                tuple(notes),
            )
        )
    if not found:
        rows.append(Row("", line("No finding on this criterion yet.", _MUTED)))
    return rows
