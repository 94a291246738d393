"""The debrief as pages: one for the room, and a private one for each reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sampling.agreement.compare import Agreement, Pairs, WithKey
from sampling.agreement.marks import Coefficient
from sampling.findings.ratings import Rating
from sampling.framework import Edition
from sampling.rollup.area import AreaRollup
from sampling.store.readings import OVERALL
from sampling.store.room import RULE, RoomArea
from sampling.training.counted import counted
from sampling.training.debrief import CaseTable, Debrief, ReaderPage, Row, Slip
from sampling.training.figures import leaning_bar, matrix_lines, share_bar
from sampling.training.pages import Block, Figure, Heading, Lines, Paragraph, Table

DIVIDING = 10
"""Criteria that the page names as dividing readers most."""

KRIPPENDORFF = (
    "Krippendorff asks for 0.800 before anything is built on such ratings, and calls conclusions from 0.667 "
    "tentative."
)


def room_page(edition: Edition, found: Debrief) -> list[Block]:
    """The page for the room."""
    return [*_room_blocks(edition, found)]


def reader_page(edition: Edition, found: Debrief, page: ReaderPage) -> list[Block]:
    """One reader's private page: what was missed, what was read into the files, and the leaning."""
    return [*_reader_blocks(edition, found, page)]


def agreement_lines(agreement: Agreement, unit: str, *, states: bool = True) -> Iterator[str]:
    """Every measure of agreement in a sentence, each named in full, undefined ones with the reason.

    Args:
        agreement: what was worked out.
        unit: what a unit is, such as ``case and criterion``.
        states: whether an answer may be not applicable or not seen too, which a case rating never is.
    """
    yield _with_interval("Krippendorff's alpha, ordinal metric", agreement.alpha_ordinal, unit)
    yield pairs_sentence(agreement.together)
    yield _coefficient("Gwet's AC1", agreement.ac1, unit)
    yield _coefficient("Gwet's AC2, quadratic weights", agreement.ac2, unit)
    if states:
        name = "Krippendorff's alpha, nominal metric, over rated, not applicable and not seen"
        yield _with_interval(name, agreement.alpha_states, unit)
        yield _states_sentence(agreement.together)


def pairs_sentence(pairs: Pairs) -> str:
    """Raw agreement in a sentence."""
    if not pairs.pairs:
        return "No two readers rated the same thing."
    return (
        f"Of {counted(pairs.pairs, 'pair')} of ratings of the same thing, {pairs.exact:,} "
        f"{'was' if pairs.exact == 1 else 'were'} the same "
        f"({_percent(pairs.exact, pairs.pairs)}) and {pairs.within_one:,} the same or one step apart "
        f"({_percent(pairs.within_one, pairs.pairs)})."
    )


def _states_sentence(pairs: Pairs) -> str:
    """Raw agreement on whether there was anything to rate, in a sentence."""
    if not pairs.states:
        return "No two readers answered the same thing."
    return (
        f"Of {counted(pairs.states, 'pair')} of answers to the same thing, {pairs.states_alike:,} "
        f"{'was' if pairs.states_alike == 1 else 'were'} of one kind: rated, not applicable or not seen "
        f"({_percent(pairs.states_alike, pairs.states)})."
    )


def rolled_in_words(area: AreaRollup) -> str:
    """An area rolled up, in a line: counts first, then the indication or why there is none."""
    grades = " or ".join(grade.label for grade in area.indication or ())
    return f"{area.good_or_better} of {area.rated} good or better: {grades or area.why_none}"


def leaning_words(page: ReaderPage) -> str:
    """A reader's leaning: steps of the scale, then words."""
    if page.severity is None:
        return page.leaning
    return f"{page.severity:+.2f} steps: {page.leaning}"


