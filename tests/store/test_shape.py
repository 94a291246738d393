"""Files that another program laid out otherwise: planted triggers, views, columns and false versions."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sampling.errors import FileError, ReadOnlyError
from sampling.findings.ratings import Rating
from sampling.store import Inspection, schema, shape
from sampling.store.backups import back_up, backups
from sampling.store.merge import merge
from sampling.store.recover import recover
from sampling.store.verify import verify
from tests.store.one_case import CRITERION, drawn, first, note, rate


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = drawn(tmp_path_factory.mktemp("shape") / "a.ilacs")
    rate(made, "as recorded")
    return made


@pytest.fixture
def path(origin: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(origin, tmp_path / "a.ilacs"))


def changed(path: Path, script: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(script)
    return path


EVIL = "the trigger 'evil' was put in"

OTHERWISE = {
    EVIL: "CREATE TRIGGER evil BEFORE INSERT ON finding BEGIN SELECT RAISE(IGNORE); END",
    "the trigger 'later' was put in": "CREATE TRIGGER later AFTER INSERT ON event_subject"
    " BEGIN UPDATE finding SET rating = 'strong'; END",
    "the trigger journal_no_delete is missing": "DROP TRIGGER journal_no_delete",
    "the trigger journal_no_update was laid out": "DROP TRIGGER journal_no_update; CREATE TRIGGER"
    " journal_no_update BEFORE UPDATE ON journal WHEN 0 BEGIN SELECT 1; END",
    "the table 'loot' was put in": "CREATE TABLE loot (x)",
    "the index 'mine' was put in": "CREATE INDEX mine ON finding (rating)",
    "the index journal_order is missing": "DROP INDEX journal_order",
    "the table draft is missing": "DROP TABLE draft",
    "the table finding was laid out": "ALTER TABLE finding ADD COLUMN g TEXT AS (rating) VIRTUAL",
    "the table list_9 is missing": "ALTER TABLE list_9 ADD COLUMN g TEXT AS (team) VIRTUAL",
    "the table journal was laid out": "ALTER TABLE journal ADD COLUMN extra TEXT",
}


@pytest.mark.parametrize("said", OTHERWISE)
def test_a_file_laid_out_otherwise_is_named_and_only_looked_at(path: Path, said: str) -> None:
    changed(path, OTHERWISE[said])
    with Inspection.open(path, reader="anna", rolling=False) as opened:
        assert opened.read_only
        with pytest.raises(ReadOnlyError, match="it is damaged"):
            opened.reading.rate(first(opened), CRITERION, Rating.STRONG)
        named = {check.check: check.detail for check in verify(opened).checks if not check.ok}
    assert said in named["structure"]


@pytest.mark.parametrize("table", ["journal", "list_9", "content"])
def test_columns_that_were_put_in_do_not_keep_a_table_from_being_recovered(
    path: Path, tmp_path: Path, table: str
) -> None:
    changed(path, f"ALTER TABLE {table} ADD COLUMN extra TEXT DEFAULT 'x'; {OTHERWISE[EVIL]}")
    assert recover(path, tmp_path / "out.ilacs").lost == ()
    assert note(tmp_path / "out.ilacs") == "as recorded"


PRETENCES = {
    "a view in the place of a table": "ALTER TABLE finding RENAME TO f;"
    " CREATE VIEW finding AS SELECT * FROM f",
    "a view that never ends": "DROP TABLE reader; CREATE VIEW reader AS WITH RECURSIVE c (n) AS"
    " (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n AS reader, n AS name, 0 AS simulated FROM c",
    "a virtual table": "CREATE VIRTUAL TABLE words USING fts5 (x)",
}


@pytest.mark.parametrize("script", PRETENCES.values(), ids=PRETENCES)
def test_what_pretends_to_be_a_table_is_not_even_read(path: Path, tmp_path: Path, script: str) -> None:
    changed(path, script)
    for read_only in (True, False):
        with pytest.raises(FileError, match="put a view or a virtual table into it"):
            Inspection.open(path, reader="anna", read_only=read_only)
    recover(path, tmp_path / "out.ilacs")
    assert note(tmp_path / "out.ilacs") == "as recorded"


def test_a_backup_or_a_laptops_file_with_a_planted_trigger_is_not_built_on(
    path: Path, tmp_path: Path
) -> None:
    kept = back_up(path)
    assert kept is not None
    changed(kept, OTHERWISE[EVIL])
    assert list(backups(path)) == []
    twin = tmp_path / "twin.ilacs"
    twin.write_bytes(path.read_bytes())
    changed(twin, OTHERWISE[EVIL])
    with pytest.raises(FileError, match=r"twin\.ilacs is not sound.*evil"):
        merge(tmp_path / "out.ilacs", [path, twin])


def test_a_file_as_it_should_be_is_known_at_a_glance(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails when the schema got a new script: then ``shape.LAID_OUT`` is the digest that this shows."""
    with Inspection.open(path, read_only=True) as opened:
        with monkeypatch.context() as patched:
            patched.setattr(schema, "create", lambda _connection: pytest.fail("the scripts were run"))
            assert list(shape.faults(opened.connection)) == []
        monkeypatch.setattr(shape, "LAID_OUT", "of an earlier program")
        assert list(shape.faults(opened.connection)) == []


@pytest.mark.parametrize(
    ("version", "writing", "looking"),
    [
        (0, "cannot be brought up to date: it is not laid out as version 0", "open it once for writing"),
        (1, "cannot be brought up to date: it is not laid out as version 1", "open it once for writing"),
        (-1, "damaged", "damaged"),
        (99, "made by a newer", "made by a newer"),
    ],
)
def test_a_false_version_is_said(path: Path, version: int, writing: str, looking: str) -> None:
    changed(path, f"PRAGMA user_version = {version}")
    for read_only, said in ((False, writing), (True, looking)):
        with pytest.raises(FileError, match=said):
            Inspection.open(path, reader="anna", read_only=read_only, rolling=False)


def test_a_table_whose_making_cannot_be_read_does_not_hide_the_others(path: Path, tmp_path: Path) -> None:
    changed(
        path,
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'nothing' WHERE name = 'finding'",
    )
    with pytest.raises(FileError, match="damaged"):
        Inspection.open(path, reader="anna")
    recover(path, tmp_path / "out.ilacs")
    assert note(tmp_path / "out.ilacs") == "as recorded"


@pytest.mark.parametrize(
    "payload", ["x'00ff'", "CAST(x'7bff7d' AS TEXT)", "replace(hex(zeroblob(30000)), '0', '[')"]
)
def test_a_payload_that_is_none_is_named_by_its_event(path: Path, payload: str) -> None:
    changed(
        path,
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, ') STRICT', ')')"
        " WHERE name = 'journal'; PRAGMA writable_schema = RESET; DROP TRIGGER journal_no_update;"
        f" UPDATE journal SET payload = {payload} WHERE kind = 'finding'",
    )
    with Inspection.open(path, reader="anna", read_only=True) as opened:
        (event_id,) = opened.connection.execute(
            "SELECT event_id FROM journal WHERE kind = 'finding'"
        ).fetchone()
        named = {check.check: check.detail for check in verify(opened).checks if not check.ok}
    assert f"event {event_id}" in named["journal"]
