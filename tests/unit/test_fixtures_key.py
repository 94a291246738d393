"""The answer key of a synthetic authority: complete, consistent, citing what is there, near its shares."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest

from fixtures import SyntheticKeys, load_scenario
from fixtures.dice import Dice
from fixtures.planting import case_rating, fits
from fixtures.practice import GOOD
from fixtures.world import World
from sampling.errors import IlacsError
from sampling.findings.ratings import Rating
from sampling.framework import edition_for, load
from sampling.training.key import CaseKey, KeySource
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


SAMPLE = 350
"""Keys looked at of each area: spread over its frame, so that no kind of family is missed."""


@cache
def sample(scenario: str, area: str) -> tuple[CaseKey, ...]:
    children = frame(scenario, "1", area)
    return tuple(key(scenario, "1", child, area) for child in children[:: max(1, len(children) // SAMPLE)])


def errors(found: float, planted: float, count: int) -> float:
    """How many standard errors of a simple sample a share lies from the planted one.

    Rather more than sampling error is never needed: two files of a sample are seldom of one family.
    """
    return abs(found - planted) / math.sqrt(planted * (1 - planted) / count)


@pytest.mark.parametrize("scenario", ["tarnshire", "dunmarsh"])
def test_planted_shares_come_out_within_sampling_error(scenario: str) -> None:
    for area, planted in load_scenario(scenario).planted.items():
        keys = sample(scenario, area)
        ratings = Counter(found.rating for found in keys)
        good = (ratings[Rating.STRONG] + ratings[Rating.GOOD]) / len(keys)
        assert errors(good, planted.good_share, len(keys)) < 3, (area, good)
        serious = ratings[Rating.SERIOUS_WEAKNESS] / len(keys)
        assert errors(serious, planted.serious_share, len(keys)) < 3, (area, serious)


@pytest.mark.parametrize("scenario", ["ashmere", "littlewick", "pellbrook", "sorrelby"])
def test_case_ratings_of_a_whole_small_frame_come_out_as_planted(scenario: str) -> None:
    setting = load_scenario(scenario)
    world = World(setting, "1")
    for area, planted in setting.planted.items():
        good, children = 0, frame(scenario, "1", area)
        for id in children:
            family = world.family_of(id)
            assert family is not None
            child = next(one for one in family.children if one.id == id)
            good += case_rating(setting, Dice(setting.id, "1", "planted", id, area), child, area) <= GOOD
        assert errors(good / len(children), planted.good_share, len(children)) < 3, (area, good)


@pytest.mark.parametrize("scenario", ["tarnshire", "dunmarsh"])
def test_themes_planted_on_purpose_can_be_found(scenario: str) -> None:
    """Scenario, lists and key tell the same, whether dates decide a theme or words do."""
    for area, planted in load_scenario(scenario).planted.items():
        for criterion, theme in planted.themes.items():
            levels = [item.level for found in sample(scenario, area) if (item := found.level(criterion))]
            rated = [level for level in levels if level.rated]
            assert rated, (area, criterion)
            met = sum(level.good_or_better for level in rated) / len(rated)
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
