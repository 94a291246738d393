"""Everything that a handover carries, as rows by table, the same for every format."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sampling.handover import (
    rows_about,
    rows_compared,
    rows_concluded,
    rows_drawn,
    rows_found,
    rows_planted,
    rows_weighed,
)
from sampling.handover.cells import RULE
from sampling.handover.declaration import Column, Declaration, Row, Table, Value, declaration
from sampling.handover.ground import Ground, survey
from sampling.handover.pseudonyms import Pseudonyms
from sampling.handover.readme import readme
from sampling.handover.streamed import Rows, streamed
from sampling.store import Inspection

CONFIDENTIAL = (
    "CONFIDENTIAL: made with names. It holds the real ids of children and cases, tickets and seeds, and "
    "free text as it was written."
)
PSEUDONYMS = (
    "Made without names. Children, cases, draws and strata have pseudonyms that hold within this handover "
    "only; tickets, seeds, the days of cited entries and what the authority's lists say of a child are left "
    "out. Readers keep their names."
)
UNCHECKED = (
    "Ids, and names of workers and of the people around drawn cases, that the caseload knows are masked in "
    "free text as whole words, also as surname and first name, initial and surname, or title and surname; "
    "a first name or a surname alone is not. Free text was not otherwise checked: read it before it leaves."
)
INDICATES = (
    "Findings, case ratings and grades are what persons recorded. Roll-ups and indications are worked out "
    "from them and judge nothing. Read no share without its counts."
)


@dataclass(frozen=True)
class Handover:
    """What is handed over.

    Attributes:
        declared: the tables and views.
        rows: rows by table, in the order of the declaration. Those of what grows with the reading are
            made as they are asked for, from the file as it is then: so inside ``one_moment``.
        head: the journal's head digest.
        masks: ids and names masked in free text.
        notes: what whoever is handed it must know, in sentences.
    """

    declared: Declaration
    rows: Mapping[str, Rows]
    head: str
    masks: int
    notes: tuple[str, ...]


def gather(inspection: Inspection, *, names: bool = False, key: bytes = b"") -> Handover:
    """Everything that the inspection's reader may see.

    Call it inside ``one_moment``, and stay there until the rows are written. Long tables are gone through
    once here, since how much is masked stands in the first of them, and never held.

    Args:
        inspection: the opened file.
        names: whether real ids, tickets and seeds go out with it.
        key: what pseudonyms are keyed by; a random one unless given.
    """
    return _gather(survey(inspection, Pseudonyms(inspection, names=names, key=key)))


def _gather(ground: Ground) -> Handover:
    declared = declaration()
    raw: dict[str, list[Row]] = {
        "judgement": rows_about.judgements(ground),
        "area": rows_about.areas(ground),
        "draw": rows_drawn.draws(ground),
        "criterion": rows_about.criteria(ground),
        "area_rollup": rows_weighed.areas(ground),
        "criterion_rollup": rows_weighed.criteria(ground),
        "concern": rows_found.concerns(ground),
        "line_of_enquiry": rows_concluded.enquiries(ground),
        "improvement": rows_concluded.improvements(ground),
        "agreement": rows_compared.agreement(ground),
        "answer_key": rows_planted.answer_key(ground),
    }
    long: dict[str, Callable[[Ground], Iterator[Row]]] = {
        "drawn_case": rows_drawn.cases,
        "finding": rows_found.findings,
        "case_rating": rows_found.case_ratings,
    }
    settled: dict[str, Rows] = {
        name: tuple(_settled(declared.table(name), rows, ground.names)) for name, rows in raw.items()
    }
    for name, make in long.items():
        settled[name] = streamed(partial(_made, declared.table(name), make, ground))
    about = rows_about.inspection(ground)
    (row,) = _settled(declared.table("inspection"), [about], ground.names)
    masks = ground.names.masks
    settled["inspection"] = ({**row, "masks": masks},)
    head = str(about["head"])
    notes = tuple(_notes(ground))
    said = (*notes, INDICATES, f"Head digest of the inspection file: {head}", RULE)
    settled["readme"] = tuple(_settled(declared.table("readme"), readme(declared, said), ground.names))
    rows = {table.name: settled[table.name] for table in declared.tables}
    return Handover(declared, rows, head, masks, notes)


def _made(table: Table, make: Callable[[Ground], Iterator[Row]], ground: Ground) -> Iterator[Row]:
    return _settled(table, make(ground), ground.names)


def _settled(table: Table, rows: Iterable[Row], names: Pseudonyms) -> Iterator[Row]:
    """Rows with the columns of their table in order, free text masked, and nothing that needs names."""
    for row in rows:
        yield {column.name: _value(column, row[column.name], names) for column in table.columns}


def _value(column: Column, value: Value, names: Pseudonyms) -> Value:
    if column.names_only and not names.real:
        return None
    if column.masked and isinstance(value, str):
        return names.text(value)
    if column.masked and isinstance(value, tuple):
        return tuple(names.text(item) for item in value)
    return value


def _notes(ground: Ground) -> Iterator[str]:
    names = ground.names
    if names.real:
        yield CONFIDENTIAL
    else:
        yield PSEUDONYMS
        yield f"{names.masks} ids and names were masked. {UNCHECKED}"
    if names.masks_numbers:
        yield "Ids of this caseload are short numbers: a number in a text that equals one is masked too."
    unseen, gone = rows_found.left_out(ground)
    if unseen:
        yield "Other readers' findings that the reader who made it may not see yet are not in it."
    if gone:
        yield f"{gone} records of cases that are no longer in the list of cases are not in it."
    retention = ground.inspection.settings.retention_date
    if retention and retention < ground.inspection.clock().date():
        yield f"The retention date of the inspection file, {retention.isoformat()}, has passed."


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Whatever is read inside is of one moment, whoever else writes."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
