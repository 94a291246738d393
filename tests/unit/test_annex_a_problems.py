"""Faults that read alike become one; the useless file does not print ten thousand lines."""

import re
from pathlib import Path

import pytest

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.problems import Problem, ProblemLog, column_letter


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (33, "AH"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters_are_those_of_excel(index: int, letter: str) -> None:
    assert column_letter(index) == letter


def test_the_worst_comes_first_and_otherwise_the_order_met() -> None:
    log = ProblemLog()
    for severity, code in (("note", "a"), ("warning", "b"), ("error", "c"), ("warning", "d")):
        log.add(severity, code, "said")  # type: ignore[arg-type]
    assert [problem.code for problem in log.problems()] == ["c", "b", "d", "a"]


def test_a_column_wrong_in_thousands_of_ways_names_fifty() -> None:
    log = ProblemLog()
    for row in range(1_000):
        log.add("warning", "bad-date", f"'{row}' is not a date", sheet="List_3", row=row, column="F")
    problems = log.problems()
    assert len(problems) == 51
    assert sum(problem.count for problem in problems) == 1_000
    assert problems[-1].count == 950


def test_the_line_names_the_place() -> None:
    problem = Problem("warning", "List_4", 17, "G", "Start", "bad-date", "'31/02/2024' is not a date")
    assert problem.line == "List_4 row 17 column G 'Start': '31/02/2024' is not a date"


def test_every_kind_of_problem_has_a_test_that_names_it() -> None:
    source = Path(specification.__file__).parent
    said = re.compile(r'"(?:error|warning|note)",\s*"([a-z0-9-]+)"')
    kinds = {code for path in source.glob("*.py") for code in said.findall(path.read_text(encoding="utf-8"))}
    assert len(kinds) > 50
    told = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_annex_a_*.py")
    )
    assert sorted(code for code in kinds if f'"{code}"' not in told) == []
