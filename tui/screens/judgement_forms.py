"""What the judgement screen asks for grades and for lines of enquiry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sampling.caseload import flags
from sampling.errors import UsageError
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.judgement import JudgementRollup
from sampling.store import Inspection
from sampling.store.enquiring import LEVELS, SPOKEN_OR_WRITTEN, STEPS, Traced
from tui.screens.asking import Field, Form
from tui.widgets.area_rows import grades_words
from tui.widgets.enquiry_rows import STEP_WORDS
from tui.widgets.words import count, first_words

_NONE = ("", "none")

_OUTSIDE = "\nOutside the indication: "
"""What stands between the reasons for a grade and why it lies outside the indication."""


def grade_form(inspection: Inspection, item: JudgementRollup) -> Form:
    """What is asked for a grade: the grade, the reasons, and why where it lies outside the indication."""
    indicated = grades_words(item.indication) if item.indication else ""

    def record(answers: Mapping[str, str]) -> str:
        if not answers["grade"]:
            raise UsageError("choose a grade: 1 to 4")
        grade = Grade(answers["grade"])
        because, why = answers["because"].strip(), answers.get("why", "").strip()
        if item.indication is not None and grade not in item.indication:
            if not why:
                raise UsageError(f"{grade.label} lies outside the indication: say why, in the last field")
            because = f"{because}{_OUTSIDE}{why}" if because else because
        inspection.judging.judge(item.judgement, grade, because)
        return f"{item.name}: {grade.label} recorded"

    current = item.entered
    asks_why = item.indication is not None and len(item.indication) < len(Grade)
    reasons, _, outside = (current.because if current else "").partition(_OUTSIDE if asks_why else "\0")
    fields = [
        Field(
            "grade",
            "Grade",
            "choice",
            [(grade.value, grade.label) for grade in Grade],
            current.grade.value if current else "",
        ),
        Field("because", "Reasons", "text", value=reasons),
    ]
    if asks_why:
        why = " ".join(outside.split())
        fields.append(Field("why", "Only where the grade lies outside the indication: why?", value=why))
    about = [f"Files indicate: {indicated}." if indicated else item.why_none]
    if item.unsettled:
        about.append(f"The grade will be marked: {item.unsettled}.")
    return Form(item.name, fields, record, [text for text in about if text])


def strata_form(inspection: Inspection, area: str) -> Form:
    """Whether strata of an area too thin for an interval are put together, with the reason.

    Raises:
        UsageError: if nothing was drawn of the area.
    """
    name = inspection.edition.area(area).name
    entry = inspection.draws.counted(area)
    if entry is None:
        raise UsageError(f"nothing is drawn of {name.lower()}")
    decided = inspection.strata.decided(entry.draw)
    together = decided is not None and bool(decided.merged)

    def record(answers: Mapping[str, str]) -> str:
        decide = inspection.strata.part if together else inspection.strata.merge
        decide(area, answers["because"])
        return f"{name}: thin strata {'stand apart again' if together else 'are put together'}"

    rule = "The smallest joins the smaller of its neighbours by name, until each has two completed cases."
    about = [f"They are put together now: {decided.because}" if together and decided else rule]
    title = f"{name}: leave thin strata apart again" if together else f"{name}: put thin strata together"
    return Form(title, [Field("because", "The reason", "text")], record, about)


def from_finding_form(inspection: Inspection, case_id: str, criterion: str, judgement: str) -> Form:
    """A line of enquiry that starts from a finding, with other weak findings gathered at once."""
    edition = inspection.edition

    def record(answers: Mapping[str, str]) -> str:
        enquiry = inspection.enquiring.add(
            answers["question"],
            "finding",
            case_id=case_id,
            criterion=criterion,
            judgement=answers["judgement"],
        )
        gathered = (
            inspection.enquiring.gather(enquiry, criterion) if answers["gather"] == "weak" else list[str]()
        )
        return f"{enquiry} started; {count(1 + len(gathered), 'finding')} gathered"

    fields = [
        Field("question", "The question to follow", "text"),
        Field(
            "gather",
            f"Other findings on {criterion}",
            "choice",
            [("weak", "Gather those that are below good, across all cases"), ("none", "Only this one")],
            "weak",
        ),
        _bears_on(edition, judgement),
    ]
    about = [f"From the finding on {criterion} in {case_id}: {edition.criterion(criterion).text}"]
    return Form("Start a line of enquiry", fields, record, about)


def enquiry_form(
    inspection: Inspection, judgement: str, case_id: str = "", raised: Sequence[str] = ()
) -> Form:
    """A line of enquiry that starts from the last report, the authority's own words, or a flag.

    Args:
        inspection: the opened file.
        judgement: the judgement it bears on; impact of leaders where empty.
        case_id: the case it starts from; may be empty.
        raised: the flags of that case, offered before the others.
    """
    edition = inspection.edition
    known = {flag.id: flag for area in edition.areas for flag in flags.of_area(area.id)}
    known = {id: known[id] for id in dict.fromkeys([*(id for id in raised if id in known), *known])}

    def record(answers: Mapping[str, str]) -> str:
        start = answers["start"]
        if start == "flag" and not answers["flag"]:
            raise UsageError("choose the flag that it starts from")
        source = answers["flag"] if start == "flag" else answers["source"]
        enquiry = inspection.enquiring.add(
            answers["question"],
            start,
            source=source,
            case_id=answers["case"].strip(),
            judgement=answers["judgement"],
        )
        return f"{enquiry} started"

    starts = [
        ("last_report", "The last report"),
        ("self_evaluation", "The authority's self-evaluation"),
        ("flag", "A flag in the lists"),
    ]
    fields = [
        Field("question", "The question to follow", "text"),
        Field("start", "It starts from", "choice", starts, "flag" if raised else "last_report"),
        Field("source", "Its words, of the report or the self-evaluation"),
        Field(
            "flag",
            "Or the flag",
            "list",
            [_NONE, *((id, flag.title) for id, flag in known.items())],
            raised[0] if raised else "",
        ),
        Field("case", "The case, where it starts from one child; may stay empty", value=case_id),
        _bears_on(edition, judgement),
    ]
    about = ["To start from a finding, open its criterion and put the cursor on it."]
    return Form("Start a line of enquiry", fields, record, about)


def evidence_form(inspection: Inspection, item: Traced) -> Form:
    """What was said or read on the way from the file to its effect."""
    id_ = item.enquiry.enquiry_id

    def record(answers: Mapping[str, str]) -> str:
        level = answers["level"]
        if not level and answers["step"] != "file":
            raise UsageError("choose a level: manager, service or leader")
        inspection.enquiring.add_evidence(
            id_,
            answers["step"],
            answers["text"],
            level=level,
            kind=answers["kind"],
            source=answers["source"],
        )
        return f"evidence added at: {answers['step']}"

    first = next((step for step in item.untraced if step != "file"), STEPS[-1])
    fields = [
        Field("step", "Where on the way", "choice", [(step, STEP_WORDS[step]) for step in STEPS], first),
        Field("text", "What was said or read", "text"),
        Field("level", "At which level", "choice", [(level, level.capitalize()) for level in LEVELS]),
        Field(
            "kind",
            "Kind",
            "choice",
            [(kind, kind.capitalize()) for kind in SPOKEN_OR_WRITTEN],
            SPOKEN_OR_WRITTEN[0],
        ),
        Field("source", "Who was spoken to, or which document"),
    ]
    return Form("Add evidence", fields, record, [first_words(item.enquiry.question, 150)])


def gather_form(inspection: Inspection, item: Traced) -> Form:
    """Findings on one criterion, from all cases that the viewer may see."""
    edition = inspection.edition

    def record(answers: Mapping[str, str]) -> str:
        added = inspection.enquiring.gather(
            item.enquiry.enquiry_id, answers["criterion"], weak_only=answers["which"] == "weak"
        )
        return f"{count(len(added), 'finding')} gathered on {answers['criterion']}"

    fields = [
        Field("criterion", "Criterion", "list", criteria(edition), item.enquiry.criterion),
        Field(
            "which",
            "Which findings",
            "choice",
            [("weak", "Below good"), ("all", "All that are rated")],
            "weak",
        ),
    ]
    return Form("Gather findings", fields, record, [first_words(item.enquiry.question, 150)])


def conclude_form(inspection: Inspection, item: Traced) -> Form:
    """What was found in the end."""

    def record(answers: Mapping[str, str]) -> str:
        inspection.enquiring.conclude(item.enquiry.enquiry_id, answers["text"])
        return "concluded; x opens it again"

    about = [first_words(item.enquiry.question, 150)]
    if item.untraced:
        about.append(f"Nothing was gathered yet at: {', '.join(item.untraced)}.")
    field = Field("text", "What was found in the end", "text", value=item.enquiry.conclusion)
    return Form("Conclude the line of enquiry", [field], record, about)


def criteria(edition: Edition) -> list[tuple[str, str]]:
    """Every criterion to choose from, with its first words."""
    return [(id, f"{id} {first_words(item.text, 56)}") for id, item in edition.criteria.items()]


def _bears_on(edition: Edition, judgement: str) -> Field:
    leaders = next(item.id for item in edition.judgements if item.kind == "leaders")
    names = [(item.id, item.name) for item in edition.judgements if item.kind != "overall"]
    chosen = judgement if judgement in dict(names) else leaders
    return Field("judgement", "It bears on", "list", names, chosen)
