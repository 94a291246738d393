"""The draw record: an outsider re-draws a sample from it and the frame file alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sampling.draw.selection import Design
from sampling.handover.draw_record import draw_record
from sampling.store import Inspection
from tests.small import OneDocument, make


@pytest.fixture
def inspection(tmp_path: Path) -> Inspection:
    return Inspection.open(make(tmp_path / "a.ilacs"), reader="anna")


def printed_tickets(record: str) -> list[str]:
    """Ticket and id of every line of the record's list, in its order."""
    lines = record.split("Every ticket, in order")[1].split("Checking it")[0].splitlines()
    return [" ".join(line.split()[1:3]) for line in lines if line.strip()[:1].isdigit() and "(" in line]


def run_recipe(record: str, folder: Path) -> list[str]:
    """What the record's commands print, blank runs folded."""
    commands = [
        line.strip() for line in record.splitlines() if line.startswith("    ") and "sha256sum" in line
    ]
    checked = subprocess.run(commands[0], shell=True, cwd=folder, capture_output=True, text=True, check=True)
    assert checked.stdout.strip() == "frame.csv: OK"
    out = "".join(
        subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=True).stdout
        for command in commands[1:]
    )
    return [" ".join(line.split()) for line in out.splitlines()]


@pytest.mark.parametrize(
    "design",
    [
        Design("simple"),
        Design("stratified", ("team",), "proportional"),
        Design("stratified", ("gender", "team"), "equal"),
    ],
)
def test_the_printed_commands_draw_the_same_cases(
    inspection: Inspection, tmp_path: Path, design: Design
) -> None:
    with inspection:
        inspection.draws.freeze("children_in_care")
        selection = inspection.draws.draw(
            "children_in_care", 8, "it's 27 18 28", design=design, name="d'1", documents=OneDocument()
        )
        record = draw_record(inspection, "d'1")
        (tmp_path / "frame.csv").write_text(inspection.draws.frame("children_in_care").csv, encoding="utf-8")
    tickets = printed_tickets(record)
    assert tickets == [f"{item.ticket} {item.child}" for item in selection.tickets]
    assert run_recipe(record, tmp_path) == tickets


def test_a_frame_with_quoted_cells_is_redrawn_too(tmp_path: Path) -> None:
    from sampling.draw import designs
    from sampling.draw.frame import FrameRow, frame_of
    from sampling.handover.draw_record import recipe

    rows = [FrameRow(f"{n:03}", ('North, "first" desk' if n % 2 else "007",)) for n in range(20)]
    frame = frame_of("leaving_care", ("team",), rows)
    selection = designs.draw(
        frame, name="d", seed="1", n=6, design=Design("stratified", ("team",)), reserve=2
    )
    (tmp_path / "frame.csv").write_text(frame.csv, encoding="utf-8")
    commands = [line.strip() for line in recipe(frame, selection) if line.startswith("    ")]
    out = "".join(
        subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        for command in commands
    )
    assert [line.split() for line in out.splitlines()] == [
        [item.ticket, item.child] for item in selection.tickets
    ]


def test_what_happened_after_the_draw_is_on_the_record(inspection: Inspection) -> None:
    with inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
        first = inspection.cases.all("leaving_care")[0].case_id
        stand_in = inspection.roster.remove(first, "file not available", "Bo Harker")
        inspection.draws.extend("leaving_care-1", 6, OneDocument())
        record = draw_record(inspection, "leaving_care-1", markdown=True)
        lines = inspection.cases.all("leaving_care")
    assert "NOT TYPED AFTER A WITNESSED FREEZE" in record
    assert "EXTENDED: extended from 4 to 6 before any case was completed" in record
    assert "agreed by Bo Harker" in record
    assert f"for {first}" in record
    assert {line.case_id: line.role for line in lines}[first] == "removed"
    assert {line.case_id: line.role for line in lines}[stand_in] == "sampled"
    assert sum(line.role == "sampled" for line in lines) == 6


def test_the_record_says_which_draw_of_an_area_counts(inspection: Inspection) -> None:
    with inspection:
        area = "children_in_care"
        inspection.draws.draw(area, 4, "27 18 28", name="one", documents=OneDocument())
        assert "COUNT" not in draw_record(inspection, "one")
        inspection.draws.draw(area, 4, "31 41 59", name="two", documents=OneDocument())
        said = "DOES NOT COUNT: the area is estimated from the area's first draw, one."
        assert said in draw_record(inspection, "two")
        inspection.roster.count(area, "two", "Wrong lists\n    rm frame.csv")
        assert "DOES NOT COUNT: two counts (anna): Wrong lists rm frame.csv" in draw_record(inspection, "one")
        counts = "COUNTS IN PLACE OF the area's first draw, one (anna): Wrong lists rm frame.csv"
        assert counts in draw_record(inspection, "two", markdown=True)
