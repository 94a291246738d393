"""The rows of a line of enquiry: the way from the file to the procedure, to oversight, to its effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sampling.findings.enquiries import EnquiryEvidence
from sampling.framework.edition import Edition
from sampling.rollup.area import AreaRollup
from sampling.store.enquiring import STEPS, Traced
from tui.safe import column, join, line, literal
from tui.widgets.area_rows import criterion_row
from tui.widgets.found_rows import found_of, found_row
from tui.widgets.rows import Row, labelled
from tui.widgets.words import count, instant, plain

STEP_WORDS: Mapping[str, str] = {
    "file": "The file: what was found",
    "procedure": "The procedure: what should have happened",
    "oversight": "Oversight: who watched, and what they saw",
    "effect": "Effect: what came of it for children",
}
"""The steps of the way, in words."""

_MUTED = "$text-muted"
_LEAD = 22


def enquiry_line(item: Traced, *, full: bool = False) -> Row:
    """A line of enquiry as one line among others; ``full`` shows its conclusion too."""
    enquiry = item.enquiry
    notes = [line(f"{count(len(item.evidence), 'piece')} of evidence{_untraced(item)}", _MUTED)]
    if full and enquiry.conclusion:
        notes.append(labelled("Concluded", literal(enquiry.conclusion)))
    return Row(
        f"e:{enquiry.enquiry_id}",
        line(enquiry.question),
        column("Line of enquiry", _LEAD),
        line(enquiry.state, "bold" if enquiry.state == "open" else _MUTED),
        tuple(notes),
    )


def enquiry_rows(item: Traced, areas: Sequence[AreaRollup], edition: Edition) -> list[Row]:
    """A line of enquiry in full, step by step; beside the findings gathered, all that were counted."""
    enquiry = item.enquiry
    bears_on = edition.judgement(enquiry.judgement).name
    rows = [
        Row("", line("Line of enquiry"), heading=True),
        Row("", literal(enquiry.question, "bold")),
        Row("", line(f"from {_start(item)}", _MUTED)),
        Row("", line(f"by {enquiry.reader}, {instant(enquiry.at)} · bears on: {bears_on}", _MUTED)),
    ]
    for step in STEPS:
        rows.append(Row("", line(STEP_WORDS[step]), heading=True))
        there = [_evidence(piece, item) for piece in item.evidence if piece.step == step]
        rows += there or [Row("", line("Nothing here yet.", _MUTED))]
        if step == "file":
            rows += _counted(item, areas, edition)
    rows.append(Row("", line("Conclusion"), heading=True))
    if enquiry.conclusion:
        rows.append(
            Row(
                f"conclusion:{enquiry.enquiry_id}",
                literal(enquiry.conclusion),
                tail=line(enquiry.concluded_by, _MUTED),
                notes=(line(instant(enquiry.concluded_at), _MUTED),),
            )
        )
    if enquiry.state == "open":
        words = "Open again" if enquiry.conclusion else "Open"
        rows.append(Row(f"open:{enquiry.enquiry_id}", line(f"{words}{_untraced(item)}", _MUTED)))
    return rows


def enquiries_on(items: Iterable[Traced], judgement: str, *, full: bool = False) -> list[Row]:
    """The lines of enquiry that bear on a judgement."""
    return [enquiry_line(item, full=full) for item in items if item.enquiry.judgement == judgement]


def _start(item: Traced) -> str:
    enquiry = item.enquiry
    if enquiry.start == "finding":
        return f"a finding: {enquiry.criterion} in {enquiry.case_id}"
    if enquiry.start == "flag":
        where = f" of {enquiry.case_id}" if enquiry.case_id else ""
        return f"a flag{where}: {plain(enquiry.source)}"
    return f"the {enquiry.start_words}: “{enquiry.source}”"


def _untraced(item: Traced) -> str:
    return f" · nothing yet at: {', '.join(item.untraced)}" if item.untraced else ""


def _counted(item: Traced, areas: Sequence[AreaRollup], edition: Edition) -> list[Row]:
    """Of how many: what was gathered may be the weak findings only, so all counted ones stand beside them."""
    criteria = {row.criterion for row in item.findings.values()}
    rows = [
        (area, criterion_row(area.area, found, edition))
        for area in areas
        for found in area.criteria
        if found.criterion in criteria and found.rated
    ]
    if not rows:
        return []
    named = [
        replace(row, lead=join(column(edition.area(area.area).name, _LEAD), row.lead)) for area, row in rows
    ]
    return [Row("", line("Of all that were counted, good or better:", _MUTED)), *named]


def _evidence(piece: EnquiryEvidence, item: Traced) -> Row:
    if piece.kind == "finding":
        found = item.findings.get(piece.evidence_id)
        if found is not None:
            return found_row(found_of(found), named=True)
        words = f"{piece.criterion}: this finding was taken back"
        return Row(f"ev:{piece.evidence_id}", line(words, _MUTED), column(piece.case_id, 18))
    source = f"{piece.kind}, {piece.source}" if piece.source else piece.kind
    return Row(
        f"ev:{piece.evidence_id}",
        literal(piece.text),
        column(f"{piece.level} level" if piece.level else "", 18),
        line(piece.reader, _MUTED),
        (line(f"{source} · {instant(piece.at)}", _MUTED),),
    )
