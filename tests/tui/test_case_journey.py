"""An inspector reads cases with the keyboard: what is shown, and what is on disk afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.reading import OVERALL
from tests.tui import case_world
from tests.tui.seeing import settle, until
from tui.app import IlacsApp
from tui.screens.asking import AskScreen
from tui.screens.case import CaseScreen
from tui.screens.choosing import ChooseScreen
from tui.screens.queue import reading_order
from tui.widgets.document import DocumentView
from tui.widgets.evidence import EvidenceBox
from tui.widgets.file_pane import FilePane
from tui.widgets.findings_pane import FindingsPane, GuidancePane, ProgressLine
from tui.widgets.rows import RowList
from tui.widgets.text_box import TextBox

NARROW, WIDE = (80, 24), (160, 48)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_world.drawn(tmp_path_factory.mktemp("case") / "made.ilacs", n=4)


@pytest.fixture
def path(drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(tmp_path / "home"))
    copied = tmp_path / "reading.ilacs"
    copied.write_bytes(drawn.read_bytes())
    return copied


@contextmanager
def looking(path: Path) -> Iterator[Inspection]:
    """The file as another program finds it on disk."""
    with Inspection.open(path, reader="Rowan", read_only=True) as inspection:
        yield inspection


def first_case(path: Path) -> str:
    with looking(path) as inspection:
        return reading_order(inspection)[0]


def app_at(path: Path, case: str = "", *, read_only: bool = False) -> IlacsApp:
    return IlacsApp(Inspection.open(path, reader="Rowan", read_only=read_only), case or first_case(path))


def shown(app: IlacsApp) -> str:
    """The screen as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def screen_of(app: IlacsApp) -> CaseScreen:
    screen = app.screen
    assert isinstance(screen, CaseScreen)
    return screen


def as_killed(path: Path) -> Path:
    """A copy of what is on disk at this instant, without any goodbye."""
    killed = path.with_name("killed.ilacs")
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        if source.exists():
            killed.with_name(killed.name + suffix).write_bytes(source.read_bytes())
    return killed


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_case_of_14_core_criteria_takes_14_keys(path: Path, size: tuple[int, int]) -> None:
    case = first_case(path)
    app = app_at(path)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"22222212222220")
        desk = screen_of(app).desk
        assert desk is not None
        assert desk.current == OVERALL
        assert desk.core_rated == 14
        with looking(path) as found:
            assert found.reading.findings(case)[desk.area.core[6]].rating == "strong"
            assert found.reading.findings(case)[desk.area.core[13]].rating == "not_applicable"
            assert len(found.reading.findings(case)) == 14
        await pilot.press("1", "x")
        assert "completed" in screen_of(app).said
        await pilot.press("]")
        assert screen_of(app).desk is not desk
        with looking(path) as found:
            assert found.reading.is_completed(case)


async def test_the_next_file_is_shown_from_its_beginning_though_the_last_was_left_further_down(
    path: Path,
) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("h", "G", "tab", "]", "s", "h")
        rows = app.screen.query_one(FilePane).rows
        assert rows.key
        assert rows.scroll_y == 0
        assert "2026" in shown(app)


async def test_what_was_written_to_a_completed_case_can_be_read_in_full(path: Path) -> None:
    case, long = first_case(path), "Seen alone at home. " * 30 + "The end of it."
    with Inspection.open(path, reader="Rowan") as inspection:
        for criterion in inspection.edition.area(inspection.cases.case(case).area).core:
            inspection.reading.rate(case, criterion, Rating.GOOD, evidence=long)
        inspection.reading.rate(case, OVERALL, Rating.GOOD)
        inspection.reading.complete(case)
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("tab", ".")
        assert "The end of it." not in shown(app)
        assert "Evidence: Seen alone" in shown(app)
        await pilot.press("e")
        assert "The end of it." in shown(app)
        assert "completed: x reopens the case" in shown(app)
        await pilot.press("escape", "o", "e")
        assert "is completed: x reopens it" in screen_of(app).said, "there is nothing more to read"


