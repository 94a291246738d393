"""The trainer's sheet: who reads what, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
    yield Lines(tuple(_steps(made)))


def _about(master: Inspection, made: SetUp) -> Iterator[str]:
    plan, settings = made.plan, master.settings
    yield f"{settings.authority} (synthetic, scenario {settings.scenario}), edition {settings.edition}"
    yield (
        f"{len(plan.readers)} reader(s), {plan.files} file(s) each: {plan.shared} read by everybody, "
        f"{plan.own} by one reader alone"
    )
    yield f"time limit: {f'{plan.minutes} minutes' if plan.minutes else 'none'}"
    yield f"seed of the authority: {plan.seed}"
    yield f"seed of the draws (it stands in the hand-outs): {plan.draw_seed}"
    yield f"SHA-256 of the key: {made.key_sha256 or 'none, this session has no key'}"


def _readers(folder: SessionFolder, made: SetUp) -> Iterator[tuple[str, ...]]:
    for reader in made.plan.readers:
        file = folder.shared if made.plan.one_file else folder.hand_out(reader)
        own = ", ".join(one.case for one in made.reads if one.reader == reader and not one.also)
        pin = (made.pins[reader],) if made.pins else ()
        yield (reader, f"hand-outs/{file.name}", *pin, own or "none")


def _steps(made: SetUp) -> Iterator[str]:
    if made.plan.one_file:
        yield (
            "Readers open hand-outs/everybody.ilacs one after the other, each with --as NAME and the PIN. A "
            "PIN keeps honest people honest; it is no lock."
        )
    else:
        yield "Give each reader the file of that name, and nothing else from this folder."
        yield "Put the files that come back into hand-outs, over the ones you gave out."
    yield "ilacs-sample session collect FOLDER brings the readings together and says who is missing."
    yield "ilacs-sample session debrief FOLDER opens the debrief: from then on everybody may see everything."
