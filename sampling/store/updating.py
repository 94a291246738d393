"""Corrected lists later in the week: what is new, gone or changed; drawn cases keep their place.

The lists are replaced in one transaction with the event that says so. A frame that is frozen stays as it
was frozen, since a draw from it must stay checkable; that the lists have changed since is said whenever it
is drawn from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sampling.caseload.annex_a import specification
from sampling.caseload.lists import ListRow, Value
from sampling.errors import ReadOnlyError, UsageError
from sampling.findings.events import canonical_json
from sampling.store.connection import transaction
from sampling.store.handed_out import is_handout
from sampling.store.inspection import Inspection
from sampling.store.lists import Lists
from sampling.text import clean_line

_ADOPTERS = 11

Content = bytes
"""A digest of a row's cells, whatever row of the sheet it stands on."""


@dataclass(frozen=True, slots=True)
class ListChange:
    """How one list changed; rows that differ in nothing but their place count as the same.

    Attributes:
        list: its number.
        before, after: how many rows it had and has.
        new: rows whose child, or child and event, was not there.
        gone: rows that are there no longer.
        changed: rows of the same child or event with other cells.
    """

    list: int
    before: int
    after: int
    new: int
    gone: int
    changed: int

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.new or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class Changes:
    """What corrected lists would change, or did.

    Attributes:
        lists: each list that was given, in order.
        kept: lists that the file has and the corrected ones do not: they stay as they are.
        new: children who were on no list.
        gone: children who are on no list any more.
        changed_cases: drawn or targeted cases of which some row is new, gone or changed.
        gone_cases: drawn or targeted cases whose child is on no list any more.
        lost_columns: by list, keys of the columns that the file has and the corrected lists do not give.
    """

    lists: tuple[ListChange, ...]
    kept: tuple[int, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed_cases: tuple[str, ...]
    gone_cases: tuple[str, ...]
    lost_columns: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def lost_line(self) -> str:
        """In one sentence which columns are lost; empty where none is."""
        named = [
            f"List {number} {specification.load().numbered(number).column(key).label}"
            for number, keys in self.lost_columns.items()
            for key in keys
        ]
        if not named:
            return ""
        return f"no longer given, so lost from the lists: {', '.join(named)}"

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return any(change.any for change in self.lists)


@dataclass(frozen=True, slots=True)
class Behind:
    """How a frozen frame differs from one that would be frozen now.

    Attributes:
        area: the area's id.
        new: children who would be in it now.
        gone: children who would not be in it any more.
        changed: children who would stand in it otherwise.
        cases: drawn or targeted cases of children who would not be in it any more.
    """

    area: str
    new: int
    gone: int
    changed: int
    cases: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """In one sentence, for whoever draws from it."""
        cases = f"; of the cases, {', '.join(self.cases)} would not be in it" if self.cases else ""
        return (
            f"the lists were corrected after this frame was frozen: {self.new} child(ren) would be new in "
            f"it, {self.gone} would be gone and {self.changed} would stand otherwise{cases}; what is drawn "
            "is drawn from the frame as frozen"
        )


def compare(
    inspection: Inspection, rows: Mapping[int, Sequence[ListRow]], supplied: Mapping[int, Sequence[str]]
) -> Changes:
    """What corrected lists would change; nothing is written.

    Args:
        inspection: the opened file.
        rows: the corrected rows by list.
        supplied: by list, the columns that the authority gave; lists that are not in it stay.

    Raises:
        UsageError: if the file has no lists of its own to correct.
    """
    _correctable(inspection)
    lists = inspection.lists
    changes = []
    touched: set[str] = set()
    for number in sorted(supplied):
        change, children = _compare(number, lists, rows.get(number, ()))
        changes.append(change)
        touched |= children
    before = lists.ids()
    after = {row.child for number in supplied if number != _ADOPTERS for row in rows.get(number, ())}
    kept = tuple(number for number in lists.supplied() if number not in supplied)
    after |= lists.ids(kept)
    gone = before - after
    cases = {line.case_id: line.child for line in inspection.cases.all()}
    return Changes(
        lists=tuple(changes),
        kept=kept,
        new=tuple(sorted(after - before)),
        gone=tuple(sorted(gone)),
        changed_cases=tuple(case for case, child in cases.items() if child in touched - gone),
        gone_cases=tuple(case for case, child in cases.items() if child in gone),
        lost_columns=_lost_columns(lists, supplied),
    )


def update(
    inspection: Inspection,
    rows: Mapping[int, Sequence[ListRow]],
    supplied: Mapping[int, Sequence[str]],
    *,
    source: str,
    problems: int = 0,
) -> Changes:
    """Put corrected lists in the place of those there are, with the event that says so.

    Args:
        inspection: the file, opened for writing.
        rows: the corrected rows by list.
        supplied: by list, the columns that the authority gave; lists that are not in it stay.
        source: what the rows came from, such as a workbook's name.
        problems: how many problems of the lists were accepted.

    Returns:
        What changed; where nothing did, nothing was written.

    Raises:
        UsageError: if the file has no lists of its own to correct.
        ReadOnlyError: if it is open for reading only.
        FileError: if it could not be saved; nothing was half-written then.
    """
    changes = compare(inspection, rows, supplied)
    if not changes.any:
        return changes
    if inspection.read_only:
        raise ReadOnlyError(f"{inspection.path.name} is read-only: {inspection.why_read_only}")
    with transaction(inspection.connection):
        for number, keys in supplied.items():
            inspection.lists.replace(number, rows.get(number, ()), keys)
        stored = [inspection.lists.state_of(number) for number in sorted(supplied)]
        inspection.record(
            "update",
            {
                "lists": [
                    {"list": one.list, "rows": one.rows, "sha256": one.sha256, "columns": list(one.columns)}
                    for one in stored
                ],
                "source": clean_line(source).text,
                "new": len(changes.new),
                "gone": len(changes.gone),
                "rows": sum(one.new + one.gone + one.changed for one in changes.lists),
                "problems_accepted": problems,
            },
        )
    return changes


def behind(inspection: Inspection, area: str) -> Behind | None:
    """How an area's frozen frame differs from its lists; None where no correction came after the freeze.

    Args:
        inspection: the opened file.
        area: the area's id.

    Raises:
        UsageError: if the edition has no such area.
    """
    area = inspection.edition.area(area).id
    if inspection.draws.frozen(area) is None:
        return None
    corrected = False
    for event in inspection.journal.events("freeze", "update"):
        if event.kind == "update":
            corrected = True
        elif event.data.get("area") == area:
            corrected = False
    if not corrected:
        return None
    frozen = {row.id: row.values for row in inspection.draws.frame(area).rows}
    now = {row.id: row.values for row in inspection.draws.as_now(area).rows}
    both = frozen.keys() & now.keys()
    gone = frozen.keys() - both
    return Behind(
        area,
        new=len(now.keys() - both),
        gone=len(gone),
        changed=sum(frozen[child] != now[child] for child in both),
        cases=tuple(line.case_id for line in inspection.cases.all(area) if line.child in gone),
    )


def _correctable(inspection: Inspection) -> None:
    if inspection.settings.scenario:
        raise UsageError("this inspection is of a synthetic authority: no workbook can correct its lists")
    if is_handout(inspection.connection):
        raise UsageError("this is a hand-out: its lists are corrected in the trainer's file")


def _compare(number: int, lists: Lists, rows: Iterable[ListRow]) -> tuple[ListChange, set[str]]:
    """How one list changed, and whose rows did."""
    old = _contents(number, lists.rows(number) if number in lists.supplied() else ())
    new = _contents(number, rows)
    counted = {"new": 0, "gone": 0, "changed": 0}
    touched: set[str] = set()
    for key in old.keys() | new.keys():
        before, after = sorted(old.get(key, ())), sorted(new.get(key, ()))
        if before == after:
            continue
        touched.add(str(key[0]))
        counted["new"] += max(0, len(after) - len(before))
        counted["gone"] += max(0, len(before) - len(after))
        same = len(set(before) & set(after))
        counted["changed"] += max(0, min(len(before), len(after)) - same)
    size = (sum(map(len, old.values())), sum(map(len, new.values())))
    return ListChange(number, *size, **counted), touched if number != _ADOPTERS else set()


def _lost_columns(lists: Lists, supplied: Mapping[int, Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """By list, the columns that were given before and are not now, such as the families'."""
    lost = {
        number: tuple(key for key in lists.columns(number) if key not in supplied[number])
        for number in sorted(supplied)
    }
    return {number: keys for number, keys in lost.items() if keys}


def _contents(number: int, rows: Iterable[ListRow]) -> dict[tuple[Value, ...], list[Content]]:
    """Digests of rows by what makes two rows the same."""
    spec = specification.load().numbered(number)
    keys = [column.key for column in spec.stored]
    found: dict[tuple[Value, ...], list[Content]] = {}
    for row in rows:
        values = [None if (value := row.values.get(key)) is None else str(value) for key in keys]
        text = canonical_json([values, dict(row.originals)])
        content = hashlib.blake2b(text.encode(), digest_size=16).digest()
        found.setdefault(tuple(map(row.values.get, spec.row_key)), []).append(content)
    return found
