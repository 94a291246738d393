"""The command palette: the place's commands, and every case by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from tui.commands import commands_for, keys_of, shown_key
from tui.safe import column, gap, join, line
from tui.screens.base import PlaceScreen

if TYPE_CHECKING:
    from tui.app import IlacsApp

MOST_CASES = 50
"""Cases shown for one search."""

LABEL_WIDTH = 18
KEY_WIDTH = 8


class PlaceCommands(Provider):
    """Commands of the place the palette was called from, and "go to case"."""

    async def startup(self) -> None:
        """Read the list of cases once for each time the palette is opened."""
        self._cases = _cases(self._ilacs)

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for label, key, help_, run in self._commands():
            yield DiscoveryHit(_shown(line(label), key, help_), run, text=label)

    async def search(self, query: str) -> Hits:
        """Commands and cases that match."""
        matcher = self.matcher(query)
        for label, key, help_, run in self._commands():
            score = max(matcher.match(label), 0.5 * matcher.match(help_))
            if score:
                yield Hit(score, _shown(_marked(matcher, label), key, help_), run, text=label)
        for hit in _case_hits(self._ilacs, matcher, self._cases, "Go to case "):
            yield hit

    @property
    def _ilacs(self) -> IlacsApp:
        return cast("IlacsApp", self.app)

    def _commands(self) -> Iterator[tuple[str, str, str, Callable[[], object]]]:
        screen = self.screen
        if not isinstance(screen, PlaceScreen):
            return
        for command in commands_for(screen.place):
            if command.palette and screen.check_action(command.action.partition("(")[0], ()):
                key = shown_key(keys_of(command, self._ilacs.keymap.keys)[0])
                run = partial(self.app.run_action, command.action, screen)
                yield command.label, key, command.help, run


class CasesOnly(Provider):
    """The cases by their ids, and nothing else."""

    async def startup(self) -> None:
        """Read the list of cases."""
        self._cases = _cases(cast("IlacsApp", self.app))

    async def discover(self) -> Hits:
        """The first cases, before anything is typed."""
        app = cast("IlacsApp", self.app)
        for case_id, about in self._cases[:MOST_CASES]:
            display = join(line(case_id), gap(2), line(about, "$text-muted"))
            yield DiscoveryHit(display, partial(app.go, "case", case=case_id), text=case_id)

    async def search(self, query: str) -> Hits:
        """Cases whose id matches."""
        for hit in _case_hits(cast("IlacsApp", self.app), self.matcher(query), self._cases, ""):
            yield hit


def _cases(app: IlacsApp) -> list[tuple[str, str]]:
    """Each case once: its id, and its area and state."""
    inspection = app.inspection
    if inspection is None:
        return []
    found = {
        case.case_id: f"{inspection.edition.area(case.area).name} · {case.state}"
        for case in inspection.cases.all()
    }
    return list(found.items())


def _case_hits(app: IlacsApp, matcher: Matcher, cases: list[tuple[str, str]], before: str) -> Iterator[Hit]:
    """The cases that match, the first so many of them."""
    shown = 0
    for case_id, about in cases:
        text = f"{before}{case_id}"
        score = matcher.match(text)
        if score and shown < MOST_CASES:
            shown += 1
            display = join(_marked(matcher, text), gap(2), line(about, "$text-muted"))
            yield Hit(score, display, partial(app.go, "case", case=case_id), text=text)


def _shown(label: Content, key: str, help_: str) -> Content:
    """One command on one line: its name, its key, what it does."""
    filled = label.pad_right(max(0, LABEL_WIDTH - label.cell_length))
    return join(filled, column(key, KEY_WIDTH, "$accent"), line(help_, "$text-muted"))


def _marked(matcher: Matcher, text: str) -> Content:
    """The text with the letters that match underlined; never read as markup."""
    _score, offsets = matcher.fuzzy_search.match(matcher.query, text)
    shown = line(text)
    for offset in offsets:
        shown = shown.stylize("bold underline", offset, offset + 1)
    return shown
