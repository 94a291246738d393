"""From a judgement down to the line in a child's file, and a grade with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.seeing import settle
from tests.tui.test_case_journey import NARROW, WIDE, shown
from tui.app import IlacsApp
from tui.screens.asking import AskScreen
from tui.screens.case import CaseScreen
from tui.screens.judgement import JudgementScreen
from tui.widgets.file_pane import FilePane
from tui.widgets.rows import RowList

GOOD = 9
"""Of the twelve cases of safeguarding, those rated good."""


def _read_all(inspection: Inspection, area: str) -> None:
    cases = [line.case_id for line in inspection.cases.all(area) if line.role == "sampled"]
    for place, case in enumerate(cases):
        for criterion in inspection.edition.area(area).core:
            inspection.reading.rate(case, criterion, Rating.GOOD)
        rating = Rating.GOOD if place < GOOD else Rating.SERIOUS_WEAKNESS
        inspection.reading.rate(case, "overall", rating, evidence="Drift [A1] for months.")
        inspection.reading.complete(case)
    first = inspection.edition.area(area).core[0]
    inspection.reading.concern(cases[0], "immediate", "Alone at night", "duty manager")
    inspection.reading.reopen(cases[1], "to cite")
    inspection.reading.rate(
        cases[1], first, Rating.SERIOUS_WEAKNESS, evidence=case_world.HOSTILE, cite=["S-05"]
    )
    inspection.reading.complete(cases[1])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = case_world.drawn(tmp_path_factory.mktemp("judgement") / "made.ilacs")
    with Inspection.open(path, reader="Rowan") as inspection:
        _read_all(inspection, "safeguarding")
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(tmp_path / "home"))
    copied = tmp_path / "weighing.ilacs"
    copied.write_bytes(made.read_bytes())
    with Inspection.open(copied, reader="Rowan") as inspection:
        inspection.place.save({"screen": "judgement"})
    return copied


@contextmanager
def looking(path: Path) -> Iterator[Inspection]:
    with Inspection.open(path, reader="Rowan", read_only=True) as inspection:
        yield inspection


def screen_of(app: IlacsApp) -> JudgementScreen:
    screen = app.screen
    assert isinstance(screen, JudgementScreen)
    return screen


def words(app: IlacsApp) -> str:
    """The screen's words without frames and line ends."""
    return " ".join(shown(app).replace("│", " ").split())


async def test_four_steps_from_the_judgement_to_the_entry_in_the_childs_file(path: Path) -> None:
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        lines = screen_of(app).query_one("#lines", RowList)
        lines.move_to("j:help_and_protection")
        await pilot.press("enter")
        lines.move_to("a:safeguarding")
        await pilot.press("enter")
        assert "11 of 12" in shown(app), "the first criterion: one case was a serious weakness"
        await pilot.press("enter")
        assert "Judgement › Help and protection › Safeguarding ›" in shown(app)
        cited = next(row.key for row in lines.rows if "|S-05|" in row.key)
        lines.move_to(cited)
        await pilot.pause()
        assert case_world.HOSTILE.split()[0] in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CaseScreen)
        assert app.screen.query_one(FilePane).entry_at_cursor() == "S-05"
        await pilot.press("escape")
        await pilot.pause()
        assert lines.key == cited, "back to where one came from"
        await pilot.press("escape", "escape", "escape")
        assert lines.key == "j:help_and_protection"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_counts_come_first_and_every_serious_weakness_and_concern_has_its_line(
    path: Path, size: tuple[int, int]
) -> None:
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        lines = screen_of(app).query_one("#lines", RowList)
        assert "this project's own choice" in shown(app)
        assert "Case files alone do not indicate leadership." in shown(app)
        lines.move_to("a:safeguarding")
        await pilot.pause()
        text = shown(app)
        assert text.index("9 of 12 good or better") < text.index("Consistent with:")
        assert "9 of 12, weighted as drawn to" in text
        serious = [row.key for row in lines.rows if "Serious weakness" in row.body.plain]
        assert len(serious) == 12 - GOOD
        assert all(key.startswith("f|") and key.split("|")[2] == "overall" for key in serious)
        assert sum("1 open concern" in row.body.plain for row in lines.rows) == 1
        lines.move_to("a:leaving_care")
        await pilot.pause()
        assert "an indication needs 12" in words(app)


