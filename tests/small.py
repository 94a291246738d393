"""A small authority made by hand, for tests that need a whole inspection file.

Twenty children in care, fourteen care leavers, six in need and eight referred; every name is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sampling.caseload.annex_a.specification import load
from sampling.caseload.casefile import Document, Entry, Material, Person, WorkerSpell
from sampling.caseload.lists import ListRow, Value
from sampling.store import Settings, create

CENSUS = date(2024, 3, 29)


class SteppingClock:
    """A clock that moves on by one second each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2024, 4, 15, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class OneDocument:
    """A document source that gives every child one document and one entry."""

    def material(self, child: str, area: str) -> Material:
        return Material(
            entries=(
                Entry("V-20240301", date(2024, 3, 1), "visit", f"Seen at home: {child}", "Ada Pennick"),
            ),
            documents=(
                Document(
                    "D01",
                    "visit",
                    date(2024, 3, 1),
                    "Visit record",
                    "Ada Pennick",
                    f"{child} was seen alone.",
                ),
            ),
            network=(Person("Jo Tolland", "mother"),),
            workers=(WorkerSpell("Ada Pennick", "social worker", date(2023, 9, 1), None),),
        )


def settings(**changes: object) -> Settings:
    """Settings of the small authority."""
    values: dict[str, object] = {
        "inspection": "small",
        "authority": "Marlow Bridge",
        "kind": "standard",
        "edition": "ilacs-2023",
        "inspection_date": date(2024, 4, 15),
        "census_date": CENSUS,
        "source": "by hand",
        **changes,
    }
    return Settings(**values)  # type: ignore[arg-type]


def supplied() -> dict[int, list[str]]:
    """All eleven lists with all their columns."""
    return {spec.number: [column.key for column in spec.columns] for spec in load().lists}


def rows() -> Iterator[ListRow]:
    """The lists' rows, list by list."""
    for number in range(1, 9):
        child = f"R{number:03}"
        yield _row(3, number, child, 9, referral_date=date(2024, 2, number), referral_nfa="No")
    for number in range(1, 7):
        yield _row(
            6,
            number,
            f"N{number:03}",
            7,
            cin_start=date(2023, 11, number),
            primary_need="N1",
            last_seen=date(2024, 3, 10),
            case_status="Child in need plan",
        )
    for number in range(1, 21):
        yield _row(
            8,
            number,
            f"K{number:03}",
            11,
            care_start=date(2022, 5, number),
            category_of_need="N1",
            legal_status="C2",
            placement_type="U4",
            placements_12m=1 + number % 4,
            last_visit=date(2024, 3, 4),
            missing_12m=0,
        )
    for number in range(1, 15):
        yield _row(
            9,
            number,
            f"L{number:03}",
            19,
            eligibility="Former relevant child",
            in_touch="Yes",
            accommodation="U",
            suitability="Suitable",
            activity="F2",
        )


def make(path: Path, **changes: object) -> Path:
    """Make an inspection file of the small authority."""
    create(path, settings(**changes), rows(), supplied(), clock=SteppingClock(), reader="anna")
    return path


def _row(number: int, row: int, child: str, age: int, **values: Value) -> ListRow:
    common: dict[str, Value] = {
        "child_id": child,
        "gender": "Female" if row % 2 else "Male",
        "ethnicity": "WBRI",
        "dob": date(CENSUS.year - age, 1, 1 + row),
        "age": age,
        "disability": "No",
        "team": "North" if row % 3 else "South",
        "worker": "Ada Pennick",
    }
    return ListRow(number, row, {**common, **values})
