"""Typing ahead: every key goes where it would have gone had one waited, however slow the computer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.seeing import settle, words
from tui import type_ahead
from tui.app import IlacsApp
from tui.screens.queue import reading_order

NAMES = {" ": "space", "?": "question_mark", "-": "minus", "/": "slash"}


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    path = case_world.drawn(tmp_path / "read.ilacs", n=2)
    with Inspection.open(path, reader="Rowan", rolling=False) as opened:
        yield opened


def at_once(app: IlacsApp, *keys: str) -> None:
    """Type faster than anything can be done about it; a text stands for its letters."""
    for key in keys:
        for letter in [key] if key in ("escape", "enter", "tab") or key[-1:].isdigit() else key:
            shown = letter if len(letter) == 1 else None
            app.post_message(events.Key(NAMES.get(letter, letter), shown))
    app.post_message(events.Paste(" [pasted]"))


async def caught_up(app: IlacsApp) -> None:
    """Wait until no key is under way."""
    for _ in range(200):
        await asyncio.sleep(0.02)
        if app._under_way is None and not app._held:
            return
    raise AssertionError("a key was never done")


async def test_words_typed_right_after_the_key_that_opens_a_text_are_text(inspection: Inspection) -> None:
    case = reading_order(inspection)[0]
    app = IlacsApp(inspection, case)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        at_once(app, "2", "2", "e", "241x seen?")
        await caught_up(app)
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        core = inspection.edition.area("safeguarding").core
        findings = inspection.reading.findings(case)
        assert [findings[criterion].rating for criterion in core[:2]] == [Rating.GOOD.value] * 2
        assert findings[core[2]].evidence == "241x seen? [pasted]"
        assert not findings[core[2]].rating
        assert len(findings) == 3


async def test_a_form_gets_the_words_typed_before_it_was_there(inspection: Inspection) -> None:
    case = reading_order(inspection)[0]
    app = IlacsApp(inspection, case)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        at_once(app, "u", "4x1 who saw him?")
        await caught_up(app)
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert [query.text for query in inspection.reading.queries(case)] == ["4x1 who saw him? [pasted]"]
    assert not inspection.reading.findings(case)


async def test_another_place_gets_the_keys_typed_before_it_was_shown(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        at_once(app, "f2", "f3", "/", "lc-", "enter", "enter", "1")
        await caught_up(app)
        await settle(pilot)
        assert app.current_place == "case"
        assert "LC-" in words(app)
    rated = [case for case in inspection.cases.all() if case.rated]
    assert [case.area for case in rated] == ["leaving_care"]


async def test_a_key_that_gets_lost_holds_the_others_up_no_longer_than_patience(
    inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "PATIENCE", 0.2)
    app = IlacsApp(inspection, reading_order(inspection)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app._under_way = events.Key("q", "q")
        app.set_timer(type_ahead.PATIENCE, lambda: app._done(app._under_way))
        at_once(app, "2")
        await caught_up(app)
        await settle(pilot)
    assert sum(case.rated for case in inspection.cases.all()) == 1
