"""The evidence that a report quotes: findings that count, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sampling.findings.findings import CaseRating, Finding
from sampling.findings.ratings import Rating
from sampling.findings.second_readings import AgreedFinding
from sampling.handover.ground import Ground
from sampling.handover.page import Block, Text, Words
from sampling.store import state
from sampling.store.readings import OVERALL

MOST = 3
"""How many pieces of evidence a report quotes for one criterion of an area."""

_WEIGHT = (
    Rating.SERIOUS_WEAKNESS,
    Rating.NEEDS_IMPROVEMENT,
    Rating.STRONG,
    Rating.GOOD,
    Rating.NOT_SEEN,
    Rating.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One finding's evidence, as it is written in this handover.

    Attributes:
        area: the area.
        criterion: the criterion, or ``overall`` for the case rating.
        rating: the rating it stands for.
        text: the evidence.
        case: the case, as it is written here.
        by: who found it, or that it was agreed.
        cited: what it cites.
    """

    area: str
    criterion: str
    rating: Rating
    text: str
    case: str
    by: str
    cited: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Rating, case, reader and citations in a line."""
        cites = f"; cites {', '.join(self.cited)}" if self.cited else ""
        return f"{self.rating.label}, {self.case}, {self.by}{cites}"


def quotes(ground: Ground) -> tuple[Quote, ...]:
    """The evidence of every finding and case rating that counts; an agreed one instead of a reader's."""
    agreed = {(row.case_id, row.criterion): row for row in ground.inspection.moderating.agreed()}
    connection = ground.inspection.connection
    rows: list[Finding | CaseRating] = [
        *state.select(connection, CaseRating),
        *state.select(connection, Finding),
    ]
    found = [_agreed(ground, row) for row in agreed.values() if _enters(ground, row.case_id)]
    for row in rows:
        criterion = row.criterion if isinstance(row, Finding) else OVERALL
        if (row.case_id, criterion) in agreed or not row.rating or not row.evidence.strip():
            continue
        if row.case_id in ground.lines and ground.enters_of(row.case_id, row.reader):
            found.append(_quote(ground, row, criterion))
    return tuple(sorted(found, key=lambda item: (_WEIGHT.index(item.rating), item.case, item.by)))


def blocks(found: Iterable[Quote], most: int = MOST) -> tuple[Block, ...]:
    """Some evidence, the weightiest first, saying of how much."""
    listed = list(found)
    cut = f"Evidence, the weightiest {most} of {len(listed)} pieces:"
    opening = (Text(cut),) if len(listed) > most else ()
    return (*opening, *(Words(item.text, item.origin) for item in listed[:most]))


def on(found: Sequence[Quote], area: str, criterion: str) -> list[Quote]:
    """The quotes of one criterion in one area."""
    return [item for item in found if (item.area, item.criterion) == (area, criterion)]


def _enters(ground: Ground, case_id: str) -> bool:
    return case_id in ground.lines and ground.enters(case_id)


def _quote(ground: Ground, row: Finding | CaseRating, criterion: str) -> Quote:
    return Quote(
        ground.lines[row.case_id].area,
        criterion,
        Rating(row.rating),
        ground.names.text(row.evidence),
        ground.names.case(row.case_id),
        row.reader,
        tuple(ground.names.citation(item) for item in row.citations.split(",") if item),
    )


def _agreed(ground: Ground, row: AgreedFinding) -> Quote:
    return Quote(
        ground.lines[row.case_id].area,
        row.criterion,
        Rating(row.rating),
        ground.names.text(row.because),
        ground.names.case(row.case_id),
        "agreed at the consistency meeting",
        (),
    )
