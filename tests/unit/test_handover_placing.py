"""Files in their place: private, whole or not at all, and never over another."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sampling.errors import FileError
from sampling.handover.placing import placed, write_private


def test_what_is_written_appears_under_its_name_and_is_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with placed(tmp_path / "a", tmp_path / "b") as (one, two):
            write_private(one, b"one")
            write_private(two, lambda file: file.write("zwei ü\n"))
            assert not (tmp_path / "a").exists()
    finally:
        os.umask(before)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "b").read_bytes() == "zwei ü\n".encode()
    assert {stat.S_IMODE(item.stat().st_mode) for item in tmp_path.iterdir()} == {0o600}


def test_a_failure_leaves_nothing_and_passes_on(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_while_writing(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def fail_while_writing(target: Path) -> None:
    with placed(target) as (part,):
        part.mkdir()
        write_private(part / "inside", b"x")
        raise ZeroDivisionError


def test_a_name_taken_meanwhile_is_not_overwritten_and_its_sister_goes_too(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="never overwritten"):
        place_while_somebody_else_does(tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text() == "theirs"


def place_while_somebody_else_does(folder: Path) -> None:
    with placed(folder / "a", folder / "b") as parts:
        for part in parts:
            write_private(part, b"mine")
        (folder / "b").write_text("theirs")


def test_a_link_to_nowhere_is_taken_too(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileError, match="never overwritten"), placed(tmp_path / "a"):
        pass


def test_a_name_that_no_disk_takes_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="could not be written") as caught, placed(tmp_path / ("x" * 300)):
        pass
    assert "\n" not in str(caught.value)
