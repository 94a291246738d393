"""What many tests of the inspection file begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.store import one_case


@pytest.fixture(scope="session")
def one_drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inspection of ``one_case``, made once."""
    return one_case.drawn(tmp_path_factory.mktemp("one") / "a.ilacs")


@pytest.fixture
def path(one_drawn: Path, tmp_path: Path) -> Path:
    """A copy of it, for this test to do with as it likes."""
    return Path(shutil.copy(one_drawn, tmp_path / "a.ilacs"))
