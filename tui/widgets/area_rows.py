"""The rows of one area: its estimate with all that qualifies it, and its criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup
from sampling.rollup.counts import ReaderCount, StratumCount, TeamCount
from sampling.rollup.criteria import CriterionRollup
from sampling.rollup.words import hundredths
from sampling.store.readings import OVERALL
from tui.safe import column, gap, join, line
from tui.widgets.interval_bar import band_scale, interval_bar
from tui.widgets.meeting_rows import audit_words
from tui.widgets.rows import Row, labelled
from tui.widgets.words import count

BAR = 50
"""Cells of an area's bar."""

LEAD = 22
"""Cells before the rows of a judgement."""

CONCERNS = "concern:"
"""Where a row goes to that speaks of a case's open concerns: to the first of them, overdue ones first."""

_MUTED = "$text-muted"


def area_rows(area: AreaRollup, edition: Edition) -> list[Row]:
    """One area: its estimate with all that qualifies it, then its criteria."""
    rows = [
        heading(edition.area(area.area).name),
        area_row(area, edition, key=ratings_key(area.area) if area.completed else ""),
    ]
    rows += lines_of(area)
    rows += [_count(key, text) for key, text in _qualifications(area) if text]
    rows += _targeted(area)
    rows.append(heading("Criteria, good or better of those rated"))
    rows += [criterion_row(area.area, item, edition) for item in area.criteria]
    return rows + _parts(area)


def ratings_key(area: str, part: str = "", name: str = "") -> str:
    """Where a count of case ratings opens to: those of an area, or of one part of it.

    Args:
        area: the area's id.
        part: ``stratum``, ``reader``, ``team`` or ``targeted``; ``removed`` and ``beside`` for the cases
            removed, and for practice against experience; empty for the whole area.
        name: which stratum, reader or team.
    """
    return f"r:{area}:{part}:{name}"


def _targeted(area: AreaRollup) -> list[Row]:
    found = area.targeted
    if not found.cases:
        return []
    good = f"; {found.good_or_better} of {found.rated} good or better" if found.rated else ""
    words = (
        f"{count(found.cases, 'targeted case')}, {found.completed} completed{good}: counted apart, since "
        "they were chosen."
    )
    return [_count(ratings_key(area.area, "targeted") if found.rated else "", words)]


def _parts(area: AreaRollup) -> list[Row]:
    """The counts by stratum, reader and team, each where there is more than one; each opens to its cases."""
    rows: list[Row] = []
    if len(area.by_stratum) > 1:
        # Where there is something to estimate but a stratum is in its way, what can be done stands here.
        thin = area.completed and area.interval is None
        rows.append(heading("By stratum; b puts those too thin together" if thin else "By stratum"))
        rows += [
            _count(
                ratings_key(area.area, "stratum", item.stratum) if item.completed else "",
                f"{item.stratum}: {_good(item)}; "
                f"{item.completed} of {item.sampled} read, {item.size:,} in the frame",
            )
            for item in area.by_stratum
        ]
    if len(area.by_reader) > 1:
        rows.append(heading("By reader"))
        rows += [
            _count(ratings_key(area.area, "reader", item.reader), f"{item.reader}: {_good(item)}")
            for item in area.by_reader
        ]
    if len(area.by_team) > 1:
        rows.append(heading("By team; a few cases are no sample of a team"))
        rows += [
            _count(
                ratings_key(area.area, "team", item.team) if item.completed else "",
                f"{item.team or 'no team named'}: {_good(item)}; {item.completed} of {item.sampled} read",
            )
            for item in area.by_team
        ]
    return rows


def _good(item: StratumCount | ReaderCount | TeamCount) -> str:
    return f"{item.good_or_better} of {item.rated} good or better" if item.rated else "none rated"


def _count(key: str, text: str) -> Row:
    return Row(key, line(text, "" if key else _MUTED))


def criterion_row(area: str, item: CriterionRollup, edition: Edition) -> Row:
    """One criterion of an area: counts first, then words, and those it could not be put to."""
    parts = [item.words or ""]
    if item.interval:
        low, high = hundredths(*item.interval)
        parts.append(f"{low} to {high} in 100{' as drawn' if item.as_drawn else ''}")
    parts.append(count(len(item.serious), "serious weakness", "serious weaknesses") if item.serious else "")
    parts.append(f"{item.not_applicable} not applicable" if item.not_applicable else "")
    parts.append(f"{item.not_seen} not seen" if item.not_seen else "")
    about = " · ".join(part for part in parts if part)
    return Row(
        f"c:{area}:{item.criterion}",
        line(edition.criterion(item.criterion).text),
        lead=column(item.criterion, 9),
        tail=line(f"{item.good_or_better} of {item.rated}" if item.rated else "none rated", "bold"),
        notes=(line(about, _MUTED),) if about else (),
        wrap=False,
    )


