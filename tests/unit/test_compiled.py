"""Data files kept compiled: quick, never stale, never in the way."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from sampling import framework
from sampling.caseload import flags
from sampling.caseload.annex_a import specification
from sampling.compiled import _changed, compiled
from sampling.framework import calendar, loader
from sampling.store.purge import purge


class Reader:
    """Counts how often a file was really read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> dict[str, str]:
        self.times += 1
        return {"text": self.file.read_text(encoding="utf-8")}


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader of one data file."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    file = tmp_path / "words.toml"
    file.write_text("first", encoding="utf-8")
    return Reader(file)


def test_read_once(read: Reader) -> None:
    """The second time nothing is read."""
    first = compiled("words", [read.file], read)
    assert compiled("words", [read.file], read) == first == {"text": "first"}
    assert read.times == 1


def test_a_changed_file_is_read_anew(read: Reader) -> None:
    """Even where only its time tells."""
    compiled("words", [read.file], read)
    read.file.write_text("other", encoding="utf-8")
    os.utime(read.file, ns=(1, 1))
    assert compiled("words", [read.file], read) == {"text": "other"}


def test_damage_is_read_over(read: Reader, tmp_path: Path) -> None:
    """What was kept and is cut short, or has a bit turned over, is not used."""
    compiled("words", [read.file], read)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    whole = kept.read_bytes()
    for broken in (whole[:-3], b"", whole[:-1] + bytes([whole[-1] ^ 1])):
        kept.write_bytes(broken)
        assert compiled("words", [read.file], read) == {"text": "first"}
    assert read.times == 4


@pytest.mark.parametrize("call", [os.system, print, purge, Path.unlink])
def test_what_would_run_something_is_not_taken_back(
    read: Reader, tmp_path: Path, capsys: pytest.CaptureFixture[str], call: Callable[..., object]
) -> None:
    """Even where whoever wrote it got its digest right."""

    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (call, ("echo trapped",))

    compiled("words", [read.file], read)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    stamp = repr([(read.file.name, *_changed(read.file))]).encode()
    body = pickle.dumps(Trap())
    kept.write_bytes(hashlib.sha256(stamp + body).digest() + body)
    assert compiled("words", [read.file], read) == {"text": "first"}
    assert read.times == 2
    assert capsys.readouterr().out == ""


def test_a_place_that_cannot_be_written_stops_nothing(read: Reader, tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "__pycache__").write_text("in the way", encoding="utf-8")
    assert compiled("words", [read.file], read) == {"text": "first"}
    assert read.times == 1


def test_nothing_is_kept_where_python_keeps_nothing(
    read: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with ``python -B``."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    compiled("words", [read.file], read)
    assert not (tmp_path / "__pycache__").exists()


@pytest.mark.parametrize(
    "load",
    [
        lambda: framework.load("ilacs-2026"),
        lambda: framework.load("ilacs-2018"),
        flags._shipped,
        calendar._bank_holidays.__wrapped__,
        specification.load.__wrapped__,
    ],
)
def test_all_that_the_program_keeps_is_taken_back(
    load: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of it holds anything but values, or it would be read anew each time."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    loader.load.cache_clear()
    first = load()
    kept = [file for file in tmp_path.rglob("*.pyc") if file.is_file()]
    assert kept
    monkeypatch.setattr("sampling.compiled._keep", lambda *_: pytest.fail("read anew"))
    loader.load.cache_clear()
    assert load() == first
