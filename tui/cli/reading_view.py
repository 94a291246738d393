"""One child's file in plain lines, from the facts to the findings."""

from __future__ import annotations

from sampling.caseload.casefile import CaseFile, TimescaleCheck
from sampling.findings.findings import CaseRating, Finding
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.cases import CaseLine
from tui.cli import out


def print_case(inspection: Inspection, line: CaseLine, file: CaseFile) -> None:
    """Print everything that is on file for a case, and what the reader may see of its findings."""
    area = inspection.edition.area(line.area)
    out.say(f"{line.case_id}, {area.name.lower()}: {line.role}, {line.state}")
    out.say(f"{line.rated} of {line.core} core criteria rated; stratum {out.line(line.stratum)}")
    _print_lists(file)
    _print_chronology(file)
    _print_documents(file)
    _print_findings(inspection, line)


def _print_lists(file: CaseFile) -> None:
    _heading(f"Facts ({len(file.facts)})")
    out.table(("fact", "value", "where"), ((fact.label, fact.value, fact.source) for fact in file.facts))
    if file.flags:
        _heading(f"Flags ({len(file.flags)}): reasons to look, never findings")
        for flag in file.flags:
            out.paragraphs(f"{flag.text} ({flag.source})", 2)
    if file.network:
        _heading(f"People around the child ({len(file.network)})")
        out.table(("name", "relation"), ((person.name, person.relation) for person in file.network))
    if file.workers:
        _heading(f"Workers ({len(file.workers)})")
        out.table(
            ("from", "to", "role", "worker"),
            ((out.british(w.start), out.british(w.end), w.role, w.worker) for w in file.workers),
        )


def _print_chronology(file: CaseFile) -> None:
    _heading(f"Chronology ({len(file.chronology)}), each with the id to cite")
    for entry in file.chronology:
        who = ", ".join(part for part in (entry.worker, entry.team) if part)
        kind = entry.kind.replace("_", " ")
        out.paragraphs(f"{entry.id}  {out.british(entry.day)}  {kind}{f'  ({who})' if who else ''}")
        out.paragraphs(entry.text, 4)
        if entry.timescale:
            out.paragraphs(_timescale(entry.timescale), 4)
        if entry.source:
            out.paragraphs(f"[{entry.source}]", 4)


def _timescale(check: TimescaleCheck) -> str:
    due = f", due {out.british(check.due)}" if check.due else ""
    return f"timescale {check.key} {check.outcome.replace('_', ' ')}{due}: {check.clock}"


def _print_documents(file: CaseFile) -> None:
    if not file.documents:
        return
    _heading(f"Documents ({len(file.documents)})")
    for document in file.documents:
        author = f", {document.author}" if document.author else ""
        out.say("")
        out.paragraphs(f"{document.id}  {out.british(document.day)}  {document.title}{author}")
        out.paragraphs(document.text, 4)


def _print_findings(inspection: Inspection, line: CaseLine) -> None:
    findings = inspection.cases.findings(line.case_id)
    ratings = inspection.cases.case_ratings(line.case_id)
    order = [item.criterion for item in inspection.edition.area(line.area).criteria]
    _heading(f"Findings ({len(findings)})")
    for finding in sorted(findings, key=lambda row: (order.index(row.criterion), row.reader)):
        _print_finding(finding.criterion, finding)
    for rating in ratings:
        _print_finding("case rating", rating)
    for query in inspection.reading.queries(line.case_id):
        out.say(f"{query.query_id}  question of {query.reader}, {query.state}")
        out.verbatim(query.text, 4)
    for concern in inspection.reading.concerns(line.case_id):
        out.say(f"{concern.concern_id}  {concern.level} concern of {concern.reader}, {concern.state}")
        out.verbatim(concern.text, 4)


def _print_finding(name: str, row: Finding | CaseRating) -> None:
    rating = Rating(row.rating).label if row.rating else "not rated yet"
    cited = f"; cites {row.citations.replace(',', ', ')}" if row.citations else ""
    out.say(f"{name}: {rating} ({row.reader}{cited})")
    if row.evidence:
        out.verbatim(row.evidence, 4)


def _heading(text: str) -> None:
    out.say("")
    out.say(text)
