"""The answer key of a synthetic authority: complete, consistent, citing what is there, near its shares."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import chain

import pytest

from fixtures import SyntheticKeys, load_scenario, scenario_ids
from fixtures.allotment import in_frame
from fixtures.days import add_months
from fixtures.documents import Files
from fixtures.levels import RATINGS
from fixtures.planting import Planting, fits
from fixtures.practice import GOOD, SERIOUS_WEAKNESS, STRONG
from fixtures.records import Child
from fixtures.scenario import PATHWAYS
from sampling.errors import IlacsError
from sampling.findings.ratings import Rating
from sampling.framework import edition_for, load
from sampling.training.key import KeySource
from tests.reading import AREAS, casefile, frame, key

SCALE = (Rating.STRONG, Rating.GOOD, Rating.NEEDS_IMPROVEMENT, Rating.SERIOUS_WEAKNESS)
EDITION = load(edition_for(load_scenario("ashmere").census_date))


@pytest.mark.parametrize("area", AREAS)
def test_every_citation_exists_and_every_core_criterion_is_answered(area: str) -> None:
    for child in frame("ashmere", "1", area):
        found = key("ashmere", "1", child, area)
        file = casefile("ashmere", "1", child, area)
        known = {entry.id for entry in file.chronology} | {document.id for document in file.documents}
        assert found.case == f"{EDITION.area(area).code}-{child}"
        answered = [item.criterion for item in found.criteria]
        assert set(EDITION.area(area).core) <= set(answered)
        assert len(answered) == len(set(answered))
        for item in found.criteria:
            assert set(item.entries) <= known, item
            assert item.reason.endswith((".", "”")), item
            if item.level in (Rating.NOT_APPLICABLE, Rating.NOT_SEEN):
                assert not item.entries
            if item.level is Rating.NOT_SEEN:
                assert EDITION.criterion(item.criterion).absence == "not_seen", item


@pytest.mark.parametrize("area", AREAS)
def test_what_is_planted_can_be_pointed_to(area: str) -> None:
    """Weak or strong, nearly everything rated points to what shows it; no core criterion is left out."""
    rated: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for child in frame("ashmere", "1", area):
        for item in key("ashmere", "1", child, area).criteria:
            rated[item.criterion] += item.level.rated
            shown[item.criterion] += item.level.rated and bool(item.entries)
    assert shown.total() > 0.97 * rated.total()
    assert all(shown[criterion] > 0.5 * rated[criterion] > 0 for criterion in EDITION.area(area).core)


@pytest.mark.parametrize("area", AREAS)
def test_case_ratings_fit_their_criteria(area: str) -> None:
    misfits = 0
    for child in frame("ashmere", "1", area):
        found = key("ashmere", "1", child, area)
        core = [
            SCALE.index(item.level)
            for item in found.criteria
            if item.criterion in EDITION.area(area).core and item.level.rated
        ]
        misfits += not fits(core, SCALE.index(found.rating))
        if found.rating is Rating.SERIOUS_WEAKNESS and len(core) > 3:
            assert 3 in core
        if found.rating is Rating.STRONG:
            assert 3 not in core
    assert misfits < 0.02 * len(frame("ashmere", "1", area))


SAMPLE = 250
"""Files looked at of each area: spread over its frame, so that no kind of family is missed."""


@cache
def files(scenario: str) -> Files:
    return Files(scenario, "1")


@cache
def children(scenario: str, area: str) -> tuple[Child, ...]:
    """The children of a frame, found without making the lists."""
    world = files(scenario).world
    window = add_months(world.scenario.census_date.toordinal(), -6)
    families = chain.from_iterable(world.of_portion(part, PATHWAYS) for part in range(world.portions))
    found = (child for family in families for child in family.children if in_frame(child, area, window))
    return tuple(sorted(found, key=lambda child: child.id))


def plantings(scenario: str, area: str, most: int) -> list[Planting]:
    everybody = children(scenario, area)
    spread = everybody[:: max(1, len(everybody) // most)]
    return [found for child in spread if (found := files(scenario).planting(child.id, area)) is not None]


@pytest.mark.parametrize("scenario", ["ashmere", "littlewick", "sorrelby"])
def test_a_frame_is_known_without_its_lists(scenario: str) -> None:
    for area in AREAS:
        assert {child.id for child in children(scenario, area)} == set(frame(scenario, "1", area))


@cache
def sample(scenario: str, area: str) -> list[Planting]:
    return plantings(scenario, area, SAMPLE)


def errors(found: float, planted: float, count: int) -> float:
    """How many standard errors of a simple sample a share lies from the planted one.

    Rather more than sampling error is never needed: two files of a sample are seldom of one family.
    """
    return abs(found - planted) / math.sqrt(planted * (1 - planted) / count)


def test_the_key_tells_what_is_planted() -> None:
    for child in frame("ashmere", "1", "children_in_care"):
        told, planting = (
            key("ashmere", "1", child, "children_in_care"),
            files("ashmere").planting(child, "children_in_care"),
        )
        assert planting is not None
        assert told.rating is RATINGS[planting.rating]
        for criterion, level in planting.levels.items():
            found = told.level(criterion)
            assert found is not None
            assert found.level is RATINGS[level]


@pytest.mark.parametrize("scenario", ["tarnshire", "dunmarsh"])
def test_planted_shares_come_out_within_sampling_error(scenario: str) -> None:
    for area, planted in load_scenario(scenario).planted.items():
        found = sample(scenario, area)
        ratings = Counter(one.rating for one in found)
        good = (ratings[STRONG] + ratings[GOOD]) / len(found)
        assert errors(good, planted.good_share, len(found)) < 3, (area, good)
        serious = ratings[SERIOUS_WEAKNESS] / len(found)
        assert errors(serious, planted.serious_share, len(found)) < 3, (area, serious)


@pytest.mark.parametrize(
    ("scenario", "portion"),
    [("littlewick", 8_000), ("pellbrook", 8_000), ("dunmarsh", 8_000), ("ashmere", 200), ("ashmere", 8_000)],
)
def test_case_ratings_are_allotted_to_a_whole_frame_as_planted(
    scenario: str, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As near the planted shares as whole numbers allow; in an authority of portions, in each of them."""
    monkeypatch.setattr("fixtures.world.PORTION", portion)
    made = Files(scenario, "1")
    for area, planted in made.world.scenario.planted.items():
        ratings: Counter[int] = Counter()
        everybody = children(scenario, area)
        for child in everybody:
            family = made.world.family_of(child.id)
            assert family is not None
            ratings[made.allotment.rating(family, child, area)] += 1
        counts = (ratings[STRONG], ratings[STRONG] + ratings[GOOD], ratings[SERIOUS_WEAKNESS])
        shares = (planted.strong_share, planted.good_share, planted.serious_share)
        for count, share in zip(counts, shares, strict=True):
            assert abs(count - share * len(everybody)) <= 0.5 * made.world.portions + 1e-6, (area, share)


