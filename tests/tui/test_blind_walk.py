"""A hand-out walked through before the debrief: every place and every command of the app, and no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from sampling.store import Inspection
from sampling.training import key as keys
from sampling.training.folder import SessionFolder
from tests.session_world import REASON, SCENARIO_SEED, plan, session
from tests.tui.hostile_walk import Walk
from tests.tui.seeing import words
from tui.app import IlacsApp
from tui.commands import INSPECTION


class BlindWalk(Walk):
    """A walk that keeps all that it was shown.

    Attributes:
        told: by what was shown, where.
    """

    def __init__(self, pilot: Pilot[Any], seen: Path) -> None:
        super().__init__(pilot, seen, seen)
        self.told: dict[str, str] = {}

    async def settle(self) -> None:
        """Keep what is on the screen once everything has come to an end."""
        await super().settle()
        self.told[words(self.app)] = f"{type(self.app.screen).__name__} in {self.app.current_place}"


async def test_before_the_debrief_no_place_and_no_command_of_the_app_shows_an_answer(tmp_path: Path) -> None:
    session(tmp_path / "s", plan("anna", "ben", files=2))
    folder = SessionFolder(tmp_path / "s")
    secrets = {REASON, SCENARIO_SEED, *(case.reason for case in keys.read(folder.key).cases), "Key:"}
    with Inspection.open(folder.hand_out("anna"), rolling=False) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(110, 36)) as pilot:
            walk = BlindWalk(pilot, tmp_path / "seen")
            await walk.settle()
            for place in sorted(INSPECTION):
                case = inspection.cases.all()[0].case_id
                await walk.go(place, **({"case": case} if place == "case" else {}))
                await walk.press("tab", "pagedown", "enter")
                await walk.away()
                await walk.go(place)
                await walk.every_command(place)
    places = {place.rpartition(" ")[2] for place in walk.told.values()}
    assert places >= set(INSPECTION)
    assert len(walk.told) > 60, "the walk went somewhere"
    found = {(where, secret) for text, where in walk.told.items() for secret in secrets if secret in text}
    assert not found
    written = [item for item in (tmp_path / "s" / "hand-outs").iterdir() if item.is_file()]
    assert all(secret.encode() not in item.read_bytes() for item in written for secret in secrets - {"Key:"})
