"""What many tests of the inspection file begin with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sampling.store import Inspection
from tests.small import SteppingClock
from tests.store import handover_world, one_case


@pytest.fixture(scope="session")
def one_drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inspection of ``one_case``, made once."""
    return one_case.drawn(tmp_path_factory.mktemp("one") / "a.ilacs")


@pytest.fixture
def path(one_drawn: Path, tmp_path: Path) -> Path:
    """A copy of it, for this test to do with as it likes."""
    return Path(shutil.copy(one_drawn, tmp_path / "a.ilacs"))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> handover_world.World:
    """An inspection that has everything a handover can hold."""
    return handover_world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture
def inspection(world: handover_world.World) -> Iterator[Inspection]:
    """That inspection, opened to look."""
    with Inspection.open(world.path, reader="anna", read_only=True, clock=SteppingClock()) as opened:
        yield opened
