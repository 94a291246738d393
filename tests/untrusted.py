"""Hostile strings through the cleaner, the displayer, the store, every export and every report, and back.

The tests take some of them, ``tests.benchmarks.untrusted`` ten thousand.
"""

from __future__ import annotations

import csv
import json
import random
import sqlite3
import unicodedata
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from sampling.findings.findings import Finding
from sampling.handover.cells import plain
from sampling.handover.concerns_page import write_concerns
from sampling.handover.draw_record import draw_record
from sampling.handover.export import export
from sampling.handover.page import Grid, Item, Items, Page, Section, Text, Words
from sampling.handover.report import FORMATS, rendered, write_report
from sampling.handover.report_markdown import literal as marked
from sampling.handover.report_markdown import quote
from sampling.store import Inspection, state
from sampling.store.connection import transaction
from sampling.store.verify import verify
from sampling.text import canonical_id, clean, clean_line, is_clean_line
from tests.small import make
from tui.safe import cell, column, line, literal

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


def gather(count: int) -> list[str]:
    """So many different strings from hypothesis, always the same, and some very long ones.

    They are gathered once, since an inspection file for each would take hours.
    """
    gathered: dict[str, None] = {}

    @settings(
        max_examples=count * 2,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile)
    def draw(text: str) -> None:
        gathered[text] = None
        if len(gathered) >= count:
            raise EnoughError

    try:
        draw()
    except EnoughError:
        return [*gathered, *(piece * 20_000 for piece in PIECES[::12])]
    raise AssertionError(f"only {len(gathered)} strings were found")


def words(text: str) -> str:
    """The printable ASCII characters of a text, in order; what combining makes of them is left out."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isascii() and c.isprintable())


def check_cleaner(strings: list[str]) -> None:
    """What acts is replaced, nothing that says something is lost, and cleaning again changes nothing."""
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


def check_displayer(strings: list[str]) -> None:
    """Every string is shown literally, with no action and no link."""
    for text in strings:
        shown = literal(text)
        assert shown.plain == clean(text).text
        assert line(text).plain == clean_line(text).text
        assert cell(text).plain == clean_line(text).text
        assert not any("@click" in str(span.style) or "link" in str(span.style) for span in shown.spans)
    for text in strings[:300]:
        assert column(text, 20).cell_length == 20


def check_store_and_exports(strings: list[str], folder: Path) -> None:
    """Every string comes back from the journal, the fold and every export as it was cleaned."""
    path = make(folder / "a.ilacs")
    expected = stored(path, strings)
    with Inspection.open(path, reader="r00", rolling=False) as inspection:
        assert standing(inspection) == expected
        for text in strings[:200]:
            inspection.reading.save_draft("LC-L001", "CL-01", text)
            assert inspection.reading.draft("LC-L001", "CL-01") == text.encode("utf-8", "replace").decode()
        assert verify(inspection).ok
        for format in ("sqlite", "csv", "json", "xlsx"):
            for names in (True, False):
                out = folder / f"out-{format}-{names}"
                export(inspection, out, format=format, names=names)
                found = handed_over(out, format)
                assert len(found) == len(expected)
                # With names nothing beyond the cleaned text, and all of it; a workbook's cells end somewhere.
                assert not names or sorted(text[:CELL] for text in found) == sorted(
                    text[:CELL] for text in expected.values()
                ), format
                assert not any(forbidden(text) for text in found)
        check_pages(inspection, folder)


def check_pages(inspection: Inspection, folder: Path) -> None:
    """The report, the page of concerns and the draw record of such an inspection hold nothing alive."""
    record = draw_record(inspection, inspection.draws.all()[0].draw, markdown=True)
    assert forbidden(record) == []
    for format in FORMATS:
        write_report(inspection, folder / f"report.{format}", names=True)
        write_concerns(inspection, folder / f"concerns.{format}")
        for name in ("report", "concerns"):
            text = (folder / f"{name}.{format}").read_text("utf-8")
            assert forbidden(text) == []
            check_dead(text if format == "html" else MARKDOWN.render(text))


def check_reports(strings: list[str]) -> None:
    """Every string, in every kind of block, is in the page as it was cleaned, in HTML and in Markdown."""
    texts = [clean(text).text for text in strings]
    blocks = [
        block
        for text in texts
        for block in (
            Text(text),
            Words(text, text[:40]),
            Items((Item(text, text[:40]),)),
            Grid(("head", text[:40]), ((text[:40], text),)),
        )
    ]
    about = tuple((text[:40], text) for text in texts[:50])
    made = Page(texts[0], texts[1], about, (Section(texts[2], tuple(blocks)),))
    whole = rendered(made, "html")
    seen = check_dead(whole)
    assert seen.quoted == texts
    for text in texts:
        quoted, flat = Seen(), Seen()
        quoted.feed(MARKDOWN.render("\n".join(quote(text))))
        assert quoted.tags <= {"blockquote", "p", "br"}
        assert quoted.text.split() == text.split()
        flat.feed(MARKDOWN.render(marked(" ".join(text.split()))))
        assert flat.tags <= {"p"}
        assert flat.text.split() == text.split()


MARKDOWN = MarkdownIt("commonmark").enable("table")


class Seen(HTMLParser):
    """Tags, attributes and text of a page, and what is quoted in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.text = ""
        self.quoted: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}
        if tag in ("blockquote", "p", "footer"):
            self._within.append(tag)
            if self._within == ["blockquote", "p"]:
                self.quoted.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._within == ["blockquote", "p"]:
            self.quoted[-1] += data


def check_dead(html: str) -> Seen:
    """A page that runs nothing and asks for nothing outside."""
    seen = Seen()
    seen.feed(html)
    assert not {"script", "img", "iframe", "object", "form", "base", "b", "code", "pre"} & seen.tags
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert all(link.startswith("#section-") for link in seen.links)
    return seen


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
            for number, text in enumerate(strings[:40]):
                said = {"action": "add", "id": f"concern-{number}", "case": cases[0], "level": "practice"}
                told = {"text": clean(text).text, "raised_to": clean_line(text).text}
                event = inspection.journal.append("concern", {**said, **told}, "r00")
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
