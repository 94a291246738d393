"""What a debrief lays on the table: who reads how, where readers part, and what was planted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sampling.agreement.compare import Pairs, WithKey, against_key
from sampling.agreement.marks import SCALE, Mark, Place, by_place, level
from sampling.findings.ratings import Rating
from sampling.framework import Edition
from sampling.store.cases import CaseLine
from sampling.store.readings import OVERALL
from sampling.store.room import RoomArea
from sampling.training.comparison import Comparison
from sampling.training.counted import counted
from sampling.training.key import AnswerKey

LEANS = 0.3
"""Mean steps from the key from which a reader is called too kind or too harsh; this project's own choice.

Readers of twelve files who do not lean stay within 0.2 by chance, and nobody can be kinder than strong: where
most is good, somebody too kind in seven answers of ten comes to 0.35.
"""

LEANS_A_LITTLE = 0.15
"""Mean steps from which a reader is said to lean at all; this project's own choice."""

FEWEST = 24
"""Ratings under which nothing is said of a leaning, which is two files or so; this project's own choice.

A reader who is right eight times in ten and leans no way strays by 0.3 steps once in twenty over 12
ratings, and six times in a thousand over 24.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a case: everybody's answer, and what was planted.

    Attributes:
        case: the case's id.
        criterion: the criterion's id, or ``overall`` for the case rating.
        answers: by reader, in the readers' order.
        planted: the key's answer, or None without one.
        reason: why, in the key's words.
        entries: ids of the entries and documents that show it.
    """

    case: str
    criterion: str
    answers: Mapping[str, Rating]
    planted: Rating | None
    reason: str
    entries: tuple[str, ...]

    @property
    def alike(self) -> bool:
        """Whether all answers are the same, and the key's too where there is one."""
        return len({*self.answers.values()} | ({self.planted} if self.planted else set())) == 1


@dataclass(frozen=True, slots=True)
class CaseTable:
    """One case: its questions in the area's order, the case rating first, and how far readers part."""

    case: str
    area: str
    rows: tuple[Row, ...]
    pairs: Pairs | None


