"""Backups, recovery, redaction, the passphrase and the end of a file, from the command line."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from sampling.store import keyed
from tests.cli.world import Runner
from tests.small import make
from tui import remembered

CANARY = "Quintilla Marrowby"


@pytest.fixture
def file(tmp_path: Path, run: Runner) -> Path:
    path = make(tmp_path / "a.ilacs")
    assert run("draw", path, "leaving_care", "-n", 4, "--seed", "4623513261", "--as", "anna").code == 0
    case = run("cases", path, "--json").document["cases"][0]["case"]
    assert run("rate", path, case, "CL-01", "good", "--evidence", CANARY, "--as", "anna").code == 0
    return path


def evidence(run: Runner, file: Path) -> str:
    case = run("cases", file, "--json").document["cases"][0]["case"]
    return run("show", file, case).out


def test_a_backup_is_made_listed_and_gone_back_to(run: Runner, file: Path) -> None:
    run("backup", file)
    assert "everything already" in run("backup", file).out
    case = run("cases", file, "--json").document["cases"][0]["case"]
    listed = run("backup", file, "--list").out
    name = next(word for word in listed.split() if word.endswith(".ilacs") and "/" not in word)
    assert run("rate", file, case, "CL-01", "strong", "--evidence", "changed", "--as", "anna").code == 0
    back = run("backup", file, "--go-back", name)
    assert back.code == 0, back.err
    assert CANARY in evidence(run, file)
    assert run("verify", file, "--json").document["ok"]


def test_a_damaged_file_is_recovered_from_its_backup(run: Runner, file: Path, tmp_path: Path) -> None:
    run("backup", file)
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    file.write_bytes(data)
    done = run("recover", file, tmp_path / "b.ilacs")
    assert done.code == 0, done.err
    assert "built on the backup" in done.out
    assert CANARY in evidence(run, tmp_path / "b.ilacs")
    assert "never overwritten" in run("recover", file, tmp_path / "b.ilacs").complaint


def test_a_name_is_found_redacted_and_gone(run: Runner, file: Path) -> None:
    found = run("redact", file, "--find", CANARY).out
    event = next(word for line in found.splitlines() for word in line.split() if len(word) >= 32)
    assert run("redact", file, event, "--as", "anna").code == 2
    done = run("redact", file, event, "--because", "a name typed by mistake", "--as", "anna")
    assert done.code == 0, done.err
    assert "copies, exports and reports made before still hold it" in done.err
    assert CANARY.encode() not in file.read_bytes()
    assert run("verify", file, "--json").document["ok"]


@pytest.mark.skipif(
    importlib.util.find_spec("sqlcipher3") is None, reason="the extra 'passphrase' is not installed"
)
def test_a_locked_file_opens_with_its_passphrase_only(
    run: Runner, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "typed in a terminal" in run("lock", file).complaint
    monkeypatch.setenv("ILACS_SAMPLE_PASSPHRASE", "five green bottles")
    assert run("lock", file).code == 0
    assert CANARY.encode() not in file.read_bytes()
    assert CANARY in evidence(run, file)
    twin, both = file.with_name("twin.ilacs"), file.with_name("both.ilacs")
    work = (
        ("copy", file, twin),
        ("merge", both, file, twin),
        ("rollup", both, "--json"),
        ("verify", both),
        ("info", both),
        ("plan", both, "leaving_care"),
    )
    for words in work:
        keyed.forget()
        done = run(*words)
        assert done.code == 0, done.err
    assert CANARY.encode() not in twin.read_bytes() + both.read_bytes()
    keyed.forget()
    monkeypatch.delenv("ILACS_SAMPLE_PASSPHRASE")
    assert "passphrase" in run("cases", file).complaint
    assert "passphrase" in run("rollup", file).complaint
    monkeypatch.setenv("ILACS_SAMPLE_PASSPHRASE", "five green bottles")
    monkeypatch.setenv("ILACS_SAMPLE_NEW_PASSPHRASE", "four green bottles")
    assert run("lock", file, "--change").code == 0
    keyed.forget()
    assert "does not open it" in run("cases", file).complaint
    monkeypatch.setenv("ILACS_SAMPLE_PASSPHRASE", "four green bottles")
    assert run("unlock", file).code == 0
    keyed.forget()
    monkeypatch.delenv("ILACS_SAMPLE_PASSPHRASE")
    assert CANARY in evidence(run, file)


def test_purging_asks_and_then_leaves_nothing(run: Runner, file: Path) -> None:
    run("backup", file)
    other = file.with_name("other.ilacs")
    remembered.opened(other)
    remembered.opened(file)
    assert "say --yes" in run("purge", file).complaint
    assert file.exists()
    assert str(file) in remembered.settings_path().read_text()
    done = run("purge", file, "--yes")
    assert done.code == 0, done.err
    assert "encrypted disk" in done.err
    assert "taken off the app's list of files opened lately" in done.out
    assert remembered.load().recent == (str(other),)
    assert [item.name for item in file.parent.iterdir()] == ["home"]
    assert [item.name for item in remembered.settings_path().parent.iterdir()] == ["settings.json"]
    assert "no such file" in run("purge", file, "--yes").complaint
