"""The ceremony of a draw. Of its steps only the freeze is kept before the last one, the draw itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from sampling.draw.selection import Selection
from sampling.draw.tickets import check_seed, groups, seed_advice
from sampling.errors import UsageError
from sampling.findings.drawn import FrozenFrame
from sampling.framework.edition import Area
from sampling.store import Inspection
from tui.safe import gap, join, line, rows
from tui.screens import ceremony_steps as steps
from tui.screens.ceremony_steps import DRAW, FREEZE, SEED, SIZE, Answers
from tui.screens.plan_rows import Measured, sentences
from tui.trouble import Telling
from tui.widgets.choice import ChoiceBar
from tui.widgets.chrome import MessageLine
from tui.widgets.typed import LineBox

if TYPE_CHECKING:
    from tui.screens.plan import PlanScreen


class CeremonyScreen(Telling, ModalScreen[str | None]):
    """Draws from one area, step by step; gives the draw's name, or None where nothing was drawn."""

    CSS_PATH = "ceremony.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", "Back", show=False),
        Binding("enter", "step_on", "On", show=False),
    ]

    def __init__(self, plan: PlanScreen, area: Area, measured: Measured, n: int, by: str) -> None:
        """Start at the freeze, or after it where the frame is frozen already."""
        super().__init__()
        self._plan = plan
        self._inspection = plan.inspection
        self._area = area
        self._measured = measured
        self._offered = steps.designs_offered(area.id, by)
        self._design = next(iter(self._offered))
        self._answers = Answers(n, self._offered[self._design])
        self._frozen: FrozenFrame | None = self._inspection.draws.frozen(area.id)
        self._earlier = sum(entry.area == area.id for entry in self._inspection.draws.all())
        self._step = FREEZE
        self._drawing = False

    def compose(self) -> ComposeResult:
        """The steps, what the current one says, its boxes, the message line, the keys."""
        before = f"{self._earlier} drawn before; the first draw counts" if self._earlier else ""
        yield Static(
            join(line(f"Drawing from {self._area.name}", "bold $accent"), gap(3), line(before)), id="title"
        )
        yield Static(id="steps")
        with VerticalScroll(id="step", can_focus=False):
            yield Static(id="said")
            yield LineBox(placeholder="where to save the frame, such as frame.csv; empty goes on", id="path")
            yield LineBox(type="integer", id="n")
            yield ChoiceBar([(words, words) for words in self._offered], self._design, id="design")
            yield LineBox(placeholder="the seed", id="seed")
            yield Static(id="live")
        yield MessageLine(id="message")
        yield Static("enter goes on   esc goes one step back   tab: next box", id="keys")

    def on_mount(self) -> None:
        """Show the first step."""
        self._show()

    def _show(self) -> None:
        frozen, answers = self._frozen, self._answers
        done = [
            f"{frozen.size:,} children, {groups(frozen.sha256[:8])} …" if frozen else "",
            f"{answers.n}, {steps.design_words(answers.design)}",
            answers.seed,
        ]
        self.query_one("#steps", Static).update(steps.steps_text(self._step, done[: self._step]))
        said = self._said()
        self.query_one("#said", Static).update(said)
        shown = {FREEZE: ["path"] if frozen else [], SIZE: ["n", "design"], SEED: ["seed"], DRAW: []}[
            self._step
        ]
        for name in ("path", "n", "design", "seed"):
            self.query_one(f"#{name}").display = name in shown
        self.query_one("#live").display = self._step in (SIZE, SEED)
        if self._step == SIZE:
            self.query_one("#n", LineBox).value = str(answers.n)
        self._show_live()
        if shown:
            self.query_one(f"#{shown[0]}").focus()
        else:
            self.set_focus(None)

    def _said(self) -> Content:
        """What the current step says."""
        size = self._measured.size
        if self._step == FREEZE:
            return steps.freeze_text(size, self._frozen)
        if self._step == SIZE:
            return line(f"How many of {size:,}? What so many can show follows as you type.")
        if self._step == SEED:
            return steps.seed_text()
        return steps.draw_text(self._area.name.casefold(), size, self._answers, self._earlier)

    @on(Input.Changed)
    @on(ChoiceBar.Changed)
    def _show_live(self) -> None:
        live = self.query_one("#live", Static)
        if self._step == SIZE:
            live.update(rows(line(said) for said in self._size_lines()))
        elif self._step == SEED:
            seed = self.query_one("#seed", LineBox).value
            live.update(line(seed_advice(seed) if seed else "The seed is empty."))

    @on(ChoiceBar.Made)
    def _design_made(self) -> None:
        """Go on with the design as it was; after another one, first show what it leads to."""
        chosen = self.query_one(ChoiceBar).value
        if chosen == self._design:
            self.action_step_on()
        else:
            self._design = chosen
            self.query_one("#n").focus()

    @property
    def _typed_n(self) -> int:
        """The size in the box; 0 for none that the frame can give."""
        text = self.query_one("#n", LineBox).value
        n = int(text) if text.isdecimal() else 0
        return n if 1 <= n <= self._measured.size else 0

    def _size_lines(self) -> Sequence[str]:
        if not self._typed_n:
            return [f"Type a number from 1 to {self._measured.size}."]
        said = sentences(self._measured.size, self._typed_n, self._inspection.edition)
        design = self._offered[self.query_one(ChoiceBar).value]
        return (
            said if design.name == "simple" else [*said, "The sums are those of a simple draw of this size."]
        )

    def say(self, text: str, kind: str = "") -> None:
        """Say one line."""
        self.query_one(MessageLine).say(text, kind)

    # Going on and back

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_step_on()

    def action_step_on(self) -> None:
        """Do what the step is for; on to the next one where that worked."""
        if self._drawing:
            return
        self.say("")
        {FREEZE: self._freeze, SIZE: self._settle, SEED: self._take_seed, DRAW: self._draw}[self._step]()

    def action_step_back(self) -> None:
        """One step back; before the first, out of the ceremony. Nothing is drawn by it."""
        if self._drawing:
            return
        self.say("")
        if self._step == FREEZE:
            self.dismiss(None)
            return
        self._step -= 1
        self._show()

    def _freeze(self) -> None:
        if self._frozen is None:
            self._plan.aside(self._freezing, self._have_frozen, failed=self._failed)
            self.say("Freezing the frame", "busy")
            return
        path = self.query_one("#path", LineBox)
        if path.value.strip():
            said = save_private(self._inspection.draws.frame(self._area.id).csv, path.value)
            path.value = ""
            self.say(said)
            return
        self._go(SIZE)

    def _freezing(self, sibling: Inspection) -> FrozenFrame:
        return sibling.draws.freeze(self._area.id)

    def _have_frozen(self, frozen: FrozenFrame) -> None:
        self._frozen = frozen
        self.say("Frozen. Read the digest aloud; enter goes on.")
        self._show()

    def _settle(self) -> None:
        n = self._typed_n
        if not n:
            raise UsageError(f"type a number from 1 to {self._measured.size}")
        design = self._offered[self.query_one(ChoiceBar).value]
        self._answers = replace(self._answers, n=n, design=design)
        self._go(SEED)

    def _take_seed(self) -> None:
        seed = self.query_one("#seed", LineBox).value
        check_seed(seed)
        self._answers = replace(self._answers, seed=seed)
        self._go(DRAW)

    def _draw(self) -> None:
        self._drawing = True
        self._plan.aside(self._drawn_by, self._have_drawn, failed=self._failed)
        self.say("Drawing", "busy")

    def _drawn_by(self, sibling: Inspection) -> Selection:
        from tui.making import document_source, write_key

        answers = self._answers
        source = document_source(sibling)
        selection = sibling.draws.draw(
            self._area.id, answers.n, answers.seed, design=answers.design, documents=source
        )
        write_key(sibling, selection)
        return selection

    def _have_drawn(self, selection: Selection) -> None:
        self.dismiss(selection.name)

    def _failed(self, error: str) -> None:
        self._drawing = False
        self.say(error, "error")

    def _go(self, step: int) -> None:
        self._step = step
        self._show()


def save_private(text: str, path: str) -> str:
    """Save a page for the authority, readable by its owner only; says where.

    Raises:
        FileError: if the file exists or cannot be written.
    """
    from sampling.handover.placing import placed, write_private

    target = Path(path.strip()).expanduser()
    with placed(target) as (partial,):
        write_private(partial, text.encode())
    return f"Saved: {target.absolute()}"
