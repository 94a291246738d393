"""What a report, a screen or a command may say of a share.

Never a share without its count, never a quantity word that its interval does not earn, and neither where
there are too few.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import StringIO
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.agreement.compare import Pairs
from sampling.findings.ratings import Rating
from sampling.handover.page import Page
from sampling.handover.report_areas import area_section, bars
from sampling.handover.report_html import html
from sampling.handover.report_markdown import markdown
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.judgement import roll_up
from sampling.rollup.reading import CaseReading
from sampling.rollup.side_by_side import progress
from sampling.store.cases import CaseLine
from sampling.store.moderating import OtherView
from sampling.training.report import pairs_sentence, rolled_in_words
from tests.unit.rollup_world import drawn, edition, read
from tui.cli.beside_view import Named, print_beside
from tui.cli.rollup_view import print_area
from tui.screens.case_rows import counts
from tui.weighed import Weighed
from tui.widgets.area_rows import area_rows
from tui.widgets.judgement_rows import judgement_rows, overview_rows
from tui.widgets.meeting_rows import audit_rows, meeting_rows
from tui.widgets.rows import Row

EDITION = edition()
COUNT = re.compile(r"\b\d[\d,]* of \d[\d,]*\b")
SHARE = re.compile(r"\d%|\d in 100(?! confidence)")
CONFIDENCE = re.compile(r"\b95% confidence")
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
    gone = draw(st.integers(0, 2))
    readings = [
        replace(
            reading,
            team=("North", "South")[place % 2],
            reader=("A. Reader", "B. Reader")[place % 2],
            audit_grade=EDITION.bands[place % 2].grades[0] if place % 3 == 0 else None,
            findings={
                "HP-10": answers[place % len(answers)],
                "HP-11": Rating.GOOD,
            },
        )
        for place, reading in enumerate(readings)
    ]
    for place, reading in enumerate(readings):
        if place < gone and not reading.completed:
            readings[place] = replace(reading, role="removed", removal_kind="not_available")
    selection = drawn("stratified" if strata > 1 else "simple", "safeguarding", **selection_sizes)
    return roll_up_area(EDITION, "safeguarding", readings, selection, merge=draw(st.booleans()))


def lines_of(area: AreaRollup) -> Iterable[str]:
    """Every line that speaks of an area: of the report, of the screens, and of the commands."""
    yield from _reported(area)
    yield from _on_screens(area)
    yield from _printed(area)


def _reported(area: AreaRollup) -> Iterable[str]:
    """The report in Markdown and in HTML, a row of a table being one line."""
    section = area_section(EDITION, area, "safeguarding-1", AsTheyAre(), ())
    side = replace(section, blocks=(*section.blocks, bars(EDITION, [area], criteria=False)))
    page = Page("A place", "A visit", (), (side,))
    yield from markdown(page).replace("\\", "").splitlines()
    shown = Lines()
    shown.feed(html(page).partition("<body>")[2])
    yield from (" ".join(line.split()) for line in shown.lines)


def _on_screens(area: AreaRollup) -> Iterable[str]:
    """The rows of the judgement screen, of the meeting and of the audits, and the lines of the debrief."""
    rollup = roll_up(EDITION, [area], {})
    weighed = Weighed(0, rollup, (), (), (), (), (), (), frozenset(), {area.area: ()})
    rows: list[Row] = [*overview_rows(weighed, EDITION), *area_rows(area, EDITION)]
    for judgement in rollup.judgements:
        rows += judgement_rows(judgement, weighed, EDITION, ())
    rows += audit_rows(rollup.areas, {area.area: read(1)}, EDITION)
    rows += meeting_rows((), (), (OtherView("ben", 2, area, area),), EDITION)
    yield from (" ".join(row.plain.split()) for row in rows)
    yield rolled_in_words(area)


def _printed(area: AreaRollup) -> Iterable[str]:
    """What ``rollup`` prints of one inspection and of two, on a terminal so wide that nothing is wrapped."""
    rollup = roll_up(EDITION, [area], {})
    said = StringIO()
    with patch.dict(os.environ, COLUMNS="2000"), redirect_stdout(said):
        print_area(EDITION, area, criteria=True)
        print_beside([Named(f"{year}.ilacs", "A place", date(year, 1, 1), rollup) for year in (2023, 2026)])
    yield from said.getvalue().splitlines()
    yield from (item.words for item in progress(rollup, rollup))


@settings(max_examples=60)  # each example makes a whole report, screen and print-out
@given(rolled_up())
def test_no_share_stands_without_its_count(area: AreaRollup) -> None:
    own = {f"{item.good_or_better} of {item.rated}" for item in area.criteria}
    own.add(f"{area.good_or_better} of {area.rated}")
    for line in lines_of(area):
        if SHARE.search(CONFIDENCE.sub("", line)):
            assert any(count in line for count in own), line


@settings(max_examples=60)  # each example makes a whole report, screen and print-out
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


@settings(max_examples=60)  # each example makes a whole report, screen and print-out
@given(rolled_up())
def test_too_few_earn_neither_word_nor_indication(area: AreaRollup) -> None:
    in_full = area.interval is not None and area.interval[0] == area.interval[1]
    if area.rated < EDITION.thresholds.word_minimum and not in_full:
        assert area.words is None
    if area.rated < EDITION.thresholds.indication_minimum and not in_full:
        assert area.indication is None
        assert not [
            line for line in lines_of(area) if re.search(r"(?i)consistent with:? (any|out|good|req)", line)
        ]
    for item in area.criteria:
        whole = item.interval is not None and item.interval[0] == item.interval[1]
        assert item.words is None or item.rated >= EDITION.thresholds.word_minimum or whole


@settings(max_examples=60)  # each example makes a whole report, screen and print-out
@given(rolled_up())
def test_teams_are_counted_and_never_estimated(area: AreaRollup) -> None:
    lines = list(lines_of(area))
    for line in lines:
        if line.startswith(("| North", "| South", "North ", "South ", "North:", "South:", "by team")):
            assert not SHARE.search(line), line
            assert not SPOKEN.search(line), line
    if len(area.by_team) > 1 and area.rated:
        assert sum("no sample of a team" in line for line in lines) >= 3, "in report, screen and command"


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_agreement_of_a_debrief_names_its_pairs(exact: int, near: int, apart: int) -> None:
    pairs = Pairs("", exact + near + apart, exact, exact + near, None, 0, 0)
    said = pairs_sentence(pairs)
    assert ("%" in said) == bool(pairs.pairs)
    if pairs.pairs:
        assert f"Of {pairs.pairs} {'pair' if pairs.pairs == 1 else 'pairs'} of ratings" in said
        assert f"{pairs.exact} {'was' if pairs.exact == 1 else 'were'} the same" in said


@given(st.lists(st.sampled_from(["not started", "reading", "completed", "reopened"]), max_size=12))
def test_the_head_of_the_list_of_cases_counts(states: list[str]) -> None:
    lines = [
        CaseLine(f"SG-{n}", f"{n}", "safeguarding", "d", "sampled", "", n, "", "", "", state, 0, 3, "", ())
        for n, state in enumerate(states)
    ]
    for width in (80, 160):
        said = counts(lines, EDITION, width).plain
        assert f"{states.count('completed')} of {len(states)} completed" in said
        assert not SHARE.search(said)


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