@dataclass(frozen=True, slots=True)
class Slip:
    """An answer that parts from the key in a way that matters, with the key's reason."""

    case: str
    criterion: str
    given: Rating
    planted: Rating
    reason: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """What one reader should know, and nobody else needs to.

    Attributes:
        reader: the reader.
        simulated: whether it is the reader of a rehearsal.
        rated: ratings of criteria given.
        criteria: against the key, over criteria; None without a key.
        case_ratings: against the key, over case ratings; None without a key.
        severity: mean steps from the key, or without one from the other readers; above 0 for harsher.
        against: what severity is measured against: ``key``, ``others`` or empty for nothing.
        leaning: the severity in words.
        missed: weaknesses that were planted and not rated as such.
        over_read: weaknesses that were rated and not planted, and ratings of what is not on file.
        matrix: by the key's rating and the reader's, how many answers; both from best to worst.
    """

    reader: str
    simulated: bool
    rated: int
    criteria: WithKey | None
    case_ratings: WithKey | None
    severity: float | None
    against: str
    leaning: str
    missed: tuple[Slip, ...]
    over_read: tuple[Slip, ...]
    matrix: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Debrief:
    """A debrief.

    Attributes:
        comparison: agreement, over criteria and over case ratings.
        readers: a page for each reader, by name.
        cases: every case that was read, those that divide readers most first.
        areas: the room beside what was planted.
        keyed: whether there is a key.
        about: what was read, and by which session, in a sentence.
        remarks: which readers are missing, late or unfinished, one line each.
    """

    comparison: Comparison
    readers: tuple[ReaderPage, ...]
    cases: tuple[CaseTable, ...]
    areas: tuple[RoomArea, ...]
    keyed: bool
    about: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing can be compared: no case was read twice, and nobody stands beside a key."""
        return not self.comparison.criteria.cases and not (self.keyed and self.readers)


def debrief(
    edition: Edition,
    lines: Sequence[CaseLine],
    comparison: Comparison,
    key: AnswerKey | None,
    areas: tuple[RoomArea, ...],
) -> Debrief:
    """Lay out a debrief.

    Args:
        edition: the edition, for the order of criteria.
        lines: the cases.
        comparison: the readers compared, with the key where there is one.
        key: the key with its reasons, or None.
        areas: the room rolled up.
    """
    rows = _rows(comparison.marks, key)
    return Debrief(
        comparison,
        tuple(_page(agreement.reader, comparison, rows) for agreement in comparison.criteria.readers),
        _cases(edition, lines, comparison, rows),
        areas,
        key is not None,
    )


def in_words(severity: float | None, against: str, ratings: int) -> str:
    """A severity in words.

    Args:
        severity: mean steps, above 0 for harsher; None where there is nothing to measure by.
        against: ``key`` or ``others``.
        ratings: how many ratings it rests on.
    """
    if severity is None:
        return "nothing to measure a leaning by"
    if ratings < FEWEST:
        return f"too few to tell a leaning by ({counted(ratings, 'rating')})"
    of = "than the key" if against == "key" else "than the others"
    if abs(severity) < LEANS_A_LITTLE:
        return "no leaning to speak of"
    way = "harsher" if severity > 0 else "kinder"
    if abs(severity) < LEANS:
        return f"a little {way} {of}"
    return f"too {'harsh' if severity > 0 else 'kind'}: {way} {of}"


def _rows(marks: Iterable[Mark], key: AnswerKey | None) -> dict[Place, Row]:
    told = _told(key)
    found = {}
    for (case, criterion), given in by_place(marks).items():
        planted, reason, entries = told.get((case, criterion), (None, "", ()))
        answers = {reader: given[reader] for reader in sorted(given)}
        found[case, criterion] = Row(case, criterion, answers, planted, reason, entries)
    return found


def _told(key: AnswerKey | None) -> dict[Place, tuple[Rating, str, tuple[str, ...]]]:
    found: dict[Place, tuple[Rating, str, tuple[str, ...]]] = {}
    for case in key.cases if key else ():
        found[case.case, OVERALL] = (case.rating, case.reason, ())
        for item in case.criteria:
            found[case.case, item.criterion] = (item.level, item.reason, item.entries)
    return found


def _cases(
    edition: Edition, lines: Sequence[CaseLine], comparison: Comparison, rows: Mapping[Place, Row]
) -> tuple[CaseTable, ...]:
    order = {pairs.of: (place, pairs) for place, pairs in enumerate(comparison.criteria.by_case)}
    areas = {line.case_id: line.area for line in lines}
    tables = []
    for case in {case: None for case, _ in rows}:
        area = areas.get(case, "")
        names = [OVERALL, *(item.criterion for item in edition.area(area).criteria)] if area else [OVERALL]
        own = tuple(rows[case, name] for name in names if (case, name) in rows)
        tables.append(CaseTable(case, area, own, order[case][1] if case in order else None))
    last = len(order)
    return tuple(sorted(tables, key=lambda table: (order.get(table.case, (last, None))[0], table.case)))


def _page(reader: str, comparison: Comparison, rows: Mapping[Place, Row]) -> ReaderPage:
    own = [row for row in rows.values() if reader in row.answers]
    keyed = comparison.key is not None
    criteria = _against(reader, own, overall=False) if keyed else None
    severity, ratings = (criteria.severity, criteria.compared) if criteria else _against_others(reader, own)
    against = ("key" if criteria else "others") if severity is not None else ""
    slips = [
        (Slip(row.case, row.criterion, row.answers[reader], row.planted, row.reason, row.entries))
        for row in own
        if row.planted is not None and row.answers[reader] is not row.planted
    ]
    return ReaderPage(
        reader=reader,
        simulated=reader in comparison.simulated,
        rated=sum(row.answers[reader].rated for row in own if row.criterion != OVERALL),
        criteria=criteria,
        case_ratings=_against(reader, own, overall=True) if keyed else None,
        severity=severity,
        against=against,
        leaning=in_words(severity, against, ratings),
        missed=tuple(slip for slip in slips if _weak(slip.planted) and not _weak(slip.given)),
        over_read=tuple(slip for slip in slips if _over_read(slip)),
        matrix=_matrix(reader, own),
    )


def _against(reader: str, rows: Sequence[Row], *, overall: bool) -> WithKey:
    some = [row for row in rows if (row.criterion == OVERALL) is overall and row.planted is not None]
    return against_key(
        reader,
        {(row.case, row.criterion): {reader: row.answers[reader]} for row in some},
        {(row.case, row.criterion): row.planted for row in some if row.planted is not None},
    )


def _against_others(reader: str, rows: Sequence[Row]) -> tuple[float | None, int]:
    """Mean steps from the mean of the other readers of the same criterion, and over how many ratings."""
    steps = []
    for row in rows:
        mine = level(row.answers[reader])
        others = [
            place
            for name, rating in row.answers.items()
            if name != reader and (place := level(rating)) is not None
        ]
        if row.criterion != OVERALL and mine is not None and others:
            steps.append(mine - sum(others) / len(others))
    return (sum(steps) / len(steps) if steps else None), len(steps)


def _weak(rating: Rating) -> bool:
    return rating.rated and not rating.good_or_better


def _over_read(slip: Slip) -> bool:
    if not slip.planted.rated:
        return slip.given.rated
    return _weak(slip.given) and not _weak(slip.planted)


def _matrix(reader: str, rows: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
    pairs = [(row.planted, row.answers[reader]) for row in rows if row.criterion != OVERALL]
    return tuple(
        tuple(sum(planted is one and given is other for planted, given in pairs) for other in SCALE)
        for one in SCALE
    )