async def test_a_day_that_is_none_is_gone_to_and_no_draft_is_typed_over(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("a", *"12/13/26", "tab", "tab", *"LCS", "tab", *"unseen", "ctrl+s")
        assert isinstance(app.screen, AskScreen)
        assert app.focused is not None
        assert app.focused.id == "field-day"
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, CaseScreen))
        await pilot.press("a", *"99", "shift+tab", "shift+tab")
        assert app.screen.query_one("#field-day", Input).value == "12/13/2699", "added to, not replaced"
        await pilot.press("escape")


async def test_evidence_is_a_draft_while_it_is_typed_and_one_event_when_it_is_left(path: Path) -> None:
    case = first_case(path)
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        desk = screen_of(app).desk
        assert desk is not None
        await pilot.press("2")
        first = desk.current
        await pilot.press("e", *"seen 2")
        with looking(path) as found:
            assert found.reading.finding(case, first) is None
        # On a slow computer the first letters are on disk by now.
        assert screen_of(app).saved_state() in ("saving", "draft saved")
        await until(lambda: screen_of(app).saved_state() == "draft saved")
        with looking(path) as found:
            assert found.reading.draft(case, f"evidence:{first}") == "seen 2"
            events = found.journal.count()
        await pilot.press("escape")
        with looking(path) as found:
            stands = found.reading.finding(case, first)
            assert stands is not None
            assert stands.evidence == "seen 2"
            assert stands.rating is None
            assert found.reading.draft(case, f"evidence:{first}") is None
            assert found.journal.count() == events + 1
        # Opening and leaving it unchanged records nothing.
        await pilot.press("e", "escape")
        with looking(path) as found:
            assert found.journal.count() == events + 1


async def test_a_killed_program_loses_no_more_than_a_second_and_resumes_in_the_text(path: Path) -> None:
    case = first_case(path)
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("2", "e", *"half a")
        await until(lambda: screen_of(app).saved_state() == "draft saved")
        app.remember()
        killed = as_killed(path)
    again = IlacsApp(Inspection.open(killed, reader="Rowan"))
    async with again.run_test(size=NARROW) as pilot:
        await pilot.pause()
        desk = screen_of(again).desk
        assert desk is not None
        assert desk.case_id == case
        box = again.screen.query_one(EvidenceBox)
        assert box.open
        assert box.criterion == desk.current
        assert box.text == "half a"
        await pilot.press("escape")
        assert desk.answer(desk.current).evidence == "half a"


async def test_a_second_before_a_kill_is_where_one_resumes_in_case_tab_document_and_scroll(
    path: Path,
) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("]", "2", "2", "d", "j", "j", "enter", "space", "space")
        await pilot.pause()
        desk, pane = screen_of(app).desk, app.screen.query_one(FilePane)
        assert desk is not None
        assert pane.view.document is not None
        left = (desk.case_id, desk.current, pane.view.document.id, pane.view.scroll_y)
        assert left[3] > 0
        await until(lambda: app.left_at.get("case") == screen_of(app).place_state())
        killed = as_killed(path)
    again = IlacsApp(Inspection.open(killed, reader="Rowan"))
    async with again.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.pause()
        desk, pane = screen_of(again).desk, again.screen.query_one(FilePane)
        assert desk is not None
        assert pane.view.document is not None
        assert (desk.case_id, desk.current, pane.view.document.id, pane.view.scroll_y) == left
        await pilot.press("left")
        assert pane.view.document is not None
        assert pane.view.document.id == "D-02"
        await pilot.press("right")
        await pilot.pause()
        assert (pane.view.document.id, pane.view.scroll_y) == left[2:]
        await pilot.press("escape")
        assert pane.view.document is None
        assert pane.rows.key == left[2]


