"""The rows of what needs to improve and of strengths: each point with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sampling.findings.enquiries import Improvement
from sampling.framework.edition import Edition
from sampling.store.enquiring import Traced
from tui.safe import column, line, literal
from tui.widgets.enquiry_rows import enquiry_line
from tui.widgets.found_rows import Found, found_row
from tui.widgets.rows import Row
from tui.widgets.words import count

PURPOSE_WORDS: Mapping[str, str] = {
    "priority_action": "Areas for priority action",
    "improve": "What needs to improve",
    "strength": "Strengths",
}
"""What points of the report say, in the report's order."""

_MUTED = "$text-muted"


def points_rows(points: Sequence[Improvement], edition: Edition) -> list[Row]:
    """All points in the order of the report, and at the end those left out."""
    rows: list[Row] = []
    for purpose, words in PURPOSE_WORDS.items():
        own = [item for item in points if item.purpose == purpose and item.state == "open"]
        if own:
            rows.append(Row("", line(words), heading=True))
            rows += [_row(item, f"{place}.", edition) for place, item in enumerate(own, start=1)]
    out = [item for item in points if item.state != "open"]
    if out:
        rows.append(Row("", line("Left out of the report"), heading=True))
        rows += [_row(item, "-", edition) for item in out]
    if not rows:
        rows.append(Row("none", line("No point yet: d drafts them by number of children, a adds one.")))
    return rows


def point_rows(
    item: Improvement, findings: Sequence[Found], enquiry: Traced | None, edition: Edition
) -> list[Row]:
    """One point with the findings and the line of enquiry that it rests on."""
    rows = [Row("", line(PURPOSE_WORDS[item.purpose]), heading=True), Row("", literal(item.text, "bold"))]
    rows += [Row("", line(words, _MUTED)) for words in (_about(item, edition), _made(item)) if words]
    if enquiry is not None:
        rows += [Row("", line("Its line of enquiry"), heading=True), enquiry_line(enquiry, full=True)]
    if findings:
        rows.append(Row("", line("The findings it rests on"), heading=True))
        rows += [found_row(found, named=True) for found in findings]
    return rows


def points_words(points: Sequence[Improvement]) -> str:
    """How many points there are, by purpose, in a few words."""
    kept = [item for item in points if item.state == "open"]
    numbers = [
        (sum(item.purpose == purpose for item in kept), words.casefold())
        for purpose, words in PURPOSE_WORDS.items()
    ]
    return " · ".join(f"{number} {words}" for number, words in numbers if number) or "none yet"


def _row(item: Improvement, place: str, edition: Edition) -> Row:
    return Row(
        f"p:{item.improvement_id}",
        literal(item.text),
        column(place, 4),
        line("draft" if item.drafted else item.reader, _MUTED),
        (line(_about(item, edition), _MUTED),),
    )


def _about(item: Improvement, edition: Edition) -> str:
    """What a point rests on and is tied to."""
    rests = f"{count(len(item.pairs), 'finding')} of {count(len(item.cases), 'case')}"
    aim = edition.aim(item.aim) if item.aim else None
    parts = [
        rests if item.pairs else "",
        item.criterion,
        edition.area(item.area).name if item.area else "",
        "a line of enquiry" if item.enquiry_id else "",
        f"{aim.name}: {aim.text}" if aim else "",
    ]
    return " · ".join(part for part in parts if part)


def _made(item: Improvement) -> str:
    return "drafted by the program" if item.drafted else f"worded by {item.reader}"
