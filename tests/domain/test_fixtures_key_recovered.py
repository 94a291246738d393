"""The key can be recovered from the file: by dates for what the record decides, by words for the rest."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from fixtures.levels import LEVEL_NAMES
from fixtures.prose import planted_banks
from sampling.findings.ratings import Rating
from tests.domain.record_checker import CHECKS
from tests.reading import AREAS, Passage, casefile, frame, key

SCENARIOS = (("ashmere", "1"), ("pellbrook", "7"))
FILES = 150
"""Files read of each area; enough for one disagreement in a hundred to show."""


@pytest.mark.parametrize("area", AREAS)
def test_a_reader_with_a_calendar_agrees_with_the_key(area: str) -> None:
    agreed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    astray = []
    for scenario, seed in SCENARIOS:
        for child in frame(scenario, seed, area)[:FILES]:
            file = casefile(scenario, seed, child, area)
            for planted in key(scenario, seed, child, area).criteria:
                check = CHECKS.get(planted.criterion)
                if check is None or planted.level is Rating.NOT_APPLICABLE:
                    continue
                answer = check(file)
                if answer is None:
                    continue
                asked[planted.criterion] += 1
                agreed[planted.criterion] += planted.level in answer
                if planted.level not in answer:
                    astray.append((scenario, child, planted.criterion, planted.level, answer))
    for criterion, count in asked.items():
        assert agreed[criterion] >= 0.98 * count, (criterion, agreed[criterion], count, astray[:5])
    decided = {
        "safeguarding": {"HP-05", "HP-09", "HP-10", "HP-15", "HP-17", "HP-27", "LEAD-15"},
        "children_in_need": {"HP-10", "HP-15", "HP-17", "LEAD-15"},
        "children_in_care": {"CIC-16", "CIC-20", "CIC-21", "CIC-25", "CIC-27", "CIC-32", "CIC-41"},
        "leaving_care": {"CL-03", "CL-04", "CL-29"},
    }
    assert decided[area] <= set(asked)


def test_all_levels_that_the_record_can_tell_apart_occur() -> None:
    seen: dict[str, set[Rating]] = {}
    for area in AREAS:
        for child in frame("dunmarsh", "7", area)[:FILES]:
            for planted in key("dunmarsh", "7", child, area).criteria:
                seen.setdefault(planted.criterion, set()).add(planted.level)
    four = {Rating.STRONG, Rating.GOOD, Rating.NEEDS_IMPROVEMENT, Rating.SERIOUS_WEAKNESS}
    for criterion in ("HP-05", "HP-15", "HP-17", "LEAD-15", "CIC-20", "CIC-21", "CIC-41", "CL-03", "CL-29"):
        assert four <= seen[criterion], criterion


@cache
def patterns() -> dict[str, dict[str, list[Passage]]]:
    """By criterion and level, what finds its passages; all banks of a criterion together."""
    found: dict[str, dict[str, list[Passage]]] = {}
    for name, bank in planted_banks().items():
        levels = found.setdefault(name.split(".")[0], {level: [] for level in LEVEL_NAMES})
        for level in LEVEL_NAMES:
            levels[level] += [Passage(line) for line in bank[level]]
    return found


@pytest.mark.parametrize("area", AREAS)
def test_passages_stand_in_files_of_their_level_and_in_no_other(area: str) -> None:
    shown: Counter[tuple[str, str]] = Counter()
    for child in frame("dunmarsh", "7", area)[:60]:
        file = casefile("dunmarsh", "7", child, area)
        texts = {document.id: document.text for document in file.documents}
        for planted in key("dunmarsh", "7", child, area).criteria:
            if planted.criterion not in patterns():
                continue
            for level in LEVEL_NAMES:
                where = {
                    id
                    for id, text in texts.items()
                    if any(one.search(text, text.lower()) for one in patterns()[planted.criterion][level])
                }
                if level != planted.level.value:
                    assert not where, (child, planted.criterion, planted.level, level, where)
                elif "“" in planted.reason:
                    assert where, (child, planted)
                    assert where <= set(planted.entries), (child, planted, where)
                    shown[planted.criterion, level] += 1
                else:
                    # Shown by silence, or by the record alone.
                    assert not where, (child, planted)
    assert len(shown) > 30


def test_no_passage_could_be_taken_for_one_of_another_level() -> None:
    for criterion, levels in patterns().items():
        banks = [bank for name, bank in planted_banks().items() if name.split(".")[0] == criterion]
        for bank in banks:
            for level in LEVEL_NAMES:
                for line in bank[level]:
                    plain = line.replace("[", "").replace("]", "")
                    for other in set(LEVEL_NAMES) - {level}:
                        assert not any(one.search(plain, plain.lower()) for one in levels[other]), (
                            criterion,
                            line,
                        )
