"""An inspection whose every text is hostile, past the cleaning on the way in: as a tampered file would be."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from sampling.caseload.casefile import Document, Entry, Material, Person, WorkerSpell
from sampling.caseload.lists import ListRow
from sampling.findings.ratings import Rating
from sampling.framework import Grade
from sampling.store import Inspection, Settings, create
from tests.tui import world

PIECES = (
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1b]52;c;cHduZWQ=\x1b\\",
    "\x1b]0;pwned\x07",
    "\x1b]8;;https://pwned.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31m",
    "\x1bP1$r0 q\x1b\\",
    "\x1bc",
    "\x9b31mpwned",
    "\x90pwned\x9c",
    "\x9d52;c;cHduZWQ=\x9c",
    "\u202epwned\u2066",
    "\u200b\u2028\ufeff",
    "\x00\x07\x08\x0b\x7f",
    "\r\n\ttabbed",
    "[@click=app.quit]x[/]",
    "[/nope] [$primary @click=app.quit]y[/]",
    "[A1] [CIN]",
    '=HYPERLINK("https://pwned.example")',
    "<script>pwned</script>",
    "\u0301" * 12,
    "long" * 60,
)
"""What hostile strings are made of: clipboard, title, link, colour, C1, bidi, controls, markup, formula."""

COUNT = 200
READER = "Rowan"
AREA = "children_in_care"
_Put = Callable[[re.Match[str]], str]
_TOKEN = re.compile(r"Q(\d{3})Q")


def worst(number: int = COUNT) -> list[str]:
    """So many hostile strings, always the same."""
    dice = random.Random("worst")
    return ["".join(dice.choices((*PIECES, "kept ", "word "), k=6)) for _ in range(number)]


class Words:
    """Gives texts of tokens, each of which stands for one hostile string, all of them in turn."""

    def __init__(self) -> None:
        self._next = count()

    def __call__(self, several: int = 1) -> str:
        """So many tokens."""
        return " ".join(f"Q{next(self._next) % COUNT:03}Q" for _ in range(several))


class Papers:
    """A document source whose every field is hostile; a child's file goes through all the strings."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def material(self, child: str, area: str) -> Material:
        say, day = self._words, date(2026, 3, 1)
        return Material(
            tuple(
                Entry(f"E-{n}", day, say(), say(4), worker=say(), team=say(), source=say()) for n in range(16)
            ),
            tuple(Document(f"D{n:02}", say(), day, say(), say(), say(COUNT // 4)) for n in range(4)),
            tuple(Person(say(), say()) for _ in range(6)),
            tuple(WorkerSpell(say(), say(), day, None) for _ in range(6)),
        )


def build(path: Path) -> Path:
    """Two areas drawn, one read by two readers who differ; everything that takes words was recorded."""
    say = Words()
    settings = Settings(
        inspection="hostile",
        authority=say(2),
        kind="standard",
        edition="ilacs-2023",
        inspection_date=date(2026, 5, 11),
        census_date=world.CENSUS,
        source=say(),
    )
    create(path, settings, [_hostile(row, say) for row in world.rows(24)], world.COLUMNS, reader=READER)
    other = say()
    with Inspection.open(path, reader=READER, clock=_long_ago, rolling=False) as inspection:
        for area in ("safeguarding", AREA):
            inspection.draws.draw(area, 4, f"six dice {area}", name=f"{area}-1", documents=Papers(say))
        _record(inspection, say, other)
    with Inspection.open(path, reader=other, rolling=False) as inspection:
        _read(inspection, _cases(inspection)[1], Rating.SERIOUS_WEAKNESS, say)
    with Inspection.open(path, reader=READER, rolling=False) as inspection:
        _conclude(inspection, say)
    _put_in(path)
    return path


def _long_ago() -> datetime:
    return datetime(2026, 5, 11, 9, tzinfo=UTC)


def _hostile(row: ListRow, say: Words) -> ListRow:
    return replace(row, values={**row.values, "team": f"team {say()}", "worker": say()})


def _cases(inspection: Inspection) -> list[str]:
    return [line.case_id for line in inspection.cases.all(AREA) if line.role == "sampled"]


def _record(inspection: Inspection, say: Words, other: str) -> None:
    """What is recorded while reading."""
    desk, (first, second, third, fourth) = inspection.reading, _cases(inspection)
    desk.add_entry(first, None, inspection.edition.entry_kinds[0], say(), say(3))
    desk.query(first, say(3))
    answered = desk.query(third, say(2), inspection.edition.area(AREA).core[0])
    desk.answer_query(answered, say(3))
    concern = desk.concern(first, "immediate", say(3), say())
    desk.concern(third, "practice", say(4))
    desk.answer_concern(concern, say(3))
    desk.assign(second, READER, also=[other])
    desk.assign(third, other)
    _read(inspection, first, Rating.SERIOUS_WEAKNESS, say)
    _read(inspection, second, Rating.GOOD, say)
    desk.rate(fourth, inspection.edition.area(AREA).core[0], Rating.GOOD, evidence=say(5))
    taken = {line.child for line in inspection.cases.all("safeguarding")}
    free = next(child for child in (f"A{place:04}" for place in range(24)) if child not in taken)
    inspection.roster.target("safeguarding", free, say(2))
    spare = [line.case_id for line in inspection.cases.all("safeguarding") if line.role == "sampled"]
    inspection.roster.remove(spare[0], next(iter(inspection.edition.removal_reasons)), say())


def _read(inspection: Inspection, case: str, rating: Rating, say: Words) -> None:
    for criterion in inspection.edition.area(AREA).core:
        inspection.reading.rate(case, criterion, Rating.NEEDS_IMPROVEMENT, evidence=say(6), cite=["E-3"])
    inspection.reading.rate(case, "overall", rating, evidence=say(3))
    inspection.reading.complete(case)


def _conclude(inspection: Inspection, say: Words) -> None:
    """What is recorded in weighing."""
    core, (first, second, *_) = inspection.edition.area(AREA).core, _cases(inspection)
    inspection.reading.reopen(first, say())
    inspection.reading.complete(first)
    enquiry = inspection.enquiring.add(say(3), "last_report", source=say(3))
    inspection.enquiring.gather(enquiry, core[0])
    inspection.enquiring.add_evidence(enquiry, "oversight", say(4), level="manager", source=say())
    concluded = inspection.enquiring.add(say(2), "self_evaluation", source=say())
    inspection.enquiring.conclude(concluded, say(4))
    inspection.improving.add("improve", say(3), area=AREA, criterion=core[0])
    inspection.improving.add("strength", say(3), enquiry_id=enquiry, aim="enabler 2")
    inspection.moderating.moderate(second, core[1], Rating.GOOD, say(4))
    inspection.auditing.grade(first, Grade.GOOD, say(2))
    inspection.judging.judge(AREA, Grade.REQUIRES_IMPROVEMENT, say(4))
    inspection.judging.judge(AREA, Grade.INADEQUATE, say(4))


def _put_in(path: Path) -> None:
    """Put the hostile strings in the tokens' place, in everything that is read back to be shown."""
    strings = worst()

    def raw(match: re.Match[str]) -> str:
        return strings[int(match[1])]

    def escaped(match: re.Match[str]) -> str:
        return json.dumps(raw(match))[1:-1]

    connection = sqlite3.connect(path)
    named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (trigger,) in connection.execute(named).fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table in ("journal", "event_subject"):
            continue  # what is shown is read from what it folds to
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        columns, rows = [column[0] for column in cursor.description], cursor.fetchall()
        for row in rows:
            if table == "content" and row[1] != "material":
                continue  # frames and draws hold ids and strata by their digests
            changed = [_changed(cell, raw, escaped) for cell in row]
            if changed != list(row):
                where = " AND ".join(f'"{column}" IS ?' for column in columns)
                put = ", ".join(f'"{column}" = ?' for column in columns)
                connection.execute(f'UPDATE "{table}" SET {put} WHERE {where}', [*changed, *row])
    connection.commit()
    connection.close()


def _changed(cell: object, raw: _Put, escaped: _Put) -> object:
    if not isinstance(cell, str):
        return cell
    is_json = cell[:1] in ("{", "[") and cell[-1:] in ("}", "]")
    return _TOKEN.sub(escaped if is_json else raw, cell)
