"""Setting up a session: the draws, who reads what, the key's digest, and the hand-outs."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.caseload.casefile import DocumentSource
from sampling.errors import UsageError
from sampling.store import Inspection, pins
from sampling.store.connection import transaction
from sampling.training.folder import SessionFolder
from sampling.training.handout import cut
from sampling.training.keeping import add_cases
from sampling.training.key import KeySource
from sampling.training.plan import Reads, SessionPlan, deal
from sampling.training.private import write_text
from sampling.training.sheet import sheet


@dataclass(frozen=True, slots=True)
class SetUp:
    """A session as it was set up.

    Attributes:
        name: its name.
        plan: how it was laid out.
        reads: who reads which case.
        key_sha256: the digest of the key; empty where there is none.
        pins: each reader's PIN, for one shared file; told to the trainer only.
    """

    name: str
    plan: SessionPlan
    reads: tuple[Reads, ...]
    key_sha256: str
    pins: dict[str, str]


def set_up(
    master: Inspection,
    folder: SessionFolder,
    name: str,
    plan: SessionPlan,
    documents: DocumentSource | None,
    source: KeySource | None,
) -> SetUp:
    """Draw, assign, write the key and the sheet, and cut the hand-outs.

    Args:
        master: the trainer's file in the folder, opened for writing and nothing drawn in it yet.
        folder: where the key, the sheet and the hand-outs go.
        name: the session's name.
        plan: a plan that ``plan.check`` has passed.
        documents: where the drawn children's documents come from.
        source: where the answers come from; None for a session without a key.

    Raises:
        UsageError: if an area has too few children for the plan.
        FileError: if something cannot be written.
    """
    with transaction(master.connection):
        reads = _draw_and_assign(master, plan, documents)
        key_sha256 = _write_key(master, reads, source)
        master.record(
            "session",
            {
                "session": name,
                "key_sha256": key_sha256,
                "minutes": plan.minutes,
                "readers": ",".join(plan.readers),
                "shared": plan.shared,
                "own": plan.own,
            },
        )
    made = SetUp(name, plan, reads, key_sha256, _pins(plan))
    _cut_all(master, folder, made)
    write_text(folder.sheet, sheet(master, folder, made))
    return made


def _draw_and_assign(
    master: Inspection, plan: SessionPlan, documents: DocumentSource | None
) -> tuple[Reads, ...]:
    drawn: dict[str, list[str]] = {}
    for area in plan.areas:
        wanted = plan.drawn_in(area)
        if not wanted:
            continue
        size = master.draws.frame(area).size
        if size < wanted:
            raise UsageError(
                f"{master.edition.area(area).name} has {size} children, and the session would draw "
                f"{wanted}: let more of the files be shared, or each reader read fewer"
            )
        master.draws.draw(area, wanted, plan.draw_seed, reserve=0, documents=documents)
        drawn[area] = [line.case_id for line in master.cases.all(area) if line.role == "sampled"]
    reads = deal(plan, drawn)
    for one in reads:
        master.reading.assign(one.case, one.reader, one.also)
    return reads


def _write_key(master: Inspection, reads: tuple[Reads, ...], source: KeySource | None) -> str:
    if source is None:
        return ""
    lines = {line.case_id: line for line in master.cases.all()}
    drawn = ((lines[one.case].child, lines[one.case].area) for one in reads)
    return add_cases(master, drawn, source).sha256


def _pins(plan: SessionPlan) -> dict[str, str]:
    return {reader: pins.new_pin() for reader in plan.readers} if plan.one_file else {}


def _cut_all(master: Inspection, folder: SessionFolder, made: SetUp) -> None:
    folder.hand_outs.mkdir(mode=0o700)
    if made.plan.one_file:
        kept = {reader: pins.hashed(pin) for reader, pin in made.pins.items()}
        cut(master, folder.shared, made.name, "", kept)
        return
    for reader in made.plan.readers:
        cut(master, folder.hand_out(reader), made.name, reader, {})
