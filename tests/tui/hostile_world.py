"""An inspection whose every text is hostile, past the cleaning on the way in: as a tampered file's are."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from sampling.caseload.casefile import Document, Entry, Material, Person, WorkerSpell
from sampling.caseload.lists import ListRow
from tests import everything
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
    """An inspection in which everything that takes words was recorded, and all of them are hostile."""
    say = Words()
    rows = [_hostile(row, say) for row in world.rows(24)]
    everything.build(path, say, other=say(), rows=rows, documents=Papers(say), authority=say(2), source=say())
    _put_in(path)
    return path


def _hostile(row: ListRow, say: Words) -> ListRow:
    return replace(row, values={**row.values, "team": f"team {say()}", "worker": say()})


def _put_in(path: Path) -> None:
    """Put the hostile strings in the tokens' place, in everything that is read back to be shown."""
    strings = worst()

    def raw(match: re.Match[str]) -> str:
        return strings[int(match[1])]

    def escaped(match: re.Match[str]) -> str:
        return json.dumps(raw(match))[1:-1]

    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for trigger, _sql in triggers:
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
    for _trigger, sql in triggers:
        connection.execute(sql)  # a file without them counts as damaged and is opened to look only
    connection.commit()
    connection.close()


def _changed(cell: object, raw: _Put, escaped: _Put) -> object:
    if not isinstance(cell, str):
        return cell
    is_json = cell[:1] in ("{", "[") and cell[-1:] in ("}", "]")
    return _TOKEN.sub(escaped if is_json else raw, cell)
