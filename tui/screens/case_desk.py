"""One case under one reader's hands: what the screen shows, and what its keys record.

It knows no widgets, so that what a key does can be tested without a terminal.
"""

from __future__ import annotations

from dataclasses import dataclass

from sampling.caseload.casefile import CaseFile
from sampling.findings.findings import CaseRating, Finding
from sampling.findings.raised import Concern, Query
from sampling.findings.ratings import Rating
from sampling.findings.second_readings import AuditGrade
from sampling.framework.edition import Area
from sampling.store import Inspection
from sampling.store.cases import CaseLine
from sampling.store.reading import OVERALL
from tui.widgets.words import day, first_words, plain, rating_of

EVIDENCE = "evidence:"
"""Before a criterion's id, the name of the draft of its evidence."""


_SUMMARY = 160
"""Characters of evidence of which a line of the findings shows as many as it has room for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader has answered to one criterion, or to the case as a whole.

    Attributes:
        rating: the rating, or None.
        evidence: as recorded.
        citations: ids of entries and documents.
        draft: text being typed and not yet recorded, or None.
        after_seeing: whether it was changed after another reader's findings were seen.
    """

    rating: Rating | None = None
    evidence: str = ""
    citations: tuple[str, ...] = ()
    draft: str | None = None
    after_seeing: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """Another reader's answer, where it may be seen."""

    reader: str
    criterion: str
    rating: Rating | None
    evidence: str


