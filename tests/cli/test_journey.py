"""The whole way on a workbook: import, freeze, draw, read, weigh, judge, verify, copy."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests import small
from tests.cli.world import CENSUS, ROOT, Runner, run_apart, write_workbook

AREA = "children_in_care"
EVIDENCE = "[b]seen[/b] \"twice\" 'alone' 👧🏽 [A1] [/nope]\nsecond line [@click=app.quit]x[/] = é \u200b"
KEPT = EVIDENCE.replace("\u200b", "\ufffd")


def _new(run: Runner, book: Path, file: Path) -> None:
    run.fine(
        "new", file, "--annex-a", book, "--census-date", CENSUS, "--date", "15 April 2024", "--as", "anna",
        "--authority", "Marlow Bridge",
    )  # fmt: skip


def test_the_whole_way(run: Runner, tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "lists.xlsx")
    asked = run("new", tmp_path / "x.ilacs", "--annex-a", book)
    assert (asked.code, "--census-date 2024-03-10" in asked.complaint) == (2, True)
    file = tmp_path / "ours.ilacs"
    _new(run, book, file)
    assert file.stat().st_mode & 0o777 == 0o600
    digest = run.json("frame", file, AREA, "--freeze")["sha256"]
    drawn = run.json("draw", file, AREA, "-n", 12, "--seed", "462351326145321346512634")
    assert (drawn["frame_sha256"], drawn["witnessed"]) == (digest, True)
    cases = [case["case"] for case in drawn["cases"] if case["role"] == "sampled"]
    run.fine("assign", file, *cases, "--to", "anna")
    core = _core(file)
    with Inspection.open(file, reader="anna") as inspection:
        for case in cases[1:]:
            for criterion in core:
                inspection.reading.rate(case, criterion, Rating.GOOD)
            inspection.reading.rate(case, "overall", Rating.GOOD)
            inspection.reading.complete(case)
    early = run("complete", file, cases[0])
    assert (early.code, "not rated yet" in early.complaint) == (2, True)
    for criterion, rating in zip(core, ["1", "Good", "not-seen", "-", "0"] * 5, strict=False):
        run.fine("rate", file, cases[0], criterion.lower(), rating)
    run.fine("rate", file, cases[0], "overall", "needs improvement", "--evidence", "-no plan since May")
    run.fine("complete", file, cases[0])
    again = run("rate", file, cases[0], "overall", "good")
    assert (again.code, "completed" in again.complaint) == (2, True)
    (area,) = run.json("rollup", file)["areas"]
    assert (area["completed"], area["rated"], area["good_or_better"]) == (12, 12, 11)
    assert area["interval"][0] < 11 / 12 < area["interval"][1]
    assert area["indication"]
    run.fine("judge", file, "children in care", "requires improvement", "--because", "Plans drift.")
    judged = {item["judgement"]: item for item in run.json("rollup", file)["judgements"]}
    assert judged[AREA]["grade"] == "requires_improvement"
    assert judged[AREA]["by"] == "anna"
    assert "judgement of children in care" in run.fine("undo", file).out
    assert "judgement of children in care" in run.fine("redo", file).out
    run.fine("reopen", file, cases[0], "--because", "new records came")
    run.fine("verify", file)
    run.fine("copy", file, tmp_path / "copy.ilacs")
    assert run.json("rollup", tmp_path / "copy.ilacs") == run.json("rollup", file)
    run.fine("new", tmp_path / "next.ilacs", "--annex-a", book, "--census-date", CENSUS, "--previous", file)
    assert run.json("info", tmp_path / "next.ilacs")["file"]["previous"] == {AREA: "requires_improvement"}


def _core(file: Path) -> tuple[str, ...]:
    with Inspection.open(file, read_only=True) as inspection:
        return inspection.edition.area(AREA).core


def test_evidence_is_kept_and_shown_exactly(run: Runner, tmp_path: Path) -> None:
    file = small.make(tmp_path / "small.ilacs")
    run.fine("draw", file, AREA, "-n", 3, "--seed", "s")
    case = run.json("cases", file)["cases"][0]["case"]
    told = run.fine("rate", file, case, "CIC-20", "good", "--evidence", EVIDENCE)
    assert "1 character" in told.complaint
    with Inspection.open(file, read_only=True) as inspection:
        assert inspection.reading.findings(case)["CIC-20"].evidence == KEPT
    shown = run.fine("show", file, case).out
    for line in KEPT.split("\n"):
        assert f"    {line}\n" in shown
    assert run.json("search", file, "[/nope]")["hits"][0]["place"] == "CIC-20"
    query = run.fine("query", "add", file, case, "Who [b]held[/b] it?", "--criterion", "CIC-20").out.split(
        ":"
    )[0]
    concern = run.fine("concern", "add", file, case, "Not seen [/x]", "--level", "immediate").out.split(":")[
        0
    ]
    run.fine("query", "answer", file, query, "--", "-nobody")
    run.fine("concern", "answer", file, concern, "Seen today", "--not-satisfied")
    (one,) = run.json("query", "list", file)["queries"]
    assert (one["text"], one["answer"], one["state"]) == ("Who [b]held[/b] it?", "-nobody", "answered")
    (two,) = run.json("concern", "list", file, case)["concerns"]
    assert (two["text"], two["satisfied"], two["state"]) == ("Not seen [/x]", 0, "answered")
    run.fine("query", "close", file, query)
    run.fine("concern", "close", file, concern)
    assert "closed" in run.fine("query", "list", file).out
    assert "satisfied" in run.fine("concern", "list", file).out


def test_control_characters_of_the_data_never_reach_the_terminal(run: Runner, tmp_path: Path) -> None:
    file = small.make(tmp_path / "small.ilacs", authority="Marlow\x1b]0;pwn\x07 \u202eBridge")
    run.fine("draw", file, AREA, "-n", 3, "--seed", "s")
    case = run.json("cases", file)["cases"][0]["case"]
    run.fine("rate", file, case, "overall", "2", "--evidence", "a\x1b[31mred\x9b1m")
    for command in (["show", file, case], ["rollup", file], ["info", file], ["info", file, "--json"]):
        shown = run.fine(*command).out
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


def test_the_order_of_the_rows_does_not_matter(run: Runner, tmp_path: Path) -> None:
    drawn = []
    for backwards in (False, True):
        book = write_workbook(tmp_path / f"{backwards}.xlsx", backwards=backwards)
        file = tmp_path / f"{backwards}.ilacs"
        _new(run, book, file)
        drawn.append(run.json("draw", file, AREA, "-n", 7, "--seed", "2024"))
    assert drawn[0] == drawn[1]


def test_a_printed_line_checks_a_ticket(run: Runner, tmp_path: Path) -> None:
    file = small.make(tmp_path / "small.ilacs")
    shown = run.fine("draw", file, AREA, "-n", 3, "--seed", "it's dice").out
    command = shown.strip().splitlines()[-1]
    assert command.strip().startswith("printf %s")
    digest = subprocess.run(command, shell=True, capture_output=True, text=True, check=True).stdout
    first = run.json("cases", file)["cases"][0]
    assert digest[:16] in shown
    words = f"it's dice|{AREA}-1|{first['child']}"
    assert digest.split()[0] == hashlib.sha256(words.encode()).hexdigest()


@pytest.mark.parametrize("option", [[], ["--design", "systematic"], ["--weight", "three_placements=3"]])
def test_designs(run: Runner, tmp_path: Path, option: list[str]) -> None:
    file = small.make(tmp_path / "small.ilacs")
    drawn = run.json("draw", file, AREA, "-n", 6, "--seed", "s", *option)
    assert drawn["design"] == {"--design": "systematic", "--weight": "risk"}.get(
        (option or [""])[0], "simple"
    )
    assert sum(case["role"] == "sampled" for case in drawn["cases"]) == 6


def test_stratified_by_named_columns(run: Runner, tmp_path: Path) -> None:
    file = small.make(tmp_path / "small.ilacs")
    drawn = run.json(
        "draw",
        file,
        AREA,
        "-n",
        8,
        "--seed",
        "s",
        "--by",
        "team",
        "--expect",
        "North=40%",
        "--expect",
        "South=0.9",
    )
    assert drawn["design"] == "stratified"
    assert {case["stratum"] for case in drawn["cases"]} == {"North", "South"}
    with Inspection.open(file, read_only=True) as inspection:
        design = inspection.draws.selection(f"{AREA}-1").design
    assert (design.allocation, dict(design.expect)) == ("neyman", {"North": 0.4, "South": 0.9})


def test_documents_of_a_folder_come_with_their_child(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    (folder / "K002").mkdir(parents=True)
    (folder / "K001 visit 2024-03-01.md").write_text("Seen [A1] alone\x1b[31m", encoding="utf-8")
    (folder / "K002" / "plan.txt").write_bytes("The plan – signed".encode("cp1252"))
    (folder / "K0011.txt").write_text("nobody's")
    (folder / "K003.pdf").write_bytes(b"%PDF\0")
    file = tmp_path / "ours.ilacs"
    ran = run.fine(
        "new", file, "--annex-a", write_workbook(tmp_path / "l.xlsx"), "--census-date", CENSUS,
        "--documents", folder,
    )  # fmt: skip
    unused = [line for line in ran.err.splitlines() if "not used" in line]
    assert [("K0011" in line, "K003" in line) for line in unused] == [(True, False), (False, True)]
    run.fine("draw", file, AREA, "-n", 20, "--seed", "s")
    (first,) = run.json("show", file, "K001")["documents"]
    assert (first["title"], first["date"], first["text"]) == ("visit", "2024-03-01", "Seen [A1] alone�[31m")
    (second,) = run.json("show", file, "K002")["documents"]
    assert (second["title"], second["text"]) == ("plan", "The plan – signed")


_RATE_AND_DIE = """
import os, signal
from tui.cli import main
assert main(["rate", {file!r}, {case!r}, "CIC-20", "strong", "--evidence", "kept"]) == 0
os.kill(os.getpid(), signal.SIGKILL)
"""

_RATE_OPEN_AND_DIE = """
import os, signal
from sampling.findings.ratings import Rating
from sampling.store import Inspection
inspection = Inspection.open({file!r}, reader="anna")
inspection.reading.rate({case!r}, "CIC-21", Rating.GOOD, evidence="kept too")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_right_after_a_rating_nothing_is_lost(run: Runner, tmp_path: Path) -> None:
    file = small.make(tmp_path / "small.ilacs")
    run.fine("draw", file, AREA, "-n", 3, "--seed", "s")
    case = run.json("cases", file)["cases"][0]["case"]
    for script in (_RATE_AND_DIE, _RATE_OPEN_AND_DIE):
        code = subprocess.run(
            [sys.executable, "-c", script.format(file=str(file), case=case)],
            cwd=ROOT,
            env={**os.environ, "LOGNAME": "anna"},
            capture_output=True,
            check=False,
        ).returncode
        assert code == -signal.SIGKILL
    opened = run.fine("undo", file, "--as", "anna")
    assert "not closed properly" in opened.complaint
    run.fine("redo", file, "--as", "anna")
    with Inspection.open(file, read_only=True) as inspection:
        found = inspection.reading.findings(case)
    assert {key: item.evidence for key, item in found.items()} == {"CIC-20": "kept", "CIC-21": "kept too"}
    run.fine("verify", file)


def test_the_same_journey_apart(tmp_path: Path) -> None:
    file = small.make(tmp_path / "small.ilacs")
    assert run_apart("draw", file, AREA, "-n", 3, "--seed", "s", "--json").document["frame_size"] == 20
    plain = run_apart("cases", file, PYTHONIOENCODING="ascii")
    assert (plain.code, plain.err) == (0, "")
    missing = run_apart("cases", tmp_path / "none.ilacs", "--json")
    assert (missing.code, missing.out) == (1, "")
    assert "no such file" in missing.complaint
