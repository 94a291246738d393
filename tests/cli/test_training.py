"""A session by commands, as a trainer would hold it, and nothing told before the debrief."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pytest

from fixtures import load_scenario
from fixtures.readers import MARK
from sampling.framework import load
from sampling.store import Inspection, pins
from sampling.training import key as keys
from tests import small
from tests.cli import tries
from tests.cli.world import Runner, run_apart
from tests.session_world import REASON, AnyKeys
from tui import making
from tui.cli import out
from tui.cli.catalogue import COMMANDS

SEED = "8472916350284617"
AREA = load("ilacs-2026").area("children_in_care")
ODD = AREA.core[3]
PLANTED = {*load_scenario("littlewick").planted[AREA.id].ambiguous}


@pytest.fixture(autouse=True)
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "keys_of", lambda scenario, seed: AnyKeys())
    monkeypatch.setattr(making, "documents_of", lambda scenario, seed: small.OneDocument())


def test_a_session_of_ten_from_set_up_to_debrief(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "monday"
    made = run.fine(
        "session", "new", folder, "--scenario", "littlewick", "--readers", 10, "--cases", 12, "--seed", SEED
    )
    assert "12 read by everybody, 0 by one reader alone; 12 drawn" in made.out
    for place in range(1, 11):
        leaning = {1: -0.7, 2: 0.7}.get(place, 0)
        run.fine(
            *("rehearse", folder / "session.ilacs", "--as", f"reader-{place:02}", "--skill", 0.85),
            *("--leaning", leaning),
        )
    collected = run.fine("session", "collect", folder)
    assert "reader-10 (simulated)  12 of 12" in collected.out
    found = run.json("session", "debrief", folder)
    assert found["keyed"]
    leanings = {reader["reader"]: reader["leaning"] for reader in found["readers"]}
    assert {name for name, words in leanings.items() if words.startswith("too kind")} == {"reader-01"}
    assert {name for name, words in leanings.items() if words.startswith("too harsh")} == {"reader-02"}
    assert {found["agreement"]["criteria"][0]["criterion"]} == PLANTED, "as the scenario has it, unasked"
    assert found["agreement"]["cases"] == 12
    alpha = found["agreement"]["alpha_ordinal"]
    assert alpha["low"] < alpha["value"] < alpha["high"]
    assert found["areas"][0]["planted"]["rated"] == 12
    assert REASON in (folder / "debrief.md").read_text("utf-8")
    assert (folder / "pages" / "reader-01.html").stat().st_mode & 0o077 == 0
    assert "too kind" in (folder / "pages" / "reader-01.md").read_text("utf-8")
    counts = [
        run.json("rollup", folder / "collected.ilacs", *asked)["areas"][0]["completed"]
        for asked in ((), ("--simulated",))
    ]
    assert counts == [0, 12]
    plain = run.fine("session", "debrief", folder)
    assert "Krippendorff's alpha, ordinal metric" in plain.out
    shown = run.json("agreement", folder / "collected.ilacs")
    assert shown["alpha_ordinal"] == alpha
    assert len(shown["readers"]) == 10
    assert set(shown["readers"][0]["with_key"]) >= {"exact", "within_one", "kappa_quadratic", "severity"}


def test_a_targeted_childs_answers_join_the_key_but_not_that_of_a_session(
    run: Runner, tmp_path: Path
) -> None:
    file = tmp_path / "own.ilacs"
    run.fine("new", file, "--scenario", "littlewick", "--seed", SEED)
    run.fine("draw", file, AREA.id, "-n", 2, "--seed", "4162533161")
    with Inspection.open(file, read_only=True) as inspection:
        drawn = {line.child for line in inspection.cases.all()}
        other = next(row.id for row in inspection.draws.frame(AREA.id).rows if row.id not in drawn)
    run.fine("target", file, AREA.id, other, "--because", "named in the last report")
    assert f"{AREA.code}-{other}" in {case.case for case in keys.read(keys.path_of(file)).cases}
    folder = tmp_path / "monday"
    run.fine(
        *("session", "new", folder, "--scenario", "littlewick", "--readers", 2, "--cases", 2),
        *("--seed", SEED),
    )
    before = keys.read(folder / "session.key").sha256
    with Inspection.open(folder / "session.ilacs", read_only=True) as inspection:
        drawn = {line.child for line in inspection.cases.all()}
        other = next(row.id for row in inspection.draws.frame(AREA.id).rows if row.id not in drawn)
    run.fine("target", folder / "session.ilacs", AREA.id, other, "--because", "curious")
    assert keys.read(folder / "session.key").sha256 == before, "the hand-outs know the key by its digest"


def _target(file: Path, tmp_path: Path, reader: str | None = None) -> tries.Target:
    with Inspection.open(file, read_only=True, reader=reader) as inspection:
        case, draw = inspection.cases.all()[0], inspection.draws.all()[0].draw
    return tries.Target(file, AREA.id, case.case_id, case.child, draw, ODD, tmp_path / "out")


def test_before_the_debrief_no_command_on_a_hand_out_tells_an_answer(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "monday"
    run.fine(
        *("session", "new", folder, "--scenario", "littlewick", "--readers", "anna,ben", "--cases", 2),
        *("--seed", SEED),
    )
    # A reader who got hold of another's file and of the wrong ideas.
    file = folder / "hand-outs" / "anna.ilacs"
    key = keys.read(folder / "session.key")
    run.fine("rehearse", folder / "session.ilacs", "--as", "ben", "--skill", 1)
    held = file.read_bytes()
    target = _target(file, tmp_path).raised(run)
    known = tries.tries(target)
    assert known.keys() | tries.APART == set(COMMANDS), "a new command is tried here too"
    assert all(" FILE" not in run(*name.split(), "--help").out for name in tries.APART)
    refused = 0
    for name in COMMANDS:
        for words in known.get(name, ()):
            monkeypatch.setattr(sys, "stdin", io.StringIO(tries.TYPED))
            ran = run(*name.split(), *words)
            told = ran.out + ran.err
            refused += ran.code != 0
            for secret in (REASON, SEED, key.text[:80], "planted", '"level"'):
                if not (secret == "planted" and name == "scenarios"):
                    assert secret not in told, (name, words)
    made = [item.read_bytes() for item in tmp_path.glob("out*") if item.is_file()]
    assert len(made) > 3
    for secret in (REASON, SEED):
        assert all(secret.encode() not in content for content in (held, file.read_bytes(), *made))
    assert b'"level"' not in held
    assert refused
    assert run("rehearse", file, "--as", "anna").complaint.startswith("this is a hand-out")
    assert "closed" in run("agreement", file).complaint


WHOLE = {"session collect", "session debrief", "merge", "copy", "verify", "backup", "recover", "new"}
"""Commands for which a file is taken whole, so that they ask nobody who reads; they print no finding."""


def _plain(text: str) -> str:
    """What was printed, without ids, digests, pseudonyms, times and the folder."""
    text = re.sub(r"(kind|harsh)\b", "#", text)
    text = re.sub(r"\b[0-9a-f]{4,}\b|\d\d:\d\d|\d{8}T\d{6}Z", "#", text)
    return " ".join(re.sub(r"(\b[A-Z]{2,3}|Child)[- ][A-Z0-9]{4}\b", "#", text).split())


def test_before_the_debrief_nothing_a_reader_is_shown_follows_from_what_another_found(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for name, leaning in (("kind", -1), ("harsh", 1)):
        (tmp_path / name).mkdir()
        folder = tmp_path / name / "monday"
        run.fine(
            *("session", "new", folder, "--scenario", "littlewick", "--readers", "anna,ben", "--cases", 1),
            *("--seed", SEED),
        )
        run.fine("rehearse", folder / "session.ilacs", "--as", "ben", "--skill", 1, "--leaning", leaning)
        run.fine("rehearse", folder / "session.ilacs", "--as", "anna", "--skill", 1)
        run("session", "collect", folder)
        file = folder / "collected.ilacs"
        target = _target(file, tmp_path / name, "anna").raised(run, "--as", "anna")
        case = target.case
        run.fine("concern", "add", file, case, f"{MARK} Nobody visits.", "--level", "practice", "--as", "ben")
        run.fine("query", "add", file, case, f"{MARK} Why?", "--as", "ben")
        run.fine(
            "judge", file, "children_in_care", "inadequate", "--because", f"{MARK} Bad {name}.", "--as", "ben"
        )
        ways = tries.tries(target)
        # Whole words: single letters stand in random ids too.
        ways["redact"] = [(file, "--find", word) for word in ("good", "weakness", "Simulated", "visits")]
        said = {}
        for command, some in sorted(ways.items()):
            for place, words in enumerate(some if command not in WHOLE else ()):
                monkeypatch.setattr(sys, "stdin", io.StringIO(tries.TYPED))
                if "--as" not in words and command != "judge":
                    ran = run(*command.split(), *words, "--as", "anna")
                    said[command, place] = _plain(ran.out + ran.err)
        told.append(said)
        made = [item.read_bytes() for item in (tmp_path / name).glob("out*") if item.is_file()]
        assert len(made) > 2
        assert all(b"ben" not in content or b"Nobody visits" not in content for content in made)
    kind, harsh = told
    assert len(kind) > 60
    # Events of two laptops at one moment may stand in either order.
    assert {at: text for at, text in kind.items() if sorted(text.split()) != sorted(harsh[at].split())} == {}
    assert not [words for words, text in kind.items() if "Nobody visits" in text]


def test_at_a_terminal_a_debrief_is_not_opened_by_a_slip_while_somebody_reads(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "monday"
    run.fine(
        *("session", "new", folder, "--scenario", "littlewick", "--readers", "anna,ben", "--cases", 1),
        *("--seed", SEED),
    )
    run.fine("rehearse", folder / "session.ilacs", "--as", "ben")
    run("session", "collect", folder)
    monkeypatch.setattr(out, "at_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\nyes\n"))
    refused = run("session", "debrief", folder)
    assert (refused.code, "1 reader not done yet: anna" in refused.out) == (1, True)
    assert "closed" in run("agreement", folder / "collected.ilacs").complaint
    assert "the room:" in run.fine("session", "debrief", folder).out
    assert "not done yet" not in run.fine("session", "debrief", folder).out, "it is open now"


def test_a_file_that_several_readers_share_asks_for_the_pin(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "room"
    run.fine(
        *("session", "new", folder, "--scenario", "littlewick", "--readers", "anna,ben"),
        *("--cases", 2, "--one-file"),
    )
    file = folder / "hand-outs" / "everybody.ilacs"
    assert run.json("info", file)["file"]["synthetic"], "though it names no scenario"
    pins.forget()
    assert "give the PIN of anna" in run("cases", file, "--as", "anna").complaint
    sheet = (folder / "sheet.md").read_text("utf-8")
    assert "Put everybody.ilacs alone on the computer that the readers share" in sheet, "not the answers too"
    assert "ilacs-sample session collect room" in sheet
    row = next(line for line in sheet.splitlines() if "| anna |" in line)
    pin = row.split("|")[3].strip()
    fine = run_apart("cases", file, "--as", "anna", ILACS_SAMPLE_PIN=pin)
    assert (fine.code, "2 sampled" in fine.out) == (0, True)
    wrong = run_apart("cases", file, "--as", "anna", ILACS_SAMPLE_PIN="x")
    assert (wrong.code, "not the PIN of anna" in wrong.err) == (1, True)
    stranger = run("rate", file, "CC-1", "overall", "good")
    assert stranger.code == 1
    assert "sign in as one of its readers" in stranger.complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--readers", "anna,ANNA"), "two readers are called"),
        (("--readers", "anna,merge"), "the program's own name"),
        (("--readers", "2", "--as", "merge"), "the program's own name"),
        (("--readers", "0"), "1 to 60 readers"),
        (("--readers", "99"), "1 to 60 readers"),
        (("--readers", "2", "--cases", "0"), "one file or more"),
        (("--readers", "2", "--cases", "4", "--shared", "5"), "5 shared files do not fit"),
        (("--readers", "2", "--area", "nowhere"), "unknown area"),
        (("--readers", "40", "--cases", "20", "--shared", "0"), "let more of the files be shared"),
        (("--readers", "2", "--seed", "a|b"), "seed"),
        (("--readers", "2", "--minutes", "-5"), "time limit"),
    ],
)
def test_a_session_that_cannot_be_held_is_refused_and_leaves_nothing(
    run: Runner, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run("session", "new", tmp_path / "s", "--scenario", "littlewick", *words)
    assert ran.code == 2
    assert said in ran.complaint
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_never_overwritten(run: Runner, tmp_path: Path) -> None:
    ran = run("session", "new", tmp_path, "--scenario", "littlewick", "--readers", "2")
    assert (ran.code, "exists already" in ran.complaint) == (1, True)


def test_the_same_seed_gives_the_same_session_and_the_draws_do_not_tell_it(
    run: Runner, tmp_path: Path
) -> None:
    drawn = []
    for name in ("one", "two"):
        made = run.fine(
            *("session", "new", tmp_path / name, "--scenario", "littlewick", "--readers", "2"),
            *("--cases", "3", "--seed", SEED),
        )
        assert "could try all such seeds and make the answers" in made.err, "16 digits are soon tried"
        with Inspection.open(tmp_path / name / "session.ilacs", read_only=True) as master:
            drawn.append([line.case_id for line in master.cases.all()])
            assert SEED not in master.draws.all()[0].seed
    assert drawn[0] == drawn[1]


def test_planning_a_session_writes_nothing_and_more_files_tell_more(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "monday"
    run.fine("session", "new", folder, "--scenario", "littlewick", "--readers", 4, "--seed", SEED)
    before = (folder / "session.ilacs").read_bytes()
    shown = run.fine("rehearse", folder / "session.ilacs", "--plan", "--readers", 4)
    assert (folder / "session.ilacs").read_bytes() == before
    widths = [float(line.split()[-1]) for line in shown.out.splitlines()[2:]]
    assert len(widths) > 4
    assert widths[0] > widths[-1]
    alike = run.fine("rehearse", folder / "session.ilacs", "--plan", "--readers", 4, "--skill", 0.95)
    odd = ",".join(AREA.core[:6])
    unlike = run.fine(
        *("rehearse", folder / "session.ilacs", "--plan", "--readers", 4, "--skill", 0.95),
        *("--ambiguous", odd),
    )
    lowest = [float(ran.out.splitlines()[-1].split()[1]) for ran in (alike, unlike)]
    assert lowest[0] > lowest[1] + 0.1, "six criteria read at random"


@pytest.mark.parametrize(("option", "value"), [("--skill", "1.2"), ("--leaning", "-2"), ("--readers", "1")])
def test_numbers_out_of_range_are_refused(run: Runner, tmp_path: Path, option: str, value: str) -> None:
    extra = ("--plan",) if option == "--readers" else ()
    ran = run("rehearse", tmp_path / "none.ilacs", option, value, *extra)
    assert ran.code == 2


def test_rehearsing_needs_the_key_beside_the_file(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "monday"
    run.fine("session", "new", folder, "--scenario", "littlewick", "--readers", 2, "--cases", 2)
    shutil.move(folder / "session.key", tmp_path / "away.key")
    assert "there is no session.key" in run("rehearse", folder / "session.ilacs").complaint
    (folder / "session.key").write_text("{}", "utf-8")
    assert "not an answer key" in run("rehearse", folder / "session.ilacs").complaint


def test_the_key_is_written_at_a_draw(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "plain.ilacs"
    run.fine("new", file, "--scenario", "littlewick", "--seed", SEED)
    run.fine("draw", file, AREA.id, "-n", 3, "--seed", "441")
    key = keys.read(tmp_path / "plain.key")
    assert (key.scenario, key.seed, len(key.cases)) == ("littlewick", SEED, 6)
    assert (tmp_path / "plain.key").stat().st_mode & 0o077 == 0
