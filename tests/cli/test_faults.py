"""A defect of the program, wherever it is, says where in the code it was and nothing of the data."""

from __future__ import annotations

import subprocess
import sys
import textwrap

CANARY = "Zephyrine Quillfeather"

DEFECTS = f"""
import sys, threading, warnings
import tui.cli.dispatch
from tui.cli import main

def fail():
    try:
        raise KeyError("{CANARY}")
    except KeyError as error:
        worse = ExceptionGroup("{CANARY}", [ValueError("{CANARY}")])
        worse.add_note("{CANARY}")
        raise worse from error

class Thrown:
    def __repr__(self):
        return "{CANARY}"

    def __del__(self):
        raise LookupError("{CANARY}")

def command(words):
    warnings.warn("{CANARY}")
    Thrown()
    other = threading.Thread(target=fail, name="{CANARY}")
    other.start()
    other.join()
    ending = threading.Thread(target=sys.exit)
    ending.start()
    ending.join()
    fail()

tui.cli.dispatch._run = command
sys.argv = ["ilacs-sample", "scenarios"]
main()
"""


def test_no_fault_prints_what_it_was_about() -> None:
    """In a thread, in what is thrown away, in a warning, chained, grouped and with notes."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(DEFECTS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert CANARY.split()[1] not in done.stdout + done.stderr
    said = done.stderr.splitlines()
    assert [line.split("itself (")[1].split(" in ")[0] for line in said] == [
        "LookupError",
        *["ExceptionGroup"] * 2,
    ]
    assert all("a fault in the program itself" in line for line in said)
