"""Ten thousand hostile strings: through the cleaner, the displayer, the store and every export, and back."""

from __future__ import annotations

import csv
import json
import random
import sqlite3
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sampling.findings.findings import Finding
from sampling.handover.cells import plain
from sampling.handover.export import export
from sampling.store import Inspection, state
from sampling.store.connection import transaction
from sampling.store.verify import verify
from sampling.text import canonical_id, clean, clean_line, is_clean_line
from tests.small import make
from tui.safe import cell, column, line, literal

WANTED = 10_000
CELL = 32_000
"""Characters that a workbook's cell surely holds."""

PIECES = (
    "[bold]", "[/nope]", "[@click=app.quit]x[/]", "[ @click=app.pwn]CC[/]", "[CIN]", "[A1]", "\\[",
    "[link='https://e.x']", "\x1b]52;c;aGFoYQ==\x1b\\", "\x1b[31m", "\x1b]0;title\x07", "\x9b31m",
    "\x90q\x9c", "\x00", "\x7f", "\x08", "\x0b", "\r", "\u202eevil\u202c", "\u2066x\u2069", "\u200f",
    "\u200b", "\u2028", "\u2060", "\ufeff", "\U000e0041", "\u3164", "\ufffe", "\ud800", "\udcff", "=1+1",
    "+SUM(A1)", "-2", "@cmd|' /C calc'!A0", "\t=1", "<script>alert(1)</script>", "&lt;", "<!--",
    "![x](http://e.x)", "**b**", "| a | b |", "```", "../../etc/passwd", "%s", "{0}",
    "'; DROP TABLE journal; --", '"', "''", "न्\u200dष", "🤷\u200d♀️", "e\u0301", "\u0301" * 30, "Ω", "عربى",
    "עברית", "\n\n", " ", "\u00a0",
)  # fmt: skip


def composed(number: int) -> str:
    """A string of hostile pieces and of any characters at all, the same for the same number."""
    choice = random.Random(number)
    pieces = choice.choices(PIECES, k=choice.randrange(1, 7))
    pieces += ["".join(map(chr, choice.choices(range(0x110000), k=choice.randrange(4))))]
    choice.shuffle(pieces)
    return "".join(pieces) * choice.choice((1, 1, 1, 1, 30))


# Mostly one draw for a string, since ten thousand are wanted; the rest in hypothesis's own fashion.
hostile = st.one_of(
    *[st.integers(0, 2**63).map(composed)] * 4,
    st.text(st.characters(exclude_categories=()), max_size=12),
)


