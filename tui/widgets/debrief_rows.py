"""The rows of the debrief: how alike readers read, and under each number what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from sampling.agreement.compare import Pairs
from sampling.findings.sessions import Session
from sampling.framework import Edition
from sampling.store.readings import OVERALL
from sampling.store.room import RULE, RoomArea
from sampling.training.debrief import CaseTable, Debrief, ReaderPage, Slip
from sampling.training.debrief import Row as Question
from sampling.training.figures import leaning_bar, matrix_lines, share_bar
from sampling.training.report import (
    DIVIDING,
    KRIPPENDORFF,
    agreement_lines,
    leaning_words,
    own_lines,
    pairs_sentence,
    rolled_in_words,
    with_key_words,
)
from tui.safe import column, fit, gap, join, line, literal
from tui.widgets.rows import Row
from tui.widgets.words import SYMBOLS, count, instant

_MUTED = "$text-muted"
_NAME = 16
_READER = 20
_ID = 9
_BAR = 10

NOBODY_YET = (
    "No two readers who may see each other's findings have read the same case yet. Share a case out to a "
    "second reader in Cases; once both have completed it, they are compared here."
)

NOBODY_READ = "Nothing was read that could be compared: collect the readers' files, then open this one again."


def overview_rows(
    found: Debrief, session: Session | None, pages: Iterable[ReaderPage], edition: Edition
) -> list[Row]:
    """The whole debrief on one page, every line of it open to what it rests on."""
    criteria = found.comparison.criteria
    rows = [_said(_opened(session))] if session else []
    if found.empty:
        return [*rows, _said(NOBODY_READ if session else NOBODY_YET), *_remark_rows(found)]
    own = {page.reader for page in pages}
    rows += [
        _heading("How alike the readers read"),
        Row(
            "m:",
            line(next(iter(agreement_lines(criteria, "case and criterion"))), "bold"),
            notes=(line(pairs_sentence(criteria.together), _MUTED),),
        ),
        _heading("Did the room reach the right indication?" if found.keyed else "What the room found"),
        *(_area_row(area) for area in found.areas),
        _heading("Readers: to the left kinder, to the right harsher"),
        *(_reader_row(page, page.reader in own) for page in found.readers),
        *_remark_rows(found),
        _heading("Criteria that divide readers most"),
        *(_criterion_rows(criteria.criteria, edition) or [_said("None: no two readers parted over one.")]),
        _heading("Cases that divide readers most"),
        *(_case_row(table, edition) for table in found.cases),
    ]
    return rows


def measure_rows(found: Debrief) -> list[Row]:
    """Every measure, each named in full, over criteria and over case ratings."""
    criteria = found.comparison.criteria
    parts = (
        ("Criteria", criteria, "case and criterion"),
        ("Case ratings, apart, since each sums a case up", found.comparison.case_ratings, "case"),
    )
    rows: list[Row] = []
    for name, agreement, unit in parts:
        rows.append(_heading(name))
        rows += [
            Row(f"n:{name}:{place}", line(text))
            for place, text in enumerate(agreement_lines(agreement, unit, states=agreement is criteria))
        ]
    return [*rows, Row("", gap(0)), Row("n:says", line(KRIPPENDORFF, _MUTED))]


def area_rows(found: Debrief, area: RoomArea, edition: Edition) -> list[Row]:
    """One area: the room beside what was planted, and the case ratings that each rests on."""
    rows = [_heading(area.name), *(_said(text) for text in _area_words(area)), _said(RULE)]
    rows.append(_heading("Case ratings"))
    for table in found.cases:
        if table.area == area.area:
            rows += [answer_row(row, "k") for row in table.rows if row.criterion == OVERALL]
    return rows


def criterion_rows(found: Debrief, criterion: str, edition: Edition) -> list[Row]:
    """One criterion: everybody's answer in every case."""
    text = edition.criterion(criterion).text
    rows = [_heading(criterion), _said(text), Row("", gap(0))]
    asked = [row for table in found.cases for row in table.rows if row.criterion == criterion]
    asked.sort(key=lambda row: row.alike)
    return rows + [answer_row(row) for row in asked]


