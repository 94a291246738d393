"""The page of reference says what the program does today."""

from __future__ import annotations

from sampling.framework import load
from tests import reference
from tui.cli.catalogue import COMMANDS


def test_the_reference_is_made_from_the_program() -> None:
    page = reference.page()
    assert reference.PAGE.read_text(encoding="utf-8") == page, "run python -m tests.reference"


def test_it_tells_what_a_reader_would_look_up() -> None:
    page = reference.page()
    assert [name for name in COMMANDS if f"#### `{name}`\n" not in page] == []
    assert "ilacs-sample rate FILE CASE CRITERION RATING [--as READER] [--evidence TEXT]" in page
    assert "ilacs-sample target FILE AREA CHILD... --because TEXT [--as READER]" in page
    assert "ilacs-sample redact FILE [EVENT] [--as READER]" in page
    assert "[--finding CASE CRITERION] [--enquiry ID]" in page
    assert "ilacs-sample new FILE (--scenario ID | --annex-a PATH) [--documents DIR]" in page
    assert "| `late_assessment` | An assessment took, or has been open, longer than 45 working days |" in page
    known = len(load("ilacs-2026").criteria)
    assert f"| criteria | {known} | 0 | {known} |" in page
    assert "### View `judgement_evidence`" in page
