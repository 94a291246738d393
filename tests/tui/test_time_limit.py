"""The time limit of a training session, as its reader sees it in Case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.time_limit import TimeLimit
from sampling.training.folder import SessionFolder
from tests.session_world import plan, session
from tests.tui.seeing import lines, settle, words
from tui.app import IlacsApp
from tui.cli.reading_aloud import ReadingAloud
from tui.screens.case import CaseScreen


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2024, 4, 15, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


def test_minutes_are_counted_from_the_first_answer_to_the_last_and_never_backwards() -> None:
    at = datetime(2024, 4, 15, 9, 0, tzinfo=UTC)
    begun = TimeLimit(30, "2024-04-15T09:00:00.000Z", "")
    assert begun.used(at + timedelta(minutes=12, seconds=20)) == 12
    assert begun.used(at - timedelta(hours=3)) == 0, "a clock that was put back"
    assert TimeLimit(30, "", "").used(at) == 0
    ended = TimeLimit(30, begun.started, "2024-04-15T09:20:00.000Z")
    assert ended.used(at + timedelta(days=2)) == 20


async def test_case_shows_the_minutes_used_of_the_limit_in_words(tmp_path: Path) -> None:
    session(tmp_path / "monday", plan("anna", "ben", files=2, shared=2, minutes=30))
    watch = Watch()
    path = SessionFolder(tmp_path / "monday").hand_out("anna")
    with Inspection.open(path, reader="anna", clock=watch, rolling=False) as inspection:
        case = inspection.cases.all()[0].case_id
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)

            def told() -> str:
                return lines(app)[1].rstrip()

            screen = app.screen
            assert isinstance(screen, CaseScreen)
            assert told().startswith(f" {case}")
            assert told().endswith("time 0 of 30 min, from your first rating")
            watch.wait(10)
            await pilot.press("2")
            assert told().endswith("time 0 of 30 min"), "what was read before the first answer is not counted"
            watch.wait(12)
            screen._move_minutes()
            await pilot.pause()
            assert told().endswith("time 12 of 30 min")
            assert "rated" in told(), "the end of the case's line is still there"
            watch.wait(23)
            await pilot.press("1")
            assert told().endswith("! time 35 of 30 min, 5 over")
            await pilot.resize_terminal(120, 36)
            await settle(pilot)
            assert told().endswith("! time 35 of 30 min, 5 over"), "at the right end of the wider screen"
            assert len(told()) == 119
            for line in inspection.cases.all():
                for criterion in (*inspection.edition.area(line.area).core, "overall"):
                    inspection.reading.rate(line.case_id, criterion, Rating.STRONG)
                inspection.reading.complete(line.case_id)
        limit = inspection.times.limit()
        assert limit is not None
        watch.wait(60)
        assert limit.used(watch()) == 35, "it stands still once every file is read"
        assert limit.ended


async def test_the_last_file_of_a_session_says_that_it_is(tmp_path: Path) -> None:
    session(tmp_path / "monday", plan("anna", "ben", files=2))
    with Inspection.open(SessionFolder(tmp_path / "monday").hand_out("anna"), rolling=False) as inspection:
        cases = inspection.cases.all()
        for line in cases:
            for criterion in (*inspection.edition.area(line.area).core, "overall"):
                inspection.reading.rate(line.case_id, criterion, Rating.GOOD)
        for line, said in zip(cases, ("] goes to the next case", "the last of your files"), strict=True):
            app = IlacsApp(inspection, line.case_id)
            async with app.run_test(size=(80, 24)) as pilot:
                await settle(pilot)
                await pilot.press("x")
                await settle(pilot)
                assert said in words(app)
        assert inspection.times.all_read()


async def test_without_a_limit_nothing_is_said_of_time(tmp_path: Path) -> None:
    session(tmp_path / "monday", plan("anna", "ben", files=2))
    folder = SessionFolder(tmp_path / "monday")
    with Inspection.open(folder.hand_out("ben"), rolling=False) as inspection:
        assert inspection.times.limit() is None
    session(tmp_path / "tuesday", plan("anna", "ben", files=2, minutes=30))
    with Inspection.open(SessionFolder(tmp_path / "tuesday").master, reader="trainer") as inspection:
        assert inspection.times.limit() is None, "the trainer has no limit"


def test_line_mode_tells_the_limit_and_once_that_it_is_passed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session(tmp_path / "monday", plan("anna", files=2, minutes=30))
    watch = Watch()

    def typed() -> Iterator[str]:
        yield "2"
        watch.wait(29)
        yield "t"
        watch.wait(4)
        yield from ("1", "1", "q")

    path = SessionFolder(tmp_path / "monday").hand_out("anna")
    with Inspection.open(path, clock=watch, rolling=False) as inspection:
        case = inspection.cases.all()[0].case_id
        ReadingAloud(inspection, case, typed()).run()
        first, again = capsys.readouterr().out, ReadingAloud(inspection, case, iter(["q"]))
        again.run()
    assert "The time limit is 30 minutes, counted from your first rating." in first
    assert "29 of 30 minutes used." in first
    assert first.count("33 of 30 minutes used, 3 over the limit.") == 1
    assert "33 of 30 minutes used, 3 over the limit." in capsys.readouterr().out
