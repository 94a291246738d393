"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.world import Runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    """Runs commands, with the program's own folder inside the test's."""
    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    return Runner(capsys)
