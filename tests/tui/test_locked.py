"""A file that is locked with a passphrase, opened in the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sampling.store import keyed
from sampling.store.passphrase import lock
from tests.tui.seeing import settle, shown, until, words
from tui.app import IlacsApp
from tui.screens.home import HomeScreen

pytest.importorskip("sqlcipher3")

WORDS = "five green bottles"


@pytest.fixture
def locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(keyed, "ROUNDS", 1_000)
    keyed.forget()
    lock(path, WORDS)
    keyed.forget()
    yield path
    keyed.forget()


async def test_the_app_asks_for_the_passphrase_and_opens_the_file(locked: Path) -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        app.screen.open_signed(locked)
        await settle(pilot)
        assert f"Open {locked.name}" in shown(app)
        await pilot.press(*"five red bottles".replace(" ", "_"), "ctrl+s")
        await until(lambda: "that passphrase does not open it" in words(app))
        assert app.inspection is None
        for key in WORDS:
            await pilot.press("space" if key == " " else key)
        assert WORDS not in words(app)
        await pilot.press("ctrl+s")
        await until(lambda: app.inspection is not None)
        await settle(pilot)
        assert "SG-" in words(app)
