"""The rows of the judgement screen: each number above stands over the numbers it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from sampling.findings.findings import JudgementEntry
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup
from sampling.rollup.criteria import CriterionRollup
from sampling.rollup.judgement import JudgementRollup, Rollup
from tui.safe import column, gap, join, line, literal
from tui.widgets.interval_bar import band_scale, interval_bar
from tui.widgets.rows import Row, labelled
from tui.widgets.words import count, instant

BAR = 50
"""Cells of an area's bar."""

OWN = "this project"
"""As a source in the edition's data: nobody else's words."""

_MUTED = "$text-muted"
_LEAD = 22


def overview_rows(rollup: Rollup, edition: Edition) -> list[Row]:
    """Every judgement with its areas under each other on one scale, and what follows."""
    rows: list[Row] = []
    for item in rollup.judgements:
        rows += _judgement_rows(item, rollup, edition)
    if rollup.follows is not None:
        step = rollup.follows.step
        rows.append(_heading("What follows"))
        before = "By the previous inspection's grades: " if rollup.follows.from_previous else ""
        source = line(_source_words(step.source, confirmed=step.confirmed), _MUTED)
        rows.append(Row("follows", line(f"{before}{step.text}"), notes=(source,)))
    rows.append(Row("", gap(0)))
    rows.append(Row("", line(f"Bands and words for proportions: {edition.bands_source}.", _MUTED)))
    rows.append(Row("", line("The program indicates; a person judges.", _MUTED)))
    return rows


def judgement_rows(
    item: JudgementRollup, rollup: Rollup, edition: Edition, history: Sequence[JudgementEntry]
) -> list[Row]:
    """One judgement: its grade with the reasons in full, its areas, and every grade entered before."""
    rows = _judgement_rows(item, rollup, edition, full=True)
    if len(history) > 1:
        rows.append(_heading("Entered before"))
        rows += [
            Row(
                f"entered:{place}",
                line(Grade(entry.grade).label),
                lead=column(instant(entry.at), _LEAD),
                tail=line(entry.reader, _MUTED),
                notes=(literal(entry.because),),
            )
            for place, entry in reversed(list(enumerate(history[:-1])))
        ]
    return rows


def area_rows(area: AreaRollup, edition: Edition) -> list[Row]:
    """One area: its estimate with all that qualifies it, then its criteria."""
    rows = [_heading(edition.area(area.area).name), _area_row(area, edition, key="")]
    rows += _lines_of(area)
    rows += [_said(text) for text in _qualifications(area) if text]
    rows.append(_heading("Criteria, good or better of those rated"))
    rows += [criterion_row(area.area, item, edition) for item in area.criteria]
    if len(area.by_stratum) > 1:
        rows.append(_heading("By stratum"))
        rows += [
            _said(
                f"{item.stratum}: {item.good_or_better} of {item.rated} good or better; "
                f"{item.completed} of {item.sampled} read, {item.size} in the frame"
            )
            for item in area.by_stratum
        ]
    if len(area.by_reader) > 1:
        rows.append(_heading("By reader"))
        rows += [
            _said(f"{item.reader}: {item.good_or_better} of {item.rated} good or better")
            for item in area.by_reader
        ]
    return rows


def criterion_row(area: str, item: CriterionRollup, edition: Edition) -> Row:
    """One criterion of an area: counts first, then words, and those it could not be put to."""
    parts = [item.words or ""]
    if item.interval:
        low, high = _hundredths(item.interval)
        parts.append(f"{low} to {high} in 100")
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


def grade_words(item: JudgementRollup) -> Content:
    """The grade a person entered, by whom, and what is to be said of it."""
    if item.entered is None:
        return line("not judged yet", _MUTED)
    marks = [f"by {item.entered.by}"]
    if item.outside:
        marks.append("OUTSIDE THE INDICATION")
    if item.mark:
        marks.append(item.mark)
    return join(line(item.entered.grade.label, "bold"), gap(2), line(" · ".join(marks), _MUTED))


def grades_words(grades: Iterable[Grade]) -> str:
    """Grades in words: ``Good or Requires improvement to be good``."""
    grades = tuple(grades)
    if len(grades) == len(Grade):
        return "any of the four grades: so few files do not tell them apart"
    return " or ".join(grade.label for grade in grades)


