"""The parts of the case and judgement screens that need no terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.casefile import Entry, WorkerSpell
from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.framework import load
from sampling.store import Inspection
from sampling.store.reading import OVERALL
from tests.tui import case_world
from tui.commands import COMMANDS
from tui.keymap import clashes
from tui.safe import line, literal
from tui.screens.case_desk import CaseDesk
from tui.screens.queue import reading_order
from tui.widgets.finding_rows import finding_rows, guidance_text
from tui.widgets.fitting import fitted
from tui.widgets.interval_bar import band_scale, interval_bar
from tui.widgets.narrowing import NO_YEAR, Narrowed, choices
from tui.widgets.people_rows import people_rows
from tui.widgets.rows import Row
from tui.widgets.timeline import entries_in, timeline_rows
from tui.widgets.words import SYMBOLS, first_words, read_day


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    return Inspection.open(
        case_world.drawn(tmp_path_factory.mktemp("parts") / "made.ilacs", n=4), reader="Rowan"
    )


def test_days_are_read_day_first() -> None:
    assert read_day("3/4/2026") == date(2026, 4, 3)
    assert read_day(" 03.04.2026 ") == date(2026, 4, 3)
    assert read_day("2026-04-03") == date(2026, 4, 3)
    assert read_day("3/4/26") == read_day("3 April 2026") == read_day("3-Apr-26") == date(2026, 4, 3)
    assert read_day("") is None
    for wrong in ("31/2/2026", "4/13/2026", "45322", "3/4", "yesterday"):
        with pytest.raises(UsageError, match="is no day"):
            read_day(wrong)


def test_no_rating_is_told_by_colour_alone() -> None:
    assert len(set(SYMBOLS.values())) == len(Rating)


def test_first_words_stop_at_a_word() -> None:
    assert first_words("one two\nthree", 9) == "one two…"
    assert first_words("short") == "short"


def test_a_row_keeps_its_columns_and_never_exceeds_its_width() -> None:
    row = Row(
        "k",
        literal("word " * 40),
        lead=line("12/03/2026"),
        tail=line("needs improvement"),
        notes=(line("n " * 60),),
    )
    for width in (30, 60, 100):
        lines = row.lines(width)
        assert all(part.cell_length <= width for part in lines)
        assert all(part.plain.startswith(" " * 10) for part in lines[1:])
    one = Row("k", literal("word " * 40), tail=line("good"), wrap=False).lines(40)
    assert len(one) == 1
    assert one[0].plain.endswith("good")


def test_texts_that_do_not_fit_are_cut_with_a_sign_and_each_keeps_its_beginning() -> None:
    asked, answer, about = line("A question of some words?"), line("3 needs improvement"), line("about it")
    evidence, cites = line("seen by nobody " * 12), line("Cites: S-01")
    parts = [asked, answer, evidence, cites, about]
    assert fitted(parts, 60, 20)[-1].plain == "about it"
    for width in (24, 40, 77):
        for height in range(1, 12):
            shown = fitted(parts, width, height)
            assert len(shown) <= height
            assert all(each.cell_length <= width for each in shown)
            assert shown[0].plain.startswith("A question")
    words = [each.plain for each in fitted(parts, 40, 5)]
    assert words[1] == "3 needs improvement"
    assert words[2].startswith("seen by nobody")
    assert words[3].endswith("nobody …")
    assert words[4] == "Cites: S-01"
    assert fitted(parts, 40, 2)[-1].plain == "3 needs improvement …"


def test_the_bar_shows_ends_share_and_bands_at_their_places() -> None:
    bands = load("ilacs-2026").bands
    bar = interval_bar((0.54, 0.88), 0.75, bands, 50).plain
    assert len(bar) == 50
    assert (bar.index("├"), bar.index("●"), bar.index("┤")) == (27, 37, 44)
    assert bar[25] == "│", "half: outside the interval"
    assert bar[32] == "┿", "65 in 100: inside it"
    assert interval_bar((0.5, 0.5), 0.5, bands, 50).plain.count("●") == 1
    assert "●" not in interval_bar(None, None, bands, 50).plain
    scale = band_scale(bands, 50).plain
    assert scale.index("good") == 32
    assert scale.index("outst.") == 40
    assert len(scale) <= 50


def test_criteria_are_worked_through_core_first_then_the_case_then_the_further_ones(
    opened: Inspection,
) -> None:
    desk = CaseDesk(opened, reading_order(opened)[0])
    assert desk.order[:14] == desk.area.core
    assert desk.order[14] == OVERALL
    assert set(desk.order[15:]) == {item.criterion for item in desk.area.criteria if not item.core}
    keys = [row.key for row in finding_rows(desk) if row.key]
    assert tuple(keys) == desk.order


def test_the_filter_looks_at_kinds_days_outcomes_and_text(opened: Inspection) -> None:
    desk = CaseDesk(opened, reading_order(opened)[0])

    def found(text: str) -> list[str]:
        return [row.key for row in timeline_rows(desk, Narrowed(text=text)) if row.key]

    assert found("supervision") == ["S-99"]
    assert found("VISIT 7: seen") == ["S-07"]
    assert found("14/01/2026") == ["S-01"]
    assert 0 < len(found("missed")) < len(found(""))
    assert found("no such words") == []


def test_the_history_is_narrowed_by_kind_year_and_worker_together(opened: Inspection) -> None:
    desk = CaseDesk(opened, reading_order(opened)[0])
    every = choices(desk.file.chronology)
    assert dict(every["kinds"])["visit"] == 10
    assert [year for year, _ in every["years"]][-2:] == ["2026", NO_YEAR]
    assert dict(every["workers"])["Ida Quill"] == 10
    visits = Narrowed().toggled("kinds", "visit").toggled("years", "2026").toggled("workers", "Ida Quill")
    assert entries_in(timeline_rows(desk, visits)) == 10
    assert visits.words() == "visit · 2026 · Ida Quill"
    assert entries_in(timeline_rows(desk, visits.toggled("years", "2026").toggled("years", NO_YEAR))) == 0
    assert Narrowed.restored(json.loads(json.dumps(visits.state()))) == visits
    spoiled: tuple[object, ...] = (None, [], {"kinds": 5}, {"years": None})
    assert all(Narrowed.restored(state) == Narrowed() for state in spoiled)


def test_the_timeline_says_where_nothing_was_written_down_for_long(opened: Inspection) -> None:
    desk = CaseDesk(opened, reading_order(opened)[0])
    days = [date(2025, 1, 6), date(2025, 2, 16), date(2025, 4, 1), date(2026, 6, 1)]
    entries = tuple(Entry(f"X-{n}", when, "visit", "Visit") for n, when in enumerate(days))
    desk.file = replace(desk.file, chronology=entries)
    words = [row.body.plain for row in timeline_rows(desk, Narrowed()) if not row.key]
    # 41 days are not told, 44 are; the year stands over its first entry; the lists end on the census date.
    to_census = "13 months without an entry, up to the census date, 01/05/2026"
    assert words == ["2025", "6 weeks without an entry", to_census, "2026"]
    desk.file = replace(desk.file, chronology=entries[:3])
    assert timeline_rows(desk, Narrowed())[-1].body.plain == to_census, "nobody need write to end it"
    desk.file = replace(desk.file, chronology=entries)
    narrowed = [row.body.plain for row in timeline_rows(desk, Narrowed(text="X-3")) if not row.key]
    assert narrowed == ["2026"], "where entries are hidden nothing is said of gaps"


def test_workers_are_shown_in_order_with_the_days_that_nobody_held_the_case(opened: Inspection) -> None:
    file = CaseDesk(opened, reading_order(opened)[0]).file
    spells = (
        WorkerSpell("Bea Ford", "social worker", date(2025, 9, 1), date(2026, 3, 31)),
        WorkerSpell("Dot Frame", "duty worker", date(2025, 1, 1), date(2025, 1, 1)),
        WorkerSpell("Abel Moss", "social worker", date(2025, 1, 1), date(2025, 7, 31)),
        WorkerSpell("Cai Lund", "social worker", date(2026, 3, 31), None),
    )
    rows = people_rows(replace(file, workers=spells), date(2026, 5, 1))
    held = [f"{row.lead.plain}{row.body.plain}" for row in rows[-4:]]
    assert held == [
        "01/01/2025 to 31/07/2025   Abel Moss",
        "31/07/2025 to 01/09/2025   ! nobody named for 4 weeks",
        "01/09/2025 to 31/03/2026   Bea Ford",
        "31/03/2026 to now          Cai Lund",
    ]
    assert rows[-5].tail.plain == "duty worker · within a day"
    assert any("4 workers in 16 months" in row.body.plain for row in rows)
    ended = people_rows(replace(file, workers=spells[:3]), date(2026, 5, 1))
    assert "nobody named for 4 weeks" in ended[-1].body.plain, "nor does anybody now"


def test_cases_can_be_gone_through_area_by_area_or_by_draw_order(opened: Inspection) -> None:
    by_area, by_draw = (
        [opened.cases.case(case) for case in reading_order(opened, order)] for order in ("area", "draw")
    )
    assert [case.area for case in by_area[:3]] == ["safeguarding"] * 3
    assert {case.case_id for case in by_area} == {case.case_id for case in by_draw}
    first = [case for case in by_draw if case.place == 1]
    assert by_draw[: len(first)] == first
    assert len({case.area for case in first}) == 4, "the first tickets of every area first"
    assert [case.place for case in by_draw] == sorted(case.place for case in by_draw)


def test_a_reader_passes_over_cases_that_others_are_to_read(tmp_path: Path) -> None:
    path = case_world.drawn(tmp_path / "shared.ilacs", n=3)
    with Inspection.open(path, reader="Rowan") as inspection:
        every = reading_order(inspection)
        assert all(inspection.cases.case(case).role == "sampled" for case in every)
        inspection.reading.assign(every[0], "Perpetua")
        inspection.reading.assign(every[1], "Perpetua", also=["Rowan"])
        assert reading_order(inspection) == every[1:]
        assert reading_order(inspection, "mine") == [every[1]]


def test_guidance_says_whose_words_it_is_and_which_timescales_bear(opened: Inspection) -> None:
    words = " ".join(part.plain for part in guidance_text(opened.edition, "HP-10"))
    assert "not Ofsted's" in words
    assert "45 working days from referral" in words


def test_no_key_does_two_things_in_one_place() -> None:
    assert clashes({}) == []
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
