"""What a report may say: no share without its count, no quantity word that its interval does not earn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from sampling.findings.ratings import Rating
from sampling.handover.page import Page
from sampling.handover.report_areas import area_section, bars
from sampling.handover.report_html import html
from sampling.handover.report_markdown import markdown
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.reading import CaseReading
from tests.unit.rollup_world import drawn, edition, read

EDITION = edition()
COUNT = re.compile(r"\b\d+ of \d+\b")
WORDS = {word.word: word for word in EDITION.words}
# The longest first, so that "a very small minority" is not taken for "a small minority".
SPOKEN = re.compile(rf"\b({'|'.join(sorted(WORDS, key=len, reverse=True))})\b( \(\d+ of \d+\))?")


class Lines(HTMLParser):
    """The lines of a page as they are seen: a row of a table, or of a picture, is one."""

    STARTS = frozenset({"tr", "g", "p", "li", "h1", "h2", "h3", "caption", "figcaption", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.lines += [""] * (tag in self.STARTS)

    def handle_data(self, data: str) -> None:
        self.lines[-1] += f" {data}"


class AsTheyAre:
    """Names that hide nothing."""

    def case(self, case_id: str) -> str:
        return case_id

    def stratum(self, draw: str, stratum: str, parts: Sequence[str] = ()) -> str:
        return stratum

    def team(self, team: str) -> str:
        return team

    def sentence(self, draw: str, sentence: str) -> str:
        return sentence


@st.composite
def rolled_up(draw: st.DrawFn) -> AreaRollup:
    """An area of one or two strata, read in part or in full, with findings on its criteria."""
    strata = draw(st.integers(1, 2))
    selection_sizes: dict[str, int] = {}
    readings: list[CaseReading] = []
    for number in range(strata):
        good, poor, serious, unread = (draw(st.integers(0, 20)) for _ in range(4))
        name = f"s{number}"
        selection_sizes[name] = good + poor + serious + unread + draw(st.integers(0, 60)) or 1
        readings += read(good, poor, serious, unread, stratum=name)
    answers = draw(st.lists(st.sampled_from(Rating), min_size=1, max_size=7))
    readings = [
        replace(
            reading,
            findings={
                "HP-10": answers[place % len(answers)],
                "HP-11": Rating.GOOD,
            },
        )
        for place, reading in enumerate(readings)
    ]
    selection = drawn("stratified" if strata > 1 else "simple", "safeguarding", **selection_sizes)
    return roll_up_area(EDITION, "safeguarding", readings, selection)


def lines_of(area: AreaRollup) -> Iterable[str]:
    """Every line of the report on an area, in Markdown and in HTML, a row of a table being one line."""
    section = area_section(EDITION, area, "safeguarding-1", AsTheyAre(), ())
    side = replace(section, blocks=(*section.blocks, bars(EDITION, [area], criteria=False)))
    page = Page("A place", "A visit", (), (side,))
    yield from markdown(page).replace("\\", "").splitlines()
    shown = Lines()
    shown.feed(html(page).partition("<body>")[2])
    yield from (" ".join(line.split()) for line in shown.lines)


@given(rolled_up())
def test_no_share_stands_without_its_count(area: AreaRollup) -> None:
    for line in lines_of(area):
        if "%" in line:
            assert COUNT.search(line), line


@given(rolled_up())
def test_every_quantity_word_has_its_count_and_is_earned(area: AreaRollup) -> None:
    earned = {area.words: area.interval} if area.words else {}
    earned |= {item.words: item.interval for item in area.criteria if item.words}
    for said, interval in earned.items():
        assert interval is not None
        assert said is not None
        _is_earned(said, interval)
    for line in lines_of(area):
        for spoken in SPOKEN.finditer(line):
            assert any(said is not None and spoken.group(1) in said and said in line for said in earned), line


def _is_earned(said: str, interval: tuple[float, float]) -> None:
    """The whole interval lies in the one or two words said, which are neighbours in the table."""
    names = said.partition(" (")[0].split(" or ")
    assert 1 <= len(names) <= 2
    table = sorted(EDITION.words, key=lambda word: word.low)
    places = [table.index(WORDS[name]) for name in names]
    assert places == list(range(places[0], places[0] + len(places)))
    low, high = (round(100 * end, 9) for end in interval)
    above = table[places[-1] + 1].low if places[-1] + 1 < len(table) else 101
    assert table[places[0]].low <= low or places[0] == 0
    assert high < above
