"""One child's case file, from the lists and from what else is on file; and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sampling.caseload import chronology
from sampling.caseload.casefile import CaseFile, Document, Entry, Material
from sampling.caseload.facts import facts, workers
from sampling.caseload.flags import Thresholds, flags
from sampling.caseload.lists import ListRow
from sampling.framework.edition import Edition


def build(
    child: str,
    area: str,
    rows: Mapping[int, Sequence[ListRow]],
    census_date: date,
    edition: Edition,
    material: Material,
    added: Sequence[Entry] = (),
    thresholds: Thresholds | None = None,
) -> CaseFile:
    """Everything that can be read about one child in one area.

    Args:
        child: the child's id.
        area: the area's id.
        rows: the child's rows, by list.
        census_date: the day the lists were drawn.
        edition: whose timescales are held against the entries.
        material: what is on file beyond the lists.
        added: entries that readers added by hand.
        thresholds: numbers of flags that this inspection set otherwise.

    Raises:
        UsageError: if the edition has no such area.
    """
    area = edition.area(area).id
    from_lists = chronology.entries(rows, census_date, edition)
    return CaseFile(
        child=child,
        area=area,
        facts=facts(area, rows, census_date),
        flags=flags(area, rows, census_date, thresholds or {}),
        chronology=chronology.in_order((*from_lists, *material.entries, *added)),
        documents=material.documents,
        network=material.network,
        workers=material.workers or workers(rows),
    )


def show_json(casefile: CaseFile, case_id: str) -> dict[str, Any]:
    """The case file as one JSON document, as ``show --json`` prints it.

    Facts are keyed by their labels; where two lists use one label, the later is marked by its source.
    """
    facts_by_label: dict[str, str] = {}
    for fact in casefile.facts:
        label = fact.label if fact.label not in facts_by_label else f"{fact.label} ({fact.source})"
        facts_by_label[label] = fact.value
    return {
        "case": case_id,
        "child": casefile.child,
        "area": casefile.area,
        "facts": facts_by_label,
        "flags": [{"flag": flag.id, "text": flag.text, "source": flag.source} for flag in casefile.flags],
        "chronology": [_entry_json(entry) for entry in casefile.chronology],
        "documents": [_document_json(document) for document in casefile.documents],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "entry": entry.id,
        "date": _iso(entry.day),
        "kind": entry.kind,
        "text": entry.text,
    }
    if entry.timescale is not None:
        found["timescale"] = {
            "timescale": entry.timescale.key,
            "outcome": entry.timescale.outcome,
            "due": _iso(entry.timescale.due),
            "clock": entry.timescale.clock,
        }
    return found


def _document_json(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "kind": document.kind,
        "date": _iso(document.day),
        "title": document.title,
        "text": document.text,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
