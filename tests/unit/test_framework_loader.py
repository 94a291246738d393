"""A data file that does not hold together is refused in one line that names the file and the key."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import sampling.framework
from sampling.errors import DataFileError, UsageError
from sampling.framework.checks import RULES
from sampling.framework.loader import load_from
from sampling.rollup import overall

SOURCE = Path(sampling.framework.__file__).parent
E = "editions/ilacs-2023.toml"
HP = "parts/criteria-help-and-protection.toml"
CIC = "parts/criteria-children-in-care.toml"
AREAS = "parts/areas.toml"
TIMES = "parts/timescales.toml"
MEASURES = "parts/measures.toml"
WORDS = "parts/words.toml"
KINDS = "parts/kinds.toml"
READING = "parts/reading.toml"
LEAD = "parts/criteria-leaders.toml"
STEPS = "parts/what-follows-overall.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("editions", "parts"):
        shutil.copytree(SOURCE / folder, tmp_path / folder)
    return tmp_path


def change(path: Path, pattern: str, replacement: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert count == 1, f"{pattern} is not in {path.name}"
    path.write_text(changed, encoding="utf-8")


BROKEN = [
    # missing keys
    (E, r"^title = .*$", "", "title", "is missing"),
    (E, r"^first_day = .*$", "", "first_day", "is missing"),
    (E, r"^parts = \[[^]]*\]$", "", "parts", "is missing"),
    (E, r'^    "words",$', "", "words", "is missing"),
    (HP, r"^\[criteria.HP-03\]\ntext = .*$", "[criteria.HP-03]", "criteria.HP-03.text", "is missing"),
    (TIMES, r"^source = .*paragraph 41\"$", "", "timescales.T-IHA.source", "is missing"),
    (MEASURES, r"^word_minimum = .*$", "", "thresholds.word_minimum", "is missing"),
    (KINDS, r"^graded = true$", "", "kinds.standard.graded", "is missing"),
    # unknown keys
    (E, r"^title = ", 'titel = "x"\ntitle = ', "titel", "not a known key"),
    (HP, r"^absence = ", 'absense = "weakness"\nabsence = ', "criteria.HP-01.absense", "not a known key"),
    (TIMES, r"^limit = 45$", "limit = 45\nlimits = 45", "timescales.T-CFA.limits", "not a known key"),
    (MEASURES, r"low = 0.80", "low = 0.80, colour = 1", "bands.0.colour", "not a known key"),
    # wrong types and words
    (E, r"^first_day = .*$", 'first_day = "2023-01-01"', "first_day", "must be a date"),
    (E, r"^title = .*$", "title = 7", "title", "must be text"),
    (E, r"^title = .*$", 'title = " ILACS"', "title", "one line of text"),
    (HP, r'^kind = "both"$', 'kind = "all"', "criteria.HP-01.kind", "practice, experience, both"),
    (HP, r"^management = true$", "management = 1", "criteria.HP-38.management", "true or false"),
    (TIMES, r"^limit = 45$", "limit = 45.5", "timescales.T-CFA.limit", "whole number"),
    (TIMES, r"^limit = 45$", "limit = true", "timescales.T-CFA.limit", "whole number"),
    (TIMES, r'^unit = "months"$', 'unit = "terms"', "timescales.T-RCPC1.unit", "working_days"),
    (MEASURES, r"^serious_share = 0.2", "serious_share = 20", "thresholds.serious_share", "from 0 to 1"),
    (MEASURES, r'"outstanding"', '"excellent"', "bands.0.grades", "no grade"),
    (
        READING,
        r'^kind = "not_available"$',
        'kind = "gone"',
        "removal_reasons.open_too_short.kind",
        "not one of",
    ),
    (READING, r"^entry_kinds = \[", "entry_kinds = [1, ", "entry_kinds", "must be text"),
    (READING, r"^entry_kinds = \[", 'entry_kinds = ["visit", ', "entry_kinds", "twice"),
    (
        E,
        r"^\[judgements.care_leavers\]$",
        "[judgements]\ncare_leavers = 1\n[x]",
        "judgements.care_leavers",
        "a table",
    ),
    # dangling references
    (
        AREAS,
        r'^judgement = "care_leavers"$',
        'judgement = "leavers"',
        "areas.leaving_care.judgement",
        "leavers",
    ),
    (AREAS, r'"HP-05", "HP-07"', '"HP-99", "HP-07"', "areas.safeguarding.core", "'HP-99'"),
    (AREAS, r'"CL-25", "CL-26"', '"CL-25", "CL-66"', "areas.leaving_care.further", "'CL-66'"),
    (HP, r'^timescales = \["T-CFA"\]$', 'timescales = ["T-NO"]', "criteria.HP-10.timescales", "'T-NO'"),
    (LEAD, r'"LEAD-25"\]$', '"LEAD-99"]', "leadership_criteria", "'LEAD-99'"),
    (STEPS, r'"any_inadequate"', '"if_inadequate"', "next_steps.2.rule", "'if_inadequate'"),
    # duplicates
    (AREAS, r'"HP-05", "HP-07"', '"HP-07", "HP-07"', "areas.safeguarding.core", "twice"),
    (AREAS, r'^    "HP-36",$', '    "HP-10",', "areas.safeguarding.further", "twice"),
    (AREAS, r'^code = "CN"$', 'code = "SG"', "areas.children_in_need.code", "another area"),
    (HP, r"^\[criteria.HP-02\]$", "[criteria.HP-01]", "(file)", "not readable as TOML"),
    (
        CIC,
        r"^\[criteria.CIC-01\]$",
        "[criteria.HP-01]",
        "criteria.HP-01.text",
        "criteria-help-and-protection.toml",
    ),
    (WORDS, r'"most"', '"few"', "words", "twice"),
    # completeness, order, counts
    (HP, r"^\[criteria.HP-29\]$", "[criteria.HP-90]", "criteria.HP-29", "is missing"),
    (AREAS, r'"HP-10", "HP-11", "HP-12", "HP-19",\n    "HP-17",', "", "areas.children_in_need.core", "not 9"),
    (MEASURES, r"low = 0.65, high = 0.80", "low = 0.65, high = 0.79", "bands.1.high", "0.8"),
    (MEASURES, r"low = 0.80, high = 1.0", "low = 0.80, high = 0.99", "bands.0.high", "1.0"),
    (MEASURES, r"low = 0.0, high", "low = 0.1, high", "bands.3.low", "0.0"),
    (WORDS, r"low = 75, high = 90", "low = 75, high = 89", "words.1.high", "must be 90"),
    (WORDS, r"low = 0, high = 14", "low = 1, high = 14", "words.4.low", "must be 0"),
    (E, r"^last_day = .*$", "last_day = 2022-12-31", "last_day", "before first_day"),
    (E, r'^id = "ilacs-2023"$', 'id = "ilacs-2024"', "id", "'ilacs-2023'"),
    (E, r'^kind = "leaders"$', 'kind = "overall"', "judgements", "leaders"),
    (LEAD, r', "LEAD-25"\]$', "]", "leadership_criteria", "'LEAD-25'"),
    (HP, r"^management = true$", "", "criteria.HP-38.management", "must be true"),
]


@pytest.mark.parametrize(("file", "pattern", "replacement", "key", "says"), BROKEN)
def test_a_fault_names_its_file_and_key(
    copy: Path, file: str, pattern: str, replacement: str, key: str, says: str
) -> None:
    change(copy / file, pattern, replacement)
    with pytest.raises(DataFileError) as refused:
        load_from(copy, "ilacs-2023")
    assert (refused.value.file, refused.value.key) == (Path(file).name, key)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_untouched_copy_loads(copy: Path) -> None:
    assert load_from(copy, "ilacs-2023") == sampling.framework.load("ilacs-2023")


def test_a_part_that_is_not_there_is_named(copy: Path) -> None:
    change(copy / E, '"areas"', '"area"')
    with pytest.raises(DataFileError, match=r"area\.toml: \(file\): there is no such file"):
        load_from(copy, "ilacs-2023")


def test_an_edition_that_is_not_there_is_a_wrong_request(copy: Path) -> None:
    with pytest.raises(UsageError):
        load_from(copy, "../ilacs-2023")


def test_a_new_edition_is_a_new_file_that_adds_and_overrides(copy: Path) -> None:
    text = (copy / E).read_text(encoding="utf-8").replace("ilacs-2023", "ilacs-2030")
    text += """
