"""All that stands on the judgement screen, read in one go in a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.findings.concerns import overdue
from sampling.findings.enquiries import Improvement
from sampling.findings.raised import Concern, Query
from sampling.rollup.judgement import Rollup
from sampling.rollup.reading import CaseReading
from sampling.store import Inspection
from sampling.store.double_reading import DoubleReading
from sampling.store.enquiring import Traced
from sampling.store.moderating import Difference, OtherView


@dataclass(frozen=True)
class Weighed:
    """What an inspection amounts to, as far as its reader may see it.

    Attributes:
        recorded: events in the journal when it was read; when there are more, it is out of date.
        rollup: the roll-up.
        enquiries: the lines of enquiry with their evidence, oldest first.
        points: points of the report in their order, those left out too.
        twice: cases that two readers or more have completed.
        differences: where those readers differ, or have agreed.
        views: where another reader's findings would change an indication.
        concerns: the open concerns, overdue ones first, then immediate ones, then by time.
        overdue: ids of the concerns that should have been answered by now.
        read: by area with a draw, its completed cases with the findings that count.
        queries: the questions that nobody has answered, oldest first.
    """

    recorded: int
    rollup: Rollup
    enquiries: tuple[Traced, ...]
    points: tuple[Improvement, ...]
    twice: tuple[DoubleReading, ...]
    differences: tuple[Difference, ...]
    views: tuple[OtherView, ...]
    concerns: tuple[Concern, ...]
    overdue: frozenset[str]
    read: dict[str, tuple[CaseReading, ...]]
    queries: tuple[Query, ...] = ()

    def enquiry(self, enquiry_id: str) -> Traced | None:
        """A line of enquiry by its id; None where there is none."""
        return next((item for item in self.enquiries if item.enquiry.enquiry_id == enquiry_id), None)

    def point(self, improvement_id: str) -> Improvement | None:
        """A point of the report by its id; None where there is none."""
        return next((item for item in self.points if item.improvement_id == improvement_id), None)

    def difference(self, case_id: str, criterion: str) -> Difference | None:
        """What readers found of one criterion of one case; None where they do not differ."""
        return next(
            (item for item in self.differences if (item.case_id, item.criterion) == (case_id, criterion)),
            None,
        )


def weigh(inspection: Inspection) -> Weighed:
    """Read all of it; for a thread, with an inspection of its own."""
    recorded = inspection.journal.count()
    rollup = inspection.judging.rollup()
    late = {item.concern_id for item in inspection.reading.concerns() if overdue(item, inspection.clock())}
    concerns = sorted(
        (item for item in inspection.reading.concerns() if item.state != "closed"),
        key=lambda item: (item.concern_id not in late, item.level != "immediate", item.raised_at),
    )
    return Weighed(
        recorded=recorded,
        rollup=rollup,
        enquiries=tuple(inspection.enquiring.traced(item.enquiry_id) for item in inspection.enquiring.all()),
        points=tuple(inspection.improving.all(left_out=True)),
        twice=tuple(inspection.moderating.read_twice()),
        differences=tuple(inspection.moderating.differences()),
        views=inspection.moderating.other_views(),
        concerns=tuple(concerns),
        overdue=frozenset(late),
        read={
            area.area: tuple(
                item for item in inspection.judging.counted(area.area, with_teams=True) if item.completed
            )
            for area in rollup.areas
        },
        queries=tuple(
            sorted(
                (item for item in inspection.reading.queries() if item.state == "open"),
                key=lambda item: item.at,
            )
        ),
    )