def grades_words(grades: Iterable[Grade]) -> str:
    """Grades in words: ``Good or Requires improvement to be good``."""
    grades = tuple(grades)
    if len(grades) == len(Grade):
        return "any of the four grades: so few files do not tell them apart"
    return " or ".join(grade.label for grade in grades)


def area_row(area: AreaRollup, edition: Edition, *, key: str) -> Row:
    """An area on one scale with its bands: counts first, then the interval, then what it indicates."""
    counts = (
        f"{area.good_or_better} of {area.rated} good or better"
        if area.rated
        else "no case completed and rated"
    )
    read = f"{area.completed} of {area.sampled} sampled cases read; {area.frame:,} in the frame"
    notes = [line(read, _MUTED), interval_bar(area.interval, area.share, edition.bands, BAR)]
    if area.interval:
        notes.append(band_scale(edition.bands, BAR))
        notes.append(line(_interval_words(area), _MUTED))
    if area.indication is not None:
        notes.append(labelled("Consistent with", line(grades_words(area.indication))))
        count_ = area.count_words[0].upper() + area.count_words[1:]
        notes.append(line(f"{count_} lies in: {grades_words(area.count_lies_in or ())}"))
    if area.why_none:
        notes.append(line(area.why_none))
    if area.fragile:
        notes.append(line("One case either way would change this."))
    return Row(key, line(counts, "bold"), column(edition.area(area.area).name, LEAD), notes=tuple(notes))


def _interval_words(area: AreaRollup) -> str:
    low, high = hundredths(*(area.interval or (0, 0)))
    if low == high:
        return f"{low} in 100: {area.method}"
    counts = (
        f" ({area.interval_counts[0]:,} to {area.interval_counts[1]:,} children)"
        if area.interval_counts
        else ""
    )
    words = f"; {area.words}" if area.words else ""
    return f"between {low} and {high} in 100{counts}, {area.confidence:.0%} confidence{words}"


def lines_of(area: AreaRollup) -> list[Row]:
    """Each serious weakness and each case with open concerns, a line of its own.

    The one opens the case at its case rating, the other at its concerns.
    """
    rows = [
        Row(
            f"f|{case}|{OVERALL}||",
            line(f"Serious weakness: {case}"),
            join(gap(LEAD), line("▼", "$error"), gap(1)),
        )
        for case in area.serious_cases
    ]
    rows += [
        Row(
            f"f|{case}||{CONCERNS}|",
            line(f"{count(number, 'open concern')}: {case}"),
            join(gap(LEAD), line("!", "$error"), gap(1)),
        )
        for case, number in area.concerns
    ]
    return rows


def _qualifications(area: AreaRollup) -> Iterator[tuple[str, str]]:
    """What qualifies an estimate, each with where its count opens to; empty where it has none."""
    yield from (("", text) for text in _said_of(area))
    for name, text in (
        ("out of scope", area.upper_bound),
        ("nobody in their place", area.not_replaced),
        ("not available", area.without_files),
    ):
        yield ratings_key(area.area, "removed", name), text
    yield ratings_key(area.area, "beside"), area.beside.words
    if area.audit.cases:
        yield from (("audits:", text) for text in audit_words(area)[:1])
        yield from (("", text) for text in audit_words(area)[1:])
    if area.simulated:
        yield "", f"{count(area.simulated, 'case')} with findings of a simulated reader, left out."


def _said_of(area: AreaRollup) -> tuple[str, ...]:
    """What holds of the whole estimate, and has no cases of its own to open to."""
    instead = area.instead
    why = f"It counts because ({instead.by}): {instead.because}" if instead else ""
    return (
        area.another_draw,
        why,
        area.method,
        area.unequal_weights,
        area.partly_read,
        area.merged,
        area.as_drawn,
    )


def heading(text: str) -> Row:
    """A heading."""
    return Row("", line(text), heading=True)


def said(text: str) -> Row:
    """Words that the cursor passes over."""
    return Row("", line(text, _MUTED))
