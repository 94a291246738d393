"""What the quick paths load, and what the program says of itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sampling import __version__
from tests.cli.world import ROOT, Runner, run_apart
from tui.cli.catalogue import COMMANDS

_LOADED = """
import sys
from tui.cli import main
code = main({words})
heavy = [name for name in ("textual", "faker", "sqlite_utils", "rich") if name in sys.modules]
sys.exit(code or (f"loaded {{heavy}}" if heavy else 0))
"""


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["help", "rate"], ["draw", "--help"]])
def test_quick_paths_load_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED.format(words=words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_version(run: Runner) -> None:
    assert run.fine("--version").out == f"ilacs-sample {__version__}\n"


def test_overview_names_every_command(run: Runner) -> None:
    shown = run.fine("--help").out
    assert all(name in shown for name in COMMANDS)
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run: Runner, name: str) -> None:
    shown = run.fine(*name.split(), "--help").out
    assert f"usage: ilacs-sample {name}" in shown
    assert f"ilacs-sample {name}" in shown.partition("examples:")[2]
    assert run.fine("help", *name.split()).out == shown


def test_without_a_terminal_the_app_says_what_to_do() -> None:
    ran = run_apart()
    assert ran.code == 1
    assert "demo" in ran.complaint
    assert "usage:" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frmae"], "did you mean frame"),
        (["query"], "add, answer, close or list"),
        (["--nonsense"], "unknown option '--nonsense'"),
        (["rate", "x.ilacs"], "required: CASE, CRITERION, RATING"),
        (["cases", "x.ilacs", "--are", "a"], "unrecognized arguments"),
        (["cases", "x.ilacs", "--as", " "], "--as needs a name"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run: Runner, words: list[str], said: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert said in ran.complaint
    assert ran.out == ""


def test_a_fault_in_the_program_prints_no_data() -> None:
    script = (
        "import sys, tui.cli.keeping as keeping, tui.cli\n"
        "def fail(arguments): raise ValueError('Rosalind Quark was not seen')\n"
        "keeping.COMMANDS['copy'] = keeping.Command(keeping._copy_options, fail)\n"
        "sys.argv = ['ilacs-sample', 'copy', 'a', 'b']\n"
        "sys.exit(tui.cli.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Quark" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("ilacs-sample: a fault in the program itself (ValueError in ")


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    done = subprocess.run(
        f"{sys.executable} -m tui.cli help draw | true",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
