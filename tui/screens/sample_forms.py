"""What is asked when the sample changes: a removal, a target, a reader, more files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sampling.errors import UsageError
from sampling.findings.drawn import DrawEntry
from sampling.store import Inspection
from sampling.store.cases import CaseLine
from sampling.store.inspection import sign_in
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


def share_form(inspection: Inspection, cases: Sequence[CaseLine]) -> Form:
    """Say who is to read cases, and who reads them a second time without seeing the first.

    Args:
        inspection: the opened inspection.
        cases: one, or several that are dealt out in turn where several names are typed.
    """

    def record(answers: Mapping[str, str]) -> str:
        names = _names(answers["to"])
        if not names:
            raise UsageError("type a reader's name")
        if len(names) > 1 and len(cases) == 1:
            raise UsageError("one case has one first reader: the others go into the second field")
        also = _names(answers["also"])
        if set(also) & set(names):
            raise UsageError(f"{', '.join(sorted(set(also) & set(names)))} cannot be the second reader too")
        for place, case in enumerate(cases):
            inspection.reading.assign(case.case_id, names[place % len(names)], also)
        second = f", and again by {', '.join(also)}" if also else ""
        what = f"{cases[0].case_id} is" if len(cases) == 1 else f"{len(cases)} cases are"
        return f"{what} for {', '.join(names)}{second}"

    held = inspection.reading.assignment(cases[0].case_id)
    one = len(cases) == 1
    who = "Who reads it?" if one else "Who reads them? Several names with commas: dealt out in turn"
    fields = [
        Field("to", who, value=held.reader if held else inspection.reader),
        Field("also", "Who reads too, not seeing the first reading? Names with commas; may stay empty"),
    ]
    title = cases[0].case_id if one else f"{len(cases)} marked cases"
    return Form(f"Share out {title}", fields, record)


def _names(text: str) -> list[str]:
    return [sign_in(name) for name in text.split(",") if name.strip()]


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
    return Form(f"Draw record of {entry.draw}", [where], record, about, "Save")
