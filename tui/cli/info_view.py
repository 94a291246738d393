"""What an inspection file holds, as a document and in plain lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sampling.caseload.annex_a.specification import load as load_specification
from sampling.store import Inspection
from sampling.store.handed_out import is_handout
from tui.cli import out


def file_document(path: Path, reader: str | None) -> dict[str, Any]:
    """What a file holds: settings, lists, frames, draws, cases, readers, events, head digest."""
    with Inspection.open(path, reader=reader, read_only=True) as inspection:
        settings = inspection.settings
        cases = inspection.cases.all()
        frozen = [inspection.draws.frozen(area.id) for area in inspection.edition.areas]
        return {
            "authority": settings.authority,
            "kind": settings.kind,
            "edition": settings.edition,
            "inspection_date": settings.inspection_date.isoformat(),
            "census_date": settings.census_date.isoformat(),
            "retention_date": settings.retention_date.isoformat() if settings.retention_date else None,
            "source": settings.source,
            # A hand-out names no scenario, since that would help to find the answers.
            "synthetic": bool(settings.scenario) or is_handout(inspection.connection),
            "previous": dict(settings.previous or {}),
            "children": inspection.lists.children(),
            "lists": [
                {"list": number, "rows": inspection.lists.count(number)}
                for number in inspection.lists.supplied()
            ],
            "frames": [
                {"area": item.area, "size": item.size, "sha256": item.sha256} for item in frozen if item
            ],
            "draws": [
                {"draw": item.draw, "area": item.area, "design": item.design, "n": item.n}
                for item in inspection.draws.all()
            ],
            "cases": len({line.case_id for line in cases}),
            "sampled": sum(line.role == "sampled" for line in cases),
            "completed": sum(line.role == "sampled" and line.state == "completed" for line in cases),
            "readers": [item.reader for item in inspection.readers()],
            "events": inspection.journal.count(),
            "head": inspection.journal.head(),
        }


def print_file(document: dict[str, Any]) -> None:
    """Print what a file holds."""
    out.say(f"{document['authority']}{' (synthetic)' if document['synthetic'] else ''}")
    out.say(
        f"{document['kind']} of {_day(document['inspection_date'])}, edition {document['edition']}; "
        f"lists of {_day(document['census_date'])}, from {document['source']}"
    )
    if document["retention_date"]:
        late = date.fromisoformat(document["retention_date"]) < date.today()
        passed = ": that day has passed" if late else ""
        out.say(f"to be purged after {_day(document['retention_date'])}{passed}")
    out.say(
        f"{document['sampled']} sampled of {out.counted(document['cases'], 'case')}, "
        f"{document['completed']} completed; readers: {', '.join(document['readers']) or 'none yet'}"
    )
    out.say("")
    out.say(f"{out.counted(document['children'], 'child', 'children')} in {len(document['lists'])} lists")
    names = {spec.number: spec.heading for spec in load_specification().lists}
    out.table(
        ("list", "rows", "what"),
        ((item["list"], item["rows"], names[item["list"]]) for item in document["lists"]),
    )
    for frame in document["frames"]:
        out.say(f"frame of {frame['area']}: {frame['size']:,} children")
        out.say(f"  sha256 {frame['sha256']}")
    out.table(
        ("draw", "n", "design"),
        ((item["draw"], item["n"], item["design"]) for item in document["draws"]),
    )
    out.say(f"{document['events']:,} events; head {document['head']}")


def _day(text: str) -> str:
    return out.british(date.fromisoformat(text))
