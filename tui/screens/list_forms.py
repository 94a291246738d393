"""What is asked when the list of cases changes: a removal, a target, a reader, more files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sampling.errors import UsageError
from sampling.findings.findings import DrawEntry
from sampling.store import Inspection
from sampling.store.cases import CaseLine
from tui.screens.asking import Field, Form

_KINDS = {"out_of_scope": "the frame was wrong", "not_available": "could not be read"}


def remove_form(inspection: Inspection, case: CaseLine) -> Form:
    """Put a sampled case aside, agreed by a second person; the next reserve stands in.

    Raises:
        UsageError: if the case is not a sampled one.
    """
    if case.role != "sampled":
        raise UsageError(f"{case.case_id} is {case.role}: only a sampled case can be removed")
    reasons = [
        (reason.code, f"{reason.text} ({_KINDS[reason.kind]})")
        for reason in inspection.edition.removal_reasons.values()
    ]

    def record(answers: Mapping[str, str]) -> str:
        stands_in = inspection.roster.remove(case.case_id, answers["reason"], answers["agreed_by"])
        after = f"{stands_in} stands in" if stands_in else "the reserve of its stratum is spent"
        return f"{case.case_id} is removed: {after}"

    fields = [
        Field("reason", "Reason", "list", reasons, value=reasons[0][0]),
        Field("agreed_by", "Who agreed? A second person's name"),
    ]
    about = "A removal stays on record. The next child in reserve of the same stratum takes the place."
    return Form(f"Remove {case.case_id}", fields, record, [about])


def share_form(inspection: Inspection, case: CaseLine) -> Form:
    """Say who is to read a case, and who reads it a second time without seeing the first."""

    def record(answers: Mapping[str, str]) -> str:
        to = answers["to"].strip()
        if not to:
            raise UsageError("type a reader's name")
        also = [name.strip() for name in answers["also"].split(",") if name.strip()]
        inspection.reading.assign(case.case_id, to, also)
        second = f", and again by {', '.join(also)}" if also else ""
        return f"{case.case_id} is for {to}{second}"

    held = inspection.reading.assignment(case.case_id)
    fields = [
        Field("to", "Who reads it?", value=held.reader if held else inspection.reader),
        Field("also", "Who reads it too, not seeing the first reading? Names with commas; may stay empty"),
    ]
    return Form(f"Share out {case.case_id}", fields, record)


def target_form(inspection: Inspection, area: str, take: Callable[[str, str, str], None]) -> Form:
    """A child chosen for a reason; never part of an estimate.

    Args:
        inspection: the opened inspection.
        area: the area offered first.
        take: what to do with the area, the child and the reason once they are typed.
    """
    areas = [(each.id, each.name) for each in inspection.edition.areas]

    def record(answers: Mapping[str, str]) -> str:
        if not answers["child"].strip() or not answers["because"].strip():
            raise UsageError("type the child's id and the reason")
        take(answers["area"], answers["child"].strip(), answers["because"])
        return f"adding {answers['child'].strip()}"

    fields = [
        Field("area", "Area", "list", areas, value=area),
        Field("child", "The child's id, as in the lists"),
        Field("because", "Why this child?", "text"),
    ]
    about = "A targeted case is read like any other, and never counts in an estimate."
    return Form("Target a child", fields, record, [about])


def extend_form(entry: DrawEntry, take: Callable[[str, int], None]) -> Form:
    """More files of a draw: those drawn stay, and the next tickets follow.

    Args:
        entry: the draw.
        take: what to do with its name and the number of files in all, once typed.
    """

    def record(answers: Mapping[str, str]) -> str:
        n = int(answers["n"]) if answers["n"].strip().isdecimal() else 0
        if not entry.n < n <= entry.frame_size:
            raise UsageError(f"type a number from {entry.n + 1} to {entry.frame_size}")
        take(entry.draw, n)
        return f"extending {entry.draw}"

    about = [
        f"{entry.draw} has {entry.n} of {entry.frame_size:,}. Those drawn stay, and the next tickets follow.",
        "It is shown for ever that the draw was extended, and after how many completed cases.",
    ]
    return Form("Extend the draw", [Field("n", "Files in all")], record, about)


def record_form(inspection: Inspection, entry: DrawEntry, save: Callable[[str, str], str]) -> Form:
    """Save the page from which an outsider can check a draw.

    Args:
        inspection: the opened inspection.
        entry: the draw.
        save: writes the page where it is told to, and says where that is.
    """

    def record(answers: Mapping[str, str]) -> str:
        from sampling.handover.draw_record import draw_record

        path = answers["path"].strip()
        if not path:
            raise UsageError("type where to save it, such as record.md")
        return save(draw_record(inspection, entry.draw, markdown=path.casefold().endswith(".md")), path)

    about = [
        "Frame, seed, strata, every ticket, and the commands with which an outsider draws again.",
        "It names children's ids: keep it private, and apart from every report.",
    ]
    where = Field("path", "Where to save it (.md for Markdown, else plain text)", value=f"{entry.draw}.md")
    return Form(f"Draw record of {entry.draw}", [where], record, about)
