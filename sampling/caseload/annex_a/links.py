"""Checks across lists: the same child told in two ways, and lists that should hold the same children."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.saying import Rows, Say
from sampling.caseload.lists import ListTable, Value

_ADOPTERS = 11
_BESIDE_AN_ID = re.compile(r"\.0+$|[\s,./_\ufffd-]")
_TOLD_ONCE = (
    ("dob", "two-birth-dates"),
    ("gender", "two-genders"),
    ("ethnicity", "two-ethnicities"),
)
_IN_CARE = "Looked after child"
_ON_A_PLAN = "Child Protection plan"
_ADOPTED = frozenset({"E11", "E12"})


def check_people(rows: Rows, say: Say) -> None:
    """One id with two birth dates, genders or ethnicities, and ids that are nearly one.

    Ids are nearly one where they differ by case, by spaces or marks between, by noughts before a number,
    which a workbook loses when it takes an id for a number, or by those behind its point.

    Args:
        rows: the rows by list.
        say: takes what there is to say.
    """
    first: dict[Value, _Told] = {}
    alike: dict[str, _Told] = {}
    said: set[tuple[Value, str]] = set()
    for number, table in sorted(rows.items()):
        if number == _ADOPTERS:
            continue
        told = zip(*(table.column(key) for key, _ in _TOLD_ONCE), strict=True)
        for at, (child, cells) in enumerate(zip(table.column("child_id"), told, strict=True)):
            held = first.get(child)
            if held is None:
                first[child] = mine = (cells, number, at)
                other = alike.setdefault(_bare(str(child)), mine)
                if other is not mine:
                    _say_alike(mine, other, rows, say)
            elif cells != held[0]:
                _check_told(child, held, (cells, number, at), rows, said, say)


def _bare(child: str) -> str:
    """An id without what two writings of one id differ in."""
    plain = child if child.isalnum() else _BESIDE_AN_ID.sub("", child)
    return plain.casefold().lstrip("0")


_Told = tuple[tuple[Value, ...], int, int]
"""What is told of a child once: birth, gender and ethnicity; and the list and place where."""


def _check_told(
    child: Value, held: _Told, mine: _Told, rows: Rows, said: set[tuple[Value, str]], say: Say
) -> None:
    for (key, code), one, two in zip(_TOLD_ONCE, held[0], mine[0], strict=True):
        if one != two and one is not None and two is not None and (child, key) not in said:
            said.add((child, key))
            column = specification.load().numbered(mine[1]).column(key)
            here, there = (column.show(value)[:40] for value in (two, one))
            where = say.where(rows[held[1]][held[2]])
            message = f"'{str(child)[:60]}' has '{here}' here and '{there}' in {where}"
            say("warning", code, message, rows[mine[1]][mine[2]], key)


def _say_alike(mine: _Told, other: _Told, rows: Rows, say: Say) -> None:
    row, held = rows[mine[1]][mine[2]], rows[other[1]][other[2]]
    message = f"'{row.child[:60]}' and '{held.child[:60]}' in {say.where(held)} are nearly one id"
    say("warning", "ids-alike", message, row, "child_id")


def check_links(rows: Rows, say: Say) -> None:
    """What one list says of a child and another does not bear out.

    Args:
        rows: the rows by list.
        say: takes what there is to say.
    """
    plans = _open(rows[7], "cpp_end") if say.has(7, "cpp_end") else {}
    care = _open(rows[8], "care_end") if say.has(8, "care_end") else {}
    work = _open(rows[4], "assessment_end") if say.has(4, "assessment_end") else {}
    if rows[6]:
        needs = {child: at for at, child in enumerate(rows[6].column("child_id"))}
        groups = ((7, plans, "on an open plan"), (8, care, "in care"), (4, work, "being assessed"))
        _check_in_need(needs, groups, rows, say)
        if say.has(6, "case_status"):
            _check_statuses(needs, plans, care, rows[6], say)
        _check_closed(needs, work, rows, say)
        _check_episodes(needs, rows, say)
    if rows[10] and say.has(8, "care_end_reason"):
        _check_adopted(rows, say)
    if care and say.has(9, "eligibility"):
        told = zip(rows[9].column("child_id"), rows[9].column("eligibility"), strict=True)
        for at, (child, eligibility) in enumerate(told):
            if eligibility == "Relevant child" and child in care:
                message = "in care on the census date, so an eligible child, not a relevant one"
                say("note", "relevant-in-care", message, rows[9][at], "eligibility")


_Places = Mapping[Value, int]
"""By child, the place of the child's last row in a list."""