async def test_resume_returns_to_the_entry_and_its_place_on_the_screen(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("h", "G", "k", "k", "k", "tab", "G", "k", "tab")
        pane, findings = app.screen.query_one(FilePane).rows, app.screen.query_one(FindingsPane).rows
        await pilot.pause()
        left = (pane.key, pane.scroll_y, findings.key)
        assert left[1] > 0
        app.leave()
    for size, same in ((NARROW, True), (WIDE, False)):
        again = IlacsApp(Inspection.open(path, reader="Rowan"))
        async with again.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            pane, findings = again.screen.query_one(FilePane).rows, again.screen.query_one(FindingsPane).rows
            assert (pane.key, findings.key) == (left[0], left[2])
            assert (pane.scroll_y == left[1]) is same
            assert pane.key in shown(again), "the entry under the cursor is in sight"
            again.leave()


async def test_citing_marks_the_entry_and_toggles(path: Path) -> None:
    case = first_case(path)
    app = app_at(path)
    async with app.run_test(size=WIDE) as pilot:
        desk = screen_of(app).desk
        assert desk is not None
        first = desk.current
        await pilot.press("h", "j", "c")
        entry = app.screen.query_one(FilePane).rows.key
        with looking(path) as found:
            stands = found.reading.finding(case, first)
            assert stands is not None
            assert stands.citations == entry
        assert "●" in shown(app)
        await pilot.press("2")
        assert "○" in shown(app), "cited by another criterion now"
        await pilot.press("comma", "c")
        with looking(path) as found:
            stands = found.reading.finding(case, first)
            assert stands is not None
            assert stands.citations == ""
        await pilot.press("d", "c", "s", "f")
        pane = app.screen.query_one(FilePane)
        assert pane.view.document is not None, "following the citation opens the document"
        assert pane.view.document.id in desk.answer(first).citations


async def test_undo_and_redo_name_what_they_take_back(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=WIDE) as pilot:
        desk = screen_of(app).desk
        assert desk is not None
        first = desk.current
        await pilot.press("3", "z")
        assert f"rating 'needs improvement' of {first}" in screen_of(app).said
        assert desk.answer(first).rating is None
        assert desk.current == first, "the cursor goes to what was taken back"
        assert "needs improvement  " not in shown(app)
        await pilot.press("Z")
        assert desk.answer(first).rating is Rating.NEEDS_IMPROVEMENT


async def test_completing_says_what_is_missing_and_reopening_asks_why(path: Path) -> None:
    case = first_case(path)
    with Inspection.open(path, reader="Rowan") as inspection:
        area = inspection.edition.area(inspection.cases.case(case).area)
        for criterion in area.core[:-5]:
            inspection.reading.rate(case, criterion, Rating.GOOD)
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x")
        assert isinstance(app.screen, ChooseScreen)
        assert "6 still missing" in shown(app)
        assert shown(app).count("not rated yet") == 5
        assert "case rating: not given yet" in shown(app)
        await pilot.press("j", "enter")
        desk = screen_of(app).desk
        assert desk is not None
        assert desk.current == area.core[-4], "the line that was chosen"
        await pilot.press(",", *"22222", "2", "x")
        with looking(path) as found:
            assert found.reading.is_completed(case)
        await pilot.press("2")
        assert "is completed: x reopens it" in screen_of(app).said
        await pilot.press("x")
        assert isinstance(app.screen, AskScreen)
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, AskScreen), "a reason is needed"
        await pilot.press(*"why", "ctrl+s")
        assert isinstance(app.screen, CaseScreen)
        with looking(path) as found:
            assert not found.reading.is_completed(case)


async def test_an_entry_added_by_hand_is_dated_the_british_way_and_under_the_cursor(path: Path) -> None:
    case = first_case(path)
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("a", *"31/2/26")
        app.screen.query_one("#field-text", TextBox).text = "Seen [A1]"
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, AskScreen), "no such day"
        app.screen.query_one("#field-day", Input).value = "3/4/2026"
        await pilot.press("ctrl+s")
        await pilot.pause()
        with looking(path) as found:
            added = [item for item in found.cases.file(case).chronology if item.text == "Seen [A1]"]
            assert added[0].day is not None
            assert added[0].day.isoformat() == "2026-04-03"
        pane = app.screen.query_one(FilePane)
        assert pane.entry_at_cursor() == added[0].id
        assert "Seen [A1]" in shown(app)


async def test_a_conversation_is_an_entry_cited_both_ways_and_the_history_narrows_to_it(path: Path) -> None:
    case = first_case(path)
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("p", "end", *" lead", "tab", *"calm", "ctrl+s")
        with looking(path) as found:
            added = next(e for e in found.cases.file(case).chronology if e.kind == "conversation")
            assert (added.text, added.worker) == ("calm", "Rowan")
            assert added.source == "added by hand; seen in conversation with Ida Quill, social worker lead"
        await pilot.press(".", "c")
        desk, pane = screen_of(app).desk, app.screen.query_one(FilePane)
        assert desk is not None
        cited_for = desk.current
        assert pane.entry_at_cursor() == added.id
        assert f"cited for {cited_for}" in shown(app)
        await pilot.press(",", "F")
        assert desk.current == cited_for
        assert screen_of(app).has_class("-show-findings")
        await pilot.press("f")
        assert pane.entry_at_cursor() == added.id
        await pilot.press("w")
        rows = app.screen.query_one(RowList)
        rows.move_to("kinds:conversation")
        await pilot.press("enter")
        assert [row.key for row in pane.rows.rows if row.key] == [added.id]
        assert f"1 of {len(desk.file.chronology)} entries: conversation" in shown(app)
        await pilot.press("escape")
        assert not pane.filtered


