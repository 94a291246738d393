"""A small edition, and readings by the dozen, for the tests of the roll-up."""

from __future__ import annotations

from datetime import date

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
