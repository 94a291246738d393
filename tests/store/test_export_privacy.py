"""Handing the findings over: nothing leaves that must not."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.handover.export import FORMATS, export
from sampling.handover.pseudonyms import Pseudonyms
from sampling.store import Inspection
from sampling.store.creation import create
from tests.small import OneDocument, SteppingClock, make, rows, settings, supplied
from tests.store.handover_world import SEED, WORKERS, World, ask, contents, read

IDS = [f"{letter}{number:03}" for letter, last in (("R", 8), ("N", 6), ("K", 20), ("L", 14))
       for number in range(1, last + 1)]  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_without_names_no_id_ticket_seed_or_name_is_in_the_bytes(
    inspection: Inspection, tmp_path: Path, format: str
) -> None:
    tickets = {line.ticket for line in inspection.cases.all() if line.ticket}
    export(inspection, tmp_path / "out", format=format)
    written = contents(tmp_path / "out").casefold()
    for secret in (*IDS, *tickets, SEED, *WORKERS, "Pennick", "Tolland", "20240301"):
        assert secret.casefold() not in written, secret


@pytest.mark.parametrize("format", FORMATS)
def test_with_names_they_are_there_and_it_says_confidential(
    inspection: Inspection, world: World, tmp_path: Path, format: str
) -> None:
    ticket = next(line.ticket for line in inspection.cases.all() if line.ticket)
    report = export(inspection, tmp_path / "out", format=format, names=True)
    written = contents(tmp_path / "out")
    for wanted in (*world.read, ticket, SEED, "ADA PENNICK", "V-20240301", "CONFIDENTIAL"):
        assert wanted in written, wanted
    assert report.masks == 0
    assert report.notes[0].startswith("CONFIDENTIAL")


def test_masks_are_counted_and_the_readme_says_what_was_not_checked(
    inspection: Inspection, tmp_path: Path
) -> None:
    report = export(inspection, tmp_path / "out.db")
    # Each telling evidence has child, two names and case; the case rating its child; the concern a
    # child and a name; the judgement a case and a name; the reason for targeting a child and a name.
    assert report.masks == 3 * 4 + 3 + 2 + 2 + 2
    with sqlite3.connect(report.out) as connection:
        said = " ".join(
            text for (text,) in ask(connection, "SELECT meaning FROM readme WHERE about = 'handover'")
        )
        about = ask(connection, "SELECT meaning FROM readme WHERE about = 'handover'")
        (text,) = ask(connection, "SELECT DISTINCT evidence FROM finding WHERE evidence LIKE '%weekly%'")
        assert ask(connection, "SELECT masks, names FROM inspection") == [(report.masks, 0)]
    connection.close()
    said = " ".join(sentence for (sentence,) in about)
    assert "Free text was not otherwise checked" in said
    assert f"{report.masks} ids and names were masked" in said
    assert report.head in said
    assert text == (
        "[masked id] was visited weekly; [masked name] agreed with [masked name], see [masked id].",
    )


def test_pseudonyms_hold_within_a_handover_and_not_beyond(inspection: Inspection, tmp_path: Path) -> None:
    found = []
    for name in ("one.db", "two.db"):
        export(inspection, tmp_path / name)
        with sqlite3.connect(tmp_path / name) as connection:
            cases = ask(connection, 'SELECT child, "case" FROM drawn_case')
            assert ask(connection, "PRAGMA foreign_key_check") == []
            strata = ask(
                connection, "SELECT DISTINCT stratum FROM drawn_case WHERE area = 'children_in_care'"
            )
            draws = ask(connection, "SELECT draw FROM draw ORDER BY draw")
        connection.close()
        assert all(child.split()[1] == case.split("-")[1] for child, case in cases)
        assert {stratum for (stratum,) in strata} == {"stratum 1", "stratum 2"}
        assert draws == [("children_in_care-1",), ("leaving_care-1",)]
        found.append({case for _, case in cases})
    assert len(found[0]) == len(found[1])
    assert not found[0] & found[1]


def test_a_sentence_of_the_program_does_not_tell_the_names_of_strata(inspection: Inspection) -> None:
    disguised = Pseudonyms(inspection)
    draw = "Pennick's draw"
    stratum = inspection.draws.selection(draw).strata[1].name
    assert "Ada Pennick" in stratum
    why = f"Stratum '{stratum}' has no completed cases of its 7: it needs two."
    assert (
        disguised.sentence(draw, why) == "Stratum 'stratum 2' has no completed cases of its 7: it needs two."
    )
    assert disguised.sentence(draw, f"They joined. Put together: {stratum}.") == "They joined."
    assert Pseudonyms(inspection, names=True).sentence(draw, why) == why


def test_another_readers_blind_findings_are_not_handed_over(tmp_path: Path) -> None:
    path = make(tmp_path / "double.ilacs")
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as opened:
        opened.draws.draw("leaving_care", 4, SEED, documents=OneDocument())
        line = opened.cases.all("leaving_care")[0]
        opened.reading.assign(line.case_id, "anna", also=("ben",))
        opened.reading.query(line.case_id, "for anna's eyes, asked")
        read(opened, line.case_id, line.child, Rating.GOOD)
        opened.reading.concern(line.case_id, "practice", "for anna's eyes, told")
    with Inspection.open(path, reader="ben", clock=SteppingClock()) as opened:
        opened.reading.rate(line.case_id, "CL-01", Rating.STRONG, evidence="ben saw it")
        blind = export(opened, tmp_path / "ben.json", format="json", names=True)
    handed = blind.out.read_text(encoding="utf-8")
    assert "ben saw it" in handed
    assert not any(words in handed for words in ("for anna", "Seen on file.", "Weighed for"))
    document = json.loads(handed)
    assert [row["reader"] for row in document["finding"]] == ["ben"]
    assert document["case_rating"] == document["concern"] == []
    assert any("may not see yet" in note for note in blind.notes)
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as opened:
        seeing = export(opened, tmp_path / "anna.json", format="json", names=True)
    document = json.loads(seeing.out.read_text(encoding="utf-8"))
    assert {row["reader"] for row in document["finding"]} == {"anna", "ben"}
    assert {row["reader"] for row in document["finding"] if row["counts"]} == {"anna"}


def test_short_ids_and_a_passed_retention_date_are_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "numbers.ilacs"
    leavers = [row for row in rows() if row.list == 9]
    numbered = [
        replace(row, values={**row.values, "child_id": str(place)})
        for place, row in enumerate(leavers, start=11)
    ]
    create(
        path,
        settings(retention_date=date(2024, 4, 1)),
        numbered,
        {9: supplied()[9]},
        clock=SteppingClock(),
        reader="anna",
    )
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as opened:
        report = export(opened, tmp_path / "out.db")
    assert any("short numbers" in note for note in report.notes)
    assert any("retention date" in note and "2024-04-01" in note for note in report.notes)
