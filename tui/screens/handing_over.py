"""What the judgement screen hands over: the report, the findings as data, the page of concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sampling.errors import UsageError
from sampling.store import Inspection
from tui.screens.asking import Field, Form
from tui.widgets.words import count

KINDS: Mapping[str, tuple[str, str]] = {
    "report html": ("The report, one HTML file to read and print", "-report.html"),
    "report md": ("The report, Markdown", "-report.md"),
    "concerns html": ("Page of concerns for the authority, HTML", "-concerns.html"),
    "concerns md": ("Page of concerns for the authority, Markdown", "-concerns.md"),
    "export sqlite": ("The findings, SQLite for Datasette", "-findings.db"),
    "export xlsx": ("The findings, a workbook", "-findings.xlsx"),
    "export csv": ("The findings, a folder of CSV files", "-findings"),
    "export json": ("The findings, JSON", "-findings.json"),
}
"""What can be handed over: what it is, and how its name ends unless another is typed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be handed over.

    Attributes:
        kind: one of ``KINDS``.
        out: where it is saved; never over another file.
        names: whether real ids go out with it.
    """

    kind: str
    out: Path
    names: bool


def handover_form(inspection: Inspection, take: Callable[[Wanted], None]) -> Form:
    """Ask what is handed over, where to, and whether with names; ``take`` is given the answer."""

    def record(answers: Mapping[str, str]) -> str:
        kind, typed = answers["kind"], answers["path"].strip()
        beside = inspection.path.with_name(f"{inspection.path.stem}{KINDS[kind][1]}")
        out = Path(typed).expanduser() if typed else beside
        if not out.parent.is_dir():
            raise UsageError(f"there is no folder {out.parent}")
        if out.exists():
            raise UsageError(f"{out.name} exists already, and is never overwritten: type another name")
        take(Wanted(kind, out, answers["names"] == "yes"))
        return ""

    fields = [
        Field("kind", "What", "list", [(kind, words) for kind, (words, _) in KINDS.items()]),
        Field("path", f"Where to save it (empty: beside {inspection.path.name}, named after it)"),
        Field(
            "names",
            "Children's and cases' ids",
            "choice",
            [("no", "Pseudonyms, known names masked"), ("yes", "Real ids: confidential")],
            "no",
        ),
    ]
    about = ["It holds what you may see. The page of concerns names children whatever is chosen."]
    return Form("Hand over", fields, record, about, "Hand over")


def hand_over(inspection: Inspection, wanted: Wanted) -> str:
    """Write it, in a thread with an inspection of its own; says where it is and what to mind.

    Raises:
        IlacsError: if there is nothing to write, the name is taken or the disk fails; nothing is left then.
    """
    what, _, format = wanted.kind.partition(" ")
    private = "It names children: keep it private"
    if what == "concerns":
        from sampling.handover.concerns_page import write_concerns

        number = write_concerns(inspection, wanted.out, format=format)
        return f"Saved {count(number, 'concern')}: {wanted.out.absolute()}. {private}"
    if what == "report":
        from sampling.handover.report import write_report

        masks = write_report(inspection, wanted.out, format=format, names=wanted.names).masks
    else:
        from sampling.handover.export import export

        masks = export(inspection, wanted.out, format=format, names=wanted.names).masks
    checked = f"{count(masks, 'id or name', 'ids and names')} masked; read it before it leaves"
    return f"Saved: {wanted.out.absolute()}. {private if wanted.names else checked}"
