"""The parts of a report above the single file: leaders, lines of enquiry, concerns, consistency."""

from __future__ import annotations

from collections.abc import Iterator

from sampling.findings.concerns import overdue
from sampling.findings.ratings import Rating
from sampling.handover.ground import Ground
from sampling.handover.page import Block, Grid, Item, Items, Section, Text, Words, counted
from sampling.handover.report_areas import grades, interval_of
from sampling.store.enquiring import Traced


def leaders(ground: Ground) -> Section:
    """What stands before whoever judges impact of leaders: management criteria by area, and enquiries."""
    edition = ground.inspection.edition
    rows = tuple(
        (
            f"{item.rollup.criterion} {edition.criterion(item.rollup.criterion).text}",
            edition.area(item.area).name,
            f"{item.rollup.good_or_better} of {item.rollup.rated}" if item.rollup.rated else "none rated",
            interval_of(item.rollup),
            item.rollup.words or "",
        )
        for judgement in ground.rollup.judgements
        for item in judgement.management
    )
    head = ("Management criterion", "Area", "Good or better", "Interval", "In words")
    said = Text("Case files alone do not indicate leadership: there is no indication.")
    found = Grid(head, rows, "What the files show of management", frozenset({2, 3}))
    if not any(row[4] for row in rows):
        found = found.without(4)
    return Section("Impact of leaders", (said, found) if rows else (said,))


def enquiries(ground: Ground) -> Section:
    """Each line of enquiry from the file to its effect."""
    desk = ground.inspection.enquiring
    traced = [desk.traced(item.enquiry_id) for item in desk.all()]
    if not traced:
        return Section("Lines of enquiry", (Text("None was followed."),))
    return Section("Lines of enquiry", (), tuple(_enquiry(ground, item) for item in traced))


def concerns(ground: Ground) -> Section:
    """How many concerns, by level and state; what they say stands on a page of its own."""
    found = [item for item in ground.inspection.reading.concerns() if item.case_id in ground.lines]
    if not found:
        return Section("Concerns", (Text("No child was referred back to the authority."),))
    levels = ("immediate", "practice")
    states = ("open", "answered", "closed")
    rows = tuple(
        (level, *(str(sum((item.level, item.state) == (level, state) for item in found)) for state in states))
        for level in levels
    )
    now = ground.inspection.clock()
    late = sum(overdue(item, now) for item in found)
    blocks: tuple[Block, ...] = (
        Grid(("Level", *states), rows, "Children referred back to the authority", frozenset({1, 2, 3})),
        *((Text(f"{counted(late, 'concern')} overdue for an answer.", strong=True),) if late else ()),
    )
    return Section("Concerns", blocks)


def consistency(ground: Ground) -> Section:
    """Cases read twice, what was agreed, and where another reader's findings would change an indication."""
    desk = ground.inspection.moderating
    twice = [item for item in desk.read_twice() if item.case_id in ground.lines]
    differences = [item for item in desk.differences() if item.case_id in ground.lines]
    unsettled = [item for item in differences if item.agreed is None]
    if not twice:
        return Section("Consistency of readers", (Text("No case was read to the end by two readers."),))
    items = [
        Item(
            f"{counted(len(twice), 'case')} read by two readers or more; readers differ, or differed, on "
            f"{counted(len(differences), 'point')}, of which {len(unsettled)} not agreed yet"
        )
    ]
    items += [Item(line) for line in _other_views(ground)]
    agreed = tuple(
        Words(
            ground.names.text(item.agreed.because),
            f"{ground.names.case(item.case_id)} {item.criterion}: agreed "
            f"{Rating(item.agreed.rating).label}; readers had {_had(item.agreed.ratings)}",
        )
        for item in differences
        if item.agreed is not None
    )
    return Section("Consistency of readers", (Items(tuple(items)), *agreed))


def _other_views(ground: Ground) -> Iterator[str]:
    edition = ground.inspection.edition
    for view in ground.inspection.moderating.other_views():
        name = edition.area(view.counted.area).name
        counted_, other = (
            f"{area.good_or_better} of {area.rated}, {grades(area.indication or ()) or 'no indication'}"
            for area in (view.counted, view.other)
        )
        yield (
            f"{name}: as counted, {counted_}; with the findings of {view.reader} in "
            f"{counted(view.cases, 'case')}, {other}"
        )


def _had(ratings: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{Rating(rating).label} ({reader})" for reader, rating in ratings)


def _enquiry(ground: Ground, traced: Traced) -> Section:
    enquiry = traced.enquiry
    judgement = ground.inspection.edition.judgement(enquiry.judgement).name
    source = f": {ground.names.text(enquiry.source)}" if enquiry.source else ""
    blocks: list[Block] = [
        Text(f"Started from the {enquiry.start_words}{source}. Bears on: {judgement}."),
        *_findings(ground, traced),
    ]
    for item in traced.evidence:
        if item.kind != "finding":
            told = f", {ground.names.text(item.source)}" if item.source else ""
            level = f", {item.level} level" if item.level else ""
            origin = f"{item.step}: {item.kind}{level}{told} ({item.reader})"
            blocks.append(Words(ground.names.text(item.text), origin))
    if traced.untraced:
        blocks.append(Text(f"Not traced yet: {', '.join(traced.untraced)}."))
    if enquiry.conclusion:
        again = "" if enquiry.state == "concluded" else "; reopened since"
        by = f"Conclusion ({enquiry.concluded_by}{again})"
        blocks.append(Words(ground.names.text(enquiry.conclusion), by))
    else:
        blocks.append(Text("Not concluded."))
    return Section(f"{ground.names.text(enquiry.question)} ({enquiry.enquiry_id})", tuple(blocks))


def _findings(ground: Ground, traced: Traced) -> Iterator[Block]:
    """The findings of an enquiry, counted by criterion and rating; their evidence stands with the areas."""
    tally: dict[tuple[str, str], set[str]] = {}
    for row in traced.findings.values():
        if row.rating:
            tally.setdefault((row.criterion, Rating(row.rating).label), set()).add(row.case_id)
    items = tuple(
        Item(
            f"{criterion}: {rating} in {counted(len(cases), 'case')}",
            ", ".join(sorted(ground.names.case(case) for case in cases if case in ground.lines)),
        )
        for (criterion, rating), cases in sorted(tally.items())
    )
    if items:
        # What was gathered may be the weak findings only: of how many stands beside it.
        edition = ground.inspection.edition
        counts = tuple(
            Item(
                f"{item.criterion} of all that were counted: {item.good_or_better} of {item.rated} "
                f"rated good or better in {edition.area(area.area).name.lower()}"
            )
            for area in ground.rollup.areas
            for item in area.criteria
            if item.rated and item.criterion in {criterion for criterion, _ in tally}
        )
        yield Items((*items, *counts))
