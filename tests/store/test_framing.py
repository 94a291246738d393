"""Frames made in bulk by SQL are those of the definition, which takes the lists row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from fixtures import load_scenario, scenario_ids
from fixtures import rows as scenario_rows
from sampling.caseload import flags
from sampling.caseload.annex_a.specification import ColumnSpec, load
from sampling.caseload.cohorts import cohort
from sampling.caseload.lists import ListRow, Value
from sampling.draw.frame import FrameRow, frame_of
from sampling.errors import IlacsError
from sampling.framework import edition_for
from sampling.framework import load as load_edition
from sampling.store.framing import frame_now
from sampling.store.lists import Lists

CENSUS = date(2024, 3, 29)
EDITION = load_edition("ilacs-2023")
WORDS = (
    "",
    "North",
    "not known",
    "Duty Team",
    "Duty \N{LATIN SMALL LETTER LONG S}ocial Worker",
    "DUTY",
    "Unallocated",
    "O'Hara, Fionn",
    'The "Hub"',
    "Zoë",
    "Kiln",
)
NEAR = (0, 1, 7, 28, 29, 42, 43, 56, 57, 90, 120, 183, 184, 365, 366, 730, 731, 912, 1825, 6575, 6940)


def _stored(
    rows: Sequence[ListRow], supplied: Mapping[int, Sequence[str]]
) -> tuple[sqlite3.Connection, Lists]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT)")
    lists = Lists(connection)
    lists.create()
    lists.write(rows, supplied)
    return connection, lists


def _hold_to_the_definition(
    rows: Sequence[ListRow],
    supplied: Mapping[int, Sequence[str]],
    census: date = CENSUS,
    thresholds: flags.Thresholds | None = None,
) -> dict[str, int]:
    """Compare each area's frame, to the byte; gives how many children each has."""
    edition = EDITION if census == CENSUS else load_edition(edition_for(census))
    connection, lists = _stored(rows, supplied)
    sizes = {}
    for area in edition.areas:
        by_list = {number: lists.rows(number) for number in lists.supplied()}
        found = cohort(area.id, by_list, census, edition, thresholds=thresholds)
        defined = frame_of(area.id, found.columns, [FrameRow(one.child, one.values) for one in found.members])
        framed = frame_now(connection, lists, area.id, census, edition, thresholds or {})
        assert framed.csv == defined.csv
        assert (framed.columns, framed.ids, framed.rows) == (defined.columns, defined.ids, defined.rows)
        sizes[area.id] = framed.size
    return sizes


def _everything() -> dict[int, list[str]]:
    return {spec.number: [column.key for column in spec.stored] for spec in load().lists}


def _cell(random: Random, column: ColumnSpec) -> Value:
    """A blank, or a value near where a rule turns, or one that is not known at all."""
    if random.random() < 0.3:
        return None
    match column.type:
        case "date":
            days = random.choice(NEAR) + random.choice((-1, 0, 0, 1))
            return CENSUS - timedelta(days=days)
        case "integer":
            return random.choice((-1, 0, 0, 1, 2, 3, 4, 15, 16, 17, 18, 21))
        case "code" if column.codes and random.random() < 0.9:
            return random.choice(column.codes.values).value
        case "id":
            return random.choice(("F1", "F2", "F, 3"))
        case _:
            return random.choice(WORDS)


def _random_rows(random: Random, children: int) -> list[ListRow]:
    """Rows without rhyme or reason: several for a child on one list, many of them beginning on one day."""
    ids = [f"{random.choice(('c', 'C', 'é', '7,', '-'))}{number}" for number in range(children)]
    found = []
    for spec in load().lists:
        for number in range(children):
            values = {column.key: _cell(random, column) for column in spec.stored}
            if "child_id" in values:
                values["child_id"] = random.choice((*ids, "", None))
            if spec.start and random.random() < 0.3:
                values[spec.start] = CENSUS - timedelta(days=30)
            found.append(ListRow(spec.number, number + 1, values))
    return found


@pytest.mark.parametrize("scenario", scenario_ids())
def test_synthetic_authorities(scenario: str) -> None:
    small = load_scenario(scenario).resized(400)
    sizes = _hold_to_the_definition(list(scenario_rows(small, "1")), _everything(), small.census_date)
    assert min(sizes.values()) > 0


@pytest.mark.parametrize("seed", range(12))
def test_rows_without_rhyme_or_reason(seed: int) -> None:
    random = Random(seed)
    rows = _random_rows(random, 120)
    supplied = _everything()
    thresholds = {"contact_lapsed": 41, "ageing_plan": 12}
    if seed % 2:
        # Whole lists and single columns that the authority did not give.
        for number in random.sample(range(1, 12), 3):
            del supplied[number]
        supplied = {
            number: [key for key in keys if key == "child_id" or random.random() < 0.85]
            for number, keys in supplied.items()
        }
        rows = [row for row in rows if row.list in supplied]
    sizes = _hold_to_the_definition(rows, supplied, thresholds=thresholds if seed % 3 else None)
    assert sum(sizes.values()) > 0


def test_every_flag_is_among_them() -> None:
    raised = set()
    for seed in range(12):
        connection, lists = _stored(_random_rows(Random(seed), 120), _everything())
        for area in EDITION.areas:
            frame = frame_now(connection, lists, area.id, CENSUS, EDITION, {})
            raised |= {flag.id for flag in flags.of_area(area.id) if frame.counts(flag.id)["yes"]}
    # Contacts are in no frame unless they are asked for.
    assert raised == {flag.id for flag in flags.definitions()} - {"contact_only"}


def test_an_empty_caseload_gives_an_empty_frame() -> None:
    assert set(_hold_to_the_definition([], _everything()).values()) == {0}
    assert set(_hold_to_the_definition([], {}).values()) == {0}


def test_what_cannot_be_written_down_is_refused() -> None:
    for broken in ({"team": "North\u202e"}, {"child_id": "a|b"}, {"worker": "two\nlines"}):
        values = {"child_id": "a", "eligibility": "Former relevant", **broken}
        connection, lists = _stored([ListRow(9, 1, values)], _everything())
        with pytest.raises(IlacsError):
            frame_now(connection, lists, "leaving_care", CENSUS, EDITION, {})