def _open(table: ListTable, end: str) -> _Places:
    """Children with a row that has no end."""
    ends = zip(table.column("child_id"), table.column(end), strict=True)
    return {child: at for at, (child, day) in enumerate(ends) if day is None}


def _check_in_need(needs: _Places, groups: Iterable[tuple[int, _Places, str]], rows: Rows, say: Say) -> None:
    """Children whom list 6 should hold too, since by its definition it holds all of them."""
    for number, children, what in groups:
        for child, at in children.items():
            if child not in needs:
                message = f"{what}, but not in List 6, which should hold the child too"
                say("note", "not-in-list-6", message, rows[number][at], "child_id")


def _check_statuses(needs: _Places, plans: _Places, care: _Places, table: ListTable, say: Say) -> None:
    """Statuses that lists 7 and 8 do not bear out; the first that applies is the right one."""
    statuses = table.column("case_status")
    for child, at in needs.items():
        kind = _gainsaid(statuses[at], child, plans, care, say)
        if kind:
            message = f"the status is '{statuses[at]}', but {kind}"
            say("warning", "status-differs", message, table[at], "case_status")


def _gainsaid(status: Value, child: Value, plans: _Places, care: _Places, say: Say) -> str:
    """What lists 7 and 8 say against a status; empty where they bear it out."""
    if status is None:
        return ""
    if child in care:
        return "" if status == _IN_CARE else "List 8 has the child in care"
    if child in plans:
        return "" if status in (_ON_A_PLAN, _IN_CARE) else "List 7 has an open plan"
    if status == _IN_CARE and say.has(8, "care_end"):
        return "List 8 does not have the child in care"
    return "List 7 has no open plan" if status == _ON_A_PLAN and say.has(7, "cpp_end") else ""


def _check_closed(needs: _Places, work: _Places, rows: Rows, say: Say) -> None:
    """Children closed to the service while an assessment is open (8867 of the census)."""
    ends = rows[6].column("cin_end")
    for child, at in work.items():
        place = needs.get(child)
        if place is not None and ends[place] is not None:
            where = say.where(rows[6][place])
            message = f"the assessment is open, but {where} has the child's need closed"
            say("warning", "closed-but-open", message, rows[4][at], "assessment_end")


def _check_episodes(needs: _Places, rows: Rows, say: Say) -> None:
    """Plans without an episode of need that holds them, or begun before it."""
    episodes = cast("Sequence[date | None]", rows[6].column("cin_start"))
    starts = cast("Sequence[date | None]", rows[7].column("cpp_start"))
    for at, (child, start) in enumerate(zip(rows[7].column("child_id"), starts, strict=True)):
        place = needs.get(child)
        episode = episodes[place] if place is not None else None
        if start is not None and episode is not None and start < episode:
            message = f"{start:%d/%m/%Y} is before the child's episode of need began, {episode:%d/%m/%Y}"
            say("note", "plan-before-episode", message, rows[7][at], "cpp_start")


def _check_adopted(rows: Rows, say: Say) -> None:
    """Children who left care adopted, without an adoption order in list 10."""
    orders = zip(rows[10].column("child_id"), rows[10].column("adoption_order"), strict=True)
    ordered = {child for child, day in orders if day is not None}
    left = zip(rows[8].column("child_id"), rows[8].column("care_end_reason"), strict=True)
    for at, (child, reason) in enumerate(left):
        if reason in _ADOPTED and child not in ordered:
            message = "left care adopted, but List 10 has no adoption order for the child"
            say("note", "adopted-not-in-list-10", message, rows[8][at], "care_end_reason")
