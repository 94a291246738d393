"""Readers compared over one inspection file or several, with and without a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sampling.agreement.bootstrap import REPEATS
from sampling.agreement.compare import Agreement, compare
from sampling.agreement.document import Json, to_json
from sampling.agreement.marks import Mark, Place
from sampling.errors import IlacsError
from sampling.findings.findings import CaseRating, Finding, Reading
from sampling.findings.ratings import Rating
from sampling.findings.readers import Assignment, Reader
from sampling.store import Inspection, state
from sampling.store.comparing import planted
from sampling.store.double_reading import DoubleReading
from sampling.store.readings import OVERALL
from sampling.store.visibility import Sight


@dataclass(frozen=True)
class Comparison:
    """Readers beside each other.

    Attributes:
        criteria: agreement over criteria: the units are case and criterion.
        case_ratings: agreement over case ratings, apart, since a case rating sums the others up.
        marks: the answers it rests on.
        key: what was planted; None without a key.
        simulated: readers of a rehearsal.
        notices: what was left out and why, one line each.
    """

    criteria: Agreement
    case_ratings: Agreement
    marks: tuple[Mark, ...]
    key: Mapping[Place, Rating] | None
    simulated: frozenset[str]
    notices: tuple[str, ...] = ()


def compared(
    marks: Sequence[Mark],
    key: Mapping[Place, Rating] | None,
    *,
    simulated: frozenset[str] = frozenset(),
    notices: Sequence[str] = (),
    repeats: int = REPEATS,
) -> Comparison:
    """Compare readers over criteria, and over case ratings apart.

    Args:
        marks: every answer.
        key: what was planted, or None.
        simulated: readers of a rehearsal.
        notices: what was left out.
        repeats: of the bootstrap.
    """
    ratings = [mark for mark in marks if mark.criterion == OVERALL]
    others = [mark for mark in marks if mark.criterion != OVERALL]
    return Comparison(
        compare(others, key, repeats=repeats),
        compare(ratings, key, repeats=repeats),
        tuple(marks),
        key,
        simulated,
        tuple(notices),
    )


def compare_files(paths: Sequence[Path], viewer: str | None = None) -> Comparison:
    """Compare the readers of one inspection, over its files as they are.

    What the viewer may see is worked out over all files together, as if they were merged: of a case read
    twice nothing until the viewer has read it, or all who were to read it have.

    Args:
        paths: the files; those of another inspection than the first are left out and named.
        viewer: who looks; by default as the first file has it.

    Raises:
        IlacsError: if no file can be used, or the debrief of a session is closed.
    """
    notices: list[str] = []
    with ExitStack() as held:
        files: list[Inspection] = []
        for path in paths:
            try:
                opened = held.enter_context(Inspection.open(path, reader=viewer, read_only=True))
            except IlacsError as error:
                if len(paths) == 1:
                    raise
                notices.append(str(error))
                continue
            if files and opened.settings.inspection != files[0].settings.inspection:
                notices.append(f"{path.name}: of another inspection (or session) than {files[0].path.name}")
                continue
            files.append(opened)
        if not files:
            raise IlacsError(f"nothing to compare: {'; '.join(notices)}")
        return _compare_opened(files, notices)


def comparison_json(comparison: Comparison) -> dict[str, Json]:
    """The document that ``agreement`` prints: criteria at the top level, case ratings within."""
    ratings = to_json(comparison.case_ratings)
    return {
        **to_json(comparison.criteria),
        "why_none": comparison.criteria.alpha_ordinal.why_none or None,
        "case_ratings": {key: ratings[key] for key in ("cases", "readers", "alpha_ordinal", "by_case")},
        "simulated": [*sorted(comparison.simulated)],
    }


def _compare_opened(files: Sequence[Inspection], notices: list[str]) -> Comparison:
    viewer = files[0].reader
    if any(file.cases.sight().debrief_closed for file in files):
        raise IlacsError(
            "the debrief of this session is closed: readers are compared once the trainer has opened it"
        )
    answers, unlike = _answers(files)
    sight = _sight(files, viewer)
    marks = [mark for mark in answers if sight.may_see(mark.reader, mark.case)]
    hidden = _readings(answers) - _readings(marks)
    if hidden:
        notices.append(
            f"{len(hidden)} reading(s) by others are left out: of a case read twice {viewer} sees them once "
            "all who read it have completed it"
        )
    notices.extend(unlike)
    keys = [key for file in files if (key := planted(file)) is not None]
    simulated = frozenset(
        row.reader for file in files for row in state.select(file.connection, Reader, "simulated = 1")
    )
    return compared(marks, keys[0] if keys else None, simulated=simulated, notices=notices)


def _readings(marks: Sequence[Mark]) -> set[tuple[str, str]]:
    return {(mark.case, mark.reader) for mark in marks}


def _found(file: Inspection) -> list[Finding | CaseRating]:
    return [*state.select(file.connection, Finding), *state.select(file.connection, CaseRating)]


def _answers(files: Sequence[Inspection]) -> tuple[list[Mark], list[str]]:
    """The last answer of each reader to each criterion, and what stood otherwise in another file."""
    latest: dict[tuple[str, str, str], tuple[str, Rating]] = {}
    unlike: set[str] = set()
    for file in files:
        for row in _found(file):
            if not row.rating:
                continue
            criterion = row.criterion if isinstance(row, Finding) else OVERALL
            place = (row.reader, row.case_id, criterion)
            new = (row.changed_at, Rating(row.rating))
            old = latest.setdefault(place, new)
            if old[1] is not new[1]:
                unlike.add(
                    f"{row.reader} answered {criterion} in {row.case_id} otherwise in another "
                    "file: the later counts"
                )
            latest[place] = max(old, new, key=lambda answer: (answer[0], answer[1].value))
    return [Mark(*place, rating) for place, (_, rating) in latest.items()], sorted(unlike)


def _sight(files: Sequence[Inspection], viewer: str) -> Sight:
    """What the viewer may see of all files taken together."""
    assigned: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    done: dict[str, set[str]] = {}
    for file in files:
        for row in state.select(file.connection, Assignment):
            assigned.setdefault(row.case_id, set()).update(filter(None, (row.reader, *row.also.split(","))))
        for found in _found(file):
            begun.setdefault(found.case_id, set()).add(found.reader)
        for reading in state.select(file.connection, Reading, "times_completed > 0"):
            done.setdefault(reading.case_id, set()).add(reading.reader)
    double = {
        case: DoubleReading(
            case,
            frozenset(assigned.get(case, ())),
            frozenset(begun.get(case, ())),
            frozenset(done.get(case, ())),
        )
        for case in assigned.keys() | begun.keys()
        if len(assigned.get(case, set())) > 1 or len(begun.get(case, set())) > 1
    }
    return Sight(
        viewer,
        debrief_closed=False,
        double_read=frozenset(double),
        completed=frozenset(case for case, readers in done.items() if viewer in readers),
        settled=frozenset(case for case, reading in double.items() if reading.settled_for(viewer)),
        debrief_open=any(file.cases.sight().debrief_open for file in files),
    )
