"""The rows of the consistency meeting, of open concerns, and of the authority's own audits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from sampling.findings.raised import Concern
from sampling.findings.ratings import Rating
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup
from sampling.rollup.reading import CaseReading
from sampling.store.double_reading import DoubleReading
from sampling.store.moderating import Difference, OtherView
from sampling.store.reading import OVERALL
from tui.safe import column, gap, join, line, literal
from tui.widgets.finding_rows import rating_words
from tui.widgets.found_rows import Found, criterion_text, found_row
from tui.widgets.rows import Row, labelled
from tui.widgets.words import count, instant

_MUTED = "$text-muted"


def meeting_rows(
    twice: Sequence[DoubleReading],
    differences: Sequence[Difference],
    views: Sequence[OtherView],
    edition: Edition,
) -> list[Row]:
    """Whose findings would change an indication, then each case read twice with its differences."""
    rows: list[Row] = []
    if views:
        rows.append(_heading("Another reader's findings would change an indication"))
        rows += [_view(view, edition) for view in views]
    for case in twice:
        own = [item for item in differences if item.case_id == case.case_id]
        rows.append(_heading(f"{case.case_id}, read by {' and '.join(sorted(case.completed))}"))
        rows += [_difference(item, edition) for item in own]
        if not own:
            rows.append(Row("", line("They found the same.", _MUTED)))
        elif waiting := sorted(case.assigned - case.completed):
            rows.append(Row("", line(f"Still to be completed by {', '.join(waiting)}.", _MUTED)))
    if not twice:
        words = "No case is completed by two readers. F3 shows the cases, where s shares one out to two."
        rows.append(Row("none", line(words)))
    return rows


def difference_rows(item: Difference, findings: Sequence[Found], edition: Edition) -> list[Row]:
    """One difference: what was agreed, and each reader's finding with its evidence."""
    rows = [_heading(f"{item.case_id}: {item.criterion} {criterion_text(edition, item.criterion)}")]
    if item.agreed is not None:
        rows.append(
            Row(
                f"agreed|{item.case_id}|{item.criterion}",
                labelled("Agreed", rating_words(Rating(item.agreed.rating))),
                tail=line(f"{item.agreed.reader}, {instant(item.agreed.at)}", _MUTED),
                notes=(literal(item.agreed.because),),
            )
        )
    return rows + [found_row(found) for found in findings]


def meeting_words(twice: Sequence[DoubleReading], differences: Sequence[Difference]) -> str:
    """How far the meeting is, in a few words."""
    settled = sum(item.agreed is not None for item in differences)
    found = count(len(differences), "difference")
    return (
        f"{count(len(twice), 'case')} read twice, {found}, {settled} agreed"
        if twice
        else "no case read twice"
    )


def concern_rows(concerns: Sequence[Concern], overdue: frozenset[str]) -> list[Row]:
    """Open concerns; opening one goes to the entry it rests on, else to where it stands in its case."""
    rows = [
        Row(
            _concern_key(item),
            join(_concern_state(item, item.concern_id in overdue), gap(2), line(item.case_id)),
            column(item.level.capitalize(), 12),
            line(instant(item.raised_at), _MUTED),
            (
                literal(item.text),
                line(f"told to {item.raised_to or 'nobody named'} by {item.reader}{_rests(item)}", _MUTED),
                *((labelled("The authority's answer", literal(item.response)),) if item.response else ()),
            ),
        )
        for item in concerns
    ]
    return [_heading("Open concerns"), *(rows or [Row("none", line("No concern is open."))])]


def _rests(item: Concern) -> str:
    return f" · rests on {item.rests_on}" if item.rests_on else ""


def _concern_key(item: Concern) -> str:
    """As a finding's row: the case, the criterion, and the line of the file to go to."""
    entry = item.citations.partition(",")[0] or f"concern:{item.concern_id}"
    return f"f|{item.case_id}|{item.criterion}|{entry}|{item.concern_id}"


def concern_words(concerns: Sequence[Concern], overdue: frozenset[str]) -> str:
    """How many concerns are open and overdue."""
    late = f", {len(overdue)} OVERDUE" if overdue else ""
    return f"{len(concerns)} open{late}"


def audit_rows(
    areas: Sequence[AreaRollup], read: Mapping[str, Sequence[CaseReading]], edition: Edition
) -> list[Row]:
    """Each completed case with the authority's audit grade beside the reader's rating; counts first."""
    rows: list[Row] = []
    for area in areas:
        own = read.get(area.area, ())
        if own:
            rows.append(_heading(edition.area(area.area).name))
            rows += [Row("", line(words)) for words in audit_words(area)]
            rows += [_audit(item) for item in own]
    return rows or [Row("none", line("No case is completed yet."))]


def audit_words(area: AreaRollup) -> list[str]:
    """Whether audits and readers agree, with the counts, and which way the audits lean."""
    if not area.audit.cases:
        return ["No audit grade is recorded for a case that counts."]
    leaning = {"better": "kinder", "worse": "harsher"}.get(area.audit.direction, "")
    return [area.audit.words, *([f"By count the audits are the {leaning}."] if leaning else [])]


def _audit(item: CaseReading) -> Row:
    grade = line(item.audit_grade.label, "bold") if item.audit_grade else line("none recorded", _MUTED)
    marks = [_against(item.audit_grade, item.rating)] if item.audit_grade and item.rating else []
    if item.role != "sampled":
        marks.append(f"{item.role}, does not count")
    return Row(
        f"case:{item.case}",
        join(line("audit:"), gap(1), grade, gap(3), line("reader:"), gap(1), rating_words(item.rating)),
        column(item.case, 18),
        line(" · ".join(marks), _MUTED),
    )


def _against(grade: Grade, rating: Rating) -> str:
    places = [item for item in Rating if item.rated]
    apart = grade.rank - (places.index(rating) + 1)
    return "alike" if not apart else "audit kinder" if apart < 0 else "audit harsher"


def _difference(item: Difference, edition: Edition) -> Row:
    said = [f"{reader}: {rating.label}" for reader, rating in item.ratings]
    notes = [line(" · ".join(said))]
    if item.agreed is not None:
        notes.append(literal(item.agreed.because, _MUTED))
    agreed = f"agreed: {Rating(item.agreed.rating).label}" if item.agreed else ""
    apart = f"{count(item.apart, 'step')} apart" if item.apart else "differ"
    return Row(
        f"d|{item.case_id}|{item.criterion}",
        line(criterion_text(edition, item.criterion)),
        column("Case" if item.criterion == OVERALL else item.criterion, 9),
        line(agreed or apart, "" if agreed else "bold"),
        tuple(notes),
        wrap=False,
    )


def _view(view: OtherView, edition: Edition) -> Row:
    with_other = f"with the findings of {view.reader} in {count(view.cases, 'case')}"
    said = [
        f"{who}: {area.good_or_better} of {area.rated} good or better; {_indicated(area)}"
        for who, area in (("as counted", view.counted), (with_other, view.other))
    ]
    return Row(
        f"a:{view.counted.area}",
        line(edition.area(view.counted.area).name, "bold"),
        notes=tuple(line(words, _MUTED) for words in said),
    )


def _indicated(area: AreaRollup) -> str:
    return " or ".join(grade.label for grade in area.indication or ()) or "no indication"


def _concern_state(item: Concern, late: bool) -> Content:
    if late:
        return line("! OVERDUE", "bold $error")
    if item.state == "answered":
        return line("answered, not satisfied" if item.satisfied == 0 else "answered")
    return line("no answer yet")


def _heading(text: str) -> Row:
    return Row("", line(text), heading=True)
