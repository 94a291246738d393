"""The guided first case in the case screen: it begins by itself in the demo, and F8 leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from tui import guide, remembered
from tui.guide import Seen, step_at, words_of
from tui.safe import line
from tui.screens.case_recording import CaseRecording
from tui.widgets.file_pane import FilePane
from tui.widgets.findings_pane import FindingsPane

LOOKS = 0.25
"""Seconds between two looks at whether a step is done."""

NOT_GUIDED = -1


class GuidedCase(CaseRecording):
    """The case screen with a strip that says what to try next."""

    def __init__(self) -> None:
        """No guide yet."""
        super().__init__()
        self._step = NOT_GUIDED
        self._undone_before = 0
        self._looking: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The strip under the panes."""
        yield from super().compose_body()
        yield Static(id="guide")

    def place_state(self) -> dict[str, Any]:
        """With the step that the guide is at."""
        return {**super().place_state(), "guide_step": self._step}

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Go on with the guide where it was left."""
        super().restore_place(state)
        step = state.get("guide_step")
        if isinstance(step, int) and step != NOT_GUIDED and not remembered.load().guided:
            self._guide_from(step)

    def refresh_place(self) -> None:
        """Begin the guide where the demo is read for the first time."""
        super().refresh_place()
        if self._step == NOT_GUIDED and self._is_first_time():
            self._guide_from(0)

    def action_guide(self) -> None:
        """Begin the guide, or leave it."""
        if self._step == NOT_GUIDED:
            self._guide_from(0)
        else:
            self._leave_guide()

    def _is_first_time(self) -> bool:
        opened = self.inspection
        if self.desk is None or self.desk.answers or opened.read_only or not opened.settings.scenario:
            return False
        if (opened.settings.scenario, opened.settings.scenario_seed) != (
            guide.DEMO_SCENARIO,
            guide.DEMO_SEED,
        ):
            return False
        untouched = all(case.state == "not started" for case in opened.cases.all())
        return untouched and not remembered.load().guided

    def _guide_from(self, step: int) -> None:
        self._undone_before = self._undone()
        self._step = step
        self._say_step()
        if self._looking is None:
            self._looking = self.set_interval(LOOKS, self._look)
        else:
            self._looking.resume()

    def _leave_guide(self) -> None:
        self._step = NOT_GUIDED
        if self._looking is not None:
            self._looking.pause()
        self.query_one("#guide", Static).display = False
        remembered.save(replace(remembered.load(), guided=True))
        self.say("the guide is put away; F8 brings it back, ? lists the keys")

    def _look(self) -> None:
        """Go on where a step is done."""
        if self._step == NOT_GUIDED or self.desk is None or self.app.screen is not self:
            return
        step = step_at(self._step, self.seen_so_far())
        if step != self._step:
            self._step = step
            self._say_step()

    def seen_so_far(self) -> Seen:
        """What the reader has come to."""
        desk, pane = self._case(), self.query_one(FilePane)
        answers = desk.answers.values()
        return Seen(
            pane.tab,
            pane.reading,
            self.has_class("-guide") or self.has_class("-no-guide"),
            desk.core_rated,
            any(answer.evidence for answer in answers),
            any(answer.citations for answer in answers),
            self._undone() > self._undone_before,
            self.query_one(FindingsPane).rows.has_focus,
        )

    def _undone(self) -> int:
        return sum(1 for _ in self.inspection.journal.events("undo"))

    def _say_step(self) -> None:
        strip = self.query_one("#guide", Static)
        strip.display = True
        strip.update(line(words_of(self._step), "$accent"))