class CaseDesk:
    """The case that is open, its file and the reader's answers.

    Attributes:
        inspection: the opened inspection file.
        line: the case's line in the list of cases.
        area: its area.
        file: what can be read.
        answers: by criterion, and ``overall``; only those with something in them.
        others: other readers' answers that may be seen.
        queries: questions raised on the case.
        concerns: concerns referred.
        audit: the authority's own audit grade, or None.
        completed: whether the reader has completed it.
        current: the criterion at hand.
    """

    def __init__(self, inspection: Inspection, case_id: str) -> None:
        """Open a case.

        Raises:
            UsageError: if there is no such case.
        """
        self.inspection = inspection
        self.line: CaseLine = inspection.cases.case(case_id)
        self.area: Area = inspection.edition.area(self.line.area)
        self.file: CaseFile = inspection.cases.file(self.line.case_id)
        self.answers: dict[str, Answer] = {}
        self.others: tuple[Other, ...] = ()
        self.queries: tuple[Query, ...] = ()
        self.concerns: tuple[Concern, ...] = ()
        self.audit: AuditGrade | None = None
        self.completed = False
        self.refresh()
        self.current = next(
            (item for item in (*self.area.core, OVERALL) if not self._rated(item)), self.order[0]
        )

    @property
    def case_id(self) -> str:
        """The case's id."""
        return self.line.case_id

    @property
    def order(self) -> tuple[str, ...]:
        """Criteria as they are worked through: core, then the case as a whole, then the further ones."""
        further = tuple(item.criterion for item in self.area.criteria if not item.core)
        return (*self.area.core, OVERALL, *further)

    @property
    def core_rated(self) -> int:
        """How many core criteria are answered."""
        return sum(self._rated(criterion) for criterion in self.area.core)

    def refresh(self) -> None:
        """Read everything that readers record afresh; the lists and documents do not change."""
        reading, case_id = self.inspection.reading, self.case_id
        self.completed = reading.is_completed(case_id)
        self.queries = tuple(reading.queries(case_id))
        self.concerns = tuple(reading.concerns(case_id))
        self.audit = self.inspection.auditing.of(case_id)
        found: dict[str, Finding | CaseRating] = dict(reading.findings(case_id))
        overall = reading.finding(case_id, OVERALL)
        if overall is not None:
            found[OVERALL] = overall
        self.answers = {}
        for criterion in self.order:
            answer = self._answer(criterion, found.get(criterion))
            if answer != Answer():
                self.answers[criterion] = answer
        self.others = self._others()

    def reread_file(self) -> None:
        """Read the file afresh, after an entry was added or taken back, and the case's line with it."""
        self.line = self.inspection.cases.case(self.case_id)
        self.file = self.inspection.cases.file(self.case_id)

    def answer(self, criterion: str) -> Answer:
        """The reader's answer to a criterion; an empty one where there is none."""
        return self.answers.get(criterion, Answer())

    def name_of(self, criterion: str) -> str:
        """A criterion's id, or ``case rating``."""
        return "case rating" if criterion == OVERALL else criterion

    def rate(self, rating: Rating) -> str:
        """Rate the criterion at hand and step on to the next; says what was recorded.

        Raises:
            IlacsError: if it cannot be recorded.
        """
        criterion = self.current
        self.inspection.reading.rate(self.case_id, criterion, rating)
        self._reread(criterion)
        words = f"{self.name_of(criterion)}: {rating.label}"
        if rating.wants_evidence and not self.answer(criterion).evidence:
            words += ". It needs evidence: , goes back and e writes it"
        elif rating is Rating.NOT_SEEN and criterion != OVERALL:
            words += f". {self.absence_words(criterion)}"
        self.step()
        if "," not in words and self.current != criterion:
            words += f". Now {self.name_of(self.current)}; , goes back"
        return words

    def absence_words(self, criterion: str) -> str:
        """What an empty file means for a criterion, for somebody who is about to call it 'not seen'."""
        if self.inspection.edition.criterion(criterion).absence == "weakness":
            return "Here an empty file is itself a weakness: , goes back if 3 or 4 says it better"
        return "Here an empty file says nothing either way, so 'not seen' is the answer"

    def go(self, by: int) -> None:
        """Go so many criteria on, or back, as far as there are any."""
        place = self.order.index(self.current) + by
        self.current = self.order[min(max(place, 0), len(self.order) - 1)]

    def step(self) -> None:
        """Go on to the next criterion; the case rating and the last one stay where they are."""
        place = self.order.index(self.current)
        if self.current != OVERALL and place + 1 < len(self.order):
            self.current = self.order[place + 1]

    def cite(self, entry: str) -> str:
        """Cite an entry or document for the criterion at hand, or take the citation away; says which.

        Raises:
            IlacsError: if it cannot be recorded.
        """
        criterion = self.current
        cited = self.answer(criterion).citations
        wanted = tuple(item for item in cited if item != entry) if entry in cited else (*cited, entry)
        self.inspection.reading.rate(self.case_id, criterion, cite=wanted)
        self._reread(criterion)
        verb = "no longer cites" if entry in cited else "cites"
        return f"{self.name_of(criterion)} {verb} {self.entry_name(entry)}"

    def record_evidence(self, criterion: str, text: str) -> str:
        """Record evidence as one event, if it is other than what stands, and let the draft go.

        Returns:
            What was recorded; empty where nothing had changed.

        Raises:
            IlacsError: if it cannot be recorded; the draft stays.
        """
        stands = self.answer(criterion).evidence
        changed = text.strip() != stands.strip()
        if changed:
            self.inspection.reading.rate(self.case_id, criterion, evidence=text.strip())
        self.inspection.reading.drop_draft(self.case_id, EVIDENCE + criterion)
        self._reread(criterion)
        return f"evidence for {self.name_of(criterion)} recorded" if changed else ""

    def note_draft(self, criterion: str) -> None:
        """Show a draft that was just kept."""
        self._reread(criterion)

    def cited_by(self, entry: str) -> tuple[str, ...]:
        """The criteria whose findings cite an entry."""
        return tuple(key for key, answer in self.answers.items() if entry in answer.citations)

    def entry_name(self, entry: str) -> str:
        """An entry or a document by what it is, its day and its id; the id alone where it is not on file."""
        for item in self.file.chronology:
            if item.id == entry:
                return f"{plain(item.kind)} {day(item.day)} ({entry})"
        for document in self.file.documents:
            if document.id == entry:
                return f"{document.title or plain(document.kind)} {day(document.day)} ({entry})"
        return entry

    def missing(self) -> list[tuple[str, str]]:
        """What is still wanted before the case can be completed: the criterion, and what in words."""
        found = []
        for words in self.inspection.reading.missing(self.case_id):
            criterion = words.partition(":")[0]
            found.append((criterion if criterion in self.order else OVERALL, words))
        drafts = [key for key, answer in self.answers.items() if answer.draft is not None]
        found += [(key, f"{self.name_of(key)}: a draft is not recorded yet (e, then esc)") for key in drafts]
        return found

    def complete(self) -> str:
        """Complete the case; says so.

        Raises:
            UsageError: if something is still missing.
        """
        self.inspection.reading.complete(self.case_id)
        self.refresh()
        return f"{self.case_id} is completed"

    def tally(self) -> str:
        """The core findings in words, and which of them fall short: what a case rating is weighed from."""
        given = [(criterion, self.answer(criterion).rating) for criterion in self.area.core]
        parts = []
        for rating in Rating:
            found = [criterion for criterion, value in given if value is rating]
            if found:
                named = f" ({', '.join(found)})" if rating.wants_evidence else ""
                parts.append(f"{len(found)} {rating.label}{named}")
        return ", ".join(parts) or "nothing rated yet"

    def changed_since(self, before: dict[str, Answer]) -> str:
        """The first criterion whose answer is not as it was; empty for none."""
        return next((key for key in self.order if self.answers.get(key) != before.get(key)), "")

    def summary_of(self, criterion: str) -> str:
        """Evidence, or the draft of it, in a few words."""
        answer = self.answer(criterion)
        return first_words(answer.evidence if answer.draft is None else answer.draft, _SUMMARY)

    def _rated(self, criterion: str) -> bool:
        return self.answer(criterion).rating is not None

    def _reread(self, criterion: str) -> None:
        self.answers[criterion] = self._answer(
            criterion, self.inspection.reading.finding(self.case_id, criterion)
        )

    def _answer(self, criterion: str, found: Finding | CaseRating | None) -> Answer:
        draft = self.inspection.reading.draft(self.case_id, EVIDENCE + criterion)
        if found is None:
            return Answer(draft=draft or None)
        return Answer(
            rating_of(found.rating),
            found.evidence,
            tuple(item for item in found.citations.split(",") if item),
            None if draft is None or draft.strip() == found.evidence.strip() else draft,
            bool(found.after_seeing),
        )

    def _others(self) -> tuple[Other, ...]:
        own = self.inspection.reader
        found: list[tuple[str, Finding | CaseRating]] = [
            *((row.criterion, row) for row in self.inspection.cases.findings(self.case_id)),
            *((OVERALL, row) for row in self.inspection.cases.case_ratings(self.case_id)),
        ]
        return tuple(
            Other(row.reader, criterion, rating_of(row.rating), row.evidence)
            for criterion, row in found
            if row.reader != own
        )
