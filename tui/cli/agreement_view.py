"""How alike readers read, and a debrief, in plain lines."""

from __future__ import annotations

from collections.abc import Sequence

from sampling.agreement.compare import Agreement
from sampling.framework import Grade
from sampling.rollup.area import AreaRollup
from sampling.training.comparison import Comparison
from sampling.training.debrief import Debrief
from sampling.training.report import agreement_lines
from tui.cli import out


def print_debrief(found: Debrief) -> None:
    """Print a debrief in short; the pages have it in full."""
    print_agreement(found.comparison)
    for area in found.areas:
        out.say("")
        out.say(area.name)
        out.paragraphs(f"the room: {_rolled(area.room)}", 2)
        if area.planted:
            out.paragraphs(f"planted:  {_rolled(area.planted)}", 2)
        if area.reached:
            out.paragraphs(f"the planted indication: {area.words}", 2)
    out.say("")
    out.table(("reader", "leaning"), ((page.reader, page.leaning) for page in found.readers))
    for text in found.remarks:
        out.paragraphs(text)


def _rolled(area: AreaRollup) -> str:
    return (
        f"{area.good_or_better} of {area.rated} good or better: {_grades(area.indication) or area.why_none}"
    )


def _grades(grades: Sequence[Grade] | None) -> str:
    return " or ".join(grade.label for grade in grades or ())


def print_agreement(found: Comparison) -> None:
    """Print how alike readers read: every measure in a sentence, then readers, criteria and cases."""
    for heading, agreement, unit in (
        ("Criteria", found.criteria, "case and criterion"),
        ("Case ratings, apart", found.case_ratings, "case"),
    ):
        out.say(heading)
        for line in agreement_lines(agreement, unit, states=agreement is found.criteria):
            out.paragraphs(line, 2)
    _print_readers(found)
    _print_divided(found.criteria)


def _print_readers(found: Comparison) -> None:
    rows = []
    for item in found.criteria.readers:
        name = f"{item.reader} (simulated)" if item.reader in found.simulated else item.reader
        key = item.with_key
        if key is None:
            rows.append((name, str(item.rated), "-", "-", "-", "-"))
            continue
        value = key.kappa_quadratic.value
        rows.append(
            (
                name,
                str(item.rated),
                f"{key.exact} of {key.compared}",
                f"{key.within_one} of {key.compared}",
                "none" if value is None else f"{value:.3f}",
                "-" if key.severity is None else f"{key.severity:+.2f}",
            )
        )
    out.say("")
    out.table(("reader", "rated", "as key", "within one", "kappa, quadratic", "severity"), rows)


def _print_divided(agreement: Agreement) -> None:
    for what, some in (("criterion", agreement.criteria[:8]), ("case", agreement.by_case[:8])):
        out.say("")
        out.say(f"dividing readers most, by {what}:")
        out.table(
            (what, "the same", "within one", "furthest"),
            (
                (
                    pairs.of,
                    f"{pairs.exact} of {pairs.pairs}",
                    f"{pairs.within_one} of {pairs.pairs}",
                    "-" if pairs.furthest is None else pairs.furthest,
                )
                for pairs in some
            ),
        )
