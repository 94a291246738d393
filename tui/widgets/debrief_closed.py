"""The rows of a debrief that is closed: who has what, and nothing that anybody found."""

from __future__ import annotations

from collections.abc import Sequence

from sampling.findings.sessions import Session
from sampling.training.collect import ReaderProgress
from sampling.training.figures import share_bar
from tui.safe import column, fit, gap, join, line, literal
from tui.widgets.rows import Row
from tui.widgets.words import count

_NAME = 16
_BAR = 10


def closed_rows(session: Session, readers: Sequence[ReaderProgress], why_not: str) -> list[Row]:
    """Before the debrief: who has what, and that nobody sees more: not even who rated everything alike."""
    about = [
        f"{count(len(session.names), 'reader')}, {count(session.shared, 'file')} read by everybody and "
        f"{session.own} by one reader alone"
        + (f", {count(session.minutes, 'minute')}" if session.minutes else "")
    ]
    about.append(
        "It has an answer key, known here by its digest." if session.key_sha256 else "It has no key."
    )
    rows = [
        Row("", line(f"Session {session.session}: the debrief is closed"), heading=True),
        *(Row("", line(text)) for text in about),
        Row("", line("Until it is opened nobody sees the key, or what another reader found, on any screen.")),
        Row("", line(f"It is not opened here: {why_not}." if why_not else "o opens it, once and for good.")),
        Row("", line("Who has what"), heading=True),
    ]
    return rows + [_progress_row(item) for item in readers]


def _progress_row(item: ReaderProgress) -> Row:
    whole = f"{item.reader}: " if "…" in fit(item.reader, _NAME) else ""
    words = f"{whole}{item.completed} of {item.assigned} completed, {count(item.rated, 'rating')}"
    marks = [count(item.minutes, "minute")] if item.minutes is not None and not item.simulated else []
    marks += [f"{item.over} over the limit"] if item.over else []
    marks += ["simulated"] if item.simulated else []
    bar = share_bar(item.completed, item.assigned, _BAR)
    lead = join(column(item.reader, _NAME), gap(1), literal(bar), gap(1))
    return Row(f"w:{item.reader}", line(" · ".join([words, *marks])), lead)
