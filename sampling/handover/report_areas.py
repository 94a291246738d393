"""The part of a report on one area: counts first, then the interval, then words, then the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.handover.page import Band, Bar, Bars, Block, Grid, Item, Items, Section, Text, counted, span
from sampling.handover.report_evidence import Quote, blocks, on
from sampling.handover.report_parts import Naming, parts
from sampling.rollup.area import AreaRollup
from sampling.rollup.criteria import CriterionRollup
from sampling.store.readings import OVERALL

EVERY_GRADE = "any of the four grades: so few files do not tell them apart"
"""An indication that leaves nothing out."""


def area_section(
    edition: Edition, area: AreaRollup, draw: str, names: Naming, found: Sequence[Quote]
) -> Section:
    """Everything that the roll-up says of one area, with evidence for each criterion."""
    title = edition.area(area.area).name
    said = tuple(Text(sentence) for sentence in _sentences(area, draw, names))
    if not area.completed:
        return Section(title, (*said, *_apart(area, names)))
    overall = blocks(on(found, area.area, OVERALL))
    return Section(
        title,
        (
            *said,
            bars(edition, [area]),
            _criteria(edition, area),
            *_apart(area, names),
            *parts(area, draw, names),
        ),
        (
            *([Section("Case ratings: the evidence", overall)] if overall else []),
            *_evidence(edition, area, found),
        ),
        new_page=True,
    )


def counts_sentence(area: AreaRollup) -> str:
    """What was read of an area and how it was rated: the counts with their interval, in a sentence."""
    sampled = counted(area.sampled, "sampled case")
    read = f"{area.completed} of {sampled} were read, from {area.frame:,} children."
    if not area.rated:
        return f"{read} None is rated."
    rated = f" {area.good_or_better} of {area.rated} were rated good or better"
    if area.interval is None:
        return f"{read}{rated}."
    if area.interval[0] == area.interval[1]:
        return f"{read}{rated}: every child of the area in scope was read."
    known = area.interval_counts
    children = f" ({known[0]:,} to {known[1]:,} children)" if known else ""
    reach = f"{span(*area.interval)} of the area's children{children}"
    return f"{read}{rated}; the files are consistent with {reach}."


def indicated(area: AreaRollup) -> str:
    """The indication in words, or why there is none."""
    if not area.indication:
        return f"No indication: {area.why_none}"
    itself = grades(area.count_lies_in or ())
    return f"Consistent with {grades(area.indication)}; {area.count_words} lies in {itself}."


def grades(found: Sequence[Grade]) -> str:
    """Grades in words, in small letters: ``outstanding, good or inadequate``."""
    if len(found) == len(Grade):
        return EVERY_GRADE
    words = [grade.label.lower() for grade in found]
    return " or ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def interval_of(item: CriterionRollup) -> str:
    """A criterion's interval in words; it says where unequal chances are not weighed in it."""
    if item.interval is None:
        return "none"
    return f"{span(*item.interval)}{' as drawn' if item.as_drawn else ''}"


def bands_of(edition: Edition) -> tuple[Band, ...]:
    """The edition's bands, from the best, as a picture names them."""
    return tuple(
        Band(" or ".join(_band_name(grade) for grade in band.grades), band.low, band.high)
        for band in edition.bands
    )


def bars(edition: Edition, areas: Sequence[AreaRollup], *, criteria: bool = True) -> Bars:
    """The picture of one area's case ratings and criteria, or of several areas side by side."""
    drawn: list[Bar] = []
    for area in areas:
        label = "Case ratings" if criteria else edition.area(area.area).name
        low, high = area.interval or (None, None)
        drawn.append(Bar(label, area.good_or_better, area.rated, low, high, area.share, main=True))
        if criteria:
            drawn += [_bar(edition, item) for item in area.criteria if item.rated]
    about = "Case ratings and criteria" if criteria else "Areas side by side, never pooled"
    return Bars(f"{about}: good or better, with intervals", tuple(drawn), bands_of(edition))


def _bar(edition: Edition, item: CriterionRollup) -> Bar:
    low, high = item.interval or (None, None)
    text = edition.criterion(item.criterion).text.rstrip(".")
    return Bar(f"{item.criterion} {text}", item.good_or_better, item.rated, low, high)


def _band_name(grade: Grade) -> str:
    return "Requires improvement" if grade is Grade.REQUIRES_IMPROVEMENT else grade.label


def _sentences(area: AreaRollup, draw: str, names: Naming) -> Iterator[str]:
    yield counts_sentence(area)
    yield names.sentence(draw, indicated(area))
    if area.words:
        yield f"In words: {area.words} good or better."
    if area.how:
        yield f"{area.how[0].upper()}{area.how[1:]}."
    if area.fragile:
        yield "One case rated otherwise would change the indication."
    yield from (
        sentence
        for sentence in (
            area.another_draw,
            area.partly_read,
            area.upper_bound,
            area.not_replaced,
            names.sentence(draw, area.merged),
            area.without_files,
            area.unequal_weights,
            area.as_drawn,
            area.beside.words,
            area.audit.words,
        )
        if sentence
    )


def _criteria(edition: Edition, area: AreaRollup) -> Grid:
    rows = tuple(
        (
            f"{item.criterion} {edition.criterion(item.criterion).text}",
            f"{item.good_or_better} of {item.rated}" if item.rated else "none rated",
            interval_of(item),
            item.words or "",
            str(len(item.serious)),
            str(item.not_applicable),
            str(item.not_seen),
        )
        for item in area.criteria
    )
    head = ("Criterion", "Good or better", "Interval", "In words", "Serious", "Not appl.", "Not seen")
    found = Grid(head, rows, "What was found on each criterion", frozenset({1, 2, 4, 5, 6}))
    return found if any(item.words for item in area.criteria) else found.without(3)


def _apart(area: AreaRollup, names: Naming) -> Iterator[Block]:
    """What stands apart: serious weaknesses, open concerns, targeted cases."""
    lines = [Item(f"Serious weakness as a whole: {names.case(case)}") for case in area.serious_cases]
    lines += [Item(f"Open concern: {names.case(case)} ({count})") for case, count in area.concerns]
    if area.targeted.cases:
        chosen = area.targeted
        lines.append(
            Item(
                f"Targeted, and in no estimate: {counted(chosen.cases, 'case')}, {chosen.completed} read, "
                f"{chosen.good_or_better} of {chosen.rated} rated good or better"
            )
        )
    if lines:
        yield Items(tuple(lines))


def _evidence(edition: Edition, area: AreaRollup, found: Sequence[Quote]) -> Iterator[Section]:
    for item in area.criteria:
        shown = blocks(on(found, area.area, item.criterion))
        if shown:
            title = f"{item.criterion} {edition.criterion(item.criterion).text.rstrip('.')}"
            rated = (
                f"{item.good_or_better} of {item.rated} rated good or better."
                if item.rated
                else "None rated."
            )
            yield Section(title, (Text(rated), *shown))
