"""What data says never acts: not on the terminal, and nothing is sent anywhere."""

from __future__ import annotations

import csv
import importlib
import json
import pkgutil
import re
import socket
from itertools import cycle
from pathlib import Path

import pytest
from textual.screen import ModalScreen, Screen

import tui.screens
from sampling.store import Inspection
from tests.tui import hostile_world, world
from tests.tui.seeing import settle, shown
from tests.tui.test_endings import ROOT, Terminal
from tests.unit.annex_a_workbooks import FILLED
from tui.app import IlacsApp

FORBIDDEN = (
    b"pwned\x07",
    b"\x1b]5",
    b"\x1b]0",
    b"\x1b]8",
    b"\x1bc",
    b"\x1bP1$r",
    b"\x1b[2J\x1b[31m",
    "\u202e".encode(),
    "\u2066".encode(),
    "\u200b".encode(),
    "\u2028".encode(),
    "\ufeff".encode(),
    *(bytes((0xC2, second)) for second in range(0x80, 0xA0)),
)
"""Bytes that would act, or hide something, and that the program itself never writes."""

_SEQUENCES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\]22;[a-z]+\x07)")
"""Whole control sequences, as the program writes them: colours, places, modes, the pointer's shape."""

SHOW_DATA = {
    *("HomeScreen", "NewScreen", "ListsScreen", "PlanScreen", "CasesScreen", "CaseScreen", "JudgementScreen"),
    *("DebriefScreen", "AskScreen", "CeremonyScreen", "ChooseScreen", "JumpScreen", "SearchScreen"),
}
"""The screens and dialogs on which words from data stand."""

WALK = """
import os, runpy, sys
os.chdir(sys.argv[4])
runpy.run_module("tests.tui.hostile_walk", run_name="__main__", alter_sys=False)
"""


def screens() -> set[str]:
    """Every screen and dialog of the app, by the name of its class."""
    for module in pkgutil.iter_modules(tui.screens.__path__, "tui.screens."):
        importlib.import_module(module.name)
    waiting: list[type] = [Screen]
    found: set[type] = set()
    while waiting:
        kinds: list[type] = waiting.pop().__subclasses__()
        waiting += kinds
        found |= {kind for kind in kinds if kind.__module__.startswith("tui.")}
    return {
        kind.__name__
        for kind in found
        if not kind.__subclasses__() and (kind.__dict__.get("place") or issubclass(kind, ModalScreen))
    }


def lists(folder: Path) -> Path:
    """Lists from an authority with hostile cells in them."""
    folder.mkdir()
    strings = cycle(hostile_world.worst())
    with (folder / "list 3.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(FILLED[3])
        out.writerows([next(strings) for _ in FILLED[3]] for _ in range(30))
    return folder


def test_no_control_byte_that_came_from_data_reaches_the_terminal(tmp_path: Path, home: Path) -> None:
    """Two hundred strings through every screen, dialog and command, past the cleaning; no internet socket."""
    path, seen = hostile_world.build(tmp_path / "h.ilacs"), tmp_path / "seen"
    gone = tmp_path / f"gone {hostile_world.PIECES[0]} kept"
    home.mkdir()
    (home / "settings.json").write_text(json.dumps({"recent": [str(path), str(gone)]}))
    terminal = Terminal(
        WALK,
        str(path),
        str(lists(tmp_path / "lists")),
        str(seen),
        str(tmp_path),
        COLUMNS="100",
        LINES="30",
        PYTHONPATH=str(ROOT),
    )
    assert terminal.end(240) == 0, terminal.written[-2000:]
    written = terminal.written
    assert [piece for piece in FORBIDDEN if piece in written] == []
    assert set(_SEQUENCES.sub(b"", written)) & set(range(32)) <= {*b"\r\n\a"}
    shown = [line.split() for line in seen.read_text("utf-8").splitlines()]
    assert screens() | {"CommandPalette"} <= {words[0] for words in shown}
    levels = {words[1] for words in shown if words[0] == "level" and words[1:]}
    assert levels >= {"j:", "a:", "c:", "r:", "e:", "p:", "d|"}
    assert levels >= {"points:", "meeting:", "concerns:", "queries:", "audits:"}
    assert len({" ".join(words) for words in shown if words[0] == "AskScreen"}) >= 16
    # Everything that shows data showed some of it, and it went to the terminal.
    fed = {words[1] for words in shown if words[0] == "fed"}
    assert fed >= SHOW_DATA
    assert b"kept" in written
    assert b"tabbed" in written


async def test_the_whole_journey_opens_no_internet_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.drawn(tmp_path / "a.ilacs", n=3)
    plain = socket.socket

    class Local(plain):  # type: ignore[misc,valid-type]  # a class found at run time
        """A socket that may not belong to the internet."""

        def __init__(self, family: int = -1, *rest: object, **named: object) -> None:
            assert family not in (-1, socket.AF_INET, socket.AF_INET6), "an internet socket was opened"
            super().__init__(family, *rest, **named)

    monkeypatch.setattr(socket, "socket", Local)
    with Inspection.open(path, reader="Rowan") as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for key in ("f2", "f3", "enter", "2", "e", "x", "y", "escape", "f5", "?", "escape"):
                await pilot.press(key)
                await settle(pilot)
            assert "Judgement" in shown(app)
        case = inspection.cases.all()[0].case_id
        assert inspection.reading.findings(case)
