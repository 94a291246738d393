"""What is asked for points of the report, at the consistency meeting, and of the authority's audits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sampling.errors import UsageError
from sampling.findings.enquiries import Improvement
from sampling.findings.ratings import Rating
from sampling.framework.grades import Grade
from sampling.store import Inspection
from sampling.store.enquiring import Traced
from sampling.store.moderating import Difference
from sampling.store.reading import OVERALL
from tui.screens.asking import Field, Form
from tui.screens.judgement_forms import criteria
from tui.widgets.found_rows import criterion_text
from tui.widgets.point_rows import PURPOSE_WORDS
from tui.widgets.words import first_words

_NONE = ("", "none")


def point_form(inspection: Inspection, enquiries: Sequence[Traced]) -> Form:
    """A point of the report in a person's own words, tied to findings or to a line of enquiry."""
    edition = inspection.edition

    def record(answers: Mapping[str, str]) -> str:
        inspection.improving.add(
            answers["purpose"],
            answers["text"],
            area=answers["area"],
            criterion=answers["criterion"],
            enquiry_id=answers["enquiry"],
            aim=answers.get("aim", ""),
        )
        return "point added"

    asked = [(item.enquiry.enquiry_id, first_words(item.enquiry.question)) for item in enquiries]
    fields = [
        Field("purpose", "What it says", "choice", _purposes(inspection), "improve"),
        Field("text", "The point, in words", "text"),
        Field("criterion", "All findings on this criterion", "list", [_NONE, *criteria(edition)]),
        Field("area", "In this area", "list", [("", "all areas"), *((a.id, a.name) for a in edition.areas)]),
        Field("enquiry", "Or a line of enquiry", "list", [_NONE, *asked]),
        *_aim_fields(inspection, ""),
    ]
    return Form("Add a point of the report", fields, record, ["Tie it to findings or to a line of enquiry."])


def words_form(inspection: Inspection, item: Improvement) -> Form:
    """Other words for a point, another purpose, another outcome or enabler."""

    def record(answers: Mapping[str, str]) -> str:
        purpose = answers["purpose"]
        aim = answers.get("aim", "")
        inspection.improving.edit(
            item.improvement_id,
            text=answers["text"] if answers["text"] != item.text else None,
            purpose=purpose if purpose != item.purpose else None,
            aim=aim if aim != item.aim else None,
        )
        return "point changed"

    fields = [
        Field("text", "The point, in words", "text", value=item.text),
        Field("purpose", "What it says", "choice", _purposes(inspection), item.purpose),
        *_aim_fields(inspection, item.aim),
    ]
    return Form("Edit a point", fields, record)


def agree_form(inspection: Inspection, item: Difference) -> Form:
    """What the readers of a case agreed, with reasons; it counts from then on."""
    ratings = [rating for rating in Rating if rating.rated or item.criterion != OVERALL]

    def record(answers: Mapping[str, str]) -> str:
        if not answers["rating"]:
            raise UsageError("choose the rating that was agreed")
        agreed = inspection.moderating.moderate(
            item.case_id, item.criterion, Rating(answers["rating"]), answers["because"]
        )
        return f"{item.case_id} {item.criterion}: agreed {Rating(agreed.rating).label}"

    fields = [
        Field(
            "rating",
            "Agreed",
            "choice",
            [(rating.value, rating.label) for rating in ratings],
            item.agreed.rating if item.agreed else "",
        ),
        Field("because", "Reasons", "text", value=item.agreed.because if item.agreed else ""),
    ]
    about = [
        criterion_text(inspection.edition, item.criterion),
        " · ".join(f"{reader}: {rating.label}" for reader, rating in item.ratings),
        "What each reader found stays on record; the roll-up counts what was agreed.",
    ]
    return Form(f"Agree on {item.criterion} in {item.case_id}", fields, record, about)


def audit_form(inspection: Inspection, case_id: str) -> Form:
    """The grade that the authority's own audit gave a case; offered as an audit on file has it."""
    recorded = inspection.auditing.of(case_id)
    on_file = None if recorded else inspection.auditing.on_file(case_id)

    def record(answers: Mapping[str, str]) -> str:
        if not answers["grade"]:
            raise UsageError("choose the grade that the audit gave: 1 to 4")
        grade = Grade(answers["grade"])
        inspection.auditing.grade(case_id, grade, answers["source"])
        return f"{case_id}: the authority's audit says {grade.label}"

    given = recorded.grade if recorded else on_file.grade.value if on_file else ""
    source = recorded.source if recorded else on_file.source if on_file else ""
    fields = [
        Field("grade", "The audit's grade", "choice", [(g.value, g.label) for g in Grade], given),
        Field("source", "The document it stands in, or where it was seen", value=source),
    ]
    about = ["It is set beside the reader's rating: are the audits too kind, or too harsh?"]
    if on_file is not None:
        about.append(f"On file, {on_file.source}: “{on_file.words}”")
    return Form(f"The authority's own audit of {case_id}", fields, record, about)


def _purposes(inspection: Inspection) -> list[tuple[str, str]]:
    """What a point may say in this kind of visit."""
    kind = inspection.edition.kinds[inspection.settings.kind]
    return [
        (purpose, words)
        for purpose, words in PURPOSE_WORDS.items()
        if kind.priority_action or purpose != "priority_action"
    ]


def _aim_fields(inspection: Inspection, aim: str) -> list[Field]:
    """The outcome or enabler of the National Framework, in editions that have them."""
    aims = [(item.id, f"{item.name}: {first_words(item.text, 50)}") for item in inspection.edition.aims]
    if not aims:
        return []
    choices = aims if aim else [("", "as suggested for the criterion"), *aims]
    return [Field("aim", "Outcome or enabler of the National Framework", "list", choices, aim)]