def answers_in_words(row: Row) -> str:
    """Who answered what, every reader by name, from best to worst."""
    by_answer: dict[Rating, list[str]] = {}
    for name, rating in row.answers.items():
        by_answer.setdefault(rating, []).append(name)
    return "; ".join(
        f"{rating.label}: {', '.join(by_answer[rating])}" for rating in Rating if rating in by_answer
    )


def with_key_words(found: WithKey) -> str:
    """A reader against the key, in a line: counts first, then the coefficient, named in full."""
    if not found.compared:
        return "nothing rated that the key rates too"
    return (
        f"{_of(found.exact, found.compared)} as the key, {_of(found.within_one, found.compared)} as the key "
        f"or one step from it; Cohen's kappa with the key, quadratic weights: {_kappa(found)}"
    )


def own_lines(page: ReaderPage) -> Iterator[str]:
    """What a reader's page says before it comes to single answers."""
    yield f"You rated {page.rated:,} {'criterion' if page.rated == 1 else 'criteria'}."
    for what, found in (("criteria", page.criteria), ("case ratings", page.case_ratings)):
        if found is None:
            continue
        yield f"{what.capitalize()}: {with_key_words(found)}"
    if page.criteria and page.criteria.states:
        yield (
            "Whether there was anything to rate (rated, not applicable, not seen): "
            f"{_of(page.criteria.states_alike, page.criteria.states)} as the key"
        )
    yield f"Leaning: {leaning_words(page)}."


def _room_blocks(edition: Edition, found: Debrief) -> Iterator[Block]:
    criteria, ratings = found.comparison.criteria, found.comparison.case_ratings
    yield Heading(1, "Debrief")
    yield Paragraph(found.about)
    if found.comparison.simulated:
        yield Paragraph(f"Simulated readers: {', '.join(sorted(found.comparison.simulated))}.")
    yield Heading(2, "How alike the readers read")
    yield Lines(tuple(agreement_lines(criteria, "case and criterion")))
    yield Paragraph(KRIPPENDORFF)
    yield Heading(3, "Case ratings, apart")
    yield Lines(tuple(agreement_lines(ratings, "case", states=False)))
    yield Heading(2, "Did the room reach the right indication?" if found.keyed else "What the room found")
    yield Table(("area", "as the room read it", "as planted", "reached"), tuple(map(_area, found.areas)))
    yield Paragraph(RULE)
    yield Heading(2, "Reader by reader")
    yield Table(
        ("reader", "rated", "exact", "within one", "kappa with the key, quadratic weights", "leaning"),
        tuple(_reader_row(page) for page in found.readers),
    )
    widest = max((len(page.reader) for page in found.readers), default=0)
    yield Figure(
        tuple(f"{page.reader:<{widest}} {leaning_bar(page.severity)}" for page in found.readers),
        "How far each leans: to the left kinder, to the right harsher; each half is one step of the scale.",
    )
    if found.remarks:
        yield Lines(found.remarks)
    yield Heading(2, "What divides readers most")
    yield Table(
        ("criterion", "what it asks", "pairs", "the same", "furthest apart"),
        tuple(_criterion_row(edition, pairs) for pairs in criteria.criteria[:DIVIDING]),
    )
    yield Heading(2, "Case by case")
    for table in found.cases:
        yield from _case_blocks(edition, table, found.keyed)


def _with_interval(name: str, found: Coefficient, unit: str) -> str:
    if found.low is None or found.high is None:
        return _coefficient(name, found, unit, " (no interval: too few cases, or too much alike, to tell)")
    interval = f" (interval over cases, 95 in 100: {found.low:.3f} to {found.high:.3f})"
    return _coefficient(name, found, unit, interval)


def _coefficient(name: str, found: Coefficient, unit: str, interval: str = "") -> str:
    if found.value is None:
        return f"{name}: none. {found.why_none}"
    return f"{name}: {found.value:.3f}{interval}, over {counted(found.units, 'unit')} ({unit})."


def _area(area: RoomArea) -> tuple[str, ...]:
    return (
        area.name,
        rolled_in_words(area.room),
        "-" if area.planted is None else rolled_in_words(area.planted),
        area.words or "-",
    )


