"""The rows of the file: summary, chronology, documents, and the people around the child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from textual.content import Content

from sampling.caseload.casefile import CaseFile, Document, Entry, TimescaleCheck
from sampling.framework.edition import Edition
from tui.safe import column, gap, join, line, literal
from tui.screens.case_desk import CaseDesk
from tui.widgets.rows import Row, labelled
from tui.widgets.words import CITED_ELSEWHERE, CITED_HERE, OUTCOMES, count, day, instant, plain

LABEL = 34
"""Cells that the label of a fact may take."""

_MUTED = "$text-muted"
_OUTCOME_STYLES = {"met": "$success", "missed": "$error", "not_due": _MUTED}


def summary_rows(desk: CaseDesk) -> list[Row]:
    """Facts, flags, timescales, and what readers raised."""
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
    return rows


def chronology_rows(desk: CaseDesk, wanted: str = "") -> list[Row]:
    """Every entry that holds the text, oldest as the file gives them."""
    edition = desk.inspection.edition
    return [
        entry_row(desk, entry) for entry in desk.file.chronology if _holds(wanted, entry_text(entry, edition))
    ]


def document_rows(desk: CaseDesk, wanted: str = "") -> list[Row]:
    """The documents that hold the text, in title or body."""
    return [
        document_row(desk, document)
        for document in desk.file.documents
        if _holds(wanted, f"{document.title} {document.kind} {document.author} {document.text}")
    ]


def document_row(desk: CaseDesk, document: Document) -> Row:
    """One document in the list, marked where it is cited."""
    return Row(
        document.id,
        line(document.title or plain(document.kind)),
        lead=join(_mark(desk, document.id), column(day(document.day), 12)),
        notes=(line(f"{plain(document.kind)} · {document.author or 'no author'} · {document.id}", _MUTED),),
    )


def people_rows(desk: CaseDesk) -> list[Row]:
    """The network, and who held the case over time."""
    file = desk.file
    rows = [_heading("Around the child")]
    rows += [
        Row(
            f"person:{n}",
            line(person.name or "name not on file"),
            lead=join(column(person.relation, 26), gap(1)),
        )
        for n, person in enumerate(file.network)
    ] or [_nothing("Nobody is named on file.")]
    rows.append(_heading("Who held the case"))
    rows += [
        Row(
            f"worker:{n}",
            line(spell.worker),
            lead=column(f"{day(spell.start)} to {day(spell.end) if spell.end else 'now'}", 26),
            tail=line(spell.role, _MUTED),
        )
        for n, spell in enumerate(file.workers)
    ] or [_nothing("The file does not say.")]
    return rows


def document_text(document: Document) -> list[Content]:
    """A document in full, under its title."""
    about = " · ".join(
        part for part in (day(document.day), plain(document.kind), document.author, document.id) if part
    )
    return [line(document.title, "bold"), line(about, _MUTED), gap(1), literal(document.text)]


def outcome_words(check: TimescaleCheck, edition: Edition) -> Content:
    """What became of a timescale: symbol, word, its rule and its clock."""
    symbol, word = OUTCOMES[check.outcome]
    rule = edition.timescales[check.key].rule if check.key in edition.timescales else check.key
    due = f"; due by {day(check.due)}" if check.due else ""
    return join(
        literal(f"{symbol} {word}", _OUTCOME_STYLES[check.outcome]),
        line(f": {rule} ({check.clock}{due})", _MUTED),
    )


def entry_text(entry: Entry, edition: Edition) -> str:
    """Everything of an entry that a filter looks at."""
    outcome = ""
    if entry.timescale:
        rule = edition.timescales.get(entry.timescale.key)
        outcome = f"{OUTCOMES[entry.timescale.outcome][1]} {rule.rule if rule else ''}"
    parts = (
        day(entry.day),
        plain(entry.kind),
        entry.text,
        entry.worker,
        entry.team,
        entry.source,
        entry.id,
        outcome,
    )
    return " ".join(parts)


def entry_row(desk: CaseDesk, entry: Entry) -> Row:
    """One entry of the chronology, marked where it is cited."""
    about = " · ".join(part for part in (entry.worker, entry.team, entry.source, entry.id) if part)
    notes = [line(about, _MUTED)]
    if entry.timescale:
        notes.insert(0, outcome_words(entry.timescale, desk.inspection.edition))
    return Row(
        entry.id,
        join(line(plain(entry.kind).capitalize(), "bold"), gap(2), literal(entry.text)),
        lead=join(_mark(desk, entry.id), column(day(entry.day), 12)),
        notes=tuple(notes),
    )


def _mark(desk: CaseDesk, entry: str) -> Content:
    cited = desk.cited_by(entry)
    if desk.current in cited:
        return literal(f"{CITED_HERE} ", "$accent")
    return literal(f"{CITED_ELSEWHERE} ", _MUTED) if cited else gap(2)


def _facts(file: CaseFile) -> list[Row]:
    """What the lists say, the labels in a column as wide as the longest of them."""
    if not file.facts:
        return [_nothing("The lists say nothing of this child.")]
    width = min(LABEL, max(len(fact.label) for fact in file.facts))
    return [
        Row(
            f"fact:{n}",
            line(fact.value or "not given"),
            lead=join(column(fact.label, width), gap(2)),
            tail=line(fact.source, _MUTED),
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
        notes = [line(f"{concern.level} · {concern.reader}, {instant(concern.raised_at)}{told}", _MUTED)]
        if concern.response:
            notes.append(labelled("Response", literal(concern.response)))
        yield Row(
            f"concern:{concern.concern_id}",
            literal(concern.text),
            lead=column(f"Concern, {concern.state}", 24),
            notes=tuple(notes),
        )


def filter_words(shown: int, total: int, wanted: str, noun: str) -> str:
    """How many of how many are shown, and why: ``12 of 340 entries hold 'visit'``."""
    if not wanted:
        return ""
    return f"{shown} of {count(total, noun, noun[:-1] + 'ies' if noun.endswith('y') else '')} hold '{wanted}'"


def _heading(text: str) -> Row:
    return Row("", line(text), heading=True)


def _nothing(text: str) -> Row:
    return Row("", line(text, _MUTED))


def _holds(wanted: str, text: str) -> bool:
    words = wanted.casefold().split()
    folded = text.casefold()
    return all(word in folded for word in words)