async def test_every_count_of_case_ratings_opens_to_the_cases_it_counts(path: Path) -> None:
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        lines = screen_of(app).query_one("#lines", RowList)
        lines.move_to("j:help_and_protection")
        await pilot.press("enter")
        lines.move_to("a:safeguarding")
        await pilot.press("enter")
        parts = {row.key: row.plain for row in lines.rows if row.key.startswith("r:")}
        assert "9 of 12 good or better" in parts["r:safeguarding::"]
        assert any(key.startswith("r:safeguarding:stratum:") for key in parts)
        for key, said in parts.items():
            lines.move_to(key)
            await pilot.press("enter")
            good, _, rated = said[: said.index(" good or better")].split()[-3:]
            ratings = [row.plain for row in lines.rows if row.key.startswith("f|")]
            assert len(ratings) == int(rated), key
            assert sum("△ good" in text for text in ratings) == int(good), key
            await pilot.press("escape")
            assert lines.key == key, "back to the count one came from"
        lines.move_to("r:safeguarding::")
        await pilot.press("enter")
        assert "Judgement › Help and protection › Safeguarding › Case ratings" in shown(app)
        lines.move_to(next(row.key for row in lines.rows if "serious weakness" in row.plain))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CaseScreen), "from the judgement in four steps"


async def test_a_grade_is_entered_with_reasons_and_is_on_disk(path: Path) -> None:
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        screen_of(app).query_one("#lines", RowList).move_to("j:care_leavers")
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("2", "ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, AskScreen), "a judgement needs reasons"
        await pilot.press(*"why", "ctrl+s")
        await settle(pilot)
        with looking(path) as found:
            entry = found.judging.judgements()["care_leavers"]
            assert (entry.grade, entry.because, entry.completed) == ("good", "why", 0)
        assert "by Rowan" in shown(app)
        assert "no completed case" in shown(app)


async def test_a_grade_outside_the_indication_asks_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(tmp_path / "home"))
    path = case_world.drawn(tmp_path / "all-good.ilacs", children=16, n=16)
    with Inspection.open(path, reader="Rowan") as inspection:
        monkeypatch.setattr("tests.tui.test_judgement_journey.GOOD", 99)
        _read_all(inspection, "children_in_care")
        inspection.place.save({"screen": "judgement"})
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        screen_of(app).query_one("#lines", RowList).move_to("j:children_in_care")
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("4")
        await settle(pilot)
        await pilot.press(*"bad", "ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, AskScreen)
        assert "lies outside the indication: say why" in words(app)
        await pilot.press("tab", *"law", "ctrl+s")
        await settle(pilot)
        with looking(path) as found:
            entry = found.judging.judgements()["children_in_care"]
            assert entry.outside == 1
            assert entry.because == "bad\nOutside the indication: law"
        assert "OUTSIDE THE INDICATION" in shown(app)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("tab", "end", *"ly", "ctrl+s")
        await settle(pilot)
        with looking(path) as found:
            again = found.judging.judgements()["children_in_care"]
            assert again.because == "badly\nOutside the indication: law", "each in its own field again"


async def test_a_visit_without_grades_refuses_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(tmp_path / "home"))
    path = case_world.make(tmp_path / "focused.ilacs", kind="focused")
    with Inspection.open(path, reader="Rowan") as inspection:
        inspection.place.save({"screen": "judgement"})
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("e")
        assert "a focused visit has no grades" in screen_of(app).said


async def test_with_overall_effectiveness_the_proposal_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sampling.framework import Grade

    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(tmp_path / "home"))
    path = case_world.make(tmp_path / "overall.ilacs", edition="ilacs-2023")
    with Inspection.open(path, reader="Rowan") as inspection:
        inspection.place.save({"screen": "judgement"})
        for judgement in inspection.edition.judgements:
            if judgement.kind != "overall":
                inspection.judging.judge(judgement.id, Grade.GOOD, "because")
    app = IlacsApp(Inspection.open(path, reader="Rowan"))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("G")
        assert "Proposed from the other grades: Good" in shown(app)