def _judgement_rows(
    item: JudgementRollup, rollup: Rollup, edition: Edition, *, full: bool = False
) -> list[Row]:
    notes: list[Content] = []
    if item.entered is not None:
        because = item.entered.because
        notes.append(literal(because) if full else line(because, _MUTED).truncate(70, ellipsis=True))
    if item.kind == "overall" and rollup.proposed is not None:
        notes.append(labelled("Proposed from the other grades", line(rollup.proposed.label)))
    elif item.indication is not None:
        notes.append(labelled("Files indicate", line(grades_words(item.indication))))
    elif item.why_none and len(item.areas) != 1:
        notes.append(line(item.why_none, _MUTED))
    if item.rests_on:
        notes.append(line(item.rests_on, _MUTED))
    rows = [
        _heading(item.name),
        Row(f"j:{item.judgement}", grade_words(item), column("Grade", _LEAD), notes=tuple(notes)),
    ]
    if item.kind == "practice":
        for area in item.areas:
            rows.append(_area_row(area, edition, key=f"a:{area.area}"))
            rows += _lines_of(area)
    if item.kind == "leaders":
        for found in item.management:
            row = criterion_row(found.area, found.rollup, edition)
            lead = join(column(edition.area(found.area).name, _LEAD), row.lead)
            rows.append(Row(row.key, row.body, lead, row.tail, row.notes, wrap=False))
    return rows


def _area_row(area: AreaRollup, edition: Edition, *, key: str) -> Row:
    counts = (
        f"{area.good_or_better} of {area.rated} good or better"
        if area.rated
        else "no case completed and rated"
    )
    read = f"{area.completed} of {area.sampled} sampled cases read; {area.frame} in the frame"
    notes = [line(read, _MUTED), interval_bar(area.interval, area.share, edition.bands, BAR)]
    if area.interval:
        notes.append(band_scale(edition.bands, BAR))
        notes.append(line(_interval_words(area), _MUTED))
    if area.indication is not None:
        notes.append(labelled("Consistent with", line(grades_words(area.indication))))
        notes.append(line(f"The count lies in: {grades_words(area.count_lies_in or ())}"))
    if area.why_none:
        notes.append(line(area.why_none))
    if area.fragile:
        notes.append(line("One case either way would change this."))
    return Row(key, line(counts, "bold"), column(edition.area(area.area).name, _LEAD), notes=tuple(notes))


def _interval_words(area: AreaRollup) -> str:
    low, high = _hundredths(area.interval or (0, 0))
    if low == high:
        return f"{low} in 100: {area.method}"
    counts = (
        f" ({area.interval_counts[0]} to {area.interval_counts[1]} children)" if area.interval_counts else ""
    )
    words = f"; {area.words}" if area.words else ""
    return f"between {low} and {high} in 100{counts}, {area.confidence:.0%} confidence{words}"


def _lines_of(area: AreaRollup) -> list[Row]:
    """Each serious weakness and each case with open concerns, a line of its own that opens the case."""
    rows = [
        Row(f"case:{case}", line(f"Serious weakness: {case}"), join(gap(_LEAD), line("▼", "$error"), gap(1)))
        for case in area.serious_cases
    ]
    rows += [
        Row(
            f"case:{case}",
            line(f"{count(number, 'open concern')}: {case}"),
            join(gap(_LEAD), line("!", "$error"), gap(1)),
        )
        for case, number in area.concerns
    ]
    return rows


def _qualifications(area: AreaRollup) -> list[str]:
    found = [area.method, area.partly_read, area.upper_bound, area.merged]
    if area.unavailable:
        poor, good = (
            _hundredths(item) for item in (area.unavailable.if_all_poor, area.unavailable.if_all_good)
        )
        found.append(
            f"{count(area.unavailable.cases, 'file')} could not be had: {poor[0]} to {poor[1]} in 100 if all "
            f"were poor, {good[0]} to {good[1]} if all were good."
        )
    found += [area.beside.words, area.audit.words]
    if area.targeted.cases:
        found.append(
            f"{count(area.targeted.cases, 'targeted case')}, {area.targeted.completed} completed: counted "
            "apart, since they were chosen."
        )
    if area.simulated:
        found.append(f"{count(area.simulated, 'case')} with findings of a simulated reader, left out.")
    return found


def _hundredths(interval: tuple[float, float]) -> tuple[int, int]:
    """The ends as whole hundredths, rounded outwards so that nothing is claimed that is not so."""
    low, high = (round(end * 100, 9) for end in interval)
    return int(low), -int(-high // 1)


def _source_words(source: str, *, confirmed: bool) -> str:
    """Where a statement comes from, as a sentence."""
    if source == OWN:
        return "These are this project's words, not a rule of Ofsted's."
    return f"Source: {source}" if confirmed else f"Source: {source}; not confirmed"


def _heading(text: str) -> Row:
    return Row("", line(text), heading=True)


def _said(text: str) -> Row:
    return Row("", line(text, _MUTED))
