"""The line over a case: which it is, how far it is, and how much of a session's time is used."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from sampling.store.time_limit import TimeLimit
from tui.safe import gap, join, line
from tui.screens.case_desk import CaseDesk
from tui.widgets.words import ALL, plain


def case_line(desk: CaseDesk, place: str, width: int, limit: TimeLimit | None, now: datetime) -> Content:
    """One line; what does not fit gives way, the stratum first, then the role, then the area.

    Args:
        desk: the case.
        place: which case of how many it is, in words; empty for one that is out of order.
        width: cells.
        limit: the time limit of a training session, shown at the right end; None for none.
        now: the present instant.
    """
    right = limit_text(limit, now) if limit is not None else gap(0)
    done = "COMPLETED" if desk.completed else f"{desk.core_rated} of {len(desk.area.core)} rated"
    about = desk.line
    stratum = "" if about.stratum == ALL else plain(about.stratum)
    parts = [desk.area.name, about.role, stratum, place, done]
    room = width - len(desk.case_id) - 2 - (right.cell_length + 2 if right.cell_length else 0)
    for give_way in (2, 1, 0):
        if _length(parts) > room:
            parts[give_way] = ""
    words = line(" · ".join(part for part in parts if part), "$text-muted")
    left = join(line(desk.case_id, "bold"), gap(2), words)
    return join(left, gap(width - left.cell_length - right.cell_length), right) if right.cell_length else left


def limit_text(limit: TimeLimit, now: datetime) -> Content:
    """How many minutes are used of how many: ``time 12 of 90 min``; beyond them a sign and a word say so."""
    used = limit.used(now)
    words = f"time {used} of {limit.minutes} min"
    if used > limit.minutes:
        return line(f"! {words}, {used - limit.minutes} over", "$warning")
    if limit.ended:
        return line(f"{words}, all read")
    return line(words if limit.started else f"{words}, from your first rating")


def _length(parts: list[str]) -> int:
    shown = [part for part in parts if part]
    return sum(len(part) for part in shown) + 3 * (len(shown) - 1)
