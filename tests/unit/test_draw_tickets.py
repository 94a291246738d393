"""Tickets that an outsider can work out with sha256sum."""

from __future__ import annotations

import subprocess

import pytest

from sampling.draw.tickets import (
    FRACTION_UNITS,
    check_draw_name,
    check_seed,
    first,
    fraction_units,
    groups,
    ordered,
    seed_advice,
    ticket,
)
from sampling.errors import UsageError

IDS = ["A-1", "A-2", "A-3", "B-1", "B-2", "B-3"]
ORDER = [
    ("0a177948096fdda9", "B-2"),
    ("42dd7baa48af4e1d", "A-3"),
    ("95f23e4e636133db", "A-2"),
    ("a98389e044578d6e", "A-1"),
    ("b23fdd63e0173f3b", "B-1"),
    ("f7cc6abf5fb804c5", "B-3"),
]


def _sha256sum(text: str) -> str:
    result = subprocess.run(["sha256sum"], input=text.encode(), capture_output=True, check=True)
    return result.stdout.decode().split()[0]


def test_a_ticket_is_what_sha256sum_prints() -> None:
    assert ticket("314159", "safeguarding-1", "A-1") == _sha256sum("314159|safeguarding-1|A-1")


def test_a_ticket_is_over_utf_8_with_the_seed_as_text() -> None:
    assert ticket("snowman: ☃", "été-1", "Zoë") == _sha256sum("snowman: ☃|été-1|Zoë")
    assert ticket("0", "d", "1") != ticket("00", "d", "1")


def test_six_ids_stand_in_the_order_that_sha256sum_and_sort_give() -> None:
    lines = [f"{_sha256sum(f'314159|safeguarding-1|{id}')} {id}" for id in IDS]
    printed = subprocess.run(
        ["sort"],
        input="\n".join(lines),
        capture_output=True,
        check=True,
        text=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    ).stdout.splitlines()
    assert [f"{number} {id}" for number, id in ordered("314159", "safeguarding-1", IDS)] == printed


def test_six_ids_in_an_order_written_down() -> None:
    # printf '%s' '314159|safeguarding-1|A-1' | sha256sum, and so on.
    assert [(number[:16], id) for number, id in ordered("314159", "safeguarding-1", IDS)] == ORDER


def test_each_draw_has_an_order_of_its_own() -> None:
    orders = {tuple(id for _, id in ordered("314159", f"safeguarding-{k}", IDS)) for k in range(1, 20)}
    assert len(orders) > 15


@pytest.mark.parametrize("count", [0, 1, 5, 60, 200, 1000])
def test_the_first_are_the_head_of_the_whole_order(count: int) -> None:
    ids = [str(number) for number in range(200)]
    assert first("1", "d", ids, count) == ordered("1", "d", ids)[:count]


@pytest.mark.parametrize("text", ["", "   ", "1|2", "1\n2", "1\t2", "1\x002", "\u202e12", " 12", "12 "])
def test_seeds_and_names_that_could_not_be_copied_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="seed") as seed_error:
        check_seed(text)
    with pytest.raises(UsageError, match="name"):
        check_draw_name(text)
    with pytest.raises(UsageError):
        ticket(text, "d", "1")
    with pytest.raises(UsageError):
        ticket("1", text, "1")
    assert "\n" not in str(seed_error.value)


def test_short_seeds_are_advised_against_and_never_refused() -> None:
    check_seed("7")
    assert "dice" in seed_advice("7")
    assert seed_advice("3141 5926 5358 9793 2384 6264") == ""


def test_a_fraction_is_the_first_twelve_hex_digits() -> None:
    assert fraction_units("0" * 64) == 0
    assert fraction_units("8" + "0" * 63) * 2 == FRACTION_UNITS
    assert fraction_units("f" * 64) == FRACTION_UNITS - 1


def test_a_digest_is_read_aloud_in_fours() -> None:
    assert groups("9f86d081884c7d65") == "9f86 d081 884c 7d65"
    assert groups("9f86d") == "9f86 d"