def _reader_row(page: ReaderPage) -> tuple[str, ...]:
    name = f"{page.reader} (simulated)" if page.simulated else page.reader
    with_key = page.criteria
    if with_key is None:
        return (name, str(page.rated), "-", "-", "-", leaning_words(page))
    return (
        name,
        str(page.rated),
        _of(with_key.exact, with_key.compared),
        _of(with_key.within_one, with_key.compared),
        _kappa(with_key),
        leaning_words(page),
    )


def _kappa(found: WithKey) -> str:
    value = found.kappa_quadratic
    return f"none. {value.why_none}" if value.value is None else f"{value.value:.3f}"


def _criterion_row(edition: Edition, pairs: Pairs) -> tuple[str, ...]:
    return (
        pairs.of,
        edition.criterion(pairs.of).text,
        str(pairs.pairs),
        f"{_of(pairs.exact, pairs.pairs)} {share_bar(pairs.exact, pairs.pairs, 10)}",
        "-" if pairs.furthest is None else _steps(pairs.furthest),
    )


def _case_blocks(edition: Edition, table: CaseTable, keyed: bool) -> Iterator[Block]:
    area = f", {edition.area(table.area).name.lower()}" if table.area else ""
    yield Heading(3, f"{table.case}{area}")
    unlike = [row for row in table.rows if not row.alike]
    if not unlike:
        yield Paragraph("Everybody answered alike" + (", and as planted." if keyed else "."))
        return
    head = ("question", "answers", *(("key", "why, and where it stands") if keyed else ()))
    yield Table(head, tuple(_case_row(edition, row, keyed) for row in unlike))


def _case_row(edition: Edition, row: Row, keyed: bool) -> tuple[str, ...]:
    question, answers = _question(edition, row.criterion), answers_in_words(row)
    if not keyed:
        return (question, answers)
    key = row.planted.label if row.planted else "-"
    return (question, answers, key, _why(row.reason, row.entries))


def _reader_blocks(edition: Edition, found: Debrief, page: ReaderPage) -> Iterator[Block]:
    yield Heading(1, f"For {page.reader}{' (simulated)' if page.simulated else ''}")
    yield Paragraph(f"{found.about} This page is yours alone.")
    yield Lines(tuple(own_lines(page)))
    yield Figure((leaning_bar(page.severity),), "Your leaning: to the left kinder, to the right harsher.")
    if not found.keyed:
        return
    yield Figure(
        matrix_lines(page.matrix), "Your ratings of criteria (across) against the key's (down), as counts."
    )
    yield Heading(2, f"What you missed ({len(page.missed)})")
    yield Paragraph("Weaknesses that are on file and that you did not rate as such.")
    yield _slips(edition, page.missed)
    yield Heading(2, f"What you over-read ({len(page.over_read)})")
    yield Paragraph(
        "Weaknesses that you rated and the file does not bear out, and ratings of what is not there."
    )
    yield _slips(edition, page.over_read)


def _slips(edition: Edition, slips: Sequence[Slip]) -> Block:
    if not slips:
        return Paragraph("Nothing.")
    return Table(
        ("case", "question", "you", "key", "why, and where it stands"),
        tuple(
            (
                slip.case,
                _question(edition, slip.criterion),
                slip.given.label,
                slip.planted.label,
                _why(slip.reason, slip.entries),
            )
            for slip in slips
        ),
    )


def _question(edition: Edition, criterion: str) -> str:
    return "case rating" if criterion == OVERALL else f"{criterion} {edition.criterion(criterion).text}"


def _why(reason: str, entries: Sequence[str]) -> str:
    where = f" ({', '.join(entries)})" if entries else ""
    return f"{reason}{where}".strip() or "-"


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "none to compare"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%"


def _steps(number: int) -> str:
    return "no step" if not number else f"{number} step{'' if number == 1 else 's'}"
