"""Tampering with any row of the journal, by SQLite's own shell: the verification names it."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.verify import verify
from tests.benchmarks import shim
from tests.benchmarks.failing_disk import failing
from tests.benchmarks.power_cuts import replay
from tests.small import OneDocument, make
from tests.store.test_verify import checked, failed


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sessions of two readers, so that there are chains to break and heads to miss."""
    path = make(tmp_path_factory.mktemp("tamper") / "a.ilacs")
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    for reader in ("anna", "ben"):
        with Inspection.open(path, reader=reader, rolling=False) as inspection:
            case = inspection.cases.all()[0].case_id
            inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"seen by {reader}")
            inspection.reading.rate(case, "CL-01", Rating.STRONG)
            inspection.history.undo()
    return path


def shell(path: Path, *statements: str) -> None:
    """SQLite's shell where there is one, else the library, which does the same.

    The triggers are put back afterwards, as somebody careful would.
    """
    connection = sqlite3.connect(path)
    made = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    connection.close()
    dropped = [f"DROP TRIGGER {name}" for name, _sql in made]
    script = " ".join(f"{statement};" for statement in (*dropped, *statements, *(sql for _name, sql in made)))
    if shutil.which("sqlite3"):
        subprocess.run(["sqlite3", str(path), script], check=True)
        return
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def events(path: Path) -> list[tuple[str, str, int]]:
    with Inspection.open(path, read_only=True) as inspection:
        return [(event.event_id, event.stream, event.seq) for event in inspection.journal.events()]


def said(path: Path, head: str = "") -> str:
    """What the verification says of the journal, and of the noted head if there is one."""
    found = failed(checked(path, head))
    return f"{found.get('journal', '')} {found.get('head', '')}".strip()


FIELDS = {
    "payload": "'{}'",
    "payload_hash": "payload_hash || '0'",
    "at": "'2001-01-01T00:00:00.000Z'",
    "reader": "'mallory'",
    "kind": "'judge'",
    "counter": "counter + 1000",
    "previous_hash": "'00'",
    "hash": "hash || '0'",
}


def test_changing_any_field_of_any_event_names_it(origin: Path, tmp_path: Path) -> None:
    draw = random.Random(1)
    for event_id, _stream, _seq in events(origin):
        for field in draw.sample(sorted(FIELDS), 3):
            path = Path(shutil.copy(origin, tmp_path / "t.ilacs"))
            shell(path, f"UPDATE journal SET {field} = {FIELDS[field]} WHERE event_id = '{event_id}'")
            assert f"event {event_id}" in said(path), field


def test_deleting_any_event_is_named_by_the_one_after_it_or_by_the_noted_head(
    origin: Path, tmp_path: Path
) -> None:
    rows = events(origin)
    with Inspection.open(origin, read_only=True) as inspection:
        noted = inspection.journal.head()
    for event_id, stream, seq in rows:
        path = Path(shutil.copy(origin, tmp_path / "t.ilacs"))
        shell(path, f"DELETE FROM journal WHERE event_id = '{event_id}'")
        after = [other for other, of, place in rows if (of, place) == (stream, seq + 1)]
        found = said(path)
        if after:
            assert f"event {after[0]}" in found
            assert "1 event(s) of its stream are missing before it" in found
        elif stream != rows[-1][1]:
            # The last of an earlier session: every later session says that it followed it.
            assert "the end of a session that it followed is missing" in found
        else:
            assert found == ""
            assert "cut or rewritten" in said(path, noted)


def test_swapping_two_events_names_both(origin: Path, tmp_path: Path) -> None:
    rows = events(origin)
    draw = random.Random(2)
    for _ in range(12):
        (one, *_), (other, *_) = draw.sample(rows, 2)
        path = Path(shutil.copy(origin, tmp_path / "t.ilacs"))
        shell(
            path,
            f"CREATE TEMP TABLE pair AS SELECT event_id, payload, payload_hash, kind FROM journal"
            f" WHERE event_id IN ('{one}', '{other}')",
            "UPDATE journal SET (payload, payload_hash, kind) = (SELECT p.payload, p.payload_hash, p.kind"
            " FROM pair AS p WHERE p.event_id <> journal.event_id)"
            f" WHERE event_id IN ('{one}', '{other}')",
        )
        found = said(path)
        assert f"event {one}" in found or f"event {other}" in found
        assert found.count("a field was changed") >= 1


