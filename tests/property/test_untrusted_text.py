"""Hostile strings through the cleaner, the displayer, the store, every export and every report, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import untrusted

COUNT = 1_200
"""Enough to meet every piece many times; ``python -m tests.benchmarks.untrusted`` takes ten thousand."""


@pytest.fixture(scope="module")
def strings() -> list[str]:
    return untrusted.gather(COUNT)


def test_the_cleaner_leaves_nothing_that_acts_and_loses_nothing_that_says_something(
    strings: list[str],
) -> None:
    untrusted.check_cleaner(strings)


def test_the_displayer_shows_every_string_literally(strings: list[str]) -> None:
    untrusted.check_displayer(strings)


def test_store_and_exports_give_every_string_back(strings: list[str], tmp_path: Path) -> None:
    untrusted.check_store_and_exports(strings, tmp_path)


def test_reports_hold_every_string_as_it_was_written_and_nothing_alive(strings: list[str]) -> None:
    untrusted.check_reports(strings)
