"""Frames and draws inside the inspection file: freeze, seed, draw, and who was drawn."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sampling.caseload import cohorts
from sampling.caseload.casefile import DocumentSource, Material
from sampling.draw import designs, tickets
from sampling.draw import frame as frames
from sampling.draw.frame import Frame
from sampling.draw.selection import Design, Selection
from sampling.draw.selection_json import from_json, to_json
from sampling.errors import UsageError, unknown
from sampling.findings.drawn import CountedDraw, DrawEntry, FrozenFrame
from sampling.findings.events import Event, canonical_json
from sampling.framework import Edition
from sampling.store import content, handed_out, state
from sampling.store.connection import transaction
from sampling.store.framing import frame_now
from sampling.store.journal import first_recorded
from sampling.store.lists import Lists
from sampling.store.materials import Materials
from sampling.store.settings import Settings
from sampling.store.uncollected import uncollected

_MADE = first_recorded("'draw|' || draw")

Write = Callable[[str, dict[str, Any]], Event]
"""Appends an event of a kind and brings what stands up to date."""


@dataclass(frozen=True, slots=True)
class FlagCount:
    """How many children of a frame carry a flag."""

    flag: str
    size: int


class Draws:
    """The frames and draws of one opened inspection file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        write: Write,
        edition: Edition,
        settings: Settings,
        lists: Lists,
    ) -> None:
        """Freeze and draw over this connection; ``write`` records an event."""
        self._connection = connection
        self._write = write
        self._edition = edition
        self._settings = settings
        self._lists = lists
        self._materials = Materials(connection)

    @uncollected()
    def frame(self, area: str) -> Frame:
        """The frame of an area: as frozen, or as it would be frozen now.

        Raises:
            UsageError: in a hand-out, which holds no frame.
        """
        area = self._edition.area(area).id
        handed_out.refuse_frame(self._connection)
        frozen = self.frozen(area)
        if frozen:
            return frames.parse(area, content.fetch(self._connection, frozen.sha256))
        return self.as_now(area)

    @uncollected()
    def as_now(self, area: str) -> Frame:
        """The frame of an area as the lists would give it now, frozen or not."""
        return frame_now(
            self._connection,
            self._lists,
            area,
            self._settings.census_date,
            self._edition,
            self._settings.thresholds,
        )

    def flag_counts(self, frame: Frame) -> tuple[FlagCount, ...]:
        """How many children carry each flag of the frame."""
        return tuple(
            FlagCount(column, frame.counts(column)["yes"])
            for column in frame.columns
            if column in cohorts.flag_columns(frame.area)
        )

    def frozen(self, area: str) -> FrozenFrame | None:
        """The frozen frame of an area, or None while it is not frozen."""
        return next(iter(state.select(self._connection, FrozenFrame, "area = ?", area)), None)

    @uncollected()
    def freeze(self, area: str) -> FrozenFrame:
        """Freeze the frame of an area; a frozen one stays as it is.

        Raises:
            UsageError: if nobody is in it.
        """
        area = self._edition.area(area).id
        frozen = self.frozen(area)
        if frozen:
            return frozen
        frame = self.frame(area)
        if not frame.size:
            raise UsageError(
                f"nobody in the lists belongs to {area.replace('_', ' ')}: there is no frame to freeze"
            )
        with transaction(self._connection):
            sha256 = content.keep(self._connection, "frame", frame.csv)
            event = self._write("freeze", {"area": area, "sha256": sha256, "size": frame.size})
        return FrozenFrame(area, sha256, frame.size, event.at)

    @uncollected()
    def draw(
        self,
        area: str,
        n: int,
        seed: str,
        *,
        design: Design | None = None,
        reserve: int | None = None,
        name: str = "",
        documents: DocumentSource | None = None,
    ) -> Selection:
        """Draw from an area's frame and write down everything needed to check it.

        Args:
            area: the area's id.
            n: how many cases.
            seed: the seed, as typed.
            design: how; by default the area's own default design.
            reserve: how many in reserve; by default as many again, as far as the frame goes.
            name: the draw's name; by default AREA-1, AREA-2 and so on.
            documents: where the drawn children's material comes from, beside the lists.

        Raises:
            UsageError: if the size, seed, name or design cannot be used.
        """
        area = self._edition.area(area).id
        witnessed = self.frozen(area) is not None
        name = name or self._next_name(area)
        if any(entry.draw == name for entry in self.all()):
            raise UsageError(f"there is a draw called '{name}' already: give this one another name")
        tickets.check_seed(seed)
        tickets.check_draw_name(name)
        with transaction(self._connection):
            frozen = self.freeze(area)
            chosen = design or designs.default_design(area)
            selection = designs.draw(
                self.frame(area),
                name=name,
                seed=seed,
                n=n,
                design=chosen,
                reserve=designs.default_reserve(chosen, n) if reserve is None else reserve,
            )
            self._record(selection, frozen, witnessed, documents)
        return selection

    def all(self) -> list[DrawEntry]:
        """Every draw, in the order made, as the journal has it whatever the clock said."""
        return state.select(self._connection, DrawEntry, f"1 ORDER BY {_MADE}, draw")

    def first(self, area: str) -> DrawEntry | None:
        """The first draw of an area; None while nothing is drawn."""
        return next((entry for entry in self.all() if entry.area == area), None)

    def counted(self, area: str) -> DrawEntry | None:
        """The draw of an area that counts: its first, unless a reason says otherwise."""
        chosen = next(iter(state.select(self._connection, CountedDraw, "area = ?", area)), None)
        return self.entry(chosen.draw) if chosen else self.first(area)

    def chosen(self, area: str) -> CountedDraw | None:
        """Why another draw of an area counts than its first, and who said so; None where the first does."""
        found = next(iter(state.select(self._connection, CountedDraw, "area = ?", area)), None)
        first = self.first(area)
        return found if found and first and found.draw != first.draw else None

    def entry(self, draw: str) -> DrawEntry:
        """A draw by its name.

        Raises:
            UsageError: if there is none of that name.
        """
        entries = {entry.draw: entry for entry in self.all()}
        if draw not in entries:
            raise unknown("draw", draw, list(entries)) if entries else UsageError("nothing is drawn yet")
        return entries[draw]

    def selection(self, draw: str) -> Selection:
        """What a draw gave, as it stands after any extension."""
        sha256 = self.entry(draw).selection_sha256
        return from_json(json.loads(content.fetch(self._connection, sha256)))

    def extend(self, draw: str, n: int, documents: DocumentSource | None = None) -> Selection:
        """Grow a draw to ``n`` cases: every drawn case stays, and the draw says for ever that it grew.

        Raises:
            UsageError: if the design cannot grow, or ``n`` does not make it larger.
        """
        entry = self.entry(draw)
        selection = designs.extend(self.frame(entry.area), self.selection(draw), n)
        completed = self._connection.execute(
            "SELECT count(DISTINCT case_id) FROM reading JOIN drawn_case USING (case_id)"
            " WHERE draw = ? AND state = 'completed'",
            (draw,),
        ).fetchone()[0]
        with transaction(self._connection):
            kept = self._keep(selection, documents)
            self._write("extend", {"draw": draw, "n": n, "completed": completed, **kept})
        return selection

    def _keep(self, selection: Selection, documents: DocumentSource | None) -> dict[str, str]:
        """Keep a selection and its children's material; gives their digests."""
        code = self._edition.area(selection.area).code
        cases = {f"{code}-{ticketed.child}": ticketed.child for ticketed in selection.tickets}
        for case_id, child in cases.items():
            found = documents.material(child, selection.area) if documents else Material()
            self._materials.keep(case_id, child, found)
        body = canonical_json(to_json(selection))
        return {
            "selection_sha256": content.keep(self._connection, "selection", body),
            "materials_sha256": self._materials.digest(cases),
        }

    def _record(
        self,
        selection: Selection,
        frozen: FrozenFrame,
        witnessed: bool,
        documents: DocumentSource | None,
    ) -> None:
        kept = self._keep(selection, documents)
        self._write(
            "draw",
            {
                "draw": selection.name,
                "area": selection.area,
                "design": selection.design.name,
                "seed": selection.seed,
                "n": selection.n,
                "reserve": selection.reserve,
                "frame_sha256": frozen.sha256,
                "frame_size": frozen.size,
                "witnessed": witnessed,
                **kept,
            },
        )

    def _next_name(self, area: str) -> str:
        taken = {entry.draw for entry in self.all()}
        number = 1
        while f"{area}-{number}" in taken:
            number += 1
        return f"{area}-{number}"


def extension_in_words(entry: DrawEntry) -> str:
    """What growing a draw does to what it can prove, in a sentence; empty where it never grew."""
    if not entry.extended:
        return ""
    seen = (
        f"with {entry.extended_after} case(s) completed: what was found may have led to it, so the stated "
        "risk of a wrong conclusion no longer holds and is higher"
        if entry.extended_after
        else "before any case was completed, so the stated risk still holds"
    )
    return f"extended from {entry.first_n} to {entry.n} {seen}; the draw says so for ever"


def redraw_faults(draws: Draws, selection: Selection) -> tuple[str, ...]:
    """What differs when a draw is made again from its frozen frame; nothing for a sound one."""
    return designs.redraw(draws.frame(selection.area), selection)
