"""The README's pictures, made from a synthetic authority: ``python -m tests.pictures``.

Each picture is the app itself, driven by keys, saved as SVG. The fonts that Textual names in its SVG are
fetched from elsewhere, so those lines are taken out: a picture asks nothing of the network.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui.seeing import settle
from tui.app import IlacsApp
from tui.making import document_source, make_from_scenario

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (112, 32)
SEED = "462351326145321346512634"
READ = 12
"""Leaving-care files read for the picture of a judgement, of which this share is good or better."""
GOOD = 8

_FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def prepare(path: Path) -> None:
    """A synthetic inspection, drawn in two areas and read in one."""
    make_from_scenario(path, "ashmere", "pictures", edition="ilacs-2023", reader="A. Reader")
    with Inspection.open(path, reader="A. Reader", rolling=False) as inspection:
        for area in ("leaving_care", "children_in_care"):
            inspection.draws.freeze(area)
            inspection.draws.draw(area, READ, SEED, documents=document_source(inspection))
        for place, case in enumerate(inspection.cases.all("leaving_care")[:READ]):
            _read(inspection, case.case_id, good=place < GOOD)


def _read(inspection: Inspection, case: str, *, good: bool) -> None:
    rating = Rating.GOOD if good else Rating.NEEDS_IMPROVEMENT
    for criterion in inspection.edition.area("leaving_care").core:
        inspection.reading.rate(
            case, criterion, rating, evidence="" if good else "Little practical help is recorded."
        )
    inspection.reading.rate(case, "overall", rating, evidence="As the findings say.")
    inspection.reading.complete(case)


async def picture(path: Path, keys: Sequence[str], name: str) -> None:
    """Open the file, press the keys, and save what is shown."""
    with Inspection.open(path, reader="A. Reader", rolling=False) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            svg = app.export_screenshot(title="ilacs-sample")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.svg").write_text(_FONT_FACE.sub("", svg), encoding="utf-8")


def main() -> None:
    """Make every picture afresh."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ashmere.ilacs"
        prepare(path)
        for name, keys in (
            ("plan", ("f2", "down", "down")),
            ("judgement", ("f5", *["j"] * 14)),
            ("case", ("f3", "f4", "2", "1", "d", "enter")),
        ):
            asyncio.run(picture(path, keys, name))
            print(FOLDER / f"{name}.svg")


if __name__ == "__main__":
    main()
