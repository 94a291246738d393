"""Keeping the answer key of drawn cases beside the inspection, as they are drawn."""

from __future__ import annotations

from collections.abc import Iterable

from sampling.draw.selection import Selection
from sampling.findings.sessions import Session
from sampling.store import Inspection, state
from sampling.training import key as keys
from sampling.training.key import AnswerKey, KeySource


def session_of(inspection: Inspection) -> Session | None:
    """The training session that a file belongs to; None for any other inspection."""
    return next(iter(state.select(inspection.connection, Session)), None)


def keep_key(inspection: Inspection, selection: Selection, source: KeySource) -> AnswerKey | None:
    """Write the key of a draw's cases to ``NAME.key``, beside what stands there already.

    A session's key is fixed when its hand-outs are cut, since they know it by its digest; later draws
    add nothing to it.

    Args:
        inspection: the trainer's file of a synthetic authority.
        selection: the draw.
        source: where the answers come from.

    Returns:
        The key as written; None where a session's stays as it is.

    Raises:
        FileError: if the key there cannot be read, or the new one cannot be written.
    """
    if session_of(inspection) is not None:
        return None
    return add_cases(inspection, ((ticketed.child, selection.area) for ticketed in selection.tickets), source)


def keep_case(inspection: Inspection, case_id: str, source: KeySource) -> AnswerKey | None:
    """Write the key of one case that came in after its draw, such as a targeted one; as ``keep_key``."""
    if session_of(inspection) is not None:
        return None
    line = inspection.cases.case(case_id)
    return add_cases(inspection, [(line.child, line.area)], source)


def add_cases(inspection: Inspection, drawn: Iterable[tuple[str, str]], source: KeySource) -> AnswerKey:
    """Write the key of these children, each in an area; cases that are in it already stay as they are."""
    path = keys.path_of(inspection.path)
    settings = inspection.settings
    known = keys.read(path) if path.exists() else None
    if known is None or known.inspection != settings.inspection:
        known = AnswerKey(settings.inspection, settings.scenario, settings.scenario_seed, ())
    whole = known.with_cases(source.case_key(child, area) for child, area in drawn)
    keys.write(path, whole)
    return whole
