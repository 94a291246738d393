"""Home: files opened lately, and the ways to a new one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from sampling.errors import UsageError
from tui import remembered
from tui.commands import Command
from tui.safe import fit, line, literal, rows
from tui.screens.train import TrainingPlace
from tui.widgets.rows import Row, RowList
from tui.widgets.typed import LineBox

NOTHING_YET = (
    "Nothing has been opened here yet. To begin:",
    "",
    "  d  practise on a synthetic authority, drawn and ready to read",
    "  n  make an inspection, from an Annex A workbook or a synthetic authority",
    "  p  open an inspection file by its path",
    "  c  read an authority's lists and see what is wrong with them",
    "  s  set up a training session, try one out, or collect one",
)

ABOUT = "An inspection is one file on this computer. Nothing is sent anywhere."


class HomeScreen(TrainingPlace):
    """Where the app starts."""

    place = "home"
    CSS_PATH = "home.tcss"
    AUTO_FOCUS = "#recent"

    def __init__(self) -> None:
        """Nothing read yet."""
        super().__init__()
        self._width = 0

    def compose_body(self) -> ComposeResult:
        """What is open, what was open, and what else can be done."""
        yield Static(id="open-now")
        yield Static("Opened lately", id="heading")
        yield RowList(empty=rows(literal(text) for text in NOTHING_YET), id="recent")
        yield LineBox(placeholder="path of an inspection file; enter opens it", id="path", compact=True)
        yield Static(ABOUT, id="about")

    def refresh_place(self) -> None:
        """Read the list of recent files, and whether each is still there."""
        recent = remembered.load().recent
        self._width = self.size.width
        width = max(40, self._width - 5)
        self.query_one("#heading").display = bool(recent)
        self.query_one("#recent", RowList).set_rows([_row(path, width) for path in recent])
        opened = self.ilacs.inspection
        now = self.query_one("#open-now", Static)
        now.display = opened is not None
        if opened is not None:
            now.update(
                line(f"{opened.settings.authority} is open: F3 goes back to its cases", "bold $accent")
            )

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        if self.was_entered and self.size.width != self._width:
            self.refresh_place()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._open(event.key)

    def _open(self, path: str) -> None:
        self.open_signed(Path(path))

    def offers(self, command: Command) -> bool:
        """Without a file on the list there is none to open."""
        return super().offers(command) and (command.id != "home.open" or bool(remembered.load().recent))

    def action_open_chosen(self) -> None:
        """Open the file under the cursor."""
        self.query_one("#recent", RowList).action_choose()

    def action_new(self) -> None:
        """Make a new inspection file."""
        self.ilacs.go("new")

    def action_lists(self) -> None:
        """Read an authority's lists and report on them."""
        self.ilacs.go("lists", ask="yes")

    def action_demo(self) -> None:
        """Make the demo, or find it again, and open it."""
        from tui.making import demo

        self.in_thread(demo, self._open_demo, busy="Making the demo: a synthetic authority, drawn and ready")

    def _open_demo(self, path: Path) -> None:
        self._open(str(path))
        opened = self.ilacs.inspection
        if opened is not None and not self.ilacs.left_at:
            self.ilacs.go("case", case=opened.cases.all()[0].case_id)

    def action_type_path(self) -> None:
        """Type the path of a file."""
        box = self.query_one("#path", LineBox)
        box.display = True
        box.focus()

    @on(Input.Submitted, "#path")
    def _typed(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._open(str(Path(event.value.strip()).expanduser()))
        self.leave_text()

    def leave_text(self) -> None:
        """Put the box away and go back to the list."""
        self.query_one("#recent", RowList).focus()
        self.query_one("#path").display = False

    def action_forget(self) -> None:
        """Take the file under the cursor off the list; the file itself stays."""
        path = self.query_one("#recent", RowList).key
        if not path:
            raise UsageError("there is no file to take off the list")
        remembered.forget(path)
        self.refresh_place()
        self.refresh_chrome()
        self.say(f"Off the list; the file itself is where it was: {path}")


def _row(path: str, width: int) -> Row:
    """A file: its name, when it was last changed or that it is missing, and its folder."""
    file = Path(path)
    try:
        state = datetime.fromtimestamp(file.stat().st_mtime).strftime("%d/%m/%Y %H:%M")
    except OSError:
        state = "missing"
    name = min(36, max(18, width // 3))
    text = f"{fit(file.name, name)} {fit(state, 16)}  {fit(str(file.parent), max(10, width - name - 19))}"
    return Row(path, literal(text, "$text-muted" if state == "missing" else ""), wrap=False)