def case_rows(table: CaseTable, edition: Edition) -> list[Row]:
    """One case: everybody's answers beside the key, those first that part."""
    area = f", {edition.area(table.area).name.lower()}" if table.area else ""
    unlike = [row for row in table.rows if not row.alike]
    alike = [row for row in table.rows if row.alike]
    rows = [_heading(f"{table.case}{area}")]
    rows += [question_row(row, edition) for row in unlike] or [_said("Everybody answered alike.")]
    if alike and unlike:
        rows.append(_heading("Answered alike"))
    return rows + [question_row(row, edition) for row in alike]


def reader_rows(found: Debrief, page: ReaderPage, edition: Edition) -> list[Row]:
    """One reader's private page."""
    rows = [_heading(f"For {page.reader}{' (simulated)' if page.simulated else ''}, and nobody else")]
    rows += [Row(f"n:{place}", line(text)) for place, text in enumerate(own_lines(page))]
    bar = join(line("kinder"), gap(1), literal(leaning_bar(page.severity)), gap(1), line("harsher"))
    rows.append(Row("", bar, wrap=False))
    if not found.keyed:
        return rows
    rows.append(_heading("Your ratings of criteria (across) beside the key's (down)"))
    rows += [Row("", literal(text), wrap=False) for text in matrix_lines(page.matrix)]
    for title, slips in (
        ("missed: weaknesses on file that you did not rate as such", page.missed),
        ("over-read: weaknesses that the file does not bear out, or what is not there", page.over_read),
    ):
        rows.append(_heading(f"{len(slips)} {title}"))
        rows += [_slip_row(slip, edition) for slip in slips] or [_said("Nothing.")]
    return rows


def question_row(row: Question, edition: Edition) -> Row:
    """One question of a case: what everybody answered, the key, the reason, and where it stands."""
    overall = row.criterion == OVERALL
    name = "overall" if overall else row.criterion
    text = "Practice for this child as a whole" if overall else edition.criterion(row.criterion).text
    notes = (line(everybody(row)), *_planted(row))
    return Row(f"q:{row.case}:{row.criterion}", line(text), column(name, _ID), notes=notes)


def answer_row(row: Question, kind: str = "q") -> Row:
    """As ``question_row``, under a heading that says what was asked: the case stands first."""
    key = f"q:{row.case}:{row.criterion}" if kind == "q" else f"{kind}:{row.case}"
    return Row(key, line(everybody(row)), column(row.case, _NAME), notes=_planted(row))


def _planted(row: Question) -> tuple[Content, ...]:
    """The key's answer with its reason, and the lines of the file that show it."""
    notes = []
    if row.planted is not None:
        notes.append(line(f"Key: {SYMBOLS[row.planted]} {row.planted.label}. {row.reason}".strip(), "bold"))
    if row.entries:
        notes.append(line(f"In the file: {', '.join(row.entries)}", _MUTED))
    return tuple(notes)


def beside(key: str, level: str) -> str:
    """The level to show beside a line; empty for none.

    Beside an answer stands the whole case, or, in the case itself, the criterion over all cases. A private
    page is opened on purpose, never shown in passing to whoever looks over a shoulder.
    """
    kind, _, rest = key.partition(":")
    if kind in ("q", "s"):
        case, _, criterion = rest.rpartition(":")
        return f"k:{case}" if level != f"k:{case}" else f"c:{criterion}"
    return key if kind in ("m", "a", "c", "k") and key != level else ""


def nothing_beside(key: str) -> str:
    """What is said where nothing is shown beside a line."""
    kind, _, rest = key.partition(":")
    if kind == "r":
        return f"enter opens {rest}'s page: it is private, so it is never shown in passing."
    if kind == "x":
        return f"The page of {rest} is for {rest} alone."
    return "What the line under the cursor rests on is shown here, where it rests on anything."


