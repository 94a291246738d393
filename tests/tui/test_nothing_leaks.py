"""What data says never acts: not on the terminal, and nothing is sent anywhere."""

from __future__ import annotations

import os
import random
import socket
from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.casefile import Document, Entry, Material, Person, WorkerSpell
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import world
from tests.tui.seeing import settle, shown
from tests.tui.test_endings import RUNNING, Terminal
from tui.app import IlacsApp

PIECES = (
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1b]52;c;cHduZWQ=\x1b\\",
    "\x1b]0;pwned\x07",
    "\x1b]8;;https://pwned.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31m",
    "\x9b31mpwned",
    "\x90pwned\x9c",
    "\u202epwned\u2066",
    "\x00\x07\x08\x7f",
    "[@click=app.quit]x[/]",
    "[/nope] [$primary @click=app.quit]y[/]",
    '=HYPERLINK("https://pwned.example")',
    "<script>pwned</script>",
)
"""What hostile strings are made of: clipboard, title, link, colour, C1, bidi, controls, markup, formula."""

FORBIDDEN = (
    b"\x1b]52;c;",
    b"\x1b]0;pwned",
    b"\x1b]8;;https://pwned",
    b"\xc2\x9b",
    b"\xc2\x90",
    "\u202e".encode(),
    "\u2066".encode(),
    b"\x1b[2J\x1b[31m",
)
"""Bytes that would act and that the program itself never writes."""


def worst(count: int) -> list[str]:
    """So many hostile strings, always the same."""
    dice = random.Random("worst")
    return ["".join(dice.choices((*PIECES, "kept ", "word "), k=6)) for _ in range(count)]


class Hostile:
    """A document source whose every field is hostile: 200 strings a child."""

    def material(self, child: str, area: str) -> Material:
        strings = worst(200)
        day = date(2026, 3, 1)
        return Material(
            tuple(
                Entry(f"E-{n}", day, text[:20], text, worker=text, team=text, source=text)
                for n, text in enumerate(strings[:120])
            ),
            tuple(
                Document(f"D{n:02}", text[:20], day, text, text, f"{text}\n{text}")
                for n, text in enumerate(strings[120:160])
            ),
            tuple(Person(text, text) for text in strings[160:180]),
            tuple(WorkerSpell(text, text, day, None) for text in strings[180:]),
        )


def hostile(path: Path) -> Path:
    """An inspection with a drawn case full of hostile strings, findings and a concern among them."""
    world.make(path, authority=worst(1)[0])
    with Inspection.open(path, reader="Rowan") as inspection:
        inspection.draws.draw("leaving_care", 3, "six dice", documents=Hostile())
        case = inspection.cases.all()[0].case_id
        for criterion, text in zip(inspection.edition.area("leaving_care").core, worst(14), strict=True):
            inspection.reading.rate(case, criterion, Rating.NEEDS_IMPROVEMENT, evidence=text)
        inspection.reading.rate(case, "overall", Rating.SERIOUS_WEAKNESS, evidence=worst(2)[1])
        inspection.reading.concern(case, "practice", worst(3)[2], worst(4)[3])
        inspection.reading.query(case, worst(5)[4])
        inspection.reading.complete(case)
    return path


def test_no_control_byte_that_came_from_data_reaches_the_terminal(tmp_path: Path) -> None:
    terminal = Terminal(RUNNING, str(hostile(tmp_path / "h.ilacs")))
    assert terminal.read_until(b"F2 Plan")
    page_down, tab = b"\x1b[6~", b"\t"
    walk = [
        b"\x1bOR",
        b"\x1bOS",
        b"s",
        page_down,
        b"h",
        *[page_down] * 8,
        b"d",
        *[page_down] * 4,
        b"\r",
        b"n",
    ]
    walk += [tab, *[page_down] * 3, b"\x1b[15~", *[page_down] * 4, b"\r", b"\x1bOQ", b"?"]
    for key in walk:
        os.write(terminal.main, key)
        terminal.read_until(b"\0never\0", 0.1)
    os.write(terminal.main, b"\x11")
    assert terminal.end() == 0
    found = [piece for piece in FORBIDDEN if piece in terminal.written]
    assert found == []
    assert terminal.written.count(b"kept") > 20


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
