"""The list of cases: what it shows, how it is narrowed, and that a thousand are no trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import world
from tests.tui.seeing import lines, settle, shown, until, words
from tui.app import IlacsApp
from tui.screens.case_columns import columns_for, spent
from tui.widgets.rows import RowList


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_each_case_is_one_line_with_its_state_and_rating(
    inspection: Inspection, size: tuple[int, int]
) -> None:
    first, second = inspection.cases.all()[:2]
    core = inspection.edition.area(first.area).core
    inspection.reading.rate(first.case_id, core[0], Rating.STRONG)
    inspection.reading.rate(first.case_id, core[1], Rating.NOT_SEEN)
    inspection.times.note(first.case_id, 61 * 60)
    inspection.reading.rate(second.case_id, "overall", Rating.NEEDS_IMPROVEMENT, evidence="seen")
    app = IlacsApp(inspection)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        by_case = {line.split()[0]: " ".join(line.split()) for line in lines(app) if line.strip()}
        assert by_case[first.case_id].startswith(f"{first.case_id} … reading")
        role = "sampled" if size[0] > 80 else "samp"
        assert f"{role} {first.stratum} 61 min ▇?············" in by_case[first.case_id], "a bar for each"
        assert "▇ strong  ▅ good  ▃ needs improvement  ▁ serious weakness  ○ n/a  ? not seen" in shown(app)
        assert by_case[second.case_id].endswith("▽ needs improvement" if size[0] > 80 else "▽ needs")
        assert "0 of 16 completed · 2 begun" in shown(app)


async def test_a_filter_an_area_and_back_to_all(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"cc-", "enter")
        await settle(pilot)
        assert "Only 'cc-': 16 of 32" in words(app)
        assert "SG-" not in "\n".join(lines(app)[3:])
        await pilot.press("v")
        await settle(pilot)
        assert "No case is like that. Press esc to show all again." in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Only" not in shown(app)
        assert app.current_place == "cases"


async def test_brackets_in_the_filter_are_only_text(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"[/x")
        await settle(pilot)
        assert "Only '[/x': 0 of 32" in words(app)


async def test_shared_out_cases_show_their_reader_and_can_be_narrowed_to_mine(inspection: Inspection) -> None:
    cases = [case.case_id for case in inspection.cases.all()]
    inspection.reading.assign(cases[0], "Ash")
    inspection.reading.assign(cases[1], "Rowan")
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Reader" in shown(app)
        assert "Ash" in shown(app)
        await pilot.press("m")
        await settle(pilot)
        assert "Only mine or nobody's: 31 of 32" in words(app)
        assert cases[0] not in shown(app)
        assert cases[1] in shown(app)


async def test_marked_cases_are_dealt_out_in_turn(inspection: Inspection) -> None:
    cases = [case.case_id for case in inspection.cases.all()]
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("space", "space", "space", "k", "space", "s")
        await settle(pilot)
        assert "Share out 2 marked cases" in shown(app)
        await pilot.press(*"Ash, Kim", "ctrl+s")
        await settle(pilot)
        assert "2 cases are for Ash, Kim" in words(app)
    assert [inspection.cases.case(case).assigned_to for case in cases[:3]] == ["Ash", "Kim", ""]


async def test_the_list_sorts_and_is_seen_from_its_top(inspection: Inspection) -> None:
    cases = inspection.cases.all()
    slow, weak = cases[5].case_id, cases[9].case_id
    inspection.times.note(slow, 5000)
    inspection.reading.rate(weak, "overall", Rating.SERIOUS_WEAKNESS)
    app = IlacsApp(inspection)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        listing = app.screen.query_one("#cases", RowList)
        await pilot.press("G", "o", "o")
        assert "Sorted by case rating, the weakest first" in shown(app)
        assert listing.rows[1].key == weak
        assert listing.key == weak, "what one sorts for stands at the top"
        await pilot.press("o", "o")
        assert "Sorted by time spent, the longest first" in shown(app)
        assert listing.rows[1].key == slow
        await pilot.press("o", "o")
        assert [row.key for row in listing.rows if row.key] == [case.case_id for case in cases]


def test_times_are_written_as_people_say_them() -> None:
    said = [spent(seconds) for seconds in (0, 20, 60, 45 * 60, 99 * 60, 125 * 60)]
    assert said == ["", "< 1 min", "1 min", "45 min", "99 min", "2 h 05"]


@pytest.mark.parametrize("shared", [False, True])
def test_columns_never_take_more_than_there_is_and_at_80_none_is_dropped(
    inspection: Inspection, shared: bool
) -> None:
    if shared:
        inspection.reading.assign(inspection.cases.all()[0].case_id, "Ash")
    cases = inspection.cases.all()
    for width in range(57, 200):
        columns = columns_for(width, cases)
        assert sum(columns.widths) <= width
        assert bool(columns.reader) is shared
        told = (columns.state, columns.role, columns.stratum, columns.time, columns.bars, columns.rating)
        assert all(told), f"something is dropped at {width}"
    assert not columns_for(117, cases).short


async def test_a_narrow_list_says_in_full_what_the_line_under_the_cursor_shortens(
    inspection: Inspection,
) -> None:
    first, second = inspection.cases.all()[:2]
    inspection.reading.assign(second.case_id, "Perpetua Longname-Ashworth")
    inspection.reading.rate(second.case_id, "overall", Rating.SERIOUS_WEAKNESS, evidence="seen")
    inspection.times.note(second.case_id, 125 * 60)
    for size in ((80, 24), (60, 18)):
        app = IlacsApp(inspection)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            assert f"\n Safeguarding · sampled · {first.stratum} · for nobody yet" in shown(app)
            await pilot.press("j")
            await settle(pilot)
            said = words(app)
        for part in ("for Perpetua", "reading · 0 of 14 core criteria rated · 2 h 05 spent"):
            assert part in said, f"{part} at {size}"
    assert "case rating: serious weakness" in said or size == (60, 18)


async def test_a_case_is_gone_to_by_a_part_of_its_id(inspection: Inspection) -> None:
    wanted = inspection.cases.all()[20].case_id
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        first = inspection.cases.all()[0].case_id
        await pilot.press("colon")
        await until(lambda: f"{first}  Safeguarding · " in shown(app))
        await pilot.press(*wanted[-5:].lower(), *"[/")
        await pilot.pause(0.3)
        await pilot.press("backspace", "backspace")
        await pilot.pause(0.4)
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "case"
        assert wanted in shown(app)


async def test_with_nothing_drawn_it_says_where_to_go(tmp_path: Path) -> None:
    with Inspection.open(world.make(tmp_path / "new.ilacs")) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f3")
            await settle(pilot)
            assert "nothing has been drawn. Press F2 for Plan" in words(app)


async def test_a_thousand_cases_can_be_gone_through(tmp_path: Path) -> None:
    path = world.drawn(tmp_path / "large.ilacs", 800, 250)
    with Inspection.open(path) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert len(inspection.cases.all()) == 1000
            await pilot.press("end")
            await settle(pilot)
            last = inspection.cases.all()[-1].case_id
            assert app.screen.query_one("#cases", RowList).key == last
            assert last in shown(app)
            await pilot.press("slash", *"p00")
            await settle(pilot)
            assert "SG-P00" in shown(app)


async def test_a_removed_case_gives_its_place_to_the_next_reserve(inspection: Inspection) -> None:
    first = inspection.cases.all()[0]
    reserve = next(
        case for case in inspection.cases.all() if case.role == "reserve" and case.stratum == first.stratum
    )
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("d", "tab", *"Ash", "ctrl+s")
        await settle(pilot)
        assert f"{first.case_id} is removed: {reserve.case_id} stands in" in words(app)
    roles = {case.case_id: (case.role, case.replaces) for case in inspection.cases.all()}
    assert roles[first.case_id][0] == "removed"
    assert roles[reserve.case_id] == ("sampled", first.case_id)


async def test_a_removal_needs_the_name_of_a_second_person(
    inspection: Inspection,
) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("d", "ctrl+s")
        await settle(pilot)
        assert "removing a case needs the name of a second" in words(app)
        await pilot.press("escape")
        await settle(pilot)
    assert not any(case.role == "removed" for case in inspection.cases.all())


async def test_a_case_is_shared_out_and_a_child_targeted(inspection: Inspection) -> None:
    first = inspection.cases.all()[0].case_id
    drawn = {case.child for case in inspection.cases.all()}
    child = next(row.id for row in inspection.draws.frame("safeguarding").rows if row.id not in drawn)
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("s", *"Ash", "tab", *"Lee, Kim", "ctrl+s")
        await settle(pilot)
        assert f"{first} is for Ash, and again by Lee, Kim" in words(app)
        await pilot.press("t", "tab", *child, "tab", *"late visits", "ctrl+s")
        await settle(pilot)
        assert f"SG-{child} is targeted" in words(app)
    assert inspection.cases.case(first).assigned_to == "Ash"
    assert inspection.cases.case(f"SG-{child}").role == "targeted"
