"""Real draws from a frame, rolled up in the editions themselves."""

from __future__ import annotations

import json

import pytest

from sampling.draw.designs import draw
from sampling.draw.frame import FrameRow, frame_of
from sampling.draw.selection import Design, Selection
from sampling.findings.ratings import Rating
from sampling.framework import edition_ids, load
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.document import to_json
from sampling.rollup.judgement import roll_up
from sampling.rollup.reading import CaseReading

FRAME = frame_of(
    "safeguarding",
    ("status", "family", "flag"),
    [
        FrameRow(
            f"C{n:03}",
            (("plan", "enquiry", "referral")[min(n % 7, 2)], f"F{n // 2}", "yes" if n % 5 == 0 else "no"),
        )
        for n in range(180)
    ],
)

DESIGNS = [
    (Design("simple"), "exact hypergeometric"),
    (Design("stratified", ("status",)), "Korn-Graubard"),
    (Design("stratified", ("status",), "equal"), "Korn-Graubard"),
    (Design("systematic", ("status",)), "as if"),
    (Design("risk", weights={"flag": 2.0}), "approximate"),
    (Design("families"), "family size"),
]


def readings(selection: Selection, edition: str) -> list[CaseReading]:
    """Every drawn child read: those with an odd number badly, and every criterion with them."""
    core = load(edition).area("safeguarding").core
    found = []
    for place in selection.tickets:
        rating = Rating.NEEDS_IMPROVEMENT if int(place.child[1:]) % 4 == 1 else Rating.GOOD
        found.append(
            CaseReading(
                case=f"SG-{place.child}",
                child=place.child,
                stratum=place.stratum,
                role="sampled",
                order=place.order,
                completed=True,
                rating=rating,
                reader="A. Reader",
                findings=dict.fromkeys(core, rating),
                probability=place.probability,
            )
        )
    return found


def rolled(design: Design, edition: str = "ilacs-2026") -> AreaRollup:
    selection = draw(FRAME, name="safeguarding-1", seed="314159", n=24, design=design, reserve=0)
    return roll_up_area(load(edition), "safeguarding", readings(selection, edition), selection)


@pytest.mark.parametrize(("design", "method"), DESIGNS)
def test_every_design_can_be_rolled_up(design: Design, method: str) -> None:
    found = rolled(design)
    assert method in found.method
    assert found.completed == found.rated == 24
    assert found.interval is not None
    assert found.interval[0] < found.good_or_better / 24 < found.interval[1]
    assert found.indication
    assert sum(count.size for count in found.by_stratum) == found.frame == 180
    assert all(item.interval == pytest.approx(found.interval) for item in found.criteria)


@pytest.mark.parametrize("edition", edition_ids())
def test_every_edition_can_be_rolled_up(edition: str) -> None:
    area = rolled(DESIGNS[0][0], edition)
    document = json.loads(json.dumps(to_json(roll_up(load(edition), [area], {}))))
    assert document["edition"] == edition
    assert len(document["areas"][0]["criteria"]) == len(load(edition).area("safeguarding").core)
    indications = {item["judgement"]: item["indication"] for item in document["judgements"]}
    assert indications.pop("help_and_protection") == document["areas"][0]["indication"]
    assert set(indications.values()) == {None}
