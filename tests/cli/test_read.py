"""Line mode: a case question by question, on plain lines, with every word on disk at once."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sampling.store import Inspection
from sampling.store.reading import OVERALL
from tests.cli.world import ROOT, Ran, Runner
from tests.tui import case_world
from tui.cli.reading_aloud import ReadingAloud
from tui.screens.queue import reading_order


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_world.drawn(tmp_path_factory.mktemp("aloud") / "made.ilacs", n=3)


@pytest.fixture
def file(drawn: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "ours.ilacs"
    copied.write_bytes(drawn.read_bytes())
    return copied


def looking(file: Path) -> Inspection:
    return Inspection.open(file, reader="Rowan", read_only=True)


def first_case(file: Path) -> str:
    with looking(file) as found:
        return reading_order(found)[0]


class Typing:
    """A person at line mode: what they type, line by line."""

    def __init__(self, run: Runner, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
        self._run, self._monkeypatch, self._file = run, monkeypatch, file

    def __call__(self, *lines: str, case: str = "") -> Ran:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        words = [case] if case else []
        return self._run("read", self._file, *words, "--as", "Rowan")


@pytest.fixture
def typing(run: Runner, monkeypatch: pytest.MonkeyPatch, file: Path) -> Typing:
    return Typing(run, monkeypatch, file)


def test_a_whole_case_is_read_and_completed_line_by_line(typing: Typing, file: Path) -> None:
    case = first_case(file)
    ran = typing(*["2"] * 11, "strong", "0", "3", "No date in the plan", "since May", ".", "4", "e Seen [A1]",
                 "4", "Left alone", ".", "x", case=case.lower())  # fmt: skip
    assert ran.code == 0, ran.err
    assert "Question 1 of 14, HP-05" in ran.out
    assert f"{case} is completed." in ran.out
    with looking(file) as found:
        assert found.reading.is_completed(case)
        core = found.edition.area("safeguarding").core
        stands = found.reading.findings(case)
        assert [stands[item].rating for item in core[11:14]] == [
            "strong",
            "not_applicable",
            "needs_improvement",
        ]
        assert stands[core[13]].evidence == "No date in the plan\nsince May"
        overall = found.reading.finding(case, OVERALL)
        assert overall is not None
        assert (overall.rating, overall.evidence) == ("serious_weakness", "e Seen [A1]\n4\nLeft alone")


def test_it_goes_on_where_it_was_left_and_says_so(typing: Typing, file: Path) -> None:
    case = first_case(file)
    first = typing("2", "", "-", "b", "q")
    assert "1 of 14" in first.out
    assert "Here an empty file" in first.out
    assert "2 of 14 answered. Everything is on disk." in first.out
    second = typing("l", "q")
    assert f"Case {case}" in second.out
    assert "2 of 14 core questions are answered." in second.out
    assert "Question 2 of 14, HP-07" in second.out, "the first that is not answered"
    assert "HP-05: good." in second.out
    assert "HP-08: not seen." in second.out


def test_every_line_is_on_disk_before_the_next_is_asked_for(file: Path) -> None:
    case = first_case(file)

    def lines() -> Iterator[str]:
        yield "3\n"
        with looking(file) as found:
            assert found.reading.findings(case)["HP-05"].rating == "needs_improvement"
        yield "late\n"
        with looking(file) as found:
            assert found.reading.draft(case, "evidence:HP-05") == "late"
        yield "no reasons\n"
        with looking(file) as found:
            assert found.reading.draft(case, "evidence:HP-05") == "late\nno reasons"
        # The input ends here, in the middle of the evidence.

    with Inspection.open(file, reader="Rowan") as inspection:
        ReadingAloud(inspection, case, lines()).run()
    with looking(file) as found:
        assert found.reading.findings(case)["HP-05"].evidence == "late\nno reasons"
        assert found.reading.draft(case, "evidence:HP-05") is None


def test_the_file_can_be_heard_cited_and_added_to(typing: Typing, file: Path) -> None:
    case = first_case(file)
    ran = typing("f", "h supervision", "h missed", "d", "d d-01", "p", "g", "c s-05", "n She is better",
                 "u Who saw the father?", "r! Bruise not followed up", "z", "m", "HP-16", "q")  # fmt: skip
    assert ran.code == 0, ran.err
    assert "1 entry with supervision." in ran.out
    assert "Timescale missed" in ran.out
    assert "D-03: Visit notes, no date." in ran.out
    assert "Assessment, part 24." in ran.out
    assert "Held by Ida Quill, social worker" in ran.out
    assert "HP-05 cites visit 19/02/2026 (S-05)." in ran.out
    assert "Undone: concern" in ran.out
    assert "HP-05: not rated yet." in ran.out
    assert "Question 10 of 14, HP-16" in ran.out
    with looking(file) as found:
        assert found.reading.findings(case)["HP-05"].citations == "S-05"
        assert [query.text for query in found.reading.queries(case)] == ["Who saw the father?"]
        assert found.reading.concerns(case) == []
        kinds = [entry.kind for entry in found.cases.file(case).chronology]
        assert "conversation" in kinds
    again = typing("h", "HP-05", "q")
    assert "Cites visit 19/02/2026 (S-05)." in again.out
    assert "Query, open: Who saw the father?" in again.out
    assert " documents." in again.out
    assert " 1 flags" not in again.out


def test_nothing_moves_the_cursor_whatever_the_file_holds(typing: Typing) -> None:
    ran = typing("f", "h", "d D-02", "p", case_world.HOSTILE, "e \x1b[2J\x9b31m seen", "q")
    assert ran.code == 0, ran.err
    assert not {char for char in ran.out if ord(char) < 32 and char != "\n"}
    assert "\x9b" not in ran.out
    assert "[A1]" in ran.out, "brackets are only text"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5", "'5' is no answer; ? lists what there is"),
        ("good enough", "'good' is no answer"),
        ("c", "say which: c and the id"),
        ("c nothing", "unknown entry"),
        ("d D-99", "there is no document 'D-99'"),
        ("z", "nothing"),
        ("u", "a query needs a text"),
        ("a", "an entry needs a text"),
    ],
)
def test_a_slip_is_one_line_and_the_question_stands(typing: Typing, typed: str, said: str) -> None:
    ran = typing(typed, "q")
    assert ran.code == 0
    told = [line for line in ran.out.splitlines() if line.startswith("Not done: ")]
    assert len(told) == 1
    assert said in told[0]
    assert "0 of 14 answered" in ran.out


def test_what_cannot_be_read_is_refused_in_one_line(typing: Typing, file: Path) -> None:
    case = first_case(file)
    assert typing(*["2"] * 15, "x", case=case).code == 0
    done = typing(case=case)
    assert (done.code, "'reopen' opens it again" in done.complaint) == (2, True)
    assert typing(case="nobody").code == 2
    assert case not in typing("q").out, "without an id it is the next unfinished one"


def test_a_kill_loses_no_line_that_was_answered(file: Path) -> None:
    case = first_case(file)
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "read", str(file), case, "--as", "Rowan"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for typed in ("2", "4", "seen alone", "but late"):
            process.stdin.write(f"{typed}\n")
        process.stdin.flush()
        prompts = 0
        while prompts < 3:
            prompts += process.stdout.readline().strip() == ">"
        process.send_signal(signal.SIGKILL)
    with Inspection.open(file, reader="Rowan") as found:
        assert found.reading.findings(case)["HP-07"].rating == "serious_weakness"
        assert found.reading.draft(case, "evidence:HP-07") == "seen alone\nbut late"
