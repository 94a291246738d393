"""Verification: a sound file passes, and whatever is changed is named."""

from __future__ import annotations

import re
import sqlite3
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from sampling.caseload.casefile import Document
from sampling.findings.ratings import Rating
from sampling.store import Inspection, create
from sampling.store.connection import transaction
from sampling.store.verify import Verification, verify
from tests.small import OneDocument, rows, settings, supplied


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.ilacs"
    letter = Document("D09", "letter", None, "Letter", "", "Came with the lists.")
    letters = {"L001": [letter], "K001": [letter]}
    create(made, settings(), rows(), supplied(), documents=letters, reader="anna")
    with Inspection.open(made, reader="anna") as inspection:
        inspection.draws.freeze("leaving_care")
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
        for case in inspection.cases.all("leaving_care")[:2]:
            inspection.reading.rate(case.case_id, "CL-01", Rating.GOOD, evidence="steady contact")
        inspection.history.undo()
    return made


def checked(path: Path, head: str = "") -> Verification:
    with Inspection.open(path, read_only=True) as inspection:
        return verify(inspection, head)


def failed(verification: Verification) -> dict[str, str]:
    return {check.check: check.detail for check in verification.checks if not check.ok}


def broken(path: Path, statement: str, *values: object) -> None:
    """Change the file behind the program's back, its triggers dropped and put back."""
    connection = sqlite3.connect(path)
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in made:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement, values)
    for _name, sql in made:
        connection.execute(sql)
    connection.commit()
    connection.close()


def test_a_sound_file_passes_every_check(path: Path) -> None:
    verification = checked(path)
    assert verification.ok, failed(verification)
    assert len(verification.checks) == 10


def test_a_changed_payload_is_named_by_its_event(path: Path) -> None:
    connection = sqlite3.connect(path)
    (event_id,) = connection.execute("SELECT event_id FROM journal WHERE kind = 'finding'").fetchone()
    connection.close()
    broken(
        path, "UPDATE journal SET payload = replace(payload, 'good', 'strong') WHERE event_id = ?", event_id
    )
    assert f"event {event_id}" in failed(checked(path))["journal"]


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("DELETE FROM journal WHERE kind = 'finding'", "journal"),
        ("UPDATE journal SET at = '2020-01-01T00:00:00.000Z' WHERE kind = 'finding'", "journal"),
        ("UPDATE journal SET payload = '' WHERE kind = 'finding'", "journal"),
        ("UPDATE finding SET rating = 'strong'", "findings"),
        ("DELETE FROM finding", "findings"),
        ("UPDATE content SET body = body || ' ' WHERE kind = 'frame'", "content"),
        ("UPDATE content SET body = replace(body, 'seen alone', 'seen') WHERE kind = 'material'", "content"),
        ("UPDATE material SET sha256 = (SELECT min(sha256) FROM material)", "materials"),
        ("UPDATE list_9 SET team = 'East' WHERE row = 3", "lists"),
        ("DELETE FROM list_9 WHERE row = 3", "lists"),
        ("UPDATE drawn_case SET role = 'sampled'", "draws"),
        ("UPDATE draw SET seed = '27182818'", "findings"),
        ("UPDATE setting SET value = replace(value, 'Marlow', 'Harlow') WHERE key = 'settings'", "settings"),
        ("INSERT INTO setting VALUES ('handout', 'no event')", "settings"),
        ("INSERT INTO setting VALUES ('whatever', '1')", "settings"),
        ("UPDATE setting SET value = '[\"child_id\"]' WHERE key = 'columns_9'", "lists"),
        ("DELETE FROM supplied_document WHERE child = 'L001'", "lists"),
        ("UPDATE supplied_document SET child = 'L002' WHERE child = 'L001'", "lists"),
        ("INSERT INTO material SELECT 'CIC-K001', sha256 FROM material LIMIT 1", "materials"),
        ("DELETE FROM event_subject WHERE subject LIKE 'finding%'", "subjects"),
        (
            "INSERT INTO event_subject SELECT 'finding|eve|X|Y', event_id FROM event_subject LIMIT 1",
            "subjects",
        ),
    ],
)
def test_whatever_is_changed_is_found(path: Path, statement: str, check: str) -> None:
    broken(path, statement)
    assert check in failed(checked(path))


@pytest.mark.parametrize(
    ("table", "column", "check"), [("content", "body", "content"), ("frame", "size", "findings")]
)
def test_a_cell_that_damage_left_empty_is_a_fault_and_not_the_end(
    path: Path, table: str, column: str, check: str
) -> None:
    """No rule of the table holds where its pages were torn."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    named = (table,)
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", named).fetchone()
    loose = re.sub(rf"({column}\s+\w+) NOT NULL", r"\1", made)
    assert loose != made
    connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (loose, *named))
    connection.close()
    broken(path, f"UPDATE {table} SET {column} = NULL")
    assert check in failed(checked(path))


def test_the_files_own_triggers_refuse_changes(path: Path) -> None:
    connection = sqlite3.connect(path)
    for statement in (
        "UPDATE journal SET payload = '{}'",
        "UPDATE journal SET payload = ''",
        "DELETE FROM journal",
        "UPDATE content SET body = ''",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    connection.close()


def test_a_cut_tail_is_found_with_a_head_noted_elsewhere(path: Path) -> None:
    with Inspection.open(path, read_only=True) as inspection:
        noted = inspection.journal.head()
        (last,) = inspection.connection.execute(
            "SELECT event_id FROM journal ORDER BY counter DESC LIMIT 1"
        ).fetchone()
    with Inspection.open(path, reader="ben") as inspection:
        inspection.reading.rate(inspection.cases.all()[0].case_id, "CL-02", Rating.GOOD)
    assert checked(path, noted).ok
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM event_subject WHERE event_id = ?", (last,))
    connection.execute(
        "DELETE FROM journal WHERE counter >= (SELECT counter FROM journal WHERE event_id = ?)", (last,)
    )
    connection.commit()
    connection.close()
    assert "head" in failed(checked(path, noted))


def test_events_order_and_heads_are_those_of_one_history(path: Path) -> None:
    def heads(opened: Inspection) -> tuple[str, int]:
        return opened.journal.head(), opened.journal.count()

    with Inspection.open(path, reader="anna") as inspection:
        before = heads(inspection)
        twin: Callable[[], Inspection] = inspection.sibling
        with twin() as second:
            second.reading.rate(second.cases.all()[0].case_id, "CL-03", Rating.GOOD)
        inspection.reading.rate(inspection.cases.all()[0].case_id, "CL-03", Rating.STRONG)
        streams = {event.stream for event in inspection.journal.events("finding")}
        assert heads(inspection) != before
    assert len(streams) == 2
    assert checked(path, before[0]).ok


def test_verifying_holds_what_stands_and_not_the_journal(path: Path) -> None:
    size = 0
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        case = inspection.cases.all()[0].case_id
        with transaction(inspection.connection):
            for number in range(100):
                evidence = f"{number} {'seen alone ' * 800}"
                inspection.reading.rate(case, "CL-02", Rating.GOOD, evidence=evidence)
                size += len(evidence)
        tracemalloc.start()
        try:
            assert verify(inspection).ok
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < size / 4
