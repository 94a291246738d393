"""Checks across lists: the same child told in two ways, and lists that should hold the same children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sampling.caseload.annex_a.saying import Rows, Say
from sampling.caseload.lists import ListRow

_ADOPTERS = 11
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

    Ids are nearly one where they differ by case or by noughts before a number, which a workbook loses
    when it takes an id for a number.

    Args:
        rows: the rows by list.
        say: takes what there is to say.
    """
    first: dict[object, ListRow] = {}
    alike: dict[str, ListRow] = {}
    said: set[tuple[str, str]] = set()
    for number in sorted(rows):
        if number == _ADOPTERS:
            continue
        for row in rows[number]:
            values = row.values
            child = values["child_id"]
            held = first.setdefault(child, row)
            if held is row:
                _check_alike(row, alike, say)
                continue
            other = held.values
            for key, code in _TOLD_ONCE:
                one, two = other.get(key), values.get(key)
                if one != two and one is not None and two is not None and (row.child, key) not in said:
                    said.add((row.child, key))
                    message = f"'{row.child[:60]}' is given otherwise in {say.where(held)}"
                    say("warning", code, message, row, key)


def _check_alike(row: ListRow, alike: dict[str, ListRow], say: Say) -> None:
    other = alike.setdefault(row.child.casefold().lstrip("0"), row)
    if other is not row:
        message = f"'{row.child[:60]}' and '{other.child[:60]}' in {say.where(other)} are nearly one id"
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
        needs = {row.child: row for row in rows[6]}
        _check_in_need(needs, ((plans, "on an open plan"), (care, "in care"), (work, "being assessed")), say)
        if say.has(6, "case_status"):
            _check_statuses(needs, plans, care, say)
        _check_closed(needs, work, say)
        _check_episodes(needs, rows[7], say)
    if rows[10] and say.has(8, "care_end_reason"):
        _check_adopted(rows, say)
    if care and say.has(9, "eligibility"):
        for row in rows[9]:
            if row.values["eligibility"] == "Relevant child" and row.child in care:
                message = "in care on the census date, so an eligible child, not a relevant one"
                say("note", "relevant-in-care", message, row, "eligibility")


def _open(rows: Sequence[ListRow], end: str) -> dict[str, ListRow]:
    """Children with a row that has no end."""
    return {row.child: row for row in rows if row.values.get(end) is None}


def _check_in_need(
    needs: dict[str, ListRow], groups: tuple[tuple[dict[str, ListRow], str], ...], say: Say
) -> None:
    """Children whom list 6 should hold too, since by its definition it holds all of them."""
    for children, what in groups:
        for child, row in children.items():
            if child not in needs:
                message = f"{what}, but not in List 6, which should hold the child too"
                say("note", "not-in-list-6", message, row, "child_id")


def _check_statuses(
    needs: dict[str, ListRow], plans: dict[str, ListRow], care: dict[str, ListRow], say: Say
) -> None:
    """Statuses that lists 7 and 8 do not bear out; the first that applies is the right one."""
    for row, kind in _disagreeing(needs, plans, care, say):
        status = row.text("case_status")
        say("warning", "status-differs", f"the status is '{status}', but {kind}", row, "case_status")


def _disagreeing(
    needs: dict[str, ListRow], plans: dict[str, ListRow], care: dict[str, ListRow], say: Say
) -> Iterator[tuple[ListRow, str]]:
    for child, row in needs.items():
        status = row.values["case_status"]
        if status is None:
            continue
        if child in care:
            if status != _IN_CARE:
                yield row, "List 8 has the child in care"
        elif child in plans:
            if status not in (_ON_A_PLAN, _IN_CARE):
                yield row, "List 7 has an open plan"
        elif status == _IN_CARE and say.has(8, "care_end"):
            yield row, "List 8 does not have the child in care"
        elif status == _ON_A_PLAN and say.has(7, "cpp_end"):
            yield row, "List 7 has no open plan"


def _check_closed(needs: dict[str, ListRow], work: dict[str, ListRow], say: Say) -> None:
    """Children closed to the service while an assessment is open (8867 of the census)."""
    for child, row in work.items():
        need = needs.get(child)
        if need is not None and need.values.get("cin_end") is not None:
            message = f"the assessment is open, but {say.where(need)} has the child's need closed"
            say("warning", "closed-but-open", message, row, "assessment_end")


def _check_episodes(needs: dict[str, ListRow], plans: Sequence[ListRow], say: Say) -> None:
    """Plans without an episode of need that holds them, or begun before it."""
    for row in plans:
        need = needs.get(row.child)
        start, episode = row.day("cpp_start"), need.day("cin_start") if need is not None else None
        if start is not None and episode is not None and start < episode:
            message = f"{start:%d/%m/%Y} is before the child's episode of need began, {episode:%d/%m/%Y}"
            say("note", "plan-before-episode", message, row, "cpp_start")


def _check_adopted(rows: Rows, say: Say) -> None:
    """Children who left care adopted, without an adoption order in list 10."""
    ordered = {row.child for row in rows[10] if row.values.get("adoption_order") is not None}
    for row in rows[8]:
        if row.values["care_end_reason"] in _ADOPTED and row.child not in ordered:
            message = "left care adopted, but List 10 has no adoption order for the child"
            say("note", "adopted-not-in-list-10", message, row, "care_end_reason")
