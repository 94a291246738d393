"""What the case screen asks in a form: a query, a concern, an entry by hand, a reason for reopening."""

from __future__ import annotations

from collections.abc import Mapping

from sampling.errors import UsageError
from sampling.store import Inspection
from sampling.store.reading import LEVELS, OVERALL
from tui.screens.asking import Draft, Field, Form
from tui.screens.case_desk import CaseDesk
from tui.screens.judgement_forms import enquiry_form, from_finding_form
from tui.widgets.words import day as show_day
from tui.widgets.words import first_words, plain, read_day

_LEVEL_WORDS = {"immediate": "Immediate: risk to the child now", "practice": "Practice: to be put right"}


def query_form(desk: CaseDesk) -> Form:
    """Unsure: an open question on the criterion at hand."""
    criterion = desk.current

    def record(answers: Mapping[str, str]) -> str:
        desk.inspection.reading.query(desk.case_id, answers["text"], criterion)
        return f"query raised on {desk.name_of(criterion)}"

    about = "An open question to come back to, for yourself or for whoever moderates; not a rating."
    field = Field("text", "What are you unsure about?", "text")
    return Form(f"Unsure: {desk.name_of(criterion)} in {desk.case_id}", [field], record, [about])


def case_enquiry_form(desk: CaseDesk) -> Form:
    """A line of enquiry from the finding at hand; where nothing is rated there, from a flag or in words."""
    if desk.current != OVERALL and desk.answer(desk.current).rating is not None:
        return from_finding_form(desk.inspection, desk.case_id, desk.current, "")
    return enquiry_form(desk.inspection, "", desk.case_id, [flag.id for flag in desk.file.flags])


def concern_form(desk: CaseDesk, entry: str = "") -> Form:
    """A child referred back to the authority.

    Args:
        desk: the case.
        entry: the entry or document under the cursor, which the concern then rests on; may be empty.
    """
    criterion = "" if desk.current == OVERALL else desk.current

    def record(answers: Mapping[str, str]) -> str:
        if not answers["level"]:
            raise UsageError("choose a level: 1 or 2")
        desk.inspection.reading.concern(
            desk.case_id,
            answers["level"],
            answers["text"],
            answers["to"],
            criterion=criterion,
            cite=[entry] if entry else [],
        )
        return f"concern referred: {answers['level']}"

    fields = [
        Field("level", "Level", "choice", [(level, _LEVEL_WORDS.get(level, level)) for level in LEVELS]),
        Field("text", "What is the concern?", "text"),
        Field("to", "Who in the authority was told (may be left empty)"),
    ]
    met = [item for item in (criterion, entry) if item]
    about = [f"It is kept with where you met it: {', '.join(met)}."] if met else []
    return Form(f"Refer a concern: {desk.case_id}", fields, record, about)


def entry_form(desk: CaseDesk) -> Form:
    """An entry seen in the authority's own system; it can be cited like any other."""
    kinds = [(kind, plain(kind).capitalize()) for kind in desk.inspection.edition.entry_kinds]

    def record(answers: Mapping[str, str]) -> str:
        day = read_day(answers["day"])
        entry = desk.inspection.reading.add_entry(
            desk.case_id, day, answers["kind"], answers["where"], answers["text"]
        )
        return f"entry {entry} added: c cites it"

    fields = [
        Field("day", "Date, day/month/year (empty where the record has none)", "day"),
        Field("kind", "Kind", "list", kinds, value="visit"),
        Field("where", "Where you saw it in the authority's system"),
        Field("text", "What it says", "text"),
    ]
    return Form(f"Add an entry: {desk.case_id}", fields, record)


