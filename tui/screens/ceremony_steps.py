"""The ceremony of a draw as values: its steps, what each says, and what it needs to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from sampling.draw.designs import default_design, default_reserve, in_words
from sampling.draw.selection import Design
from sampling.draw.tickets import groups
from sampling.findings.drawn import FrozenFrame
from tui.safe import gap, join, line, literal, rows
from tui.widgets.words import instant, plain

STEPS = ("Freeze the frame", "How many, and how", "The seed", "Draw")
"""What is done, in this order: the frame is fixed before anybody knows the seed."""

FREEZE, SIZE, SEED, DRAW = range(4)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was settled so far; nothing of it is kept until the draw itself.

    Attributes:
        n: how many files.
        design: how they are chosen.
        seed: the seed as typed; empty until then.
    """

    n: int
    design: Design
    seed: str = ""


def designs_offered(area: str, by: str) -> dict[str, Design]:
    """The designs a ceremony offers, by their words; the first is the area's own.

    Args:
        area: the area's id.
        by: the column looked at before, offered to stratify by.
    """
    usual = default_design(area)
    offered = [usual, Design("simple"), Design("stratified", by=("status",))]
    if by != "status":
        offered.append(Design("stratified", by=(by,)))
    return {design_words(design): design for design in offered}


def design_words(design: Design) -> str:
    """A design in a few words."""
    if design.by:
        return f"by {plain(' and '.join(design.by))}, {design.allocation}"
    return design.name


def steps_text(current: int, done: Sequence[str]) -> Content:
    """The four steps, the current one marked, with what was settled beside those done."""
    shown = []
    for place, title in enumerate(STEPS):
        mark = "✓" if place < current else "▸" if place == current else " "
        said = f": {done[place]}" if place < len(done) and done[place] else ""
        style = "bold $accent" if place == current else ""
        shown.append(literal(f"{mark} {place + 1} {title}{said}", style))
    return rows(shown)


def freeze_text(size: int, frozen: FrozenFrame | None) -> Content:
    """Step 1: what freezing does, or the digest once it is done."""
    if frozen is None:
        said = (
            f"{size:,} children may be drawn. Freezing writes down who they are, for good, so that nobody can"
            " add or take away a child once the seed is known. Its digest is then read aloud."
        )
        return rows([line(said), gap(1), line("enter freezes the frame", "bold")])
    when = f"Frozen {instant(frozen.frozen_at)}: {frozen.size:,} children."
    note = (
        "It is the SHA-256 of the frame as a CSV, so sha256sum prints the same. To give the frame to the"
        " authority, type where to save it. It holds children's ids: keep it private."
    )
    return rows(
        [
            line(f"{when} Read the digest aloud, and note it:"),
            gap(1),
            *digest_rows(frozen.sha256),
            gap(1),
            line(note),
        ]
    )


def digest_rows(sha256: str) -> list[Content]:
    """A digest in groups of four, in four lines that can be read aloud."""
    return [join(gap(4), line(groups(sha256[start : start + 16]), "bold")) for start in range(0, 64, 16)]


def seed_text() -> Content:
    """Step 3: what a good seed is."""
    return line(
        "Only now, after the freeze, make the seed together with the authority: throw a die 24 times and type"
        " the digits. Anything else will do too; it is written down exactly as typed."
    )


def draw_text(area: str, size: int, answers: Answers, earlier: int) -> Content:
    """Step 4: what is about to happen."""
    reserve = min(default_reserve(answers.design, answers.n), size - answers.n)
    said = [
        line(f"Draw {answers.n} of {size:,} from {area}, {in_words(answers.design)}.", "bold"),
        line(f"In reserve: {reserve} more, each for the place of a removed case."),
        line(f"Seed: {answers.seed}"),
        gap(1),
    ]
    if earlier:
        said.append(
            line(f"{earlier} drawn from this area before. The first draw counts; draws are never pooled.")
        )
    said.append(line("A draw is kept for good. esc goes back and changes nothing."))
    said.append(line("enter draws", "bold"))
    return rows(said)
