"""The trainer's sheet: who reads what, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sampling.training.counted import counted
from sampling.training.folder import SessionFolder
from sampling.training.pages import Block, Heading, Lines, Paragraph, Table, to_markdown

if TYPE_CHECKING:
    from sampling.store import Inspection
    from sampling.training.session import SetUp


def sheet(master: Inspection, folder: SessionFolder, made: SetUp) -> str:
    """The sheet as Markdown; it holds the seed, so it is the trainer's alone."""
    return to_markdown(list(_blocks(master, folder, made)))


def _blocks(master: Inspection, folder: SessionFolder, made: SetUp) -> Iterator[Block]:
    yield Heading(1, f"Session {made.name}: the trainer's sheet")
    yield Paragraph("Keep this sheet to yourself: with the seed anybody could make the answers.")
    yield Lines(tuple(_about(master, made)))
    yield Heading(2, "Who reads what")
    yield Table(
        ("reader", "file", *(("PIN",) if made.pins else ()), "own files"), tuple(_readers(folder, made))
    )
    shared = [one.case for one in made.reads if one.also]
    if shared:
        yield Paragraph(f"Read by everybody: {', '.join(shared)}.")
    yield Heading(2, "Then")
    yield Lines(tuple(_steps(folder, made)))


def _about(master: Inspection, made: SetUp) -> Iterator[str]:
    plan, settings = made.plan, master.settings
    yield f"{settings.authority} (synthetic, scenario {settings.scenario}), edition {settings.edition}"
    yield (
        f"{counted(len(plan.readers), 'reader')}, {counted(plan.files, 'file')} each: {plan.shared} read by "
        f"everybody, {plan.own} by one reader alone"
    )
    yield f"time limit: {counted(plan.minutes, 'minute') if plan.minutes else 'none'}"
    yield f"seed of the authority: {plan.seed}"
    yield f"seed of the draws (it stands in the hand-outs): {plan.draw_seed}"
    yield f"SHA-256 of the key: {made.key_sha256 or 'none, this session has no key'}"


def _readers(folder: SessionFolder, made: SetUp) -> Iterator[tuple[str, ...]]:
    for reader in made.plan.readers:
        file = folder.shared if made.plan.one_file else folder.hand_out(reader)
        own = ", ".join(one.case for one in made.reads if one.reader == reader and not one.also)
        pin = (made.pins[reader],) if made.pins else ()
        yield (reader, f"hand-outs/{file.name}", *pin, own or "none")


def _steps(folder: SessionFolder, made: SetUp) -> Iterator[str]:
    name = shlex.quote(made.name)
    if made.plan.one_file:
        yield (
            f"Put {folder.shared.name} alone on the computer that the readers share: this sheet has their "
            f"PINs, and {folder.key.name} the answers."
        )
        yield (
            f"Readers open it one after the other (ilacs-sample open {folder.shared.name}): it asks who "
            "reads and for the PIN. A PIN keeps honest people honest; it is no lock."
        )
        yield "A forgotten PIN stands above, and nowhere else."
        yield "When all have read, put the file back into hand-outs, over the one you gave out."
    else:
        yield (
            "Give each reader the file of that name, and nothing else from this folder. To read it: "
            "ilacs-sample open FILE"
        )
        yield "Put the files that come back into hand-outs, over the ones you gave out."
    yield (
        f"ilacs-sample session collect {name} brings the readings together and says who is missing. Do "
        "it again whenever a file comes in."
    )
    yield (
        f"ilacs-sample session debrief {name} opens the debrief: from then on everybody may see everything."
    )
    yield f"ilacs-sample open {shlex.quote(f'{made.name}/{folder.collected.name}')} shows it on screen: F6."
