"""What line mode says: whole sentences, one thing to a line, nothing that only a sighted reader gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sampling.caseload.casefile import Document, Entry, TimescaleCheck
from sampling.framework.edition import Edition
from sampling.store.reading import OVERALL
from tui.screens.case_desk import CaseDesk
from tui.widgets.words import ALL, count, day, plain, quiet_words

HELP = """
Answers: 1 strong, 2 good, 3 needs improvement, 4 serious weakness, 0 not applicable, - not seen.
An empty line goes on to the next question without an answer.
e            write evidence, line by line; a line with only a full stop ends it
e TEXT       evidence in one line, put after what there is
c ID         cite an entry or document by its id, or take the citation away
b            back to the question before
q            quit; everything is on disk, and read goes on from here

f            facts, flags and timescales
h            the history; h WORDS only entries that hold the words
d            the list of documents; d ID reads one
p            the people around the child, and who held the case
g            guidance: what good looks like, and where to look

a TEXT       add an entry that you saw in the authority's own system
n TEXT       note a conversation with the practitioner
u TEXT       raise a query: you are unsure
r TEXT       refer a concern; r! TEXT for an immediate risk to the child
o            the case rating
t            the time used, where a training session has a limit
m            what is missing;  l lists every question with its answer
x            complete the case
z            take back the last thing you recorded;  Z brings it back
HP-10        go to a question by its id
?            this help
""".strip()
"""Every answer and word there is."""


def opening(desk: CaseDesk) -> Iterator[str]:
    """Where one is."""
    line, core = desk.line, len(desk.area.core)
    stratum = f", {plain(line.stratum)}" if line.stratum not in ("", ALL) else ""
    yield f"Case {desk.case_id}, {desk.area.name.lower()}, {line.role}{stratum}."
    yield f"{desk.core_rated} of {core} core questions are answered."
    file = desk.file
    on_file = (
        count(len(file.facts), "fact"),
        count(len(file.flags), "flag"),
        count(len(file.chronology), "entry", "entries"),
        count(len(file.documents), "document"),
    )
    yield f"On file: {', '.join(on_file)}."
    yield "Type ? and enter for help at any question."


def question(desk: CaseDesk) -> Iterator[str]:
    """The question at hand, and what stands to it so far."""
    criterion = desk.current
    if criterion == OVERALL:
        yield "The case rating: practice for this child as a whole."
        yield f"Core findings: {desk.tally()}."
    else:
        place = desk.order.index(criterion)
        core = len(desk.area.core)
        which = f"Question {place + 1} of {core}" if place < core else "Further question"
        found = desk.inspection.edition.criterion(criterion)
        yield f"{which}, {criterion}, {found.theme}."
        yield found.text
    answer = desk.answer(criterion)
    if answer.rating:
        yield f"Answered: {answer.rating.label}."
    if answer.evidence:
        yield f"Evidence: {answer.evidence}"
    if answer.draft is not None:
        yield f"A draft of evidence is not recorded yet: {answer.draft}"
    if answer.citations:
        yield f"Cites {'; '.join(map(desk.entry_name, answer.citations))}."
    for query in desk.queries:
        if query.criterion == criterion:
            yield f"Query, {query.state}: {query.text}"
    for other in desk.others:
        if other.criterion == criterion and other.rating:
            yield f"{other.reader} answered {other.rating.label}. {other.evidence}".strip()


def prompt(desk: CaseDesk) -> str:
    """What is asked for."""
    if desk.current == OVERALL:
        return "Your case rating, 1 to 4, or ? for help: "
    return "Your answer, 1 to 4, 0 or -, or ? for help: "


def guidance(desk: CaseDesk) -> Iterator[str]:
    """What good looks like, where to look, what an empty file means, and which timescales bear on it."""
    if desk.current == OVERALL:
        yield "Weigh what this child has lived through and what practice did about it; it is no sum."
        return
    edition = desk.inspection.edition
    found = edition.criterion(desk.current)
    yield f"What good looks like: {found.good}"
    yield f"Where to look: {found.where}"
    meant = "a weakness" if found.absence == "weakness" else "not seen"
    yield f"An empty file is {meant}."
    for key in found.timescales:
        if key in edition.timescales:
            item = edition.timescales[key]
            yield f"Timescale: {item.rule} ({item.source})."
    if not found.confirmed:
        yield "This project's own wording, not Ofsted's."


def facts(desk: CaseDesk) -> Iterator[str]:
    """Facts and flags, one a line, then timescales with the missed ones first."""
    for fact in desk.file.facts:
        yield f"{fact.label}: {fact.value or 'not given'}."
    for flag in desk.file.flags:
        yield f"Flag, a reason to look: {flag.text}."
    checks = [(entry, entry.timescale) for entry in desk.file.chronology if entry.timescale]
    order = {"missed": 0, "not_due": 1, "met": 2}
    for entry, check in sorted(checks, key=lambda pair: order[pair[1].outcome]):
        yield f"{timescale(check, desk.inspection.edition)} Entry {entry.id}."


def history(desk: CaseDesk, entries: Sequence[Entry]) -> Iterator[str]:
    """Entries, each with the id to cite it by; where all are told, the quiet stretches between them too."""
    census, before = desk.inspection.settings.census_date, None
    whole = len(entries) == len(desk.file.chronology)
    for entry in entries:
        quiet = quiet_words(before, entry.day, census) if whole and entry.day else ""
        if quiet:
            yield f"{quiet}."
        before = entry.day or before
        who = f", {entry.worker}" if entry.worker else ""
        cited = desk.cited_by(entry.id)
        marks = f" Cited for {', '.join(map(desk.name_of, cited))}." if cited else ""
        outcome = f" {timescale(entry.timescale, desk.inspection.edition)}" if entry.timescale else ""
        yield f"{day(entry.day)}, {plain(entry.kind)}{who}: {entry.text}{outcome}{marks} Id {entry.id}."
    quiet = quiet_words(before, census, census) if whole else ""
    if quiet:
        yield f"{quiet}."


def documents(found: Sequence[Document]) -> Iterator[str]:
    """The documents, each with its id."""
    for document in found:
        author = f", {document.author}" if document.author else ""
        yield f"{document.id}: {document.title or plain(document.kind)}, {day(document.day)}{author}."


def people(desk: CaseDesk) -> Iterator[str]:
    """The network, and the workers in order."""
    for person in desk.file.network:
        yield f"{person.relation}: {person.name or 'name not on file'}."
    for spell in desk.file.workers:
        until = day(spell.end) if spell.end else "now"
        yield f"Held by {spell.worker}, {spell.role}, {day(spell.start)} to {until}."


def answers(desk: CaseDesk) -> Iterator[str]:
    """Every question with its answer, in order."""
    for criterion in desk.order:
        rating = desk.answer(criterion).rating
        evidence = " with evidence" if desk.answer(criterion).evidence else ""
        yield f"{desk.name_of(criterion)}: {rating.label if rating else 'not answered'}{evidence}."


def timescale(check: TimescaleCheck, edition: Edition) -> str:
    """What became of a timescale, as a sentence."""
    rule = edition.timescales[check.key].rule if check.key in edition.timescales else check.key
    due = f", due by {day(check.due)}" if check.due else ""
    return f"Timescale {plain(check.outcome)}: {rule}, {check.clock}{due}."
