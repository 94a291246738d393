"""What persons conclude: lines of enquiry, points of the report, agreed findings, audits, handing over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from sampling.findings.ratings import Rating
from sampling.framework import Grade
from sampling.store import Inspection
from tests.tui import case_world, concluding_world
from tests.tui.concluding_world import AREA, HOSTILE, cases, criterion
from tests.tui.seeing import shown, words
from tui.app import IlacsApp
from tui.screens.asking import AskScreen
from tui.screens.case import CaseScreen
from tui.screens.judgement import JudgementScreen
from tui.screens.judgement_levels import Levels
from tui.weighed import weigh
from tui.widgets.choice import ChoiceBar
from tui.widgets.file_pane import FilePane
from tui.widgets.text_box import TextBox
from tui.widgets.typed import LineBox

NARROW, WIDE = (80, 24), (160, 48)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return concluding_world.build(tmp_path_factory.mktemp("concluding") / "made.ilacs")


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "weighing.ilacs"
    copied.write_bytes(made.read_bytes())
    return copied


@contextmanager
def looking(path: Path) -> Iterator[Inspection]:
    with Inspection.open(path, reader="Rowan", read_only=True) as inspection:
        yield inspection


@asynccontextmanager
async def judging(
    path: Path, size: tuple[int, int] = NARROW, *, read_only: bool = False
) -> AsyncIterator[tuple[Pilot[int], JudgementScreen]]:
    app = IlacsApp(Inspection.open(path, reader="Rowan", read_only=read_only))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, JudgementScreen)
        yield pilot, screen


async def fill(pilot: Pilot[int], **answers: str) -> None:
    """Put answers into the form that is shown, as if typed."""
    await pilot.pause()
    form = pilot.app.screen
    assert isinstance(form, AskScreen), "a form is shown"
    for name, value in answers.items():
        box = form.query_one(f"#field-{name}")
        if isinstance(box, TextBox):
            box.text = value
        else:
            assert isinstance(box, LineBox | ChoiceBar | Select)
            box.value = value


async def settle(pilot: Pilot[int]) -> None:
    """As in ``seeing``, in half the turns: there are many of them here."""
    for _ in range(2):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def record(pilot: Pilot[int]) -> None:
    await pilot.press("ctrl+s")
    await settle(pilot)


async def test_a_line_of_enquiry_goes_from_a_finding_to_its_effect_and_is_concluded(path: Path) -> None:
    with looking(path) as found:
        weak, first, second = criterion(found), *cases(found)[:2]
    async with judging(path) as (pilot, screen):
        screen.open_level("j:children_in_care", f"a:{AREA}", f"c:{AREA}:{weak}")
        await pilot.press("i")
        await fill(pilot, question="Who sees the drift?")
        await record(pilot)
        with looking(path) as found:
            (traced,) = [found.enquiring.traced(item.enquiry_id) for item in found.enquiring.all()]
        assert set(traced.cases) >= {first, second}, "the other weak finding was gathered"
        assert traced.enquiry.judgement == "impact_of_leaders"
        assert "Judgement › Impact of leaders › Line of enquiry" in words(pilot.app)
        assert screen.level == f"e:{traced.enquiry.enquiry_id}"
        (base,) = [row.plain for row in screen.lines.rows if row.key == f"c:{AREA}:{weak}"]
        assert "1 of 3" in base, "the weak ones were gathered: of how many stands beside them"
        await pilot.press("a")
        await fill(pilot, step="oversight", text=f"No report shows it {HOSTILE}", source="a service manager")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "choose a level" in words(pilot.app)
        await fill(pilot, level="service")
        await record(pilot)
        with looking(path) as found:
            traced = found.enquiring.traced(traced.enquiry.enquiry_id)
        assert traced.untraced == ("procedure", "effect")
        await pilot.press("G")
        assert "nothing yet at: procedure, effect" in words(pilot.app)
        await pilot.press("x")
        assert "Nothing was gathered yet at: procedure, effect." in words(pilot.app)
        await fill(pilot, text="Nobody watched.")
        await record(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert screen.level == "j:impact_of_leaders"
        assert "Concluded: Nobody watched." in words(pilot.app)
        screen.lines.move_to(f"e:{traced.enquiry.enquiry_id}")
        await pilot.press("x")
        await settle(pilot)
        assert "open again" in screen.said


async def test_a_line_of_enquiry_starts_from_the_last_report_and_opens_to_the_childs_file(path: Path) -> None:
    async with judging(path, WIDE) as (pilot, screen):
        screen.lines.move_to("j:impact_of_leaders")
        await pilot.press("i")
        await fill(pilot, question="Is it put right?")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "last report it starts from" in words(pilot.app)
        await fill(pilot, source="Plans drifted in 2021.")
        await record(pilot)
        await pilot.press("f")
        await fill(pilot, criterion=criterion(screen.inspection))
        await record(pilot)
        row = next(row.key for row in screen.lines.rows if row.key.startswith("f|"))
        screen.lines.move_to(row)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseScreen)
        assert pilot.app.screen.query_one(FilePane).entry_at_cursor() == "S-05"


async def test_points_are_drafted_edited_ordered_and_left_out(path: Path) -> None:
    async with judging(path) as (pilot, screen):
        await pilot.press("p")
        assert "No point yet" in shown(pilot.app)
        await pilot.press("d")
        await settle(pilot)
        points = screen.inspection.improving.all()
        assert points
        weak = next(item for item in points if item.criterion == criterion(screen.inspection))
        assert len(weak.cases) == 2
        screen.lines.move_to(f"p:{weak.improvement_id}")
        await pilot.press("w")
        await fill(pilot, text=f"The oversight of plans {HOSTILE}")
        await record(pilot)
        assert "The oversight of plans [@click=app.quit]quit[/]" in words(pilot.app)
        await pilot.press("enter")
        assert "The findings it rests on" in shown(pilot.app)
        assert sum(row.key.startswith("f|") for row in screen.lines.rows) == 2
        await pilot.press("escape", "o")
        await settle(pilot)
        assert screen.inspection.improving.point(weak.improvement_id).state == "left_out"
        assert "Left out of the report" in shown(pilot.app)
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("a")
        await fill(pilot, text="Placements", criterion=weak.criterion)
        await record(pilot)
        added = screen.inspection.improving.all("improve")[-1]
        assert added.text == "Placements"
        screen.lines.move_to(f"p:{added.improvement_id}")
        await pilot.press("K")
        await settle(pilot)
        assert screen.inspection.improving.all("improve")[-2].text == "Placements"
        assert screen.lines.key == f"p:{added.improvement_id}", "the cursor stays on the point"


async def test_readers_who_differ_agree_and_the_roll_up_counts_it_at_once(path: Path) -> None:
    with looking(path) as found:
        third = cases(found)[2]
    async with judging(path) as (pilot, screen):
        await pilot.press("m")
        assert f"{third}, read by Rowan and Sorrel" in words(pilot.app)
        screen.lines.move_to(f"d|{third}|overall")
        await pilot.press("enter")
        assert "Sorrel" in shown(pilot.app)
        await pilot.press("t")
        await fill(pilot, rating="serious_weakness")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "an agreed finding needs reasons" in words(pilot.app)
        await fill(pilot, because="The move was not planned.")
        await record(pilot)
        area = next(item for item in screen.weighed.rollup.areas if item.area == AREA)
        assert (area.good_or_better, area.rated, area.serious_cases) == (1, 3, (third,))
        assert "Agreed: ▼ serious weakness" in words(pilot.app)


async def test_the_authoritys_audit_stands_beside_the_reader_and_says_which_way_it_leans(path: Path) -> None:
    with looking(path) as found:
        first = cases(found)[0]
    async with judging(path) as (pilot, screen):
        screen.open_level("audits:")
        screen.lines.move_to(f"case:{first}")
        await pilot.press("u")
        await fill(pilot, grade="outstanding")
        await record(pilot)
        assert "audit: Outstanding reader: ▽ needs improvement" in words(pilot.app)
        assert "they are more favourable in 1 and less in 0" in words(pilot.app)
        assert "By count the audits are the kinder." in words(pilot.app)


async def test_an_overdue_concern_stays_in_sight_and_opens_at_its_own_line(path: Path) -> None:
    with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
        first, second = cases(inspection)[:2]
        concerns = {item.case_id: item.concern_id for item in inspection.reading.concerns()}
        met = inspection.reading.concern(
            second, "practice", "No visit", criterion=criterion(inspection), cite=["S-05"]
        )
    async with judging(path) as (pilot, screen):
        assert "! 1 concern OVERDUE" in shown(pilot.app)
        screen.lines.move_to(f"f|{first}||concern:|")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseScreen)
        assert pilot.app.screen.query_one(FilePane).rows.key == f"concern:{concerns[first]}"
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("c")
        assert "! 1 concern OVERDUE" in shown(pilot.app), "on every level"
        assert screen.lines.key.split("|")[1] == first, "overdue ones first"
        assert "told to the duty manager by Rowan" in words(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.desk is not None
        assert pilot.app.screen.desk.case_id == first
        assert pilot.app.screen.query_one(FilePane).rows.key == f"concern:{concerns[first]}"
        await pilot.press("escape")
        await settle(pilot)
        screen.lines.move_to(next(row.key for row in screen.lines.rows if row.key.endswith(met)))
        assert f"rests on {criterion(screen.inspection)}, S-05" in words(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.desk.case_id == second
        assert pilot.app.screen.desk.current == criterion(screen.inspection)
        assert pilot.app.screen.query_one(FilePane).entry_at_cursor() == "S-05"


async def test_enquiries_audit_grades_and_concerns_begin_where_one_reads(path: Path) -> None:
    with looking(path) as found:
        case, weak = cases(found)[0], criterion(found)
    app = IlacsApp(Inspection.open(path, reader="Rowan"), case)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, CaseScreen)
        desk = screen.desk
        assert desk is not None
        desk.current = weak
        await pilot.press("E")
        await fill(pilot, question="Who sees the drift?")
        await record(pilot)
        (enquiry,) = screen.inspection.enquiring.all()
        assert (enquiry.start, enquiry.case_id, enquiry.criterion) == ("finding", case, weak)
        desk.current = "overall"
        await pilot.press("E")
        await fill(pilot, question="Does it see itself?", start="self_evaluation", source="All is well.")
        await record(pilot)
        assert [item.case_id for item in screen.inspection.enquiring.all()] == [case, case]
        await pilot.press("A")
        await fill(pilot, grade="good", source="audit of March")
        await record(pilot)
        assert screen.inspection.auditing.of(case) == desk.audit
        pane = screen.query_one(FilePane)
        pane.show_tab("summary")
        (row,) = [row for row in pane.rows.rows if row.key == "audit"]
        assert (row.body.plain, row.notes[0].plain) == ("Good", "audit of March · Rowan")
        desk.current = weak
        assert pane.go_to("S-05")
        await pilot.press("r")
        await fill(pilot, level="practice", text="Not seen alone")
        await record(pilot)
        assert desk.concerns[-1].rests_on == f"{weak}, S-05"


async def test_handing_over_writes_private_files_and_never_over_another(path: Path) -> None:
    async with judging(path) as (pilot, screen):
        await pilot.press("s")
        await record(pilot)
        report = path.with_name("weighing-report.html")
        assert "ids and names masked" in screen.said
        assert report.stat().st_mode & 0o077 == 0
        text = report.read_text()
        assert not [case for case in cases(screen.inspection) if case in text], "without names"
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "report.html exists already" in words(pilot.app)
        await fill(pilot, kind="concerns md")
        await record(pilot)
        assert "Saved 2 concerns" in screen.said
        assert "Alone at night" in path.with_name("weighing-concerns.md").read_text()
        await pilot.press("s")
        await fill(pilot, kind="export sqlite", path=str(path.with_name("out.db")), names="yes")
        await record(pilot)
        assert "It names children: keep it private" in screen.said
        assert path.with_name("out.db").exists()


async def test_a_rating_is_counted_as_soon_as_one_comes_back(path: Path) -> None:
    with looking(path) as found:
        first = cases(found)[0]
    async with judging(path) as (pilot, screen):
        before = next(item for item in screen.weighed.rollup.areas if item.area == AREA)
        await pilot.press("c", "enter")
        await settle(pilot)
        inspection = screen.inspection
        inspection.reading.reopen(first, "read again")
        inspection.reading.rate(first, "overall", Rating.GOOD, evidence="Read again.")
        inspection.reading.complete(first)
        await pilot.press("f5")
        await settle(pilot)
        after = next(item for item in screen.weighed.rollup.areas if item.area == AREA)
        assert (before.good_or_better, after.good_or_better) == (2, 3)


async def test_what_is_typed_in_a_form_is_kept_and_comes_back(path: Path) -> None:
    async with judging(path) as (pilot, screen):
        screen.lines.move_to("j:impact_of_leaders")
        await pilot.press("i")
        await settle(pilot)
        await pilot.press(*"Who?", "escape")
        await settle(pilot)
        assert "kept as a draft" in screen.said
        await pilot.pause(0.7)
        await pilot.press("i")
        await settle(pilot)
        assert "Who?" in shown(pilot.app)


async def test_a_file_opened_to_look_only_refuses_to_record_and_hands_over(path: Path) -> None:
    async with judging(path, read_only=True) as (pilot, screen):
        for key in ("i", "d", "e"):
            await pilot.press(key)
            await settle(pilot)
            assert "read-only" in screen.said
        await pilot.press("s")
        await record(pilot)
        assert path.with_name("weighing-report.html").exists()


async def test_the_queries_that_mark_a_grade_can_be_opened(path: Path) -> None:
    with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
        about, case = criterion(inspection), cases(inspection)[3]
        inspection.reading.query(case, f"Who saw the child? {HOSTILE}", about)
        answered = inspection.reading.query(case, "And when?", about)
        inspection.reading.answer_query(answered, "On Friday.")
    async with judging(path) as (pilot, screen):
        screen.lines.move_to("queries:")
        assert screen.lines.rows[screen.lines.cursor].plain.split()[-2:] == ["1", "open"]
        await pilot.press("enter")
        assert "Judgement › Open queries" in words(pilot.app)
        assert "And when?" not in words(pilot.app)
        screen.lines.move_to(next(row.key for row in screen.lines.rows if row.key))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseScreen)
        assert pilot.app.screen.desk is not None
        assert pilot.app.screen.desk.case_id == case


async def test_every_level_has_five_keys_at_most_and_shows_hostile_words_as_they_are(path: Path) -> None:
    with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
        inspection.improving.draft()
        start = inspection.enquiring.add(HOSTILE, "last_report", source=HOSTILE)
    async with judging(path) as (pilot, screen):
        for level in ("", "points:", "meeting:", "audits:", "concerns:", "queries:", f"e:{start}"):
            screen.open_level(*([level] if level else []))
            await pilot.pause()
            footer = shown(pilot.app).splitlines()[-1]
            assert len([label for label in footer.split("  ") if label.strip()]) <= 5, level
            if level in ("concerns:", f"e:{start}"):
                assert "quit[/] [A1] [/nope]" in words(pilot.app)


@pytest.mark.parametrize("edition", ["ilacs-2018", "ilacs-2023", "ilacs-2026"])
def test_four_steps_from_any_grade_to_the_line_in_the_childs_file(tmp_path: Path, edition: str) -> None:
    path = case_world.drawn(tmp_path / "all.ilacs", n=1, edition=edition)
    with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
        for area in inspection.edition.areas:
            (case,) = [line.case_id for line in inspection.cases.all(area.id) if line.role == "sampled"]
            for one in area.core:
                inspection.reading.rate(case, one, Rating.GOOD, evidence="Seen.", cite=["S-05"])
            inspection.reading.rate(case, "overall", Rating.GOOD, evidence="Seen.")
            inspection.reading.complete(case)
        for judgement in inspection.edition.judgements:
            inspection.judging.judge(judgement.id, Grade.GOOD, "because")
        levels = Levels(inspection, weigh(inspection))
        for judgement in inspection.edition.judgements:
            reached = {f"j:{judgement.id}"}
            steps = 0
            while not any(key.startswith("f|") and "|S-05|" in key for key in reached):
                reached = {row.key for key in reached for row in levels.rows(key) if row.key} - reached
                steps += 1
                assert steps < 5, judgement.id
            assert steps + 1 <= 4, f"{judgement.id}: one more enter opens the file at the entry"


async def test_four_enters_from_every_grade_open_the_file_at_the_entry(tmp_path: Path) -> None:
    """With the keys: the cursor is moved in the lists, which is not counted; each step is one enter."""
    path = case_world.drawn(tmp_path / "all.ilacs", n=1, edition="ilacs-2023")
    with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
        for area in inspection.edition.areas:
            (case,) = [line.case_id for line in inspection.cases.all(area.id) if line.role == "sampled"]
            for one in area.core:
                inspection.reading.rate(case, one, Rating.GOOD, evidence="Seen.", cite=["S-05"])
            inspection.reading.rate(case, "overall", Rating.GOOD, evidence="Seen.", cite=["S-05"])
            inspection.reading.complete(case)
        for judgement in inspection.edition.judgements:
            inspection.judging.judge(judgement.id, Grade.GOOD, "because")
        kinds = {judgement.id: judgement.kind for judgement in inspection.edition.judgements}
        inspection.place.save({"screen": "judgement"})
    assert set(kinds.values()) == {"leaders", "practice", "overall"}
    async with judging(path) as (pilot, screen):
        for id_ in kinds:
            steps = 0
            screen.open_level()
            screen.lines.move_to(f"j:{id_}")
            while pilot.app.screen is screen:
                await pilot.press("enter")
                await settle(pilot)
                steps += 1
                assert steps <= 4, id_
                for kind in ("f|", "c:", "a:"):
                    keys = [row.key for row in screen.lines.rows if row.key.startswith(kind)]
                    if keys and screen.level[:2] != kind:
                        screen.lines.move_to(keys[0])
                        break
            shown_case = pilot.app.screen
            assert isinstance(shown_case, CaseScreen), id_
            assert shown_case.query_one(FilePane).entry_at_cursor() == "S-05"
            await pilot.press("escape")
            await settle(pilot)


async def test_what_qualifies_an_estimate_opens_to_its_cases(tmp_path: Path) -> None:
    path = case_world.drawn(tmp_path / "all.ilacs", n=8, edition="ilacs-2023")
    with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
        codes = inspection.edition.removal_reasons.values()
        lost = next(item for item in codes if item.kind == "not_available")
        gone = next(line.case_id for line in inspection.cases.all(AREA) if line.role == "sampled")
        inspection.roster.remove(gone, lost.code, "Sorrel")
        for line in inspection.cases.all(AREA):
            if line.role != "sampled":
                continue
            for one in inspection.edition.area(AREA).core:
                done = inspection.edition.criterion(one).kind == "practice"
                rating = Rating.GOOD if done else Rating.NEEDS_IMPROVEMENT
                inspection.reading.rate(line.case_id, one, rating, evidence="Seen.")
            inspection.reading.rate(line.case_id, "overall", Rating.GOOD, evidence="Seen.")
            inspection.reading.complete(line.case_id)
        inspection.auditing.grade(line_of(inspection), Grade.GOOD, "audit of March")
        weighed = weigh(inspection)
        levels = Levels(inspection, weighed)
        (area,) = (item for item in weighed.rollup.areas if item.area == AREA)
        keyed = {row.plain.strip(): row.key for row in levels.rows(f"a:{AREA}") if row.key}
        said = {area.beside.words: area.beside.practice_higher, area.without_files: 1, area.audit.words: 1}
        assert all(said), "each is there"
        for words_, cases_ in said.items():
            opened = levels.rows(next(key for text, key in keyed.items() if text == words_))
            marks = ("practice better", gone, "alike")
            assert sum(any(mark in row.plain for mark in marks) for row in opened) == cases_, words_
            assert all(levels.name(key) for key in keyed.values() if key.startswith("r:"))


def line_of(inspection: Inspection) -> str:
    """A case that was read."""
    return next(line.case_id for line in inspection.cases.all(AREA) if line.state == "completed")
