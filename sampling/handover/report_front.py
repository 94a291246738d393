"""The front of a report: judgements, a summary by counts, and what needs to improve."""

from __future__ import annotations

from collections.abc import Iterator

from sampling.findings.enquiries import Improvement
from sampling.framework.grades import Grade
from sampling.handover.ground import Ground
from sampling.handover.page import Block, Grid, Item, Items, Section, Text, Words, counted
from sampling.handover.report_areas import bars, counts_sentence, grades, indicated
from sampling.rollup.judgement import JudgementRollup

HEADINGS = {
    "priority_action": "Areas for priority action",
    "improve": "What needs to improve",
    "strength": "Strengths",
}


def judgements(ground: Ground) -> Section:
    """The table of judgements, each with its reasons; or that the visit has none."""
    inspection = ground.inspection
    kind = inspection.edition.kinds[inspection.settings.kind]
    if not kind.graded:
        return Section("Judgements", (Text(f"A {kind.name.lower()} has no grades."),))
    before = inspection.settings.previous or {}
    head = ("Judgement", "Grade", "The files are consistent with", *(("Last inspection",) if before else ()))
    rows = tuple(
        (
            item.name,
            item.entered.grade.label if item.entered else "Not judged yet",
            grades(item.indication) if item.indication else "no indication",
            *((_previous(before.get(item.judgement, "")),) if before else ()),
        )
        for item in ground.rollup.judgements
    )
    return Section(
        "Judgements",
        (
            Text("People judge; what the files are consistent with is worked out, and judges nothing."),
            Grid(head, rows),
            *(block for item in ground.rollup.judgements for block in _reasons(ground, item)),
            *_consequences(ground),
        ),
    )


def summary(ground: Ground) -> Section:
    """What was read and found, area by area, in counts."""
    edition = ground.inspection.edition
    areas = ground.rollup.areas
    if not areas:
        return Section("Summary", (Text("Nothing has been drawn yet."),))
    items = tuple(
        Item(
            f"{edition.area(area.area).name}: {counts_sentence(area)}",
            ground.names.sentence(ground.counted.get(area.area, ""), indicated(area)),
        )
        for area in areas
    )
    concerns = [item for item in ground.inspection.reading.concerns() if item.case_id in ground.lines]
    enquiries = ground.inspection.enquiring.all()
    told = Item(
        f"{counted(len(concerns), 'concern')} about children referred back to the authority, "
        f"{sum(item.state != 'closed' for item in concerns)} still open; "
        f"{counted(len(enquiries), 'line of enquiry', 'lines of enquiry')}, "
        f"{sum(item.state == 'concluded' for item in enquiries)} concluded"
    )
    return Section("Summary", (Items((*items, told)), bars(edition, areas, criteria=False)))


def points(ground: Ground) -> Section:
    """What needs to improve and strengths, in the order that people gave them."""
    found = ground.inspection.improving.all()
    parts = []
    for purpose, heading in HEADINGS.items():
        own = [item for item in found if item.purpose == purpose]
        if own:
            listed = Items(tuple(_point(ground, item) for item in own), ordered=purpose != "strength")
            parts.append(Section(heading, (listed,)))
    if not parts:
        return Section("What needs to improve", (Text("Nothing has been put forward."),))
    drafted = any(item.drafted for item in found)
    said = Text("Points marked 'draft' were put forward by number of children; nobody has worded them yet.")
    return Section("What needs to improve, and strengths", (said,) if drafted else (), tuple(parts))


def _point(ground: Ground, item: Improvement) -> Item:
    beside = list(_tied(ground, item))
    if item.drafted:
        beside.append("draft")
    return Item(ground.names.text(item.text), "; ".join(beside))


def _tied(ground: Ground, item: Improvement) -> Iterator[str]:
    """What a point is tied to: counts as they stand now, findings, line of enquiry, National Framework."""
    edition = ground.inspection.edition
    if item.criterion:
        for area in ground.rollup.areas:
            for found in area.criteria:
                if found.criterion == item.criterion and item.area in ("", area.area) and found.rated:
                    name = edition.area(area.area).name.lower()
                    good = f"{found.good_or_better} of {found.rated}"
                    yield f"{found.criterion}: {good} rated good or better in {name}"
    if item.pairs:
        yield f"rests on {counted(len(item.pairs), 'finding')} of {counted(len(item.cases), 'case')}"
    if item.enquiry_id:
        yield f"line of enquiry {item.enquiry_id}"
    if item.aim:
        aim = edition.aim(item.aim)
        yield f"{aim.name}: {aim.text}"


def _reasons(ground: Ground, item: JudgementRollup) -> Iterator[Block]:
    if item.entered is None:
        return
    notes = [f"{item.name}: {item.entered.grade.label}"]
    if item.outside:
        notes.append("outside what the files are consistent with")
    if item.mark:
        notes.append(item.mark)
    yield Words(ground.names.text(item.entered.because), f"{'; '.join(notes)} ({item.entered.by})")


def _consequences(ground: Ground) -> Iterator[Block]:
    if ground.rollup.proposed:
        yield Text(f"Proposed overall from the grades entered: {ground.rollup.proposed.label}.")
    follows = ground.rollup.follows
    if follows:
        source = "" if follows.ours else f" {follows.source_words}"
        yield Text(f"What follows: {follows.words}{source}")


def _previous(grade: str) -> str:
    return Grade(grade).label if grade else "none"