def conversation_form(desk: CaseDesk) -> Form:
    """What the practitioner said about the child; an entry like any other, and so it can be cited."""

    def record(answers: Mapping[str, str]) -> str:
        day = read_day(answers["day"])
        who = answers["who"].strip()
        if not who:
            raise UsageError("write with whom you spoke")
        where = f"conversation with {who}"
        entry = desk.inspection.reading.add_entry(desk.case_id, day, "conversation", where, answers["text"])
        return f"entry {entry} added: c cites it"

    held = [
        ", ".join(part for part in (spell.worker, spell.role) if part)
        for spell in desk.file.workers
        if spell.end is None
    ]
    today = desk.inspection.clock().astimezone().date()
    fields = [
        Field("who", "With whom (name and role)", value=held[-1] if held else ""),
        Field("text", "What was said: the child's story, the plan, what has changed", "text"),
        Field("day", "Date, day/month/year", "day", value=show_day(today)),
    ]
    about = "It is kept as an entry of the file, with your name, and can be cited like any other."
    return Form(f"Conversation with the practitioner: {desk.case_id}", fields, record, [about])


def reopen_form(desk: CaseDesk) -> Form:
    """A completed case opened again, with the reason."""

    def record(answers: Mapping[str, str]) -> str:
        desk.inspection.reading.reopen(desk.case_id, answers["because"])
        return f"{desk.case_id} is open again: {first_words(answers['because'], 40)}"

    field = Field("because", "Why is it opened again?", "text")
    return Form(f"Reopen {desk.case_id}", [field], record, ["It is completed. The reason stays on record."])


def query_answer_form(desk: CaseDesk, query_id: str) -> Form:
    """The answer to a question raised on the case, or its end."""
    query = next(item for item in desk.queries if item.query_id == query_id)

    def record(answers: Mapping[str, str]) -> str:
        if answers["text"].strip():
            desk.inspection.reading.answer_query(query_id, answers["text"])
        if answers["end"] == "close":
            desk.inspection.reading.close_query(query_id)
        elif not answers["text"].strip():
            raise UsageError("write an answer, or choose 2 to close the query")
        return "query closed" if answers["end"] == "close" else "query answered"

    fields = [
        Field("text", "Answer", "text", value=query.answer),
        Field("end", "Then", "choice", [("keep", "Leave it answered"), ("close", "Close it")], "keep"),
    ]
    return Form(f"Query on {query.criterion or desk.case_id}", fields, record, [query.text])


def concern_answer_form(desk: CaseDesk, concern_id: str) -> Form:
    """What the authority answered to a concern, and whether the inspector is satisfied."""
    concern = next(item for item in desk.concerns if item.concern_id == concern_id)

    def record(answers: Mapping[str, str]) -> str:
        if not answers["text"].strip():
            raise UsageError("write what the authority said or did")
        satisfied = {"yes": True, "no": False}.get(answers["satisfied"])
        desk.inspection.reading.answer_concern(concern_id, answers["text"], satisfied)
        if satisfied:
            desk.inspection.reading.close_concern(concern_id)
        return "concern closed: satisfied" if satisfied else "response recorded: the concern stays open"

    choices = [
        ("yes", "Satisfied: close the concern"),
        ("no", "Not satisfied"),
        ("wait", "Not to be said yet"),
    ]
    fields = [
        Field("text", "What the authority said or did", "text", value=concern.response),
        Field("satisfied", "Are you satisfied?", "choice", choices, "wait"),
    ]
    return Form(f"Concern about {desk.case_id}: {concern.level}", fields, record, [concern.text])


def draft_of(inspection: Inspection, case_id: str, name: str) -> Draft:
    """How the draft of a form on a case is kept; ``name`` says which form."""
    reading, field = inspection.reading, f"form:{name}"
    return Draft(
        lambda text: reading.save_draft(case_id, field, text),
        lambda: reading.draft(case_id, field),
        lambda: reading.drop_draft(case_id, field),
    )


def query_name(desk: CaseDesk) -> str:
    """The name of the draft of a query: one for each criterion."""
    return "query" if desk.current == OVERALL else f"query:{desk.current}"
