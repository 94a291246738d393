"""Rehearsals: the answers of a simulated reader written into a file, marked as such for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sampling.errors import UsageError
from sampling.findings.findings import CaseRating, Finding
from sampling.findings.ratings import Rating
from sampling.findings.readers import Assignment, Reader
from sampling.store import Inspection, state
from sampling.store.cases import CaseLine
from sampling.store.connection import transaction
from sampling.store.handed_out import is_handout
from sampling.store.readings import OVERALL
from sampling.training import key as keys
from sampling.training.keeping import session_of
from sampling.training.key import AnswerKey


@dataclass(frozen=True, slots=True)
class Answer:
    """A simulated reader's answer to one criterion, or the case rating.

    Attributes:
        rating: the answer.
        evidence: what it says was seen; empty for none.
        entries: ids of entries and documents that it points to.
    """

    rating: Rating
    evidence: str = ""
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """A simulated reading of one case: the case rating, and the answers by criterion."""

    case: str
    overall: Answer
    criteria: dict[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal wrote: the reader, the cases read, and how many answers."""

    reader: str
    cases: tuple[str, ...]
    answers: int


def check_may_rehearse(inspection: Inspection) -> None:
    """Refuse a rehearsal where it could tell a reader the answers.

    Raises:
        UsageError: on a hand-out, and on any file of a session but the trainer's, before the debrief.
    """
    session = session_of(inspection)
    if session is not None and session.open:
        return
    if is_handout(inspection.connection):
        raise UsageError(
            "this is a hand-out: a rehearsal would tell its answers, so it is refused until the debrief "
            "is open"
        )


def key_of(inspection: Inspection) -> AnswerKey:
    """The key that a rehearsal works from: the one beside the file.

    Raises:
        UsageError: if there is none, or it is of another inspection.
    """
    path = keys.path_of(inspection.path)
    if not path.exists():
        raise UsageError(
            f"a rehearsal needs the answer key, and there is no {path.name} beside the file: it is "
            "written when a synthetic authority is drawn"
        )
    key = keys.read(path)
    if key.inspection != inspection.settings.inspection:
        raise UsageError(f"{path.name} is the key of another inspection")
    return key


def cases_of(inspection: Inspection, reader: str) -> list[CaseLine]:
    """The cases a simulated reader reads: those assigned to it, else every sampled one."""
    assigned = {
        row.case_id
        for row in state.select(inspection.connection, Assignment)
        if reader in (row.reader, *row.also.split(","))
    }
    sampled = [line for line in inspection.cases.all() if line.role == "sampled"]
    return [line for line in sampled if line.case_id in assigned] or sampled


def write(inspection: Inspection, readings: Sequence[CaseAnswers]) -> Rehearsed:
    """Write simulated readings as the signed-in reader, who is marked as simulated for good.

    Args:
        inspection: opened for writing as the simulated reader.
        readings: the answers; cases that this reader has completed are left as they are.

    Raises:
        UsageError: if the file is a hand-out before its debrief, or a person of that name has read in it.
    """
    check_may_rehearse(inspection)
    _mark(inspection)
    written = 0
    done = []
    for reading in readings:
        if inspection.reading.is_completed(reading.case):
            continue
        with transaction(inspection.connection):
            written += _write_case(inspection, reading)
        done.append(reading.case)
    return Rehearsed(inspection.reader, tuple(done), written)


def _mark(inspection: Inspection) -> None:
    """Mark the reader as simulated, unless a person has read under the name."""
    connection, name = inspection.connection, inspection.reader
    known = state.select(connection, Reader, "reader = ?", name)
    if known and known[0].simulated:
        return
    own: list[Finding | CaseRating] = [
        *state.select(connection, Finding, "reader = ?", name),
        *state.select(connection, CaseRating, "reader = ?", name),
    ]
    if own:
        raise UsageError(f"{name} has read in this file as a person: give the simulated reader another name")
    inspection.record("sign_in", {"name": name, "simulated": True})


def _write_case(inspection: Inspection, reading: CaseAnswers) -> int:
    line = inspection.cases.case(reading.case)
    file = inspection.cases.file(line.case_id)
    known = {entry.id for entry in file.chronology} | {document.id for document in file.documents}
    area = inspection.edition.area(line.area)
    core = dict.fromkeys(area.core, Answer(Rating.NOT_SEEN))
    known_criteria = {item.criterion for item in area.criteria}
    answers = core | {name: item for name, item in reading.criteria.items() if name in known_criteria}
    for criterion, answer in (*answers.items(), (OVERALL, reading.overall)):
        inspection.reading.rate(
            line.case_id,
            criterion,
            answer.rating,
            evidence=answer.evidence or None,
            cite=[entry for entry in answer.entries if entry in known] or None,
        )
    inspection.reading.complete(line.case_id)
    return len(answers) + 1
