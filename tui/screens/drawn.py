"""What was drawn from an area: every child with the ticket that put it there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from sampling.draw.designs import in_words
from sampling.draw.selection import Selection
from sampling.draw.tickets import groups
from sampling.findings.drawn import DrawEntry
from sampling.store import Inspection
from sampling.store.cases import CaseLine
from tui.safe import fit, line, literal
from tui.trouble import Telling
from tui.widgets.rows import Row, RowList
from tui.widgets.words import instant

TICKET_SHOWN = 16
"""Digits of a ticket shown; the draw record and the file hold all 64."""


class DrawnScreen(Telling, ModalScreen[None]):
    """The drawn children of one area, the first draw first."""

    CSS_PATH = "drawn.tcss"
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,l", "close", "Close", show=False),
        Binding("r", "record", "Draw record", show=False),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, inspection: Inspection, drawn: Sequence[DrawEntry]) -> None:
        """The draws of one area."""
        super().__init__()
        self._inspection = inspection
        self._drawn = drawn

    def compose(self) -> ComposeResult:
        """How it was drawn, and then the list."""
        name = self._inspection.edition.area(self._drawn[0].area).name
        yield Static(line(f"Drawn from {name}", "bold $accent"), id="title")
        yield RowList(self._rows(), id="tickets")
        yield Static(
            "A ticket is the SHA-256 of SEED|DRAW|CHILD; the smallest of each stratum come first.\n"
            "r saves the draw record for the authority; esc closes this; F3 then shows the cases",
            id="note",
        )

    def _rows(self) -> list[Row]:
        found: list[Row] = []
        cases = self._inspection.cases.all(self._drawn[0].area)
        for entry in self._drawn:
            selection = self._inspection.draws.selection(entry.draw)
            found += [
                Row("", line(f"{entry.draw}, drawn {instant(entry.drawn_at)}"), heading=True),
                *(Row("", line(words)) for words in how(entry, selection)),
            ]
            found += _tickets(entry.draw, cases)
        return found

    def action_close(self) -> None:
        """Back to the plan."""
        self.dismiss()

    def action_record(self) -> None:
        """Save the record of the latest draw, for the authority."""
        from tui.screens.asking import AskScreen
        from tui.screens.ceremony import save_private
        from tui.screens.sample_forms import record_form

        self.app.push_screen(AskScreen(record_form(self._inspection, self._drawn[-1], save_private)))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(RowList).move(by)


def how(entry: DrawEntry, selection: Selection) -> list[str]:
    """How a draw was made, in lines."""
    said = [
        f"{in_words(selection.design)}: {entry.n} of {entry.frame_size:,}, {entry.reserve} in reserve",
        f"seed: {entry.seed}",
        f"frame: {groups(entry.frame_sha256[:32])} …",
    ]
    if not entry.witnessed:
        said.append("the seed was not typed after a witnessed freeze")
    if entry.extended:
        said.append(f"grown from {entry.first_n} after {entry.extended_after} completed")
    return said + ([selection.merge_rule] if selection.merge_rule else [])


def _tickets(draw: str, cases: Sequence[CaseLine]) -> list[Row]:
    of_draw = sorted(
        (case for case in cases if case.draw == draw), key=lambda case: (case.stratum, case.place)
    )
    found: list[Row] = []
    for stratum, members in groupby(of_draw, key=lambda case: case.stratum):
        found.append(Row("", line(f"Stratum: {stratum}", "bold")))
        for case in members:
            ticket = groups(case.ticket[:TICKET_SHOWN])
            words = f"{case.place:>4}  {fit(case.child, 20)} {fit(ticket, 20)} … {case.role}"
            found.append(Row(case.case_id, literal(words), wrap=False))
    return found
