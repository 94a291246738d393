"""The authority's own audit grade, read in the documents and entries of a child's file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sampling.caseload.casefile import CaseFile
from sampling.framework.grades import Grade

_AUDIT = re.compile(r"\baudit", re.IGNORECASE)
_GRADED = re.compile(
    r"\b(?:overall\s+)?(?:grad(?:e|ed|ing)|judg(?:e|ed|ement)|rat(?:ed|ing))\b"
    r"\s*(?:of\s+practice\s*)?(?:as|is|was|:|-|=)?\s*"
    r"(outstanding|good|requires[\s-]+improvement|inadequate)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadGrade:
    """A grade that an audit on file names.

    Attributes:
        grade: the grade.
        source: the id of the document or entry.
        words: the words it was read from.
    """

    grade: Grade
    source: str
    words: str


def audit_grade(file: CaseFile) -> ReadGrade | None:
    """The grade that the newest audit on a child's file names; None where none does, or it names two.

    Looked at are documents and entries of kind ``audit``, and documents with "audit" in their title. A
    grade is read only where the text says so ("graded good", "Overall grade: Requires improvement").
    """
    for _day, source, text in sorted(_audits(file), reverse=True):
        found = {_grade(match.group(1)): match.group(0) for match in _GRADED.finditer(text)}
        if len(found) == 1:
            ((grade, words),) = found.items()
            return ReadGrade(grade, source, " ".join(words.split()))
        if found:
            return None
    return None


def _audits(file: CaseFile) -> Iterator[tuple[str, str, str]]:
    for document in file.documents:
        if document.kind == "audit" or _AUDIT.search(document.title):
            yield (document.day.isoformat() if document.day else "", document.id, document.text)
    for entry in file.chronology:
        if entry.kind == "audit":
            yield (entry.day.isoformat() if entry.day else "", entry.id, entry.text)


def _grade(words: str) -> Grade:
    return Grade.parse(" ".join(words.split()))
