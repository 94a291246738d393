"""The rows of the judgement screen: each number above stands over the numbers it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sampling.findings.judgements import JudgementEntry
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.judgement import JudgementRollup, Rollup
from tui.safe import column, gap, join, line, literal
from tui.weighed import Weighed
from tui.widgets.area_rows import LEAD, area_row, criterion_row, grades_words, heading, lines_of, said
from tui.widgets.enquiry_rows import enquiries_on
from tui.widgets.meeting_rows import concern_words, meeting_words
from tui.widgets.point_rows import points_words
from tui.widgets.rows import Row, labelled
from tui.widgets.words import count, instant

_MUTED = "$text-muted"


def overview_rows(weighed: Weighed, edition: Edition) -> list[Row]:
    """Every judgement with its areas under each other on one scale, what follows, and what else there is."""
    rollup = weighed.rollup
    rows: list[Row] = []
    for item in rollup.judgements:
        rows += _judgement_rows(item, rollup, edition)
        rows += enquiries_on(weighed.enquiries, item.judgement)
    if rollup.follows is not None:
        rows.append(heading("What follows"))
        source = line(rollup.follows.source_words, _MUTED)
        rows.append(Row("follows", line(rollup.follows.words), notes=(source,)))
    rows.append(heading("Beside the grades"))
    rows += _levels_beside(weighed)
    rows.append(Row("", gap(0)))
    rows.append(Row("", line(f"Bands and words for proportions: {edition.bands_source}.", _MUTED)))
    rows.append(Row("", line("The program indicates; a person judges.", _MUTED)))
    return rows


def judgement_rows(
    item: JudgementRollup, weighed: Weighed, edition: Edition, history: Sequence[JudgementEntry]
) -> list[Row]:
    """One judgement: its grade with the reasons in full, what it rests on, and every grade entered before."""
    rollup = weighed.rollup
    rows = _judgement_rows(item, rollup, edition, full=True)
    if item.kind == "overall":
        for other in rollup.judgements:
            if other.kind != "overall":
                rows += _judgement_rows(other, rollup, edition)
    enquiries = enquiries_on(weighed.enquiries, item.judgement, full=True)
    if enquiries or item.kind == "leaders":
        rows.append(heading("Lines of enquiry"))
        rows += enquiries or [said("None yet: i starts one, from here or from a finding.")]
    if len(history) > 1:
        rows.append(heading("Entered before"))
        rows += [_entered(place, entry) for place, entry in reversed(list(enumerate(history[:-1])))]
    return rows


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


def _levels_beside(weighed: Weighed) -> list[Row]:
    """The levels that stand beside the grades, each with how far it is."""
    audited = sum(area.audit.cases for area in weighed.rollup.areas)
    audits = f"recorded for {count(audited, 'case')} that the readers rated" if audited else "none recorded"
    late = "bold $error" if weighed.overdue else "bold"
    beside = (
        ("points:", "What needs to improve, and strengths", points_words(weighed.points), "bold"),
        ("meeting:", "Consistency meeting", meeting_words(weighed.twice, weighed.differences), "bold"),
        ("concerns:", "Concerns", concern_words(weighed.concerns, weighed.overdue), late),
        ("queries:", "Queries", f"{len(weighed.queries)} open", "bold"),
        ("audits:", "The authority's own audits", audits, "bold"),
    )
    return [Row(key, line(words, style), column(name, 42)) for key, name, words, style in beside]


def _entered(place: int, entry: JudgementEntry) -> Row:
    """A grade entered before, with its reasons and what was known at the time."""
    indicated = " or ".join(Grade(item).label for item in entry.indication.split(",") if item)
    known = [f"{count(entry.completed, 'case')} completed then"]
    known.append(f"indicated then: {indicated}" if indicated else "nothing indicated then")
    known += ["OUTSIDE THE INDICATION"] if entry.outside else []
    return Row(
        f"entered:{place}",
        line(Grade(entry.grade).label),
        lead=column(instant(entry.at), LEAD),
        tail=line(entry.reader, _MUTED),
        notes=(literal(entry.because), line(" · ".join(known), _MUTED)),
    )


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
        heading(item.name),
        Row(f"j:{item.judgement}", grade_words(item), column("Grade", LEAD), notes=tuple(notes)),
    ]
    if item.kind == "practice":
        for area in item.areas:
            rows.append(area_row(area, edition, key=f"a:{area.area}"))
            rows += lines_of(area)
    if item.kind == "leaders":
        for found in item.management:
            row = criterion_row(found.area, found.rollup, edition)
            lead = join(column(edition.area(found.area).name, LEAD), row.lead)
            rows.append(Row(row.key, row.body, lead, row.tail, row.notes, wrap=False))
    return rows