async def test_not_seen_says_what_an_empty_file_means_for_the_criterion(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        desk = screen_of(app).desk
        assert desk is not None
        absences = {desk.inspection.edition.criterion(item).absence: item for item in desk.area.core}
        assert set(absences) == {"weakness", "not_seen"}
        for absence, criterion in absences.items():
            desk.current = criterion
            await pilot.press("minus")
            meant = "is itself a weakness" if absence == "weakness" else "says nothing either way"
            assert meant in screen_of(app).said


async def test_a_form_left_half_way_keeps_its_draft(path: Path) -> None:
    case = first_case(path)
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        # The digit chooses and goes on; esc pressed twice leaves the form and no more.
        await pilot.press("r", "2", *"cold", "escape", "escape")
        assert "kept as a draft" in screen_of(app).said
        await pilot.press("r")
        assert app.screen.query_one("#field-text", TextBox).text == "cold"
        await pilot.press("ctrl+s")
        with looking(path) as found:
            concern = found.reading.concerns(case)[0]
            assert (concern.level, concern.text) == ("practice", "cold")
        await pilot.press("u", *"sure?", "ctrl+s")
        with looking(path) as found:
            assert found.reading.queries(case)[0].text == "sure?"
        assert "1 query" in app.screen.query_one(ProgressLine).render().plain
        pane = app.screen.query_one(FilePane)
        pane.rows.move_to(f"concern:{concern.concern_id}")
        await pilot.press("enter", *"done", "tab", "1", "ctrl+s")
        with looking(path) as found:
            answered = found.reading.concerns(case)[0]
            assert (answered.state, answered.satisfied, answered.response) == ("closed", 1, "done")


async def test_filter_shows_how_many_of_how_many_and_escape_shows_all(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("h", "slash", *"missed")
        pane = app.screen.query_one(FilePane)
        desk = screen_of(app).desk
        assert desk is not None
        missed = [e for e in desk.file.chronology if e.timescale and e.timescale.outcome == "missed"]
        assert [row.key for row in pane.rows.rows if row.key] == [entry.id for entry in missed]
        assert f"{len(missed)} of {len(desk.file.chronology)} entries: holding 'missed'" in shown(app)
        await pilot.press("enter", "2", "escape")
        assert sum(bool(row.key) for row in pane.rows.rows) == len(desk.file.chronology)
        assert desk.core_rated == 1, "with the filter typed, keys rate again"


async def test_read_only_says_so_in_one_line(path: Path) -> None:
    case = first_case(path)
    app = app_at(path, case, read_only=True)
    async with app.run_test(size=NARROW) as pilot:
        for key in "2ecurax":
            screen_of(app).say("")
            await pilot.press(key)
            assert "read-only" in screen_of(app).said, key
        assert "read-only" in shown(app).splitlines()[0]


async def test_hostile_text_is_shown_as_it_is_and_does_nothing(path: Path) -> None:
    case = first_case(path)
    with Inspection.open(path, reader="Rowan") as inspection:
        first = inspection.edition.area(inspection.cases.case(case).area).core[0]
        inspection.reading.rate(case, first, Rating.GOOD, evidence=case_world.HOSTILE, cite=["S-99"])
        inspection.reading.query(case, case_world.HOSTILE, first)
        inspection.reading.concern(case, "practice", case_world.HOSTILE, case_world.HOSTILE)
    app = app_at(path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("comma")
        seen = ""
        for key in "shdn":
            await pilot.press(key, "G")
            seen = shown(app)
            assert "[@click=app.quit]" in seen, key
            assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(seen)
        for strip in app.screen._compositor.render_strips()[:-1]:  # the footer's own links stand last
            for segment in strip:
                meta = segment.style.meta if segment.style else {}
                assert "app.quit" not in str(meta.get("@click", ""))
        await pilot.press("d")
        app.screen.query_one(FilePane).rows.move_to("D-02")
        await pilot.press("enter")
        assert case_world.HOSTILE in str(app.screen.query_one("#document-text", Static).content)
        assert "[/nope]" in shown(app)
        await pilot.press("h", "slash", *"[/x")
        assert app.is_running


async def test_a_pasted_control_character_goes_no_further(path: Path) -> None:
    from textual import events

    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        app.post_message(events.Paste("a\x1b]0;x\x07b\u202e"))
        await pilot.pause()
        assert app.screen.query_one(TextBox).text == "a\ufffd]0;x\ufffdb\ufffd"


async def test_one_pane_at_a_time_when_narrow_and_three_when_very_wide(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        findings = app.screen.query_one(FindingsPane).rows
        file = app.screen.query_one(FilePane)
        assert file.display
        assert not findings.display
        await pilot.press("tab")
        assert not file.display
        assert findings.display
        assert findings.has_focus
        await pilot.resize_terminal(160, 48)
        await pilot.pause()
        assert file.display
        assert findings.display
        assert app.screen.query_one("#guidance").display
        assert "not Ofsted's" in str(app.screen.query_one("#guidance-text", Static).content)


async def test_an_entry_added_while_a_document_is_read_comes_into_sight(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("h", "d", "enter", "a")
        await pilot.pause()
        await pilot.press("tab", "tab", *"screen 4", "tab", *"Moved", "ctrl+s")
        await pilot.pause()
        rows = app.screen.query_one("#file-rows", RowList)
        assert rows.text.count("Moved") == 1
        assert rows.key in [key for key, _ in rows.rows_in_sight()]


async def test_the_whole_guidance_can_be_read_with_its_key_and_is_put_away_after_the_end(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("i")
        await pilot.pause()
        pane = app.screen.query_one(GuidancePane)
        assert pane.display
        for _ in range(14):
            await pilot.press(".")
            await pilot.pause()
            if pane.max_scroll_y:
                break
        assert "Ofsted's" not in shown(app)
        pages = 1
        while "Ofsted's" not in shown(app):
            await pilot.press("i")
            await pilot.pause()
            pages += 1
            assert pages < 6
        await pilot.press("i")
        assert not pane.display
        await pilot.press("i")
        await pilot.pause()
        assert screen_of(app).said == "i shows the rest of the guidance"
        await pilot.press("i", ".")
        await pilot.pause()
        assert pane.scroll_y == 0, "another criterion's begins at its beginning"


async def test_enter_goes_from_an_entry_to_the_document_of_its_day(path: Path) -> None:
    case = first_case(path)
    with Inspection.open(path, reader="Rowan") as inspection:
        added = inspection.reading.add_entry(case, date(2026, 2, 2), "assessment", "their system", "Begun")
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        pane = app.screen.query_one(FilePane)
        await pilot.press("h", "enter")
        assert "no document has this entry's day" in screen_of(app).said
        pane.rows.move_to(added)
        await pilot.press("enter")
        assert pane.view.document is not None
        assert pane.view.document.id == "D-01"
        assert pane.view.has_focus
        await pilot.press("h")
        assert pane.entry_at_cursor() == added
        await pilot.press("s", "enter")
        assert "no more to this line" in screen_of(app).said


async def test_words_are_found_in_a_document_and_searching_opens_it_there(path: Path) -> None:
    app = app_at(path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("S", *"part 9", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await until(lambda: "Assessment, part 9." in shown(app))
        view = app.screen.query_one(DocumentView)
        assert view.document is not None
        assert "'part 9' 1 of 1" in shown(app)
        await pilot.press("slash", *"part 2")
        assert "'part 2' 1 of 6" in shown(app), "2, and 20 to 24"
        await pilot.press("enter", "enter")
        await until(lambda: "Assessment, part 21." in shown(app))
        assert "'part 2' 3 of 6" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert view.has_focus
        assert "of 6" not in shown(app)
        assert "Assessment, part 21." in shown(app), "the place is kept"
        await pilot.press("slash", *"no", "escape")
        assert view.document is not None
