"""Bad input, one kind at a time: one clear line, the right exit code, and nothing left behind."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from sampling.store import Inspection
from tests import small
from tests.cli.world import CENSUS, Runner, run_apart, write_workbook

AREA = "children_in_care"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file with a draw, made once and never changed."""
    file = small.make(tmp_path_factory.mktemp("made") / "small.ilacs")
    with Inspection.open(file) as inspection:
        inspection.draws.draw(AREA, 3, "seed")
    return file


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "small.ilacs"))


def _case(file: Path) -> str:
    with Inspection.open(file, read_only=True) as inspection:
        return inspection.cases.all()[0].case_id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frame", "{file}", "childrn_in_care"], "did you mean children_in_care"),
        (["cases", "{file}", "--area", "mars"], "unknown area 'mars'"),
        (["draw", "{file}", AREA, "-n", "21", "--seed", "s"], "21 files cannot be drawn from a frame of 20"),
        (["draw", "{file}", AREA, "-n", "0", "--seed", "s"], "1 file or more"),
        (["draw", "{file}", AREA, "-n", "-5", "--seed", "s"], "1 file or more"),
        (["draw", "{file}", AREA, "-n", "many", "--seed", "s"], "invalid int value"),
        (["draw", "{file}", AREA, "-n", "3"], "needs a seed: --seed"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "a|b"], "no '|'"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", ""], "the seed is empty"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "s", "--name", f"{AREA}-1"], "already"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "s", "--design", "lucky"], "unknown design 'lucky'"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "s", "--allocation", "x"], "unknown allocation"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "s", "--by", "shoe"], "unknown stratum column"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "s", "--by", "team", "--expect", "North"], "a share"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "s", "--weight", "a=-1"], "a number of 0 or more"),
        (["draw", "{file}", AREA, "-n", "3", "--seed", "s", "--reserve", "-1"], "a reserve is 0 or more"),
        (["frame", "{file}", "safeguardng", "--freeze"], "did you mean safeguarding"),
        (["show", "{file}", "CC-K999"], "unknown case 'CC-K999'"),
        (["rate", "{file}", "{case}", "HP-99", "good"], "unknown criterion 'HP-99'"),
        (["rate", "{file}", "{case}", "HP-10", "good"], "not a criterion of children in care"),
        (["rate", "{file}", "{case}", "CIC-20", "5"], "unknown rating '5'"),
        (["rate", "{file}", "{case}", "CIC-20", "lovely"], "unknown rating 'lovely'"),
        (["rate", "{file}", "{case}", "overall", "-"], "a case rating is strong, good"),
        (["rate", "{file}", "{case}", "CIC-20", "good", "--cite", "L99"], "unknown entry of"),
        (["entry", "{file}", "{case}", "--kind", "party", "--where", "x", "y"], "unknown kind of entry"),
        (
            ["entry", "{file}", "{case}", "--kind", "visit", "--date", "31/2/2024", "--where", "x", "y"],
            "no date",
        ),
        (["entry", "{file}", "{case}", "--kind", "visit", "--where", "x", " "], "needs a text"),
        (["query", "answer", "{file}", "Q-0", "x"], "no query 'Q-0'"),
        (["concern", "add", "{file}", "{case}", "x", "--level", "mild"], "unknown level of concern"),
        (["judge", "{file}", "everything", "good", "--because", "x"], "unknown judgement"),
        (["judge", "{file}", AREA, "fine", "--because", "x"], "unknown grade 'fine'"),
        (["judge", "{file}", AREA, "good", "--because", " "], "needs reasons"),
        (["judge", "{file}", AREA, "good"], "required: --because"),
        (["reopen", "{file}", "{case}", "--because", "x"], "is not completed"),
        (["undo", "{file}"], "nothing to undo"),
        (["redo", "{file}"], "nothing to redo"),
        (["assign", "{file}", "{case}", "CC-K999", "--to", "ben"], "unknown case 'CC-K999'"),
        (["assign", "{file}", "{case}", "--to", "a|b"], "a reader's name"),
        (["cases", "{file}", "--as", "a,b"], "a reader's name"),
        (["verify", "{file}", "--head", "abc"], "64 hex digits"),
        (["search", "{file}", ""], "some words"),
    ],
)
def test_wrong_words(run: Runner, file: Path, words: list[str], said: str) -> None:
    before = _head(file)
    given = [word.format(file=file, case=_case(file)) for word in words]
    ran = run(*given)
    assert said in ran.complaint.replace("are required: ", "required: ")
    assert (ran.code, ran.out) == (2, "")
    assert _head(file) == before


