"""What the tests of the command line share: running a command, and a small workbook made by code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from sampling.caseload.annex_a.specification import load
from sampling.caseload.lists import ListRow
from tests import small
from tui.cli import main

CENSUS = "2024-03-29"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """Its one line on stderr, which is all that a failure says."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("ilacs-sample: "), self.err
        return lines[0].removeprefix("ilacs-sample: ")


class Runner:
    """Runs commands inside this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> Ran:
        """Run a command, whatever comes of it."""
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        captured = self._capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def fine(self, *words: object) -> Ran:
        """Run a command that has to succeed."""
        ran = self(*words)
        assert ran.code == 0, ran.err
        return ran

    def json(self, *words: object) -> Any:
        """Run a command that has to succeed, for its JSON document."""
        return self.fine(*words, "--json").document


def run_apart(*words: object, home: Path | None = None, **environment: str) -> Ran:
    """Run a command in a process of its own, without a terminal."""
    given = {**os.environ, **environment, **({"ILACS_SAMPLE_HOME": str(home)} if home else {})}
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", *map(str, words)],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def write_workbook(
    path: Path,
    rows: Iterable[ListRow] | None = None,
    *,
    backwards: bool = False,
    extra: Mapping[int, Iterable[Mapping[str, object]]] | None = None,
) -> Path:
    """Write an Annex A workbook of the small authority.

    Args:
        path: where.
        rows: other rows than the small authority's.
        backwards: whether every list's rows stand in the opposite order.
        extra: further rows by list, as cells by column key.
    """
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    taken = list(small.rows() if rows is None else rows)
    for spec in load().lists:
        sheet = book.add_worksheet(f"List {spec.number}")
        for place, column in enumerate(spec.columns):
            sheet.write(0, place, column.header)
        own: list[Mapping[str, object]] = [row.values for row in taken if row.list == spec.number]
        own += list((extra or {}).get(spec.number, ()))
        for number, values in enumerate(reversed(own) if backwards else own, start=1):
            for place, column in enumerate(spec.columns):
                value = values.get(column.key)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value)
                elif value is not None:
                    sheet.write(number, place, value)
    book.close()
    return path