def everybody(row: Question) -> str:
    """Who answered what, every reader by name, from best to worst."""
    by_answer: dict[str, list[str]] = {}
    for rating, symbol in SYMBOLS.items():
        names = [name for name, answer in row.answers.items() if answer is rating]
        if names:
            by_answer[f"{symbol} {rating.label}"] = names
    return " · ".join(f"{answer}: {', '.join(names)}" for answer, names in by_answer.items())


def _opened(session: Session) -> str:
    key = "with the key" if session.keyed else "without the key"
    return f"Session {session.session}: opened by {session.opened_by}, {instant(session.opened_at)}, {key}."


def _area_row(area: RoomArea) -> Row:
    first, *rest = _area_words(area)
    notes = tuple(line(text) for text in rest)
    return Row(f"a:{area.area}", line(first), column(area.name, _NAME + 4), notes=notes)


def _area_words(area: RoomArea) -> list[str]:
    words = [f"The room: {rolled_in_words(area.room)}"]
    if area.planted is not None:
        words.append(f"Planted: {rolled_in_words(area.planted)}")
    if area.reached:
        words.append(f"The planted indication: {area.words}")
    return words


def _remark_rows(found: Debrief) -> list[Row]:
    return [Row(f"n:{place}", line(f"! {text}")) for place, text in enumerate(found.remarks)]


def _reader_row(page: ReaderPage, own: bool) -> Row:
    name = f"{page.reader} (sim.)" if page.simulated else page.reader
    # Names that differ only where the column ends must still be told apart.
    whole = f"{page.reader}: " if "…" in fit(name, _READER) else ""
    notes = [line(f"{whole}{leaning_words(page)}")]
    if page.criteria:
        notes.append(line(with_key_words(page.criteria), _MUTED))
    key = f"r:{page.reader}" if own else f"x:{page.reader}"
    bar = literal(leaning_bar(page.severity))
    return Row(key, bar, column(name, _READER), notes=tuple(notes), wrap=False)


def _most(items: Sequence[Pairs]) -> list[Pairs]:
    return [item for item in items if item.pairs and item.exact < item.pairs][:DIVIDING]


def _criterion_rows(criteria: Sequence[Pairs], edition: Edition) -> list[Row]:
    return [_pairs_row(f"c:{item.of}", item, edition.criterion(item.of).text) for item in _most(criteria)]


def _case_row(table: CaseTable, edition: Edition) -> Row:
    area = edition.area(table.area).name if table.area else ""
    if table.pairs is None:
        return Row(f"k:{table.case}", line(f"{area}: one reader"), column(table.case, _NAME))
    return _pairs_row(f"k:{table.case}", table.pairs, area)


def _pairs_row(key: str, item: Pairs, text: str) -> Row:
    bar = share_bar(item.exact, item.pairs, _BAR)
    apart = f", at most {count(item.furthest, 'step')} apart" if item.furthest else ""
    words = f"{item.exact} of {item.pairs} pairs the same{apart}"
    return Row(key, line(text), column(item.of, _NAME), notes=(line(f"{bar} {words}", _MUTED),), wrap=False)


def _slip_row(slip: Slip, edition: Edition) -> Row:
    overall = slip.criterion == OVERALL
    asked = "case rating" if overall else f"{slip.criterion} {edition.criterion(slip.criterion).text}"
    where = f" In the file: {', '.join(slip.entries)}." if slip.entries else ""
    notes = (
        line(
            f"You: {SYMBOLS[slip.given]} {slip.given.label}. "
            f"Key: {SYMBOLS[slip.planted]} {slip.planted.label}.",
            "bold",
        ),
        line(f"{slip.reason}{where}"),
    )
    return Row(f"s:{slip.case}:{slip.criterion}", line(asked), column(slip.case, _NAME), notes=notes)


def _heading(text: str) -> Row:
    return Row("", line(text), heading=True)


def _said(text: str) -> Row:
    return Row("", line(text))