made_up = "an edition made up for this test"

[criteria.HP-10]
text = "Assessments are short and true."

[criteria.HP-90]
text = "The child was asked."
kind = "experience"
absence = "not_seen"
theme = "Assessment"
good = "Somebody asked."
where = "Visit notes."

[areas.safeguarding]
further = ["HP-90", "HP-39"]

[thresholds]
word_minimum = 8
"""
    (copy / "editions/ilacs-2030.toml").write_text(text, encoding="utf-8")
    edition = load_from(copy, "ilacs-2030")
    before = load_from(copy, "ilacs-2023")
    assert edition.unconfirmed == (*before.unconfirmed, "an edition made up for this test")
    assert edition.criteria["HP-10"].text == "Assessments are short and true."
    assert edition.criteria["HP-10"].good == before.criteria["HP-10"].good
    assert len(edition.criteria) == len(before.criteria) + 1
    safeguarding = edition.area("safeguarding")
    assert [item.criterion for item in safeguarding.criteria if not item.core] == ["HP-90", "HP-39"]
    assert safeguarding.core == before.area("safeguarding").core
    assert (edition.thresholds.word_minimum, edition.thresholds.indication_minimum) == (8, 12)


def test_a_fault_in_what_an_edition_overrides_names_the_edition(copy: Path) -> None:
    path = copy / E
    path.write_text(
        path.read_text(encoding="utf-8") + '\n[criteria.HP-10]\nkind = "both or none"\n', encoding="utf-8"
    )
    with pytest.raises(DataFileError) as refused:
        load_from(copy, "ilacs-2023")
    assert (refused.value.file, refused.value.key) == ("ilacs-2023.toml", "criteria.HP-10.kind")


def test_every_rule_an_edition_may_name_is_carried_out_by_the_roll_up() -> None:
    assert RULES == overall.RULES
