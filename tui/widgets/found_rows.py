"""The findings that a number rests on: case, reader, rating, evidence, citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sampling.findings.findings import CaseRating, Finding
from sampling.findings.ratings import Rating
from sampling.framework.edition import Edition
from sampling.rollup.reading import CaseReading
from sampling.store import Inspection
from sampling.store.reading import OVERALL
from tui.safe import column, gap, join, line, literal
from tui.widgets.finding_rows import OVERALL_TEXT, rating_words
from tui.widgets.rows import Row
from tui.widgets.words import rating_of

_MUTED = "$text-muted"


@dataclass(frozen=True, slots=True)
class Found:
    """One reader's finding on a criterion, in one case; or what readers agreed on it.

    Attributes:
        case_id: the case.
        criterion: the criterion, or ``overall`` for the case rating.
        reader: who found it; empty for what readers agreed.
        rating: the rating, or None.
        evidence: what was seen, or why it was agreed.
        citations: ids of entries and documents.
        aside: why it does not count, or empty.
    """

    case_id: str
    criterion: str
    reader: str
    rating: Rating | None
    evidence: str
    citations: tuple[str, ...]
    aside: str = ""

    @property
    def key(self) -> str:
        """What its row is known by: case, criterion, the first entry cited, reader; none holds a ``|``."""
        entry = self.citations[0] if self.citations else ""
        return f"f|{self.case_id}|{self.criterion}|{entry}|{self.reader}"


def findings_on(inspection: Inspection, area: str, criterion: str) -> list[Found]:
    """Every finding on a criterion in an area that the viewer may see, and whether it counts there."""
    found: list[Found] = []
    agreed = {
        item.case_id: Found(item.case_id, criterion, "", Rating(item.rating), item.because, ())
        for item in inspection.moderating.agreed()
        if item.criterion == criterion
    }
    counted = {reading.case: reading for reading in inspection.judging.counted(area)}
    for case_id in dict.fromkeys(case.case_id for case in inspection.cases.all(area)):
        reading, settled = counted.get(case_id), agreed.get(case_id)
        outside = _not_read(reading)
        if settled is not None:
            found.append(replace(settled, aside=outside))
        for item in readers_on(inspection, case_id, criterion):
            other = "" if reading is None or reading.reader == item.reader else f"{reading.reader} counts"
            aside = "agreed on since" if settled is not None else other
            found.append(replace(item, aside=outside or aside))
    return found


def readers_on(inspection: Inspection, case_id: str, criterion: str) -> list[Found]:
    """What each reader found on one criterion of one case, or as its case rating."""
    if criterion == OVERALL:
        return [found_of(row) for row in inspection.cases.case_ratings(case_id)]
    return [found_of(row) for row in inspection.cases.findings(case_id) if row.criterion == criterion]


def findings_in(inspection: Inspection, pairs: Iterable[tuple[str, str]]) -> list[Found]:
    """Every finding of these cases and criteria that the viewer may see."""
    return [found for case, criterion in pairs for found in readers_on(inspection, case, criterion)]


def found_of(row: Finding | CaseRating) -> Found:
    """A stored finding or case rating, as it is shown."""
    return Found(
        row.case_id,
        row.criterion if isinstance(row, Finding) else OVERALL,
        row.reader,
        rating_of(row.rating),
        row.evidence,
        tuple(item for item in row.citations.split(",") if item),
    )


def _not_read(reading: CaseReading | None) -> str:
    """Why nothing of a case counts, in a few words; empty where it does."""
    if reading is None:
        return "not of the draw that counts"
    if reading.role != "sampled":
        return reading.role
    if reading.simulated:
        return "a simulated reader's"
    return "" if reading.completed else "not completed"


def found_rows(found: Sequence[Found], criterion: str, edition: Edition) -> list[Row]:
    """The findings on one criterion as rows; opening one goes to the file at the first entry it cites."""
    name = "Case rating:" if criterion == OVERALL else criterion
    rows = [Row("", line(f"{name} {criterion_text(edition, criterion)}"), heading=True)]
    rows += [found_row(item) for item in found]
    if not found:
        rows.append(Row("", line("No finding on this criterion yet.", _MUTED)))
    return rows


def found_row(item: Found, *, named: bool = False) -> Row:
    """One finding; ``named`` puts its criterion before the rating."""
    notes = [literal(item.evidence)] if item.evidence else []
    if item.citations:
        notes.append(line(f"cites {', '.join(item.citations)}", _MUTED))
    aside = line(f"does not count: {item.aside}" if item.aside else "", _MUTED)
    name = column(item.criterion, 9, "bold") if named else gap(0)
    return Row(
        item.key,
        join(name, rating_words(item.rating), gap(2), aside),
        column(item.case_id, 18),
        line(item.reader or "agreed", _MUTED),
        tuple(notes),
    )


def criterion_text(edition: Edition, criterion: str) -> str:
    """What a criterion says; for the case rating, that it is one."""
    return OVERALL_TEXT if criterion == OVERALL else edition.criterion(criterion).text
