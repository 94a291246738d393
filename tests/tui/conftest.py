"""What every test of the app needs: settings of its own, and what is on the screen as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sampling.store import Inspection
from tests.tui import world


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the app's own settings, so that no test sees those of the person running it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(folder))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An inspection file with eight cases drawn in each of two areas."""
    return world.drawn(tmp_path / "thornbury.ilacs")


@pytest.fixture
def inspection(path: Path) -> Iterator[Inspection]:
    """The same, opened."""
    with Inspection.open(path) as opened:
        yield opened
