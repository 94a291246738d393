"""How often a perfect reader's interval holds the truth of the county, over a thousand seeds.

Run as ``python -m tests.benchmarks.perfect_reader`` (some minutes; ``--seeds 100`` for a first look). The
county's lists are made once and nothing is written. Of every child in each area's frame the planted case
rating is taken as the truth; then, seed after seed, thirty cases are drawn by the area's own default
design, a reader who finds exactly what is planted rates them, and the area is rolled up.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from dataclasses import dataclass

from fixtures import SyntheticKeys, load_scenario, rows
from sampling.caseload import cohorts
from sampling.caseload.lists import ListRow
from sampling.draw import designs
from sampling.draw.frame import Frame, FrameRow, frame_of
from sampling.findings.ratings import Rating
from sampling.framework import edition_for, load
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.intervals import binomial_exact
from sampling.rollup.reading import CaseReading

SCENARIO = "tarnshire"
CASES = 30
PROMISED = 0.93
"""The lower 99% limit of the coverage may not be under this."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Truth:
    """One area as it is: its frame, every child's planted rating, and the planted grade."""

    frame: Frame
    ratings: Mapping[str, Rating]
    grade: Grade

    @property
    def share(self) -> float:
        """Children whose case is good or better, as a fraction of the frame."""
        return sum(rating.good_or_better for rating in self.ratings.values()) / self.frame.size


@dataclass(slots=True)
class Tally:
    """What came of the seeds so far."""

    seeds: int = 0
    covered: int = 0
    contained: int = 0
    grades: int = 0
    width: float = 0.0

    def add(self, found: AreaRollup, truth: Truth) -> None:
        """Count one roll-up against the truth."""
        low, high = found.interval or (1.0, 0.0)
        self.seeds += 1
        self.covered += low - _ROUNDING <= truth.share <= high + _ROUNDING
        self.contained += truth.grade in (found.indication or ())
        self.grades += len(found.indication or ())
        self.width += high - low


def truths(edition: Edition, scenario: str, seed: str) -> dict[str, Truth]:
    """Every area of a synthetic authority as it is."""
    made = load_scenario(scenario)
    lists: dict[int, list[ListRow]] = {}
    for row in rows(made, seed):
        lists.setdefault(row.list, []).append(row)
    keys = SyntheticKeys(made, seed)
    found = {}
    for area in edition.areas:
        cohort = cohorts.cohort(area.id, lists, made.census_date, edition)
        members = [FrameRow(member.child, member.values) for member in cohort.members]
        frame = frame_of(area.id, cohort.columns, members)
        planted = {row.id: keys.case_key(row.id, area.id).rating for row in frame.rows}
        found[area.id] = Truth(frame, planted, made.planted[area.id].grade)
    return found


def read(edition: Edition, truth: Truth, seed: str) -> AreaRollup:
    """Draw, read perfectly, and roll up."""
    area = truth.frame.area
    design = designs.default_design(area)
    selection = designs.draw(truth.frame, name=f"{area}-1", seed=seed, n=CASES, design=design, reserve=0)
    readings = [
        CaseReading(
            case=ticket.child,
            child=ticket.child,
            stratum=ticket.stratum,
            role="sampled",
            order=ticket.order,
            completed=True,
            rating=truth.ratings[ticket.child],
            reader="perfect",
            probability=ticket.probability,
        )
        for ticket in selection.tickets
    ]
    return roll_up_area(edition, area, readings, selection)


def lower_limit(held: int, seeds: int) -> float:
    """The exact one-sided lower 99% limit of a share of seeds."""
    return binomial_exact(held, seeds, 0.98)[0]


def main() -> None:
    """Print, for each area, how often the interval holds the truth and the indication the grade."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--scenario", default=SCENARIO)
    parser.add_argument("--population", default="1", help="the seed of the synthetic authority itself")
    arguments = parser.parse_args()
    edition = load(edition_for(load_scenario(arguments.scenario).census_date))
    began = time.perf_counter()
    known = truths(edition, arguments.scenario, arguments.population)
    print(f"{arguments.scenario}: the truth of every child, {time.perf_counter() - began:.0f} s")
    print(f"{CASES} cases an area, {arguments.seeds:,} seeds; limits are exact and one-sided, 99%")
    heads = ("frame", "share", "planted", "covered", "limit", "grade in", "limit", "grades", "width")
    print(f"{'area':18}" + "".join(f"{head:>9}" for head in heads))
    for area, truth in known.items():
        tally = Tally()
        for number in range(arguments.seeds):
            tally.add(read(edition, truth, f"perfect reader {number}"), truth)
        covered, contained = (
            (held / tally.seeds, lower_limit(held, tally.seeds)) for held in (tally.covered, tally.contained)
        )
        print(
            f"{area:18}{truth.frame.size:9,}{truth.share:9.3f}{truth.grade.value[:8]:>9}"
            f"{covered[0]:9.3f}{covered[1]:9.3f}{contained[0]:9.3f}{contained[1]:9.3f}"
            f"{tally.grades / tally.seeds:9.2f}{tally.width / tally.seeds:9.3f}"
            f"{'' if covered[1] >= PROMISED and contained[1] >= PROMISED else '  UNDER 0.93'}",
            flush=True,
        )


if __name__ == "__main__":
    main()
