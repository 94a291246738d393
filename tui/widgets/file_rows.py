"""The rows of the file: its summary and its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from textual.content import Content

from sampling.caseload.casefile import CaseFile, Document
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from tui.safe import column, gap, join, line, literal
from tui.screens.case_desk import CaseDesk
from tui.widgets.narrowing import holds
from tui.widgets.rows import Row, labelled
from tui.widgets.timeline import mark, outcome_words
from tui.widgets.words import OUTCOMES, count, day, instant, plain

LABEL = 34
"""Cells that the label of a fact may take."""

RAISED = ("concern:", "query:")
"""How the keys of the summary's rows begin that stand for what was raised on the case."""

_MUTED = "$text-muted"


def summary_rows(desk: CaseDesk) -> list[Row]:
    """Facts, flags, timescales, what readers raised, and the authority's own audit grade."""
    file, edition = desk.file, desk.inspection.edition
    rows = [_heading("Facts"), *_facts(file)]
    rows.append(_heading("Flags: reasons to look, never findings"))
    rows += [
        Row(f"flag:{flag.id}", line(flag.text), lead=literal("! "), notes=(line(flag.source, _MUTED),))
        for flag in file.flags
    ] or [_nothing("No flag.")]
    rows.append(_heading("Timescales"))
    rows += _timescales(file, edition)
    if desk.queries or desk.concerns:
        rows.append(_heading("Raised on this case (enter answers or closes)"))
        rows += _raised(desk)
    rows += _audit(desk)
    return rows


def document_rows(desk: CaseDesk, wanted: str = "") -> list[Row]:
    """The documents that hold the text, in title or body."""
    return [
        document_row(desk, document)
        for document in desk.file.documents
        if holds(wanted, f"{document.title} {document.kind} {document.author} {document.text}")
    ]


def document_row(desk: CaseDesk, document: Document) -> Row:
    """One document in the list, marked where it is cited."""
    return Row(
        document.id,
        line(document.title or plain(document.kind)),
        lead=join(mark(desk, document.id), column(day(document.day), 12)),
        notes=(line(f"{plain(document.kind)} · {document.author or 'no author'} · {document.id}", _MUTED),),
    )


def document_text(document: Document) -> list[Content]:
    """A document in full, under its title."""
    about = " · ".join(
        part for part in (day(document.day), plain(document.kind), document.author, document.id) if part
    )
    return [line(document.title, "bold"), line(about, _MUTED), gap(1), literal(document.text)]


def _facts(file: CaseFile) -> list[Row]:
    """What the lists say, the labels in a column as wide as the longest; each source where it begins."""
    if not file.facts:
        return [_nothing("The lists say nothing of this child.")]
    width = min(LABEL, max(len(fact.label) for fact in file.facts))
    before = ["", *(fact.source for fact in file.facts)]
    return [
        Row(
            f"fact:{n}",
            line(fact.value or "not given"),
            lead=join(column(fact.label, width), gap(2)),
            # Said again on every line it would wrap many of them, and say nothing new.
            tail=line(fact.source if fact.source != before[n] else "", _MUTED),
        )
        for n, fact in enumerate(file.facts)
    ]


def _timescales(file: CaseFile, edition: Edition) -> list[Row]:
    checks = [(entry, entry.timescale) for entry in file.chronology if entry.timescale]
    if not checks:
        return [_nothing("No timescale bears on what is on file.")]
    tally = Counter(check.outcome for _, check in checks)
    words = ", ".join(f"{tally[key]} {word}" for key, (_, word) in OUTCOMES.items() if tally[key])
    order = {"missed": 0, "not_due": 1, "met": 2}
    rows = [Row("timescales", line(words))]
    for entry, check in sorted(checks, key=lambda pair: order[pair[1].outcome]):
        about = line(f"{day(entry.day)} {plain(entry.kind)} · {entry.id}", _MUTED)
        rows.append(Row(f"entry:{entry.id}", outcome_words(check, edition), lead=gap(2), notes=(about,)))
    return rows


def _audit(desk: CaseDesk) -> list[Row]:
    """The grade that the authority's own audit gave, where one was recorded."""
    if desk.audit is None:
        return []
    notes = (line(f"{desk.audit.source or 'no source named'} · {desk.audit.reader}", _MUTED),)
    grade = line(Grade(desk.audit.grade).label, "bold")
    return [_heading("The authority's own audit"), Row("audit", grade, notes=notes)]


def _raised(desk: CaseDesk) -> Iterable[Row]:
    for query in desk.queries:
        about = f"{query.reader}, {instant(query.at)}" + (f" · {query.criterion}" if query.criterion else "")
        notes = [line(about, _MUTED)]
        if query.answer:
            notes.append(labelled("Answer", literal(query.answer)))
        yield Row(
            f"query:{query.query_id}",
            literal(query.text),
            lead=column(f"Query, {query.state}", 24),
            notes=tuple(notes),
        )
    for concern in desk.concerns:
        told = f" · told {concern.raised_to}" if concern.raised_to else ""
        told += f" · rests on {concern.rests_on}" if concern.rests_on else ""
        notes = [line(f"{concern.level} · {concern.reader}, {instant(concern.raised_at)}{told}", _MUTED)]
        if concern.response:
            notes.append(labelled("Response", literal(concern.response)))
        yield Row(
            f"concern:{concern.concern_id}",
            literal(concern.text),
            lead=column(f"Concern, {concern.state}", 24),
            notes=tuple(notes),
        )


def filter_words(shown: int, total: int, wanted: str) -> str:
    """How many of how many documents are shown, and why: ``2 of 8 documents hold 'visit'``."""
    return f"{shown} of {count(total, 'document')} hold '{wanted}'" if wanted else ""


def _heading(text: str) -> Row:
    return Row("", line(text), heading=True)


def _nothing(text: str) -> Row:
    return Row("", line(text, _MUTED))