def forbidden(text: str) -> list[str]:
    """Characters that may reach neither a terminal nor a file, by Unicode's own categories."""
    return [
        character
        for character in text
        if (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t")
        or unicodedata.bidirectional(character)
        in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or character in "\u200b\u200e\u200f\u2028\u2029\u2060\ufeff"
    ]


class EnoughError(Exception):
    """Ends the gathering."""


@pytest.fixture(scope="module")
def strings() -> list[str]:
    """Strings gathered from hypothesis once, since a file for each would take hours."""
    gathered: dict[str, None] = {}

    @settings(
        max_examples=WANTED * 2,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile)
    def gather(text: str) -> None:
        gathered[text] = None
        if len(gathered) >= WANTED:
            raise EnoughError

    with pytest.raises(EnoughError):
        gather()
    return [*gathered, *(piece * 20_000 for piece in PIECES[::12])]


def words(text: str) -> str:
    """The printable ASCII characters of a text, in order; what combining makes of them is left out."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isascii() and c.isprintable())


def test_the_cleaner_leaves_nothing_that_acts_and_loses_nothing_that_says_something(
    strings: list[str],
) -> None:
    for text in strings:
        cleaned = clean(text)
        assert forbidden(cleaned.text) == []
        assert clean(cleaned.text) == (type(cleaned)(cleaned.text, 0))
        assert words(cleaned.text) == words(text)
        one_line = clean_line(text).text
        assert is_clean_line(one_line)
        assert forbidden(one_line) == []
        assert clean_line(one_line).text == one_line
        assert canonical_id(canonical_id(text)) == canonical_id(text)


def test_the_displayer_shows_every_string_literally(strings: list[str]) -> None:
    for text in strings:
        shown = literal(text)
        assert shown.plain == clean(text).text
        assert line(text).plain == clean_line(text).text
        assert cell(text).plain == clean_line(text).text
        assert not any("@click" in str(span.style) or "link" in str(span.style) for span in shown.spans)
    for text in strings[:300]:
        assert column(text, 20).cell_length == 20


def test_store_and_exports_give_every_string_back(strings: list[str], tmp_path: Path) -> None:
    path = make(tmp_path / "a.ilacs")
    expected = stored(path, strings)
    with Inspection.open(path, reader="r00", rolling=False) as inspection:
        assert standing(inspection) == expected
        for text in strings[:200]:
            inspection.reading.save_draft("LC-L001", "CL-01", text)
            assert inspection.reading.draft("LC-L001", "CL-01") == text.encode("utf-8", "replace").decode()
        assert verify(inspection).ok
        for format in ("sqlite", "csv", "json", "xlsx"):
            out = tmp_path / f"out-{format}"
            export(inspection, out, format=format, names=True)
            found = handed_over(out, format)
            # Nothing beyond the cleaned text, and all of it; a workbook's cells end somewhere.
            assert sorted(text[:CELL] for text in found) == sorted(
                text[:CELL] for text in expected.values()
            ), format


def stored(path: Path, strings: list[str]) -> dict[tuple[str, str, str], str]:
    """Every string as the evidence of a finding of its own, through the journal and the fold."""
    with Inspection.open(path, reader="r00", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 14, "31415926")
        area = inspection.edition.area("leaving_care")
        cases = [item.case_id for item in inspection.cases.all("leaving_care")]
        keys = product([f"r{n:02}" for n in range(60)], cases, [item.criterion for item in area.criteria])
        places = dict(zip(keys, strings, strict=False))
        assert len(places) == len(strings)
        with transaction(inspection.connection):
            for (reader, case, criterion), text in places.items():
                event = inspection.journal.append(
                    "finding",
                    {"case": case, "criterion": criterion, "rating": "good", "evidence": clean(text).text},
                    reader,
                )
                state.write(inspection.connection, inspection.journal, event)
            for case in cases:
                # Whoever has completed a case sees what others found in it, and so hands it over.
                event = inspection.journal.append("complete", {"case": case}, "r00")
                state.write(inspection.connection, inspection.journal, event)
    return {key: clean(text).text for key, text in places.items()}


def standing(inspection: Inspection) -> dict[tuple[str, str, str], str]:
    rows = state.select(inspection.connection, Finding)
    return {(row.reader, row.case_id, row.criterion): row.evidence for row in rows}


def handed_over(out: Path, format: str) -> list[str]:
    """The evidence of every finding, read back as its receiver would."""
    match format:
        case "sqlite":
            connection = sqlite3.connect(out)
            texts = [text for (text,) in connection.execute("SELECT evidence FROM finding")]
            connection.close()
            return texts
        case "json":
            tables = json.loads(out.read_text("utf-8"))
            return [row["evidence"] for row in (tables.get("tables") or tables)["finding"]]
        case "csv":
            with (out / "finding.csv").open(newline="", encoding="utf-8-sig") as file:
                rows = list(csv.DictReader(file))
            assert not any(row["evidence"].startswith(tuple("=+-@\t\r")) for row in rows)
            return [plain(row["evidence"]) for row in rows]
        case _:
            workbook = CalamineWorkbook.from_path(out)
            head, *body = workbook.get_sheet_by_name("finding").to_python()
            return [plain(str(row[head.index("evidence")])) for row in body]
