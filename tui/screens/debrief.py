"""Debrief: closed until the trainer opens it; then where readers part, why, and the line that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual.widgets import Static

from sampling.errors import ReadOnlyError, UsageError
from sampling.findings.sessions import Session
from sampling.store import Inspection
from sampling.store.readings import OVERALL
from sampling.training.collect import ReaderProgress, progress
from sampling.training.debrief import Debrief, ReaderPage
from sampling.training.folder import SessionFolder
from sampling.training.keeping import session_of
from sampling.training.opening import Opened, load_debrief, open_debrief, pages_for, why_not_here
from sampling.training.writing import write_pages
from tui.safe import line
from tui.screens.asking import AskScreen
from tui.screens.debrief_forms import open_form, pages_form
from tui.screens.levels_place import LevelsPlace
from tui.widgets import debrief_rows as made
from tui.widgets.debrief_closed import closed_rows
from tui.widgets.rows import Row, RowList

_LEVELS = ("m", "a", "c", "k", "r")


@dataclass(frozen=True)
class Standing:
    """How a debrief stands.

    Attributes:
        session: the session, or None in an inspection that belongs to none.
        readers: how far each reader came.
        why_not: why it cannot be opened here; empty where it can.
        found: what lies on the table, or None while it is closed.
        pages: the private pages that the viewer may open.
    """

    session: Session | None
    readers: tuple[ReaderProgress, ...]
    why_not: str
    found: Debrief | None
    pages: tuple[ReaderPage, ...]


def standing(inspection: Inspection) -> Standing:
    """How the debrief of a file stands; for a thread, since comparing takes a while."""
    session = session_of(inspection)
    readers = progress(inspection, session) if session else ()
    closed = inspection.cases.sight().debrief_closed
    found = None if closed else load_debrief(inspection)
    pages = pages_for(inspection, found) if found else ()
    return Standing(session, readers, why_not_here(inspection), found, pages)


class DebriefScreen(LevelsPlace):
    """The debrief, from the whole room down to the entry in a child's file.

    Attributes:
        standing: how the debrief stands, or None until it is worked out.
        trail: what was opened, from the top: ``m:`` measures, ``a:`` an area, ``c:`` a criterion, ``k:`` a
            case, ``r:`` a reader's page.
    """

    place: ClassVar[str] = "debrief"
    busy = "Comparing the readers…"

    def __init__(self) -> None:
        """Nothing compared yet."""
        super().__init__()
        self.standing: Standing | None = None
        self._cursors: dict[str, tuple[str, float]] = {}
        self._counted = -1
        self._shown: tuple[str, int] = ("", -1)

    # The place

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Come back to the level and line that were left."""
        trail = state.get("trail")
        self.trail = [str(key) for key in trail] if isinstance(trail, list) else []
        self._cursors = {self._level: (str(state.get("line") or ""), float(state.get("scroll") or 0))}

    def place_state(self) -> dict[str, Any]:
        """The level, the line and the scroll."""
        lines = self.lines
        if self.standing is None:
            key, scroll = self._cursors.get(self._level, ("", 0.0))
            return {"trail": self.trail, "line": key, "scroll": scroll}
        return {"trail": self.trail, "line": lines.key, "scroll": lines.scroll_y}

    def refresh_place(self) -> None:
        """Compare afresh if anything was recorded since."""
        self.lines.focus()
        recorded = self.inspection.journal.count()
        if self.standing is None or recorded != self._counted:
            self._counted = recorded
            self.aside(standing, self._worked_out, busy=self.busy)

    def flush(self) -> None:
        """Nothing is typed here that must be kept."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Opening is offered until it is done; going to the file and saving only after it."""
        found = self.standing.found if self.standing else None
        if action == "open_debrief":
            session = self.standing.session if self.standing else None
            return session is not None and not (session.open and (session.keyed or not session.key_sha256))
        if action in ("show_entry", "save_pages"):
            return found is not None and not found.empty
        return super().check_action(action, parameters)

    def _worked_out(self, found: Standing) -> None:
        if self.standing is not None:
            self._note_cursor()
        self.standing = found
        self._show()
        self.refresh_chrome()

    # Levels

    @property
    def _level(self) -> str:
        return self.trail[-1] if self.trail else ""

    def _show(self) -> None:
        while self.trail and not self._rows_of(self._level):
            self.trail.pop()
        key, scroll = self._cursors.get(self._level, ("", None))
        self.lines.set_rows(self._rows_of(self._level), key, scroll)
        self._show_trail()
        self._show_below()

    def _rows_of(self, level: str) -> list[Row]:
        """The rows of a level; none where there is no such level any more."""
        stands, edition = self.standing, self.inspection.edition
        if stands is None:
            return []
        found, (kind, _, rest) = stands.found, level.partition(":")
        if found is None:
            session = None if level else stands.session
            return closed_rows(session, stands.readers, stands.why_not) if session else []
        if not level:
            return made.overview_rows(found, stands.session, stands.pages, edition)
        if kind == "m":
            return made.measure_rows(found)
        if kind == "c":
            return made.criterion_rows(found, rest, edition) if rest in edition.criteria else []
        if kind == "a":
            areas = [area for area in found.areas if area.area == rest]
            return made.area_rows(found, areas[0], edition) if areas else []
        if kind == "k":
            tables = [table for table in found.cases if table.case == rest]
            return made.case_rows(tables[0], edition) if tables else []
        pages = [page for page in stands.pages if page.reader == rest and kind == "r"]
        return made.reader_rows(found, pages[0], edition) if pages else []

    def _show_trail(self) -> None:
        names = ["Debrief", *(self._name_of(level) for level in self.trail)]
        stands = self.standing
        session = stands.session.session if stands and stands.session else "readers without a key"
        text = " › ".join(names) if self.trail else f"Debrief · {session}"
        self.query_one("#trail", Static).update(line(text, "bold"))

    def _name_of(self, level: str) -> str:
        kind, _, rest = level.partition(":")
        if kind == "m":
            return "every measure"
        return self.inspection.edition.area(rest).name if kind == "a" else rest

    def _show_below(self) -> None:
        level = made.beside(self.lines.key, self._level)
        below = self.query_one("#below", RowList)
        below.empty = line(made.nothing_beside(self.lines.key), "$text-muted")
        below.set_rows(self._rows_of(level) if level else [], "")
        below.scroll_to(y=0, animate=False, force=True, immediate=True)

    def _note_cursor(self) -> None:
        lines = self.lines
        self._cursors[self._level] = (lines.key, lines.scroll_y)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show beside the lines what the one under the cursor rests on."""
        if event.list.id == "lines" and self.has_class("-very-wide"):
            self._show_below()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a line: the level below, or the entry in the file."""
        if event.list.id == "lines":
            self._open(event.key)

    def action_open_line(self) -> None:
        """Open the line under the cursor."""
        self._open(self.lines.key)

    def _open(self, key: str) -> None:
        kind, _, rest = key.partition(":")
        if kind in ("q", "s"):
            self.action_show_entry()
        elif kind == "x":
            raise UsageError(f"that page is for {rest} alone")
        elif kind in _LEVELS and key != self._level and self._rows_of(key):
            self._note_cursor()
            self.trail.append(key)
            self._show()

    def step_back(self) -> None:
        """Up a level; at the top back to where one came from."""
        if self.trail:
            self.trail.pop()
            self._show()
        else:
            super().step_back()

    # What the keys do

    def action_show_entry(self) -> None:
        """Go to the entry in the child's file that shows the answer; pressed again, to the next one."""
        key = self.lines.key
        kind, _, rest = key.partition(":")
        if kind not in ("q", "s") and not (kind == "k" and self.trail):
            raise UsageError(
                "put the cursor on a question of a case first: enter opens a case or a criterion"
            )
        # A child's id, and so a case's, may hold a colon; a criterion's never does.
        case, _, criterion = (rest, "", OVERALL) if kind == "k" else rest.rpartition(":")
        found = self.standing.found if self.standing else None
        rows = [row for table in (found.cases if found else ()) for row in table.rows]
        row = next(row for row in rows if (row.case, row.criterion) == (case, criterion))
        where = {"case": case, "criterion": criterion}
        if row.entries:
            last, place = self._shown
            place = (place + 1) % len(row.entries) if last == key else 0
            self._shown = (key, place)
            where["entry"] = row.entries[place]
        self.ilacs.go("case", **where)

    def action_open_debrief(self) -> None:
        """Open the debrief, once it was asked whether that is meant."""
        stands, inspection = self.standing, self.inspection
        if stands is None or stands.session is None or stands.why_not:
            raise UsageError(stands.why_not if stands else "the readers are still being compared")
        if inspection.read_only:
            raise ReadOnlyError(f"{inspection.path.name} is read-only: {inspection.why_read_only}")
        self.app.push_screen(AskScreen(open_form(inspection, stands.session, stands.readers, self._take_key)))

    def _take_key(self, path: Path) -> None:
        def opened(done: Opened) -> None:
            self.refresh_place()
            if done.notices:
                self.say("; ".join(done.notices), "error")

        self.aside(lambda sibling: open_debrief(sibling, path), opened, busy="Opening the debrief")

    def action_save_pages(self) -> None:
        """Write the room's page, and the private ones that are the viewer's."""
        stands, inspection = self.standing, self.inspection
        if stands is None or stands.found is None:
            raise UsageError("the debrief is closed: there is nothing to save yet")
        found, pages = stands.found, stands.pages

        def take(folder: Path) -> None:
            self.in_thread(
                lambda: write_pages(SessionFolder(folder), inspection.edition, found, pages),
                lambda written: self.say(f"Written: {', '.join(str(path) for path in written)}"),
                busy="Writing the pages",
            )

        self.app.push_screen(AskScreen(pages_form(inspection, len(pages), take)))
