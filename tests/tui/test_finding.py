"""Finding one's way: words in all cases, letters beside lines, the keys of vi; and copying."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.app import App

from sampling.errors import IlacsError, UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.seeing import settle, shown, words
from tui import remembered
from tui.app import IlacsApp
from tui.copying import TOOLS, copy, tool
from tui.screens.case import CaseScreen
from tui.screens.jump import LETTERS, JumpScreen, labels
from tui.screens.queue import reading_order
from tui.screens.search import SearchScreen
from tui.searching import search
from tui.widgets.file_pane import FilePane
from tui.widgets.rows import RowList


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_world.drawn(tmp_path_factory.mktemp("find") / "made.ilacs", n=3)


@pytest.fixture
def path(drawn: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "reading.ilacs"
    copied.write_bytes(drawn.read_bytes())
    return copied


# Searching


def test_notes_come_before_what_is_on_file_and_all_of_it_is_looked_through(path: Path) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        case = reading_order(inspection)[1]
        inspection.reading.rate(case, "HP-10", Rating.GOOD, evidence="Two visits SEEN ALONE, then none")
        inspection.reading.rate(case, "overall", Rating.GOOD, evidence="seen alone throughout")
        inspection.reading.query(case, "Was she seen alone in May?")
        inspection.reading.concern(case, "practice", "not seen alone since")
        hits = list(search(inspection, "seen alone"))
        notes = [hit for hit in hits if hit.note]
        assert [hit.place for hit in notes] == ["HP-10", "overall", "query", "concern"]
        assert hits[: len(notes)] == notes
        assert {hit.place for hit in hits if not hit.note} == {f"S-{n:02}" for n in range(1, 11)}
        assert all("seen alone" in hit.words.casefold() for hit in hits)
        assert list(search(inspection, "seen alone", files=False)) == notes
        assert list(search(inspection, "[/nope]"))
        excerpt = next(hit.words for hit in search(inspection, "part 9") if hit.place == "D-01")
        assert excerpt.startswith("…"), "from the middle of a text"
        assert excerpt.endswith("…")
        known = set(case_world.Papers().material("", "").documents[0].text.split())
        assert set(excerpt.strip("…").split()) <= known, "no word is cut"
        with pytest.raises(UsageError, match="some words"):
            next(search(inspection, " \n"))


def test_a_double_read_case_is_not_searched_for_the_other_reader(path: Path) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        case = reading_order(inspection)[0]
        inspection.reading.assign(case, "Rowan", also=["Perpetua"])
        inspection.reading.rate(case, "HP-10", Rating.GOOD, evidence="secret till both have read")
    with Inspection.open(path, reader="Perpetua") as inspection:
        assert list(search(inspection, "secret till both")) == []


async def test_a_search_leads_to_the_finding_and_to_the_entry(path: Path) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        case = reading_order(inspection)[2]
        inspection.reading.rate(case, "HP-14", Rating.GOOD, evidence="no date [A1] anywhere")
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("S", *"[a1] any", "enter")
            await settle(pilot)
            assert "1 place in 1 case" in shown(app)
            assert "no date [A1] anywhere" in words(app)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, CaseScreen)
            assert app.screen.desk is not None
            assert (app.screen.desk.case_id, app.screen.desk.current) == (case, "HP-14")
            await pilot.press("S")
            await settle(pilot)
            assert "no date [A1] anywhere" in words(app), "the last search is still there"
            await pilot.press("tab", "tab", "home", *"x", "enter")
            await pilot.press("escape")
            await settle(pilot)
            screen = SearchScreen(app.place_shown, "visit 7:")
            app.push_screen(screen, lambda where: app.go("case", **(where or {})))
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert app.screen.query_one(FilePane).entry_at_cursor() == "S-07"


# Jumping and the keys of vi


def test_no_label_is_the_beginning_of_another() -> None:
    assert labels(3) == list(LETTERS[:3])
    many = labels(60)
    assert len(set(many)) == 60
    assert {len(label) for label in many} == {2}


async def test_a_letter_beside_each_line_goes_there(path: Path) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            listing = app.screen.query_one("#cases", RowList)
            wanted = listing.rows_in_sight()[4][0]
            await pilot.press("ctrl+o")
            await settle(pilot)
            assert isinstance(app.screen, JumpScreen)
            row = next(line for line in shown(app).splitlines() if wanted[2:] in line)
            assert row.strip().startswith(LETTERS[4]), "the label stands on the line it is for"
            await pilot.press(LETTERS[4])
            await settle(pilot)
            assert listing.key == wanted
            before = listing.key
            await pilot.press("ctrl+o", "exclamation_mark")
            await settle(pilot)
            assert not isinstance(app.screen, JumpScreen)
            assert listing.key == before


async def test_gg_is_the_first_line_and_g_alone_the_roll_up(path: Path) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            listing = app.screen.query_one("#cases", RowList)
            await pilot.press("G")
            assert listing.key == listing.rows[-1].key
            await pilot.press("g", "g")
            assert listing.key == listing.rows[1].key
            await pilot.press("l")
            await settle(pilot)
            assert app.current_place == "case"
            await pilot.press("g")
            await pilot.pause(0.5)
            await settle(pilot)
            assert app.current_place == "judgement"
            await pilot.press("h")
            await settle(pilot)
            assert app.current_place == "case"


# Copying


def test_a_tool_is_chosen_by_what_there_is_and_never_over_ssh() -> None:
    def found(*names: str) -> object:
        return lambda name: f"/bin/{name}" if name in names else None

    for environment, names, expected in (
        ({}, ("pbcopy",), "pbcopy"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, ("wl-copy", "xclip"), "wl-copy"),
        ({"DISPLAY": ":0"}, ("wl-copy", "xclip"), "xclip"),
        ({"DISPLAY": ":0"}, ("xsel",), "xsel"),
        ({}, ("xclip", "clip.exe"), "clip.exe"),
    ):
        chosen = tool(environment, found(*names))  # type: ignore[arg-type]
        assert chosen is not None
        assert chosen.name == expected
    assert tool({}, found()) is None  # type: ignore[arg-type]
    everything = found(*(name for name, _, _ in TOOLS))
    assert tool({"SSH_TTY": "/dev/pts/1"}, everything) is None  # type: ignore[arg-type]


def test_a_tool_gets_the_cleaned_text_and_one_that_fails_leaves_it_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform == "win32":
        pytest.skip("shell scripts")
    for variable in ("SSH_TTY", "SSH_CONNECTION", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    handed: list[str] = []
    for name in ("pbcopy", "clip.exe"):
        assert not (tmp_path / name).exists()
    xclip = tmp_path / "xclip"
    xclip.write_text(f"#!/bin/sh\ncat > '{tmp_path}/clip'\n")
    xclip.chmod(0o755)
    assert copy("a \x1b[31m b", handed.append) == "copied 9 characters with xclip"
    assert (tmp_path / "clip").read_text() == "a \ufffd[31m b"
    xclip.write_text("#!/bin/sh\nexit 1\n")
    assert "handed to the terminal" in copy("text", handed.append)
    assert handed == ["text"]
    with pytest.raises(IlacsError, match="nothing to copy"):
        copy(" \n", handed.append)
    with pytest.raises(IlacsError, match="too long"):
        copy("x" * 80_000, handed.append)


async def test_copying_says_where_it_went_and_can_be_forbidden(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/9")
    handed: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda _self, text: handed.append(text))
    with Inspection.open(path, reader="Rowan") as inspection:
        case = reading_order(inspection)[0]
        inspection.reading.rate(case, "HP-05", Rating.GOOD, evidence="All [of] it\nin full")
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("h", "y")
            assert "handed to the terminal" in words(app)
            assert handed[-1].startswith("14/01/2026")
            assert "Visit 1: seen alone" in handed[-1]
            await pilot.press("d", "enter", "y")
            assert handed[-1].startswith("Assessment\n\nAssessment, part 1.")
            await pilot.press("tab")
            app.screen.query_one("#findings", RowList).move_to("HP-05")
            await pilot.pause()
            await pilot.press("y")
            assert "All [of] it\nin full" in handed[-1]
            await pilot.press("Y", "y")
            assert "copying is forbidden" in words(app)
            assert len(handed) == 3
            assert not remembered.load().copying
            await pilot.press("Y", "y")
            assert len(handed) == 4
