"""The page on children referred back, to be handed to the authority: confidential, with real ids."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sampling.clock import stamp
from sampling.errors import UsageError
from sampling.findings.concerns import overdue
from sampling.findings.raised import Concern
from sampling.handover.page import Block, Grid, Page, Section, Text, Words, counted, instant
from sampling.handover.placing import placed, write_private
from sampling.handover.report import chosen_format, rendered
from sampling.store import Inspection

CONFIDENTIAL = (
    "Confidential: names children by the authority's own ids. For the authority, by hand or secure mail."
)


def write_concerns(inspection: Inspection, out: Path, *, format: str = "") -> int:
    """Write the page to a file that only its owner can read; gives how many concerns stand on it.

    Args:
        inspection: the opened file; the page holds the concerns that its reader may see.
        out: a name that is free; never overwritten.
        format: ``md`` or ``html``; by default as the name ends, else ``html``.

    Raises:
        UsageError: for an unknown format, or where there is no concern.
        FileError: if the name is taken, its folder is missing or the disk fails; nothing is left then.
    """
    chosen = chosen_format(out, format)
    found = inspection.reading.concerns()
    if not found:
        raise UsageError("no concern was raised, so there is no page to hand over")
    with placed(out) as (partial,):
        write_private(partial, rendered(concerns_page(inspection), chosen).encode())
    return len(found)


def concerns_page(inspection: Inspection) -> Page:
    """Every concern that the reader may see: immediate ones first, open ones before closed."""
    found = sorted(
        inspection.reading.concerns(),
        key=lambda item: (item.level != "immediate", item.state == "closed", item.raised_at),
    )
    day = inspection.settings.inspection_date
    waiting = sum(item.state != "closed" for item in found)
    return Page(
        "Children referred back to the authority",
        f"{inspection.settings.authority}, inspection of {day.day} {day:%B %Y}",
        (
            ("Concerns", f"{counted(len(found), 'concern')}, {waiting} still open"),
            ("Written", f"{instant(stamp(inspection.clock()))} by {inspection.reader}"),
            ("Head digest of the inspection file", inspection.journal.head()),
        ),
        tuple(_section(inspection, item) for item in found),
        CONFIDENTIAL,
    )


def _section(inspection: Inspection, item: Concern) -> Section:
    line = inspection.cases.case(item.case_id)
    area = inspection.edition.area(line.area).name
    return Section(
        f"{item.level.capitalize()}: child {line.child}",
        (
            Grid(
                ("Concern", item.concern_id),
                (
                    ("Case", f"{item.case_id}, {area.lower()}"),
                    ("Raised", f"{instant(item.raised_at)} by {item.reader}"),
                    ("Told to", item.raised_to or "not recorded"),
                    *((("Rests on", item.rests_on),) if item.rests_on else ()),
                    ("State", _state(item)),
                ),
            ),
            Words(item.text, item.reader),
            *_answer(inspection, item),
        ),
        whole=True,
    )


def _answer(inspection: Inspection, item: Concern) -> Iterator[Block]:
    if overdue(item, inspection.clock()):
        yield Text("Overdue: an immediate concern is answered the same or the next day.", strong=True)
    if item.response:
        yield Words(item.response, f"the authority's answer, recorded {instant(item.response_at)}")
    else:
        yield Text("The authority's answer, with name, day and time:")
        yield Grid(("Answer", ""), (("What was done", ""), ("By whom", ""), ("When", "")))


def _state(item: Concern) -> str:
    if item.satisfied is None:
        return item.state
    return f"{item.state}; the inspector is {'' if item.satisfied else 'not '}satisfied"
