"""The debrief on screen: what each may open, without a session, and whatever the texts hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.training.collect import collect
from sampling.training.folder import SessionFolder
from sampling.training.key import CaseKey, PlantedLevel
from sampling.training.opening import open_debrief
from tests import session_world
from tests.session_world import REASON, HandKeys
from tests.tui import case_world
from tests.tui.contrast import faint
from tests.tui.seeing import settle, shown, words
from tui.app import IlacsApp
from tui.screens.asking import AskScreen
from tui.screens.debrief import DebriefScreen
from tui.widgets.rows import RowList

SIZES = [(80, 24), (160, 48)]


def lines_of(app: IlacsApp) -> RowList:
    screen = app.screen
    assert isinstance(screen, DebriefScreen)
    return screen.query_one("#lines", RowList)


def session(path: Path, *, opened: bool = True) -> SessionFolder:
    """Two readers and a third who leans, collected, and opened unless told otherwise."""
    session_world.session(path, session_world.plan("anna", "ben", "cara", files=3))
    folder = SessionFolder(path)
    for name, leaning in (("anna", 0.0), ("ben", 0.0), ("cara", 0.8)):
        session_world.simulate(folder.master, name, leaning=leaning)
    collect(folder)
    if opened:
        with Inspection.open(folder.collected, reader="trainer") as inspection:
            open_debrief(inspection, folder.key)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    return session(tmp_path_factory.mktemp("session") / "monday")


def app_at(path: Path, reader: str, **where: str) -> IlacsApp:
    inspection = Inspection.open(path, reader=reader, read_only=True)
    app = IlacsApp(inspection)
    app.first = ("debrief", where)
    return app


async def test_a_reader_opens_only_the_own_page_and_the_trainer_every_one(folder: SessionFolder) -> None:
    app = app_at(folder.collected, "anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines_of(app).move_to("x:cara")
        await pilot.press("enter")
        await pilot.pause()
        assert "! that page is for cara alone" in words(app)
        lines_of(app).move_to("r:anna")
        await pilot.press("enter")
        await pilot.pause()
        assert "For anna (simulated), and nobody else" in shown(app)
    assert app.inspection is not None
    app.inspection.close()
    app = app_at(folder.collected, "trainer")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert {row.key for row in lines_of(app).rows if row.key[:2] == "r:"} == {"r:anna", "r:ben", "r:cara"}
    assert app.inspection is not None
    app.inspection.close()
    app = app_at(folder.collected, "anna")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        for key, beside in (
            ("x:cara", "The page of cara is for cara alone."),
            ("r:anna", "it is private, so"),
        ):
            lines_of(app).move_to(key)
            await settle(pilot)
            assert beside in words(app)
    assert app.inspection is not None
    app.inspection.close()


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_opens_down_to_what_it_rests_on(
    folder: SessionFolder, size: tuple[int, int]
) -> None:
    app = app_at(folder.collected, "trainer")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        opened = [row.key for row in lines_of(app).rows if row.key]
        assert {key.partition(":")[0] for key in opened} == {"m", "a", "r", "c", "k"}
        deeper = [next(key for key in opened if key[:2] == kind) for kind in ("m:", "a:", "c:", "k:")]
        for key in deeper:
            lines_of(app).move_to(key)
            await pilot.press("enter")
            await pilot.pause()
            assert "Debrief › " in shown(app), key
            if key != "m:":
                assert "Key: " in shown(app), key
                assert "cara" in shown(app), key
            await pilot.press("escape")
            await pilot.pause()
            assert lines_of(app).key == key
        if size[0] > 150:
            lines_of(app).move_to(next(key for key in opened if key[:2] == "k:"))
            await pilot.pause()
            assert REASON in shown(app), "beside the case stands what was planted in it"
            lines_of(app).move_to("r:cara")
            await pilot.pause()
            assert "nobody else" not in shown(app), "a private page is never shown in passing"
    assert app.inspection is not None
    app.inspection.close()


async def test_a_wrong_key_opens_nothing_and_no_key_compares_readers_only(tmp_path: Path) -> None:
    folder = session(tmp_path / "monday", opened=False)
    other = tmp_path / "other.key"
    other.write_text(folder.key.read_text("utf-8").replace(REASON, "Another"), "utf-8")
    app = IlacsApp(Inspection.open(folder.collected, reader="trainer"))
    app.first = ("debrief", {})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, AskScreen)
        box = form.query_one("#field-key")
        box.value = str(other)  # type: ignore[attr-defined]
        await pilot.press("tab", "1", "ctrl+s")
        await settle(pilot)
        assert "! other.key is not the key of this session" in words(app)
        box.value = ""  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "without the key" in words(app)
        assert "What the room found" in shown(app)
        assert "o Open debrief" in shown(app), "the key may come later"
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("tab", "1", "ctrl+s")
        await settle(pilot)
        assert "with the key" in words(app)
        assert "Open debrief" not in shown(app)
    assert app.inspection is not None
    app.inspection.close()


async def test_a_real_inspection_compares_two_readers_without_a_key(tmp_path: Path) -> None:
    path = case_world.drawn(tmp_path / "real.ilacs", n=2)
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "F6" not in shown(app), "nothing to compare, so no such place"
        await pilot.press("f6")
        await settle(pilot)
        assert "No two readers" in shown(app)
    assert app.inspection is not None
    app.inspection.close()
    with Inspection.open(path, reader="Rowan") as inspection:
        case = inspection.cases.all()[0]
        core = inspection.edition.area(case.area).core
        inspection.reading.assign(case.case_id, "Rowan", ["Sam [/x]"])
    for reader, rating in (("Rowan", Rating.GOOD), ("Sam [/x]", Rating.SERIOUS_WEAKNESS)):
        with Inspection.open(path, reader=reader) as inspection:
            for criterion in core:
                inspection.reading.rate(case.case_id, criterion, rating, evidence="Seen.")
            inspection.reading.rate(case.case_id, "overall", rating, evidence="Seen.")
            inspection.reading.complete(case.case_id)
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "F6 Debrief" in shown(app)
        await pilot.press("f6")
        await settle(pilot)
        assert "What the room found" in shown(app)
        lines_of(app).move_to(f"k:{case.case_id}")
        await pilot.press("enter")
        await pilot.pause()
        assert "serious weakness: Sam [/x]" in words(app)
        assert "Key:" not in shown(app)
    assert app.inspection is not None
    app.inspection.close()


@pytest.mark.parametrize(
    ("reads", "said"),
    [
        (True, ("none. No case was rated by two readers.", "too few to tell", "None: no two readers parted")),
        (False, ("Nothing was read that could be compared", "! anna: rated nothing")),
    ],
)
async def test_one_reader_stands_beside_the_key_and_nobody_is_said(
    tmp_path: Path, reads: bool, said: tuple[str, ...]
) -> None:
    session_world.session(tmp_path / "s", session_world.plan("anna", files=2))
    folder = SessionFolder(tmp_path / "s")
    if reads:
        session_world.simulate(folder.master, "anna", skill=1.0)
    collect(folder)
    with Inspection.open(folder.collected, reader="trainer") as inspection:
        open_debrief(inspection, folder.key)
    app = app_at(folder.collected, "trainer")
    async with app.run_test(size=(110, 60)) as pilot:
        await settle(pilot)
        assert all(text in words(app) for text in said), shown(app)
        assert ("s Save pages" in words(app)) is reads
    assert app.inspection is not None
    app.inspection.close()


async def test_a_closed_debrief_does_not_tell_who_rated_everything_alike(tmp_path: Path) -> None:
    session_world.session(tmp_path / "s", session_world.plan("anna", "ben", files=1))
    folder = SessionFolder(tmp_path / "s")
    session_world.read_by_hand(folder.hand_out("ben"), Rating.STRONG)
    assert any("ben: rated everything alike" in said for said in collect(folder).notices), "to the trainer"
    app = app_at(folder.collected, "anna")
    async with app.run_test(size=(110, 36)) as pilot:
        await settle(pilot)
        assert "1 of 1 completed" in words(app)
        assert "alike" not in words(app)
    assert app.inspection is not None
    app.inspection.close()


async def test_a_hand_out_says_nothing_but_that_it_is_closed(tmp_path: Path) -> None:
    session_world.session(tmp_path / "s", session_world.plan("anna", "ben", files=2))
    app = IlacsApp(Inspection.open(SessionFolder(tmp_path / "s").hand_out("anna")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await settle(pilot)
        assert "the debrief is closed" in shown(app)
        assert "0 of 2 completed" in shown(app)
        assert REASON not in shown(app)
        await pilot.press("o")
        await settle(pilot)
        assert "! the debrief is opened in the trainer's collected file" in words(app)
        await pilot.press("f2")
        await settle(pilot)
        assert "holds the drawn cases only" in words(app)
        assert "Counting" not in shown(app), "it would never end"
        await pilot.press("+", "b", "d")
        await settle(pilot)
        assert "! a hand-out holds the drawn cases only" in words(app)
    assert app.inspection is not None
    app.inspection.close()


async def test_long_names_that_differ_at_their_end_are_told_apart(tmp_path: Path) -> None:
    names = [f"Alexandra Featherstonehaugh {number}" for number in (1, 2)]
    session_world.session(tmp_path / "s", session_world.plan(*names, files=2))
    folder = SessionFolder(tmp_path / "s")
    for name in names:
        session_world.simulate(folder.master, name)
    collect(folder)
    with Inspection.open(folder.collected, reader="trainer") as inspection:
        closed = app_at(folder.collected, "trainer")
        async with closed.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert all(f"{name}: 2 of 2 completed" in words(closed) for name in names)
        open_debrief(inspection, folder.key)
    app = app_at(folder.collected, "trainer")
    async with app.run_test(size=(80, 50)) as pilot:
        await settle(pilot)
        assert all(f"{name}: " in words(app) for name in names)
    for used in (closed, app):
        assert used.inspection is not None
        used.inspection.close()


class HostileKeys(HandKeys):
    """Reasons that markup would read as links and errors."""

    def case_key(self, child: str, area: str) -> CaseKey:
        key = super().case_key(child, area)
        hostile = f"{case_world.HOSTILE} {case_world.CONTROLS}"
        criteria = tuple(
            PlantedLevel(item.criterion, item.level, hostile, ("[/e]",)) for item in key.criteria
        )
        return CaseKey(key.case, child, area, key.rating, hostile, criteria)


async def test_hostile_reasons_and_names_are_shown_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_world, "HandKeys", HostileKeys)
    session_world.session(tmp_path / "s", session_world.plan("[/x]", "[bold]b", files=2))
    folder = SessionFolder(tmp_path / "s")
    for name in ("[/x]", "[bold]b"):
        session_world.simulate(folder.master, name)
    collect(folder)
    with Inspection.open(folder.collected, reader="trainer") as inspection:
        open_debrief(inspection, folder.key)
    app = app_at(folder.collected, "trainer")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert "[bold]b" in shown(app)
        lines_of(app).move_to(next(row.key for row in lines_of(app).rows if row.key[:2] == "k:"))
        await pilot.press("enter")
        await pilot.pause()
        assert "[@click=app.quit]quit[/] [A1] [/nope]" in words(app).replace("│", "").replace("  ", " ")
        assert "\x1b]0;" not in shown(app)
        await pilot.press("f")
        await settle(pilot)
        assert "[/e] is not in this file" in words(app)
    assert app.inspection is not None
    app.inspection.close()


@pytest.mark.parametrize("name", ["ilacs-dark", "ilacs-light", "ilacs-high-contrast"])
async def test_the_debrief_stands_out_in_every_theme(folder: SessionFolder, name: str) -> None:
    app = app_at(folder.collected, "trainer")
    found: list[str] = []
    async with app.run_test(size=(160, 48)) as pilot:
        app.theme = name
        least = 7.0 if "high" in name else 4.5
        await settle(pilot)
        found += faint(app, least)
        for key in ("r:cara", "a:children_in_care"):
            lines_of(app).move_to(key)
            await pilot.press("enter")
            await settle(pilot)
            found += faint(app, least)
            await pilot.press("escape")
    assert not found
    assert app.inspection is not None
    app.inspection.close()
