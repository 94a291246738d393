"""Rows of how alike readers read, and of how they and the room stand to the key once it may be seen."""

from __future__ import annotations

from collections.abc import Iterator

from sampling.agreement.compare import Agreement, Pairs, WithKey, compare
from sampling.agreement.marks import Coefficient
from sampling.handover.declaration import Row
from sampling.handover.ground import Ground
from sampling.rollup.area import AreaRollup
from sampling.store.comparing import marks, planted
from sampling.store.readings import OVERALL
from sampling.store.room import RoomArea, room_of


def agreement(ground: Ground) -> list[Row]:
    """Every measure, over criteria and over case ratings apart; nothing where nobody read the same case."""
    key = planted(ground.inspection)
    if key is None and not _read_twice(ground):
        return []
    seen = [mark for mark in marks(ground.inspection) if mark.case in ground.lines]
    rows: list[Row] = []
    for of in ("criteria", "case_ratings"):
        found = compare([mark for mark in seen if (mark.criterion == OVERALL) is (of == "case_ratings")], key)
        if found.cases or key is not None:
            rows += [{"about": of, **row} for row in _rows(ground, found, of)]
    if key is not None:
        rows += [row for area in room_of(ground.inspection, seen, key) for row in _room(area)]
    return [{"id": number, **row} for number, row in enumerate(rows, start=1)]


def _read_twice(ground: Ground) -> bool:
    """Whether any case has answers of two readers, so that there is something to compare."""
    query = (
        "SELECT 1 FROM (SELECT case_id, reader FROM finding UNION SELECT case_id, reader FROM case_rating)"
        " GROUP BY case_id HAVING count(*) > 1 LIMIT 1"
    )
    return ground.inspection.connection.execute(query).fetchone() is not None


def _rows(ground: Ground, found: Agreement, of: str) -> Iterator[Row]:
    yield _coefficient("alpha_ordinal", found.alpha_ordinal)
    yield _coefficient("alpha_nominal_states", found.alpha_states)
    yield _coefficient("ac1", found.ac1)
    yield _coefficient("ac2_quadratic", found.ac2)
    yield from _pairs(found.together)
    for reader in found.readers:
        if reader.with_key is not None:
            yield from _with_key(reader.reader, reader.with_key)
    if of == "criteria":
        for pairs in found.criteria:
            yield from _pairs(pairs, criterion=pairs.of)
    cases = {ground.names.case(pairs.of): pairs for pairs in found.by_case}
    for case, pairs in sorted(cases.items(), key=lambda item: item[0]):
        yield from _pairs(pairs, case=case)


def _room(area: RoomArea) -> Iterator[Row]:
    """What the room indicates, what was planted, and whether the room reached it."""
    for whose, rolled in (("room", area.room), ("planted", area.planted)):
        if rolled is not None:
            share = _share(f"{whose}_good_or_better", rolled.good_or_better, rolled.rated)
            yield {**share, "about": "areas", "area": area.area, "words": _indicated(rolled)}
    row = _row("reached", None, area.room.rated)
    why = None if area.words else "One of the two has no indication."
    yield {**row, "about": "areas", "area": area.area, "words": area.words or None, "why_none": why}


def _indicated(area: AreaRollup) -> str:
    return " or ".join(grade.label for grade in area.indication or ()) or area.why_none


def _with_key(reader: str, found: WithKey) -> Iterator[Row]:
    yield _share("exact", found.exact, found.compared, reader=reader)
    yield _share("within_one", found.within_one, found.compared, reader=reader)
    yield _coefficient("kappa_quadratic", found.kappa_quadratic, reader)
    yield _row("severity", found.severity, found.compared, reader=reader)


def _pairs(pairs: Pairs, criterion: str = "", case: str = "") -> Iterator[Row]:
    yield _share("exact", pairs.exact, pairs.pairs, criterion=criterion, case=case)
    yield _share("within_one", pairs.within_one, pairs.pairs, criterion=criterion, case=case)


def _share(
    measure: str, part: int, whole: int, *, reader: str = "", criterion: str = "", case: str = ""
) -> Row:
    value = part / whole if whole else None
    return _row(measure, value, whole, reader=reader, criterion=criterion, case=case)


def _coefficient(measure: str, found: Coefficient, reader: str = "") -> Row:
    row = _row(measure, found.value, found.units, reader=reader)
    return {**row, "low": found.low, "high": found.high, "why_none": found.why_none or None}


def _row(
    measure: str, value: float | None, units: int, *, reader: str = "", criterion: str = "", case: str = ""
) -> Row:
    return {
        "area": None,
        "reader": reader or None,
        "criterion": criterion or None,
        "case": case or None,
        "measure": measure,
        "value": value,
        "low": None,
        "high": None,
        "units": units,
        "words": None,
        "why_none": None if value is not None else "Nothing to compare.",
    }