@pytest.mark.parametrize(
    ("scenario", "area"),
    [
        *(("littlewick", area) for area in AREAS),
        *(("ashmere", area) for area in AREAS),
        *((small, area) for small in ("sorrelby", "pellbrook") for area in AREAS[2:]),
    ],
)
def test_the_files_of_a_whole_small_frame_are_as_good_as_planted(scenario: str, area: str) -> None:
    """What the record decides moves next to no case over the line: the allotment has seen it coming."""
    planted = load_scenario(scenario).planted[area]
    found = plantings(scenario, area, len(children(scenario, area)))
    good = sum(one.rating <= GOOD for one in found)
    assert abs(good - planted.good_share * len(found)) <= 0.5 + 1e-6, (good, len(found))
    band = next(item for item in EDITION.bands if item.grades[-1] is planted.grade)
    assert band.low <= good / len(found) <= band.high


@pytest.mark.parametrize("scenario", scenario_ids())
def test_themes_planted_on_purpose_can_be_found(scenario: str) -> None:
    """Scenario, lists and key tell the same, whether dates decide a theme or words do."""
    for area, planted in load_scenario(scenario).planted.items():
        for criterion, theme in planted.themes.items():
            levels = [one.levels[criterion] for one in sample(scenario, area) if criterion in one.levels]
            rated = [level for level in levels if level <= SERIOUS_WEAKNESS]
            assert rated, (area, criterion)
            met = sum(level <= GOOD for level in rated) / len(rated)
            assert errors(met, theme.met, len(rated)) < 3.3, (area, criterion, theme.met, met, len(rated))


def test_nobody_has_a_key_who_has_no_file() -> None:
    source: KeySource = SyntheticKeys("ashmere", "1")
    with pytest.raises(IlacsError):
        source.case_key("12", "safeguarding")
    with pytest.raises(IlacsError):
        source.case_key(frame("ashmere", "1", "safeguarding")[0], "leisure")


_SCRIPT = """
import hashlib
from fixtures import SyntheticKeys, load_scenario, rows
digest = hashlib.sha256()
source = SyntheticKeys("littlewick", "7")
for child in sorted({row.child for row in rows(load_scenario("littlewick"), "7") if row.list in (6, 9)}):
    for area in ("safeguarding", "children_in_need", "children_in_care", "leaving_care"):
        digest.update(repr(source.case_key(child, area)).encode())
print(digest.hexdigest())
"""


def test_two_processes_make_the_same_key() -> None:
    def digest(hash_seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        ran = subprocess.run(
            [sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        return ran.stdout

    assert digest("0") == digest("1")
