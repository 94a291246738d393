"""What happens in real life: resized while typing, pasted into, held elsewhere, without papers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual import events

from sampling.store import Inspection
from sampling.store.verify import verify
from sampling.text import clean
from tests.tui import case_world, world
from tests.tui.case_world import CONTROLS, HOSTILE
from tests.tui.seeing import settle, shown, words
from tui.app import IlacsApp
from tui.screens.asking import AskScreen
from tui.screens.case import CaseScreen
from tui.screens.queue import reading_order
from tui.widgets.evidence import EvidenceBox
from tui.widgets.file_pane import FilePane
from tui.widgets.typed import DELAY


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_world.drawn(tmp_path_factory.mktemp("rough") / "made.ilacs", n=3)


@pytest.fixture
def path(drawn: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "reading.ilacs"
    copied.write_bytes(drawn.read_bytes())
    return copied


def _first(inspection: Inspection) -> str:
    return reading_order(inspection)[0]


async def test_a_resize_in_the_middle_of_typing_loses_nothing(path: Path) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        case = _first(inspection)
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("e", *"half ")
            for width, height in ((160, 48), (59, 17), (20, 5), (100, 30), (80, 24)):
                await pilot.resize_terminal(width, height)
                await pilot.pause()
            await pilot.press(*"done", "escape")
            assert "evidence for HP-05 recorded" in words(app)
            assert inspection.reading.findings(case)["HP-05"].evidence == "half done"
            await pilot.press("r", "1", *"one ")
            await pilot.resize_terminal(160, 48)
            await pilot.resize_terminal(40, 10)
            await pilot.resize_terminal(80, 24)
            await pilot.press(*"two", "ctrl+s")
            assert [concern.text for concern in inspection.reading.concerns(case)] == ["one two"]


async def test_a_paste_of_100_kb_with_control_characters_is_cleaned_kept_and_recorded(path: Path) -> None:
    pasted = ("Seen \x1b]52;c;eA==\x07 alone \x9b31m at \u202eemoh\x00\r\n" * 3000)[:100_000]
    with Inspection.open(path, reader="Rowan") as inspection:
        case = _first(inspection)
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("e")
            box = app.screen.query_one(EvidenceBox)
            app.screen.focused.post_message(events.Paste(pasted))  # type: ignore[union-attr]
            for _ in range(60):
                await pilot.pause(DELAY / 2)
                draft = inspection.reading.draft(case, "evidence:HP-05")
                if draft:
                    break
            assert draft == box.text
            assert not {char for char in box.text if ord(char) < 32 and char != "\n"}
            assert not set(box.text) & set("\x9b\u202e\x7f")
            assert len(box.text) > 90_000
            await pilot.press("escape")
            await settle(pilot)
            recorded = inspection.reading.findings(case)["HP-05"].evidence
            assert recorded == clean(recorded).text
            assert recorded.startswith("Seen �]52;c;eA==� alone")
            assert app.is_running


async def test_a_file_held_elsewhere_is_read_only_and_it_is_said_by_whom(path: Path) -> None:
    with Inspection.open(path, reader="Perpetua") as holder:
        assert not holder.read_only
        with Inspection.open(path, reader="Rowan") as inspection:
            assert inspection.read_only
            app = IlacsApp(inspection, _first(inspection))
            async with app.run_test(size=(80, 24)) as pilot:
                await settle(pilot)
                assert "has it open; close it there first" in words(app)
                assert "read-only" in shown(app).splitlines()[0]
                events_before = inspection.journal.count()
                for key in ("2", "e", "c", "u", "r", "a", "p", "x", "z", "o"):
                    await pilot.press(key)
                    assert not isinstance(app.screen, AskScreen), key
                assert "read-only" in words(app)
                assert inspection.journal.count() == events_before
                await pilot.press("ctrl+q")


async def test_a_case_without_papers_says_so_on_every_tab(tmp_path: Path) -> None:
    path = world.drawn(tmp_path / "bare.ilacs")
    with Inspection.open(path, reader="Rowan") as inspection:
        case = inspection.cases.all("children_in_care")[0].case_id
        # Where somebody was reading a document that is not there any more.
        left = {
            "tab": "documents",
            "document": "D-99",
            "read": {"D-99": 40},
            "places": {"documents": ["D-99", 3]},
        }
        inspection.place.save({"screen": "case", "case": {"case": case, "criterion": "gone", "file": left}})
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "No document is on file." in shown(app)
            await pilot.press("enter", "c")
            assert "put the cursor on an entry" in words(app)
            await pilot.press("n")
            assert "Nobody is named on file." in shown(app)
            await pilot.press("h")
            assert app.screen.query_one(FilePane).entry_at_cursor() or "Nothing is on file" in shown(app)
            await pilot.press("w", "escape", "slash", *"zzz", "enter")
            assert "Nothing holds that text. esc shows everything." in shown(app)
            await pilot.press("escape", "2")
            assert inspection.reading.findings(case)


async def test_a_clock_that_jumps_neither_crashes_nor_changes_what_stands(path: Path) -> None:
    now = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)

    def clock() -> datetime:
        return now

    with Inspection.open(path, reader="Rowan", clock=clock) as inspection:
        case = _first(inspection)
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("2")
            now -= timedelta(days=800)
            await pilot.press("comma", "3", "e", *"back", "escape")
            now += timedelta(days=9000)
            await pilot.press("comma", "4", "comma", "comma", "e", *"x", "escape", "u", *"q", "ctrl+s", "s")
            now -= timedelta(days=5000)
            await pilot.press("z", "Z", "]", "[")
            await settle(pilot)
            assert inspection.reading.findings(case)["HP-05"].rating == "serious_weakness"
            await pilot.press("ctrl+q")
        assert verify(inspection).ok


async def test_hostile_words_in_every_field_are_shown_as_they_are_and_do_nothing(path: Path) -> None:
    nasty = clean(f"{HOSTILE} {CONTROLS}").text
    with Inspection.open(path, reader="Rowan") as inspection:
        case = _first(inspection)
        inspection.reading.rate(case, "HP-05", evidence=f"{HOSTILE} {CONTROLS}")
        inspection.reading.query(case, HOSTILE, "HP-05")
        query = inspection.reading.queries(case)[0].query_id
        inspection.reading.answer_query(query, HOSTILE)
        inspection.reading.concern(case, "practice", HOSTILE, HOSTILE)
        inspection.reading.add_entry(case, None, "conversation", HOSTILE, HOSTILE)
        inspection.reading.assign(case, "Rowan", also=["[@click=app.quit]x[/]"])
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            seen = ""
            for keys in (("s", "end"), ("h", "end"), ("d",), ("n",), ("tab",), ("e",)):
                await pilot.press(*keys)
                await settle(pilot)
                seen += words(app).replace("│", " ")
                assert isinstance(app.screen, CaseScreen)
            assert app.screen.query_one(EvidenceBox).text == nasty
            await pilot.press("end", *"[/nope]", "escape")
            assert inspection.reading.findings(case)["HP-05"].evidence == f"{nasty}[/nope]"
            await pilot.press("p", *"[/x] [A1]", "tab", *"[b]", "ctrl+s", "slash", *"[/", "enter", "escape")
            await pilot.press("m", "escape", "w", "escape", "S", *"[/nope]", "enter")
            await settle(pilot)
            seen += words(app)
            await pilot.press("escape", "f3", "slash", *"[/", "enter", "escape", "colon", *"[/x]")
            await pilot.pause(0.2)
            assert app.is_running
            for told in ("[@click=app.quit]quit[/]", "[A1]", "[/nope]"):
                assert told in seen
            assert not {char for char in seen if ord(char) < 32 or char in "\x9b\u202e"}
