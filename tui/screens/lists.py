"""Lists: what an authority sent, read and reported on before anything is made of it.

The same report as the command ``check-annex-a``, with the first rows behind each problem. From here an
inspection is made of the lists, or they are taken as corrections of the one that is open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from sampling.errors import UsageError
from tui.command import Command
from tui.safe import line, literal, rows
from tui.screens.base import PlaceScreen
from tui.screens.lists_forms import Wanted
from tui.widgets.rows import RowList
from tui.widgets.words import count, day

if TYPE_CHECKING:
    from sampling.store import Inspection
    from sampling.store.updating import Behind, Changes
    from tui.lists_sent import Sent

NOTHING_YET = (
    "No lists have been read yet.",
    "",
    "  p  read a workbook or a CSV, or a folder or zip of several",
    "",
    "The report says what is there, what is missing and what is wrong.",
    "Nothing is written.",
)
_OFFERED_ONCE_READ = frozenset({"open_line", "save_csv", "show_columns", "make"})


class ListsScreen(PlaceScreen):
    """The report on the lists that were read last."""

    place = "lists"
    CSS_PATH = "lists.tcss"
    AUTO_FOCUS = "#report"

    def __init__(self) -> None:
        """Nothing read yet."""
        super().__init__()
        self._sent: Sent | None = None
        self._new = False

    def compose_body(self) -> ComposeResult:
        """What was read, and the report."""
        yield Static(id="whose")
        yield RowList(empty=rows(literal(text) for text in NOTHING_YET), id="report")

    def take_in(self, sent: Sent) -> None:
        """Report on these lists, from the beginning, when the place is shown next."""
        self._sent = sent
        self._new = True

    def arrive(self, **where: str) -> None:
        """With ``ask``, ask which lists are to be read."""
        self.say("")
        if where.get("ask"):
            self.call_after_refresh(self.action_read)

    def refresh_place(self) -> None:
        """Show the report on what was read."""
        self.query_one("#whose").display = self._sent is not None
        if self._sent is None:
            return
        from tui.widgets.lists_rows import FIRST_LINE, report

        sent = self._sent
        drawn = sent.census or sent.result.suggested_census_date
        how = "" if sent.census else ", the latest day in them"
        against = f" · days held against {day(drawn)}{how}" if drawn else ""
        self.query_one("#whose", Static).update(line(f"{sent.path.name}{against}", "$text-muted"))
        shown = self.query_one("#report", RowList)
        if self._new:
            shown.set_rows(report(sent.result), key=FIRST_LINE, scroll=0.0)
        else:
            shown.set_rows(report(sent.result))
        self._new = False

    def offers(self, command: Command) -> bool:
        """Only what can be done with what was read, and with the file that is open."""
        if command.action in _OFFERED_ONCE_READ:
            return self._sent is not None
        if command.action == "take":
            opened = self.ilacs.inspection
            return self._sent is not None and opened is not None and not opened.settings.scenario
        return super().offers(command)

    @property
    def sent(self) -> Sent:
        """The lists that were read.

        Raises:
            UsageError: if none were.
        """
        if self._sent is None:
            raise UsageError("no lists have been read yet: press p")
        return self._sent

    @property
    def last(self) -> Sent | None:
        """The lists that were read, if any were."""
        return self._sent

    # Reading

    def action_read(self) -> None:
        """Ask which lists are to be read, and read them."""
        from tui.screens.asking import AskScreen
        from tui.screens.lists_forms import read_form

        before = self._sent
        wanted = Wanted(before.path, before.census, before.family) if before else None
        opened = self.ilacs.inspection
        own = opened is not None and not opened.settings.scenario
        census = opened.settings.census_date if opened is not None and own else None
        self.app.push_screen(AskScreen(read_form(wanted, census, self._read)))

    def _read(self, wanted: Wanted) -> None:
        from tui.lists_sent import read_sent

        def tell(words: str) -> None:
            self.call_later(self.say, words, "busy")

        self.in_thread(
            lambda: read_sent(wanted.path, wanted.census, wanted.family, tell),
            self._have_read,
            busy=f"Opening {wanted.path.name}",
        )

    def _have_read(self, sent: Sent) -> None:
        from tui.widgets.lists_rows import summary

        self.take_in(sent)
        self.refresh_place()
        self.query_one("#report", RowList).focus()
        self.refresh_chrome()
        self.say(summary(sent.result), "" if sent.result.ok else "error")

    # Looking closer, and handing back

    @on(RowList.Chosen, "#report")
    def _chosen(self) -> None:
        self.action_open_line()

    def action_open_line(self) -> None:
        """Show the problem under the cursor in full, with the first rows that it concerns."""
        from tui.screens.choosing import ListOver
        from tui.widgets.lists_rows import about, behind_problem

        result = self.sent.result
        key = self.query_one("#report", RowList).key
        if not key.isdecimal():
            raise UsageError("nothing more stands behind this line: enter opens problems")
        self.say("")
        problem = result.problems[int(key)]
        self.app.push_screen(ListOver(about(problem), behind_problem(result, problem), "esc closes"))

    def action_show_columns(self) -> None:
        """Show which header became which column, and why."""
        from tui.screens.choosing import ListOver
        from tui.widgets.lists_rows import columns

        title = "Which header was read as what, and why"
        self.app.push_screen(ListOver(title, columns(self.sent.result), "esc closes"))

    def action_save_csv(self) -> None:
        """Save the problems as CSV, for the authority to work through."""
        from tui.lists_sent import write_problems
        from tui.screens.asking import AskScreen
        from tui.screens.lists_forms import csv_form

        sent = self.sent

        def save(path: Path) -> str:
            write_problems(path, sent.result)
            return f"Saved: {path.absolute()}. It may quote children's ids, so send it safely"

        self.app.push_screen(AskScreen(csv_form(sent, save)), lambda said: self.say(said or ""))

    # Making something of them

    def action_make(self) -> None:
        """Go on to New, with these lists filled in."""
        from tui.widgets.lists_rows import summary

        sent = self.sent
        drawn = sent.census or sent.result.suggested_census_date
        self.ilacs.go(
            "new",
            workbook=str(sent.path),
            census=day(drawn) if drawn else "",
            family=sent.family,
            said=summary(sent.result),
            loses="" if sent.result.ok else "yes",
        )

    def action_take(self) -> None:
        """Take them in place of the open inspection's lists: first what would change."""
        from sampling.store.updating import compare
        from tui.lists_sent import correctable

        sent, opened = self.sent, self.inspection
        correctable(opened)
        result = sent.result

        def changes_of(sibling: Inspection) -> Changes:
            return compare(sibling, result.rows, result.supplied)

        self.aside(changes_of, self._ask_take, busy="Holding them against the lists of the inspection")

    def _ask_take(self, changes: Changes) -> None:
        from tui.screens.asking import AskScreen
        from tui.screens.lists_forms import take_form

        if not changes.any:
            self.say("Nothing would change: the inspection's lists say the same already")
            return
        self.app.push_screen(AskScreen(take_form(self.sent, changes, self._take)))

    def _take(self, accept: bool) -> None:
        from tui.lists_sent import take

        sent = self.sent

        def taken(sibling: Inspection) -> tuple[Changes, tuple[Behind, ...]]:
            return take(sibling, sent, accept=accept)

        self.aside(taken, self._have_taken, busy="Taking the corrected lists")

    def _have_taken(self, done: tuple[Changes, tuple[Behind, ...]]) -> None:
        changes, frames = done
        # What was counted and shown of the old lists is of no use any more.
        self.ilacs.flush()
        self.ilacs.forget_places()
        behind = (
            f"; {count(len(frames), 'frozen frame is', 'frozen frames are')} behind them" if frames else ""
        )
        new, gone = count(len(changes.new), "child", "children"), len(changes.gone)
        self.say(f"Taken: {new} new, {gone:,} gone{behind}. F2 goes on to Plan")
