"""Making training sessions and playing rehearsals, for the command line and the app; no terminal here."""

from __future__ import annotations

import secrets
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fixtures.readers import SimulatedReader
from sampling.agreement.marks import Mark
from sampling.errors import FileError, UsageError, unknown
from sampling.framework import Edition, edition_for, load
from sampling.store import Inspection
from sampling.store.connection import sync_folder
from sampling.store.readings import OVERALL
from sampling.training import plan as plans
from sampling.training import rehearsal
from sampling.training.folder import SessionFolder
from sampling.training.keeping import session_of
from sampling.training.key import AnswerKey
from sampling.training.plan import SessionPlan
from sampling.training.rehearsal import CaseAnswers, Rehearsed
from sampling.training.session import SetUp, set_up
from tui import making

USUAL_AREA = "children_in_care"
"""The area of a session that names none: drawn simply, so that twelve files give an indication."""


LEANING = 0.7
"""How often the answer of a simulated reader who leans moves a step that way."""


def reader_names(text: str) -> tuple[str, ...]:
    """Readers from a number (``10`` gives ``reader-01`` and on) or from names joined with commas."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if len(names) == 1 and names[0].isdigit():
        count = int(names[0])
        if count > plans.MOST_READERS:
            raise UsageError(f"a session has 1 to {plans.MOST_READERS} readers, not {count}")
        return tuple(f"reader-{number:02}" for number in range(1, count + 1))
    return tuple(names)


def new_seed() -> str:
    """A seed of 24 digits that nobody can guess."""
    return f"{secrets.randbelow(10**24):024}"


def make_session(path: Path, scenario: str, plan: SessionPlan, reader: str | None = None) -> SetUp:
    """Make a session's folder; it appears under its name only when it is whole.

    Args:
        path: the folder; it must not exist.
        scenario: the synthetic authority.
        plan: readers, areas, files; an empty tuple of areas for the usual one.
        reader: the trainer; by default the computer's sign-in name.

    Raises:
        UsageError: for an unknown scenario or area, or a plan that cannot be held.
        FileError: if the folder exists, or cannot be written; nothing is left behind then.
    """
    if path.exists():
        raise FileError(f"{path}: exists already, and is never overwritten")
    if not path.parent.is_dir():
        raise FileError(f"{path}: there is no folder {path.parent}")
    plans.check(plan)
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        partial.mkdir(mode=0o700)
        folder = SessionFolder(partial)
        making.make_from_scenario(folder.master, scenario, plan.seed, reader=reader)
        with Inspection.open(folder.master, reader=reader, rolling=False) as master:
            made = set_up(
                master,
                folder,
                path.name,
                plan,
                making.document_source(master),
                making.key_source(master),
            )
        partial.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise FileError(f"{path}: the session could not be made ({error.strerror})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def plan_for(
    scenario: str,
    readers: str,
    areas: Sequence[str],
    files: int,
    shared: int | None = None,
    *,
    seed: str | None = None,
    minutes: int = 0,
    one_file: bool = False,
) -> SessionPlan:
    """A plan from what somebody typed.

    Args:
        scenario: the synthetic authority.
        readers: how many, or names with commas.
        areas: the areas' names; none for the usual one.
        files: how many each reads.
        shared: of these, read by everybody; None for all.
        seed: of the authority; None for one that nobody can guess.
        minutes: the time limit, 0 for none.
        one_file: whether all readers share one file.

    Raises:
        UsageError: for an unknown scenario or area.
    """
    from fixtures import load_scenario

    return SessionPlan(
        readers=reader_names(readers),
        areas=areas_of(load(edition_for(load_scenario(scenario).census_date)), areas),
        files=files,
        shared=files if shared is None else shared,
        seed=new_seed() if seed is None else seed,
        minutes=minutes,
        one_file=one_file,
    )


def areas_of(edition: Edition, names: Sequence[str]) -> tuple[str, ...]:
    """Areas by their names, in the edition's order; the usual one where none is named.

    Raises:
        UsageError: for an unknown area.
    """
    wanted = {edition.area(name).id for name in names or (USUAL_AREA,)}
    return tuple(area.id for area in edition.areas if area.id in wanted)


def rehearse(path: Path, name: str, reader: SimulatedReader) -> Rehearsed:
    """Let a simulated reader read its cases of a file, whose key stands beside it.

    Where nothing is said to be ambiguous, what is planted so in the synthetic authority is; but for a reader
    of skill 1, who answers as the key does.

    Args:
        path: the trainer's file, never a hand-out before the debrief.
        name: whom it reads as.
        reader: how it reads.

    Raises:
        UsageError: if the file is a hand-out, has no key, or a person of that name read in it.
    """
    with Inspection.open(path, reader=name) as inspection:
        rehearsal.check_may_rehearse(inspection)
        key = rehearsal.key_of(inspection)
        reader = as_planted(reader, key.scenario)
        wanted = {line.case_id for line in rehearsal.cases_of(inspection, name)}
        readings = [reader.read(case) for case in key.cases if case.case in wanted]
        if not readings:
            raise UsageError("nothing to rehearse: the key holds none of the cases in this file")
        return rehearsal.write(inspection, readings)


def as_planted(reader: SimulatedReader, scenario: str) -> SimulatedReader:
    """The reader, to whom what a scenario plants as ambiguous is so; see ``rehearse``."""
    if reader.ambiguous or reader.skill >= 1:
        return reader
    return replace(reader, ambiguous=planted_ambiguous(scenario))


def planted_ambiguous(scenario: str) -> frozenset[str]:
    """Criteria planted as ambiguous in a synthetic authority; none where it is not known here."""
    from fixtures import load_scenario, scenario_ids

    if scenario not in scenario_ids():
        return frozenset()
    return frozenset(id for planted in load_scenario(scenario).planted.values() for id in planted.ambiguous)


def check_room(
    folder: SessionFolder, readers: Sequence[str], criteria: Sequence[str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """All readers of a session, and the ids of criteria, after checking those that somebody typed.

    Raises:
        UsageError: if a name is none of its readers, or a criterion none of its edition.
        FileError: if no session stands in the folder.
    """
    with Inspection.open(folder.checked().master, read_only=True, reader="merge") as master:
        session = session_of(master)
        names = session.names if session else ()
        known = frozenset(master.edition.criterion(name).id for name in criteria)
    for name in readers:
        if name not in names:
            raise unknown("reader", name, list(names))
    return names, known


def rehearse_room(
    folder: SessionFolder,
    *,
    skill: float = 0.8,
    kind: Sequence[str] = (),
    harsh: Sequence[str] = (),
    ambiguous: Sequence[str] = (),
) -> tuple[Rehearsed, ...]:
    """Let simulated readers take every place of a session, to try it out.

    Args:
        folder: the session's folder.
        skill: 0 to 1: how often each sees what is there.
        kind: those who are too kind.
        harsh: those who are too harsh.
        ambiguous: criteria that each understands in a way of its own.

    Raises:
        UsageError: if a name is none of its readers, or a criterion none of its edition.
        FileError: if no session stands there.
    """
    names, criteria = check_room(folder, (*kind, *harsh), ambiguous)
    leanings = dict.fromkeys(kind, -LEANING) | dict.fromkeys(harsh, LEANING)
    return tuple(
        rehearse(folder.master, name, SimulatedReader(name, skill, leanings.get(name, 0.0), criteria))
        for name in names
    )


def rehearsed_marks(key: AnswerKey, readers: Sequence[SimulatedReader]) -> list[Mark]:
    """What a room of simulated readers would answer in every case of a key, without writing it anywhere."""
    return [
        mark
        for place, reader in enumerate(readers, start=1)
        for case in key.cases
        for mark in _marks(f"reader-{place:02}", reader.read(case))
    ]


def _marks(name: str, reading: CaseAnswers) -> list[Mark]:
    found = [Mark(name, reading.case, item, answer.rating) for item, answer in reading.criteria.items()]
    return [*found, Mark(name, reading.case, OVERALL, reading.overall.rating)]
