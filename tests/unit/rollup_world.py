"""A small edition, and readings by the dozen, for the tests of the roll-up."""

from __future__ import annotations

from datetime import date

from sampling.draw.selection import Design, DesignName, Selection, Stratum
from sampling.findings.ratings import Rating
from sampling.framework.edition import (
    Area,
    AreaCriterion,
    Band,
    Criterion,
    CriterionKind,
    Edition,
    Judgement,
    NextStep,
    QuantityWord,
    Thresholds,
)
from sampling.framework.grades import Grade
from sampling.rollup.reading import CaseReading

O, G, RI, I = Grade  # noqa: E741

WORDS = (
    QuantityWord("almost all", 97, 100),
    QuantityWord("most", 80, 96),
    QuantityWord("a large majority", 65, 79),
    QuantityWord("a majority", 51, 64),
    QuantityWord("a minority", 35, 50),
    QuantityWord("a small minority", 20, 34),
    QuantityWord("a very small minority", 0, 19),
)


def criterion(id: str, kind: CriterionKind = "both", management: bool = False) -> Criterion:
    return Criterion(id, f"what {id} says", kind, "not_seen", "theme", "", "", management=management)


def edition(*rules: str, overall: bool = True) -> Edition:
    judgements = [
        Judgement("impact_of_leaders", "The impact of leaders", "Leaders", "leaders"),
        Judgement("help_and_protection", "Help and protection", "Help", "practice"),
        Judgement("children_in_care", "Children in care", "In care", "practice"),
        Judgement("care_leavers", "Care leavers", "Leavers", "practice"),
    ]
    if overall:
        judgements.append(Judgement("overall_effectiveness", "Overall effectiveness", "Overall", "overall"))
    help_criteria = (AreaCriterion("HP-10", True), AreaCriterion("HP-11", True), AreaCriterion("HP-38", True))
    return Edition(
        id="small",
        title="A small edition",
        first_day=date(2023, 1, 1),
        last_day=None,
        judgements=tuple(judgements),
        areas=(
            Area("safeguarding", "Safeguarding", "SG", "help_and_protection", help_criteria),
            Area("children_in_need", "Children in need", "CN", "help_and_protection", help_criteria),
            Area(
                "children_in_care",
                "Children in care",
                "CC",
                "children_in_care",
                (AreaCriterion("CIC-41", True), AreaCriterion("CIC-05", False)),
            ),
            Area("leaving_care", "Leaving care", "LC", "care_leavers", (AreaCriterion("CL-01", True),)),
        ),
        criteria={
            item.id: item
            for item in (
                criterion("HP-10", "practice"),
                criterion("HP-11", "experience"),
                criterion("HP-38", "practice", management=True),
                criterion("CIC-41", "practice", management=True),
                criterion("CIC-05", "experience"),
                criterion("CL-01", "experience"),
            )
        },
        timescales={},
        bands=(
            Band((O,), 0.80, 1.0),
            Band((G,), 0.65, 0.80),
            Band((RI,), 0.50, 0.65),
            Band((RI, I), 0.0, 0.50),
        ),
        bands_source="this project's own choice",
        words=WORDS,
        words_source="for tests",
        leadership_criteria=("HP-38", "CIC-41"),
        kinds={},
        removal_reasons={},
        entry_kinds=(),
        thresholds=Thresholds(12, 6, 0.25, 90),
        next_steps=tuple(NextStep(f"what {rule} brings", rule, "for tests", True) for rule in rules),
    )


def drawn(design: DesignName = "simple", area: str = "safeguarding", **sizes: int) -> Selection:
    """A draw of strata of these sizes; one stratum ``all`` of 200 where none are given."""
    strata = sizes or {"all": 200}
    total = sum(strata.values())
    return Selection(
        name=f"{area}-1",
        area=area,
        seed="314159",
        design=Design(design),
        n=total,
        reserve=0,
        frame_size=total,
        frame_sha256="0" * 64,
        strata=tuple(Stratum(name, size, size) for name, size in strata.items()),
        tickets=(),
    )


def read(
    good: int = 0,
    poor: int = 0,
    serious: int = 0,
    unread: int = 0,
    *,
    stratum: str = "all",
    probability: float | None = None,
) -> list[CaseReading]:
    """Sampled cases of one stratum, in the order of their tickets: good, poor, serious, unread."""
    ratings = [
        *[Rating.GOOD] * good,
        *[Rating.NEEDS_IMPROVEMENT] * poor,
        *[Rating.SERIOUS_WEAKNESS] * serious,
        *[None] * unread,
    ]
    return [
        CaseReading(
            case=f"{stratum}-{order}",
            child=f"child {stratum} {order}",
            stratum=stratum,
            role="sampled",
            order=order,
            completed=rating is not None,
            rating=rating,
            reader="A. Reader",
            probability=probability,
        )
        for order, rating in enumerate(ratings, start=1)
    ]
