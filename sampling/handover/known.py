"""The ids and names that a caseload knows: what must not leave in a handover without names."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.caseload.annex_a.specification import load
from sampling.store import Inspection
from sampling.store.materials import Materials

NAMED = frozenset({"worker", "personal_adviser"})
"""Columns of the lists that hold people's names."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the caseload knows: ids of any kind, and people's names."""

    ids: frozenset[str]
    names: frozenset[str]


def known(inspection: Inspection) -> Known:
    """Ids and workers of all lists, cases, and the people in the drawn cases' material."""
    ids, names = _of_lists(inspection)
    materials = Materials(inspection.connection)
    for line in inspection.cases.all():
        ids |= {line.case_id, line.child}
        material = materials.fetch(line.case_id)
        names.update(person.name for person in material.network)
        names.update(spell.worker for spell in material.workers)
        names.update(entry.worker for entry in material.entries)
        names.update(document.author for document in material.documents)
    return Known(frozenset(ids) - {""}, frozenset(names) - {""})


def _of_lists(inspection: Inspection) -> tuple[set[str], set[str]]:
    ids: set[str] = set()
    names: set[str] = set()
    for number in inspection.lists.supplied():
        supplied = inspection.lists.columns(number)
        for column in load().numbered(number).columns:
            wanted = column.key in NAMED or column.type == "id"
            if wanted and column.key in supplied:
                rows = inspection.connection.execute(
                    f'SELECT DISTINCT "{column.key}" FROM list_{number}'  # noqa: S608 - constant names
                    f" WHERE \"{column.key}\" <> ''"
                )
                (names if column.key in NAMED else ids).update(str(value) for (value,) in rows)
    return ids, names
