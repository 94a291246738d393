"""Finding words in the drawn cases: in what readers wrote, and in what is on file. It knows no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sampling.errors import UsageError
from sampling.store import Inspection
from sampling.store.reading import OVERALL
from sampling.text import clean_line
from tui.widgets.words import plain

AROUND = 60
"""Characters shown on each side of the words found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words stand.

    Attributes:
        case: the case's id.
        place: a criterion, ``overall``, an entry's or document's id, ``facts``, ``query`` or ``concern``.
        words: the words with what stands around them, on one line.
        note: whether a reader wrote them; else they are on file.
        reader: who wrote them; empty for what is on file.
    """

    case: str
    place: str
    words: str
    note: bool
    reader: str = ""


def wanted_of(text: str) -> str:
    """What is looked for, as it is compared.

    Raises:
        UsageError: if it is nothing.
    """
    wanted = clean_line(text).text.casefold()
    if not wanted:
        raise UsageError("give some words to search for")
    return wanted


def search(inspection: Inspection, text: str, *, files: bool = True) -> Iterator[Hit]:
    """Where words stand, in any case of letters: notes first, then facts, entries and documents.

    Only what the reader may see is looked through.

    Args:
        inspection: the opened inspection.
        text: the words, as they stand.
        files: whether what is on file is looked through too, which takes longer.

    Raises:
        UsageError: if there are no words to look for.
    """
    wanted = wanted_of(text)
    cases = list(dict.fromkeys(line.case_id for line in inspection.cases.all()))
    for case in cases:
        yield from _found(case, _notes(inspection, case), wanted)
    if files:
        for case in cases:
            yield from _found(case, _on_file(inspection, case), wanted)


def _notes(inspection: Inspection, case: str) -> Iterator[tuple[str, str, str]]:
    """What readers wrote on a case: place, text, reader."""
    for finding in inspection.cases.findings(case):
        yield finding.criterion, finding.evidence, finding.reader
    for rating in inspection.cases.case_ratings(case):
        yield OVERALL, rating.evidence, rating.reader
    for query in inspection.reading.queries(case):
        yield "query", f"{query.text} {query.answer}", query.reader
    for concern in inspection.reading.concerns(case):
        yield "concern", f"{concern.text} {concern.response}", concern.reader


def _on_file(inspection: Inspection, case: str) -> Iterator[tuple[str, str, str]]:
    file = inspection.cases.file(case)
    for fact in file.facts:
        yield "facts", f"{fact.label}: {fact.value}", ""
    for entry in file.chronology:
        kind = plain(entry.kind)
        said = entry.text.casefold().startswith(kind.casefold())
        yield entry.id, entry.text if said else f"{kind}: {entry.text}", ""
    for document in file.documents:
        yield document.id, f"{document.title} {document.text}", ""


def _found(case: str, texts: Iterator[tuple[str, str, str]], wanted: str) -> Iterator[Hit]:
    for place, text, reader in texts:
        plain = clean_line(text).text
        at = plain.casefold().find(wanted)
        if at >= 0:
            until = at + len(wanted)
            start, end = max(0, at - AROUND), until + AROUND
            # Whole words, where there are any to cut at.
            start = (plain.find(" ", start, at) + 1 or start) if start else 0
            if end < len(plain):
                end = plain.rfind(" ", until, end) if " " in plain[until:end] else end
            words = f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"
            yield Hit(case, place, words, bool(reader), reader)