def _head(file: Path) -> str:
    with Inspection.open(file, read_only=True) as inspection:
        return inspection.journal.head()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--scenario", "atlantis"], 2, "unknown scenario 'atlantis'"),
        (["--scenario", "ashmere", "--census-date", CENSUS], 2, "belongs to a workbook"),
        (["--scenario", "ashmere", "--edition", "ilacs-1999"], 2, "unknown edition 'ilacs-1999'"),
        (["--scenario", "ashmere", "--kind", "surprise"], 2, "unknown kind of visit 'surprise'"),
        (["--scenario", "ashmere", "--date", "yesterday"], 2, "'yesterday' is no date"),
        (["--scenario", "ashmere", "--date", "1/1/2001"], 2, "no edition of the framework covers"),
        (["--scenario", "ashmere", "--annex-a", "{book}"], 2, "not allowed with argument"),
        ([], 2, "--scenario --annex-a is required"),
        (["--annex-a", "{book}", "--census-date", CENSUS, "--seed", "1"], 2, "draw is given its own seed"),
        (["--annex-a", "{book}", "--census-date", "12345"], 2, "'12345' is no date"),
        (["--annex-a", "{folder}/none.xlsx", "--census-date", CENSUS], 1, "none.xlsx"),
        (["--annex-a", "{text}", "--census-date", CENSUS], 1, "text.xlsx"),
        (["--annex-a", "{folder}/none", "--census-date", CENSUS], 1, "cannot be read"),
        (
            ["--annex-a", "{book}", "--census-date", CENSUS, "--documents", "{folder}/none"],
            1,
            "no such folder",
        ),
        (
            ["--annex-a", "{book}", "--census-date", CENSUS, "--previous", "{text}"],
            1,
            "not an inspection file",
        ),
        (["--annex-a", "{book}", "--census-date", CENSUS, "--previous", "{file}"], 2, "no judgement stands"),
    ],
)
def test_what_cannot_be_made(
    run: Runner, file: Path, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    text = tmp_path / "text.xlsx"
    text.write_text("no workbook")
    book = write_workbook(tmp_path / "lists.xlsx")
    before = sorted(tmp_path.iterdir())
    given = [word.format(file=file, folder=tmp_path, text=text, book=book) for word in words]
    ran = run("new", tmp_path / "new.ilacs", *given)
    assert said in ran.complaint
    assert (ran.code, ran.out) == (code, "")
    assert sorted(tmp_path.iterdir()) == before


def test_rows_that_would_be_lost_are_refused_unless_accepted(run: Runner, tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "lists.xlsx", extra={8: [{"age": 4, "gender": "Male"}]})
    words = ["new", tmp_path / "new.ilacs", "--annex-a", book, "--census-date", CENSUS]
    refused = run(*words)
    assert refused.code == 1
    assert "--accept-problems" in refused.err.splitlines()[-1]
    assert any("error: List 8 row 22" in line for line in refused.err.splitlines())
    assert not (tmp_path / "new.ilacs").exists()
    run.fine(*words, "--accept-problems")
    assert run.json("info", tmp_path / "new.ilacs")["file"]["children"] == 48
    again = run(*words, "--accept-problems")
    assert (again.code, "never overwritten" in again.complaint) == (1, True)


def test_a_frame_of_nobody(run: Runner, tmp_path: Path) -> None:
    rows = [row for row in small.rows() if row.list != 9]
    book = write_workbook(tmp_path / "lists.xlsx", rows)
    file = tmp_path / "new.ilacs"
    run.fine("new", file, "--annex-a", book, "--census-date", CENSUS)
    assert run.json("frame", file, "leaving_care")["size"] == 0
    for words in (
        ["frame", file, "leaving_care", "--freeze"],
        ["draw", file, "leaving_care", "-n", 1, "--seed", "s"],
    ):
        ran = run(*words)
        assert (ran.code, "nobody in the lists" in ran.err.splitlines()[-1]) == (2, True)


def test_files_that_are_no_inspection(run: Runner, file: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.ilacs"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    text = tmp_path / "text.ilacs"
    text.write_text("just words " * 500)
    empty = tmp_path / "empty.ilacs"
    empty.touch()
    newer = Path(shutil.copy(file, tmp_path / "newer.ilacs"))
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for path, said in (
        (tmp_path / "none.ilacs", "no such file"),
        (tmp_path, "a folder"),
        (tmp_path / ("x" * 300), "File name too long"),
        (foreign, "not an inspection file"),
        (text, "not an inspection file"),
        (empty, "not an inspection file"),
        (newer, "newer ilacs-sample"),
    ):
        for words in (
            ["cases", path],
            ["rate", path, "x", "overall", "good"],
            ["verify", path],
            ["open", path],
        ):
            ran = run(*words)
            assert (ran.code, ran.out) == (1, "")
            assert said in ran.complaint
        assert run("copy", path, tmp_path / "copy.ilacs").code == 1
    assert not (tmp_path / "copy.ilacs").exists()
    taken = run("copy", file, newer)
    assert (taken.code, "never overwritten" in taken.complaint) == (1, True)


def test_a_damaged_file_does_not_verify(run: Runner, file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET reader = 'eve' WHERE kind = 'draw'")
    connection.commit()
    connection.close()
    ran = run("verify", file, "--json")
    assert (ran.code, ran.document["ok"]) == (1, False)
    assert "did not verify: journal" in ran.complaint
    raw = bytearray(file.read_bytes())
    raw[4096:] = b"\xa5" * (len(raw) - 4096)
    file.write_bytes(bytes(raw))
    for words in (["cases", file], ["verify", file]):
        ran = run(*words)
        assert ran.code == 1
        assert "Traceback" not in ran.err


def test_a_file_that_somebody_else_has_open(file: Path) -> None:
    with Inspection.open(file, reader="anna") as inspection:
        inspection.reading.rate(_case(file), "CIC-20", evidence="seen")
        ran = run_apart("rate", file, _case(file), "overall", "good")
        assert ran.code == 1
        assert "has it open" in ran.complaint
        looked = run_apart("cases", file, "--json")
        assert looked.code == 0
        assert looked.document["cases"][0]["case_rating"] is None
