"""The same scenario and seed give the same bytes in every process, whatever its hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

from fixtures import SyntheticDocuments, load_scenario, rows
from fixtures.dice import Dice

SCRIPT = """
import hashlib
from fixtures import SyntheticDocuments, load_scenario, rows
digest = hashlib.sha256()
children = set()
for row in rows(load_scenario("littlewick"), "7"):
    digest.update(repr((row.list, row.row, list(row.values.items()))).encode())
    if row.list in (6, 9):
        children.add(row.child)
source = SyntheticDocuments("littlewick", "7")
for child in sorted(children):
    for area in ("safeguarding", "children_in_need", "children_in_care", "leaving_care"):
        digest.update(repr(source.material(child, area)).encode())
print(digest.hexdigest())
"""


def digest_with(hash_seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_two_processes_make_the_same_bytes() -> None:
    assert digest_with("0") == digest_with("1")


def test_another_seed_makes_another_population_of_the_same_size() -> None:
    scenario = load_scenario("littlewick")
    first, second = ([row for row in rows(scenario, seed) if row.list == 8] for seed in ("1", "2"))
    assert [row.child for row in first] != [row.child for row in second]
    assert [row.day("dob") for row in first] != [row.day("dob") for row in second]


def test_a_file_does_not_depend_on_which_was_read_before() -> None:
    ids = [row.child for row in rows(load_scenario("littlewick"), "3") if row.list == 7]
    forwards, backwards = SyntheticDocuments("littlewick", "3"), SyntheticDocuments("littlewick", "3")
    first = {child: forwards.material(child, "safeguarding") for child in ids}
    second = {child: backwards.material(child, "safeguarding") for child in reversed(ids)}
    assert first == second


def test_chance_is_that_which_python_promises_to_keep() -> None:
    # Numbers of random.Random("ashmere|1").random(), fixed by Python's documentation for every version.
    dice = Dice("ashmere", 1)
    assert [dice.between(1, 6) for _ in range(8)] == [1, 5, 3, 5, 1, 2, 5, 2]
