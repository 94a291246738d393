"""Three cases read and completed by keys alone, at each size: what is shown, and what is on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sampling.store import Inspection
from sampling.store.reading import OVERALL
from tests.tui import case_world
from tests.tui.seeing import settle, shown, words
from tui.app import IlacsApp
from tui.widgets.file_pane import FilePane

SIZES = [(80, 24), (120, 36), (160, 48)]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_world.drawn(tmp_path_factory.mktemp("three") / "made.ilacs", n=4)


@pytest.fixture
def path(drawn: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "reading.ilacs"
    copied.write_bytes(drawn.read_bytes())
    return copied


@contextmanager
def on_disk(path: Path) -> Iterator[Inspection]:
    with Inspection.open(path, reader="Rowan", read_only=True) as found:
        yield found


def _case_on(app: IlacsApp) -> str:
    """The case that the screen's own line names."""
    return next(word for word in shown(app).split() if word[:3] in ("SG-", "CN-", "CC-", "LC-"))


async def _answers(pilot: Pilot[int], path: Path, keys: str) -> None:
    """One key for each core criterion; each is on disk, and the screen has stepped on, before the next."""
    app = pilot.app
    assert isinstance(app, IlacsApp)
    case = _case_on(app)
    values = {"1": "strong", "2": "good", "3": "needs_improvement", "4": "serious_weakness"}
    values |= {"0": "not_applicable", "-": "not_seen"}
    with on_disk(path) as found:
        core = found.edition.area(found.cases.case(case).area).core
    assert len(keys) == len(core) == 14
    for place, (criterion, key) in enumerate(zip(core, keys, strict=True), start=1):
        await pilot.press("minus" if key == "-" else key)
        assert f"{place} of 14 rated" in shown(app)
        with on_disk(path) as found:
            stands = found.reading.findings(case)
            assert stands[criterion].rating == values[key]
            assert len(stands) == place
        assert f"{criterion}: " in words(app), "it says what was recorded"


async def _plain_case(pilot: Pilot[int], path: Path) -> None:
    app = pilot.app
    assert isinstance(app, IlacsApp)
    case = _case_on(app)
    await _answers(pilot, path, "21222222202222")
    await pilot.press("2", "x")
    assert f"{case} is completed: ] goes to the next case" in words(app)
    with on_disk(path) as found:
        assert found.cases.case(case).state == "completed"
        overall = found.reading.finding(case, OVERALL)
        assert overall is not None
        assert overall.rating == "good"


async def _case_with_evidence(pilot: Pilot[int], path: Path) -> None:
    app = pilot.app
    assert isinstance(app, IlacsApp)
    case = _case_on(app)
    await pilot.press("h", "j", "j", "c")
    cited = app.screen.query_one(FilePane).entry_at_cursor()
    with on_disk(path) as found:
        first = found.edition.area(found.cases.case(case).area).core[0]
        assert found.reading.findings(case)[first].citations == cited
    assert f"{first} cites visit " in words(app)
    assert f"({cited})" in words(app)
    assert f"cited for {first}" in words(app)
    await _answers(pilot, path, "2222222222222-")
    await pilot.press("3", "x")
    assert "1 still missing" in shown(app)
    assert "'needs improvement' needs evidence" in words(app)
    await pilot.press("enter", "e", *"Drift [A1]", "escape")
    assert "evidence for case rating recorded" in words(app)
    with on_disk(path) as found:
        overall = found.reading.finding(case, OVERALL)
        assert overall is not None
        assert overall.evidence == "Drift [A1]"
        assert found.reading.findings(case)[first].citations == cited
    await pilot.press("u", *"Who?", "ctrl+s")
    assert "query raised" in words(app)
    await pilot.press("x")
    assert f"{case} is completed" in words(app)


async def _case_with_a_slip(pilot: Pilot[int], path: Path) -> None:
    app = pilot.app
    assert isinstance(app, IlacsApp)
    case = _case_on(app)
    await pilot.press("4", "z")
    assert "Undone: rating 'serious weakness'" in words(app)
    with on_disk(path) as found:
        assert found.reading.findings(case) == {}
    await _answers(pilot, path, "22222222222224")
    await pilot.press("comma", "e", *"Left alone", "escape")
    await pilot.press("r", "2", *"bruise", "ctrl+s")
    assert "concern referred: practice" in words(app)
    await pilot.press("o", "2", "x")
    assert f"{case} is completed" in words(app)
    with on_disk(path) as found:
        assert [concern.text for concern in found.reading.concerns(case)] == ["bruise"]
        core = found.edition.area(found.cases.case(case).area).core
        assert found.reading.findings(case)[core[-1]].evidence == "Left alone"


@pytest.mark.parametrize("size", SIZES)
async def test_three_cases_by_keys_alone(path: Path, size: tuple[int, int]) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            assert "0 of 16 completed" in shown(app)
            await pilot.press("enter")
            await settle(pilot)
            await _plain_case(pilot, path)
            await pilot.press("right_square_bracket")
            await _case_with_evidence(pilot, path)
            await pilot.press("right_square_bracket")
            await _case_with_a_slip(pilot, path)
            await pilot.press("f3")
            await settle(pilot)
            assert "3 of 16 completed" in shown(app)
            assert shown(app).count("✓ completed") == 3
            assert "▽ needs" in shown(app)
            await pilot.press("f5")
            await settle(pilot)
            assert "2 of 3 good or better" in words(app)
        from sampling.store.verify import verify

        assert verify(inspection).ok