def test_inserting_an_event_anywhere_names_it(origin: Path, tmp_path: Path) -> None:
    columns = "counter, at, reader, kind, payload, payload_hash, previous_hash, hash"
    for event_id, stream, _seq in events(origin):
        path = Path(shutil.copy(origin, tmp_path / "t.ilacs"))
        shell(
            path,
            f"INSERT INTO journal (event_id, stream, seq, {columns}) SELECT 'forged', stream,"
            f" (SELECT max(seq) + 1 FROM journal WHERE stream = '{stream}'), {columns}"
            f" FROM journal WHERE event_id = '{event_id}'",
        )
        assert "event forged" in said(path)


def test_a_rewritten_tail_passes_alone_and_is_named_with_the_noted_head(origin: Path, tmp_path: Path) -> None:
    """Whoever rewrites the whole end with the program itself leaves sound chains: only a note tells."""
    path = Path(shutil.copy(origin, tmp_path / "t.ilacs"))
    with Inspection.open(path, read_only=True) as inspection:
        noted = inspection.journal.head()
        last = events(path)[-1][1]
    shell(
        path,
        f"DELETE FROM event_subject WHERE event_id IN (SELECT event_id FROM journal WHERE stream = '{last}')",
        f"DELETE FROM journal WHERE stream = '{last}'",
        "DELETE FROM finding WHERE reader = 'ben'",
        "DELETE FROM reader WHERE reader = 'ben'",
    )
    with Inspection.open(path, reader="ben", rolling=False) as inspection:
        case = inspection.cases.all()[0].case_id
        inspection.reading.rate(case, "CL-01", Rating.SERIOUS_WEAKNESS, evidence="never written by ben")
        assert verify(inspection).ok
    assert "cut or rewritten" in said(path, noted)


def test_no_statement_gets_past_the_files_own_triggers(origin: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(origin, tmp_path / "t.ilacs"))
    connection = sqlite3.connect(path)
    (event_id,) = connection.execute("SELECT event_id FROM journal WHERE kind = 'finding'").fetchone()
    rest = "stream, seq, counter, at, reader, kind, '{}', payload_hash, previous_hash, hash"
    statements = [
        f"UPDATE journal SET payload = '' WHERE event_id = '{event_id}'",
        f"UPDATE journal SET reader = 'mallory' WHERE event_id = '{event_id}'",
        f"DELETE FROM journal WHERE event_id = '{event_id}'",
        f"REPLACE INTO journal SELECT * FROM journal WHERE event_id = '{event_id}'",
        f"INSERT OR REPLACE INTO journal SELECT 'forged', {rest} FROM journal WHERE event_id = '{event_id}'",
        "UPDATE content SET kind = 'x'",
    ]
    for statement in statements:
        with pytest.raises(sqlite3.IntegrityError, match=r"append only|never changed"):
            connection.execute(statement)
    connection.execute("REPLACE INTO content SELECT sha256, kind, 'x' FROM content")
    assert connection.execute("SELECT count(*) FROM content WHERE body = 'x'").fetchone() == (0,)
    connection.close()


@pytest.mark.skipif(not shim.available(), reason="needs Linux and gcc")
def test_power_cuts_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """The benchmark cuts 200 times; these few keep it honest between."""
    found = replay(tmp_path, 12, 12, random.Random(5))
    for cuts in found.values():
        assert cuts.acknowledged > 12
        assert (cuts.lost, cuts.unsound, cuts.unsound_backups) == (0, 0, 0)


@pytest.mark.skipif(not shim.available(), reason="needs Linux and gcc")
@pytest.mark.parametrize(("how", "points"), [("sync", [5, 20, 40]), ("room", [30_000, 100_000, 150_000])])
def test_a_disk_that_fails_is_said_and_survived(tmp_path: Path, how: str, points: list[int]) -> None:
    found = failing(tmp_path, how, points, 15)
    assert found.refused >= 1
    assert (found.lost, found.unsound, found.stuck) == (0, 0, 0)
