"""From the readers' files to the debrief: blind before, everything on the table after."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sampling.errors import FileError, IlacsError, UsageError
from sampling.findings.ratings import Rating
from sampling.handover.export import export
from sampling.handover.gather import gather
from sampling.store import Inspection, state
from sampling.store.comparing import marks, planted
from sampling.store.verify import verify
from sampling.training import rehearsal
from sampling.training.collect import Collection, collect
from sampling.training.comparison import compare_files
from sampling.training.debrief import Debrief
from sampling.training.folder import SessionFolder
from sampling.training.keeping import keep_key, session_of
from sampling.training.opening import load_debrief, open_debrief
from sampling.training.pages import to_html, to_markdown
from sampling.training.report import reader_page, room_page
from tests import small
from tests.session_world import EDITION, Clock, HandKeys, plan, read_by_hand, session, simulate


def opened(folder: SessionFolder) -> Debrief:
    """Open the debrief of a collected session."""
    with Inspection.open(folder.collected, reader="trainer", clock=Clock(hours=3)) as inspection:
        open_debrief(inspection, folder.key)
        return load_debrief(inspection)


def made(path: Path, *readers: str, **changes: object) -> SessionFolder:
    session(path, plan(*readers, **changes))  # type: ignore[arg-type]
    return SessionFolder(path)


def said(collection: Collection, *words: str) -> bool:
    """Whether one notice holds all of these words."""
    return any(all(word in notice for word in words) for notice in collection.notices)


def test_before_the_debrief_nobody_sees_anybody(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben")
    read_by_hand(folder.hand_out("anna"))
    read_by_hand(folder.hand_out("ben"))
    collect(folder)
    for viewer in ("anna", "ben", "trainer"):
        with Inspection.open(folder.collected, read_only=True, reader=viewer) as inspection:
            assert {mark.reader for mark in marks(inspection)} <= {viewer}
            assert planted(inspection) is None
            with pytest.raises(UsageError, match="closed"):
                load_debrief(inspection)
    with pytest.raises(IlacsError, match="closed"):
        compare_files([folder.hand_out("anna"), folder.hand_out("ben")])


def test_opening_the_debrief_is_an_event_that_survives_collecting_again(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben")
    read_by_hand(folder.hand_out("anna"))
    collect(folder)
    found = opened(folder)
    assert found.keyed
    read_by_hand(folder.hand_out("ben"), clock=Clock(hours=5))
    again = collect(folder)
    assert said(again, "ben", "late, after the debrief was opened")
    with Inspection.open(folder.collected, read_only=True, reader="ben") as inspection:
        assert [event.reader for event in inspection.journal.events("debrief")] == ["trainer"]
        assert {mark.reader for mark in marks(inspection)} == {"anna", "ben"}
        assert planted(inspection) is not None
        row = session_of(inspection)
        assert row is not None
        assert (row.open, row.keyed, row.opened_by) == (True, 1, "trainer")
        assert state.rebuild(inspection.journal)[f"session|{row.session}"] == row
        assert verify(inspection).ok, verify(inspection).checks


def test_what_is_missing_or_odd_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben", "cara", "dov", minutes=10)
    read_by_hand(folder.hand_out("anna"), clock=Clock(step=60))
    read_by_hand(folder.hand_out("ben"), reader="someone")
    folder.hand_out("cara").unlink()
    session(tmp_path / "other", plan("eve"), inspection="another")
    other = SessionFolder(tmp_path / "other")
    shutil.copy(other.hand_out("eve"), folder.hand_outs / "eve.ilacs")
    (folder.hand_outs / "broken.ilacs").write_bytes(b"nothing of the kind")
    found = collect(folder)
    assert said(found, "cara: no file")
    assert said(found, "dov: rated nothing")
    assert said(found, "eve.ilacs", "another session")
    assert said(found, "broken.ilacs", "left out")
    assert said(found, "ben.ilacs", "findings by someone")
    assert said(found, "anna", "everything alike")
    assert set(found.files) == {"anna.ilacs", "ben.ilacs", "dov.ilacs"}
    by_name = {reader.reader: reader for reader in found.readers}
    assert by_name["anna"].completed == by_name["anna"].assigned == 4
    assert by_name["anna"].over > 0
    assert said(found, "anna", "more than the limit")


def test_two_copies_of_one_readers_file_are_one_reader(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben")
    shutil.copy(folder.hand_out("anna"), folder.hand_outs / "anna (1).ilacs")
    read_by_hand(folder.hand_out("anna"))
    read_by_hand(folder.hand_outs / "anna (1).ilacs", Rating.STRONG)
    found = collect(folder, [folder.hand_outs, folder.hand_out("anna")])
    (about,) = [notice for notice in found.notices if notice.startswith("anna: 2 files came back")]
    assert "(anna (1).ilacs, anna.ilacs)" in about
    assert "answers in 4 cases recorded in two files at once; the later of each counts" in about
    assert [reader.reader for reader in found.readers] == ["anna", "ben"]
    assert len(found.files) == 3, "however often it is named"


def test_whose_a_file_is_goes_by_what_was_handed_out_and_not_by_its_name(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben", "cara", "dov")
    for name in ("anna", "ben"):
        read_by_hand(folder.hand_out(name))
    folder.hand_out("anna").rename(folder.hand_outs / "my reading, final.ilacs")
    folder.hand_out("ben").replace(folder.hand_out("cara"))
    folder.hand_out("dov").write_bytes(b"torn off")
    found = collect(folder)
    assert {reader.reader for reader in found.readers if reader.rated} == {"anna", "ben"}
    assert {
        notice for notice in found.notices if notice.startswith(("anna: no", "ben: no", "cara", "dov:"))
    } == {
        "cara: no file (cara.ilacs is ben's)",
        "dov: no file (dov.ilacs is left out)",
    }
    # What was collected stands, wherever the files go.
    shutil.rmtree(folder.hand_outs)
    again = collect(folder)
    assert [reader.rated for reader in again.readers] == [reader.rated for reader in found.readers]
    assert {notice for notice in again.notices if "no file" in notice} == {
        "cara: no file came back",
        "dov: no file came back",
    }


def test_a_key_of_another_digest_is_said_and_readers_are_compared_without(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben")
    read_by_hand(folder.hand_out("anna"))
    read_by_hand(folder.hand_out("ben"))
    collect(folder)
    kept = folder.key.read_text("utf-8")
    folder.key.write_text(kept.replace('"good"', '"strong"', 1), "utf-8")
    with Inspection.open(folder.collected, reader="trainer") as inspection:
        found = open_debrief(inspection, folder.key)
        assert not found.keyed
        assert "digest differs" in found.notices[0]
        assert not load_debrief(inspection).keyed
        folder.key.write_text(kept, "utf-8")
        assert open_debrief(inspection, folder.key).keyed
        assert load_debrief(inspection).keyed


def test_a_debrief_cannot_be_opened_in_a_hand_out(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben")
    with (
        Inspection.open(folder.hand_out("anna")) as inspection,
        pytest.raises(UsageError, match="trainer's collected file"),
    ):
        open_debrief(inspection, folder.key)


def test_rehearsing_on_a_hand_out_is_refused(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben")
    shutil.copy(folder.key, folder.hand_out("anna").with_suffix(".key"))
    with pytest.raises(UsageError, match="refused until the debrief"):
        simulate(folder.hand_out("anna"), "anna")


def test_simulated_readers_stay_out_of_roll_ups_unless_asked(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben", files=12)
    simulate(folder.master, "anna", skill=1.0)
    with Inspection.open(folder.master, reader="anna") as inspection:
        plain, asked = inspection.judging.rollup(), inspection.judging.rollup(include_simulated=True)
        counts = [{area.area: area.completed for area in rollup.areas} for rollup in (plain, asked)]
        assert counts == [{"children_in_care": 0}, {"children_in_care": 12}]
        assert [reader.simulated for reader in inspection.readers() if reader.reader == "anna"] == [1]


def test_a_person_is_never_marked_as_simulated(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben")
    with Inspection.open(folder.master, reader="ben") as inspection:
        case = inspection.cases.all()[0].case_id
        inspection.reading.rate(case, "overall", Rating.GOOD)
    with pytest.raises(UsageError, match="as a person"):
        simulate(folder.master, "ben")


def test_a_perfect_reader_agrees_with_the_key_in_everything(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben", files=6)
    simulate(folder.master, "anna", skill=1.0)
    simulate(folder.master, "ben", skill=0.5)
    collect(folder)
    pages = {page.reader: page for page in opened(folder).readers}
    perfect = pages["anna"].criteria
    assert perfect is not None
    assert perfect.exact == perfect.compared > 0
    assert perfect.states_alike == perfect.states
    assert pages["anna"].missed == pages["anna"].over_read == ()
    assert pages["anna"].severity == 0
    worse = pages["ben"].criteria
    assert worse is not None
    assert worse.exact < worse.compared


def test_the_debrief_finds_who_leans_what_divides_and_what_was_reached(tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(5)]
    folder = made(tmp_path / "s", *names, files=12)
    odd = EDITION.area("children_in_care").core[3]
    for place, name in enumerate(names):
        leaning = {0: -0.7, 1: 0.7}.get(place, 0.0)
        simulate(folder.master, name, skill=0.85, leaning=leaning, ambiguous=frozenset({odd}))
    assert not collect(folder).notices
    found = opened(folder)
    leanings = {page.reader: page.leaning for page in found.readers}
    assert {name for name, words in leanings.items() if words.startswith("too kind")} == {"r0"}
    assert {name for name, words in leanings.items() if words.startswith("too harsh")} == {"r1"}
    assert found.comparison.criteria.criteria[0].of == odd
    alpha = found.comparison.criteria.alpha_ordinal
    assert alpha.value is not None
    assert alpha.low is not None
    assert alpha.high is not None
    assert alpha.low < alpha.value < alpha.high
    area = found.areas[0]
    assert area.planted is not None
    assert area.planted.rated == area.room.rated == 12
    assert area.words.startswith(("reached, narrowed", "says nothing yet (all four", "in part, narrowed"))
    assert (area.reached == "nothing yet") is (len(area.room.indication or ()) == 4)
    with Inspection.open(folder.collected, read_only=True, reader="trainer") as inspection:
        told = [row for row in gather(inspection).rows["agreement"] if row["about"] == "areas"]
    assert [(row["measure"], row["area"]) for row in told] == [
        (measure, "children_in_care")
        for measure in ("room_good_or_better", "planted_good_or_better", "reached")
    ]
    assert told[-1]["words"] == area.words
    assert area.words in to_markdown(room_page(EDITION, found))


def test_pages_name_the_metric_and_show_hostile_words_as_they_are(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "<b>ben", files=3)
    simulate(folder.master, "anna", skill=0.6)
    simulate(folder.master, "<b>ben", skill=0.6)
    collect(folder)
    found = opened(folder)
    text = to_markdown(room_page(EDITION, found))
    assert "Krippendorff's alpha, ordinal metric" in text
    assert "Gwet's AC2, quadratic weights" in text
    html = to_html("Debrief", room_page(EDITION, found))
    assert "<b>ben" not in html
    assert "&lt;b&gt;ben" in html
    assert "<script" not in html
    own = to_markdown(reader_page(EDITION, found, found.readers[1]))
    assert "What you missed" in own
    assert "Planted on purpose" in own


def test_one_reader_and_readers_all_alike_are_told_in_words(tmp_path: Path) -> None:
    alone = made(tmp_path / "alone", "anna")
    read_by_hand(alone.hand_out("anna"))
    collect(alone)
    assert opened(alone).comparison.criteria.alpha_ordinal.why_none == "No case was rated by two readers."
    alike = made(tmp_path / "alike", "anna", "ben")
    read_by_hand(alike.hand_out("anna"))
    read_by_hand(alike.hand_out("ben"))
    collect(alike)
    assert "No variation" in opened(alike).comparison.criteria.alpha_ordinal.why_none


def test_a_page_says_which_session_it_is_and_who_stands_behind_it(tmp_path: Path) -> None:
    folder = made(tmp_path / "monday", "anna", "ben", "cara", files=3)
    simulate(folder.master, "anna", skill=0.9)
    simulate(folder.master, "ben", skill=0.4)
    collect(folder)
    found = opened(folder)
    text = to_markdown(room_page(EDITION, found))
    assert "Session monday: " in text
    assert "opened by trainer, 2024-04-15, with the key." in text
    assert "- cara: rated nothing" in text
    unlike = [row for table in found.cases for row in table.rows if len({*row.answers.values()}) == 2]
    asked = next(row.criterion for row in unlike if row.criterion != "overall")
    (told, *_) = [line for line in text.splitlines() if line.startswith(f"| {asked} ") and "anna" in line]
    assert EDITION.criterion(asked).text in told
    assert ": anna;" in told or ": ben;" in told, "everybody's rating stands under a name"
    assert "Whether there was anything to rate" in to_markdown(reader_page(EDITION, found, found.readers[0]))


def test_readers_of_their_own_files_alone_stand_beside_the_key(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben", files=3, shared=0)
    simulate(folder.master, "anna", skill=0.9)
    simulate(folder.master, "ben", skill=0.4)
    collect(folder)
    found = opened(folder)
    assert not found.empty
    assert not found.comparison.criteria.cases
    assert all(page.criteria and page.criteria.compared for page in found.readers)
    assert "ordinal metric: none. No case was rated by two readers." in to_markdown(room_page(EDITION, found))


def test_a_session_without_a_key_is_compared_reader_with_reader(tmp_path: Path) -> None:
    session(tmp_path / "s", plan("anna", "ben"), keyed=False)
    folder = SessionFolder(tmp_path / "s")
    assert not folder.key.exists()
    read_by_hand(folder.hand_out("anna"))
    read_by_hand(folder.hand_out("ben"), Rating.STRONG)
    collect(folder)
    found = opened(folder)
    assert not found.keyed
    assert {page.reader: page.against for page in found.readers} == {"anna": "others", "ben": "others"}
    assert [page.severity for page in found.readers] == [1.0, -1.0]


def test_collecting_where_no_session_stands_or_while_it_is_open_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no session was set up"):
        collect(SessionFolder(tmp_path))
    folder = made(tmp_path / "s", "anna")
    collect(folder)
    with Inspection.open(folder.collected, reader="trainer"), pytest.raises(FileError, match="has it open"):
        collect(folder)


def test_the_key_of_a_session_stays_as_it_was_handed_out(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna")
    before = folder.key.read_text("utf-8")
    with Inspection.open(folder.master, reader="trainer") as master:
        later = master.draws.draw("children_in_need", 3, "4711", documents=small.OneDocument())
        assert keep_key(master, later, HandKeys()) is None
    assert folder.key.read_text("utf-8") == before


def test_the_key_of_an_ordinary_inspection_grows_with_its_draws(tmp_path: Path) -> None:
    path = small.make(tmp_path / "plain.ilacs", scenario="handmade", scenario_seed="9")
    with Inspection.open(path, reader="anna", clock=small.SteppingClock()) as inspection:
        for area, seed in (("children_in_care", "11"), ("children_in_need", "12")):
            drawn = inspection.draws.draw(area, 3, seed, documents=small.OneDocument())
            keep_key(inspection, drawn, HandKeys())
        key = rehearsal.key_of(inspection)
    assert len(key.cases) == 3 + 3 + 3 + 3
    assert {case.area for case in key.cases} == {"children_in_care", "children_in_need"}


def test_live_meetings_compare_without_a_key_what_the_viewer_may_see(tmp_path: Path) -> None:
    path = small.make(tmp_path / "live.ilacs")
    with Inspection.open(path, reader="anna", clock=small.SteppingClock()) as inspection:
        inspection.draws.draw("children_in_care", 3, "11", reserve=0, documents=small.OneDocument())
        for line in inspection.cases.all():
            inspection.reading.assign(line.case_id, "anna", ["ben"])
    other = tmp_path / "ben.ilacs"
    shutil.copy(path, other)
    read_by_hand(path, reader="anna")
    half = compare_files([path, other], "ben")
    assert half.criteria.readers == ()
    assert "left out" in half.notices[0]
    read_by_hand(other, Rating.STRONG, reader="ben")
    for viewer in ("anna", "ben", "lead"):
        whole = compare_files([path, other], viewer)
        assert [item.reader for item in whole.criteria.readers] == ["anna", "ben"]
        assert whole.key is None
        assert whole.criteria.together.within_one == whole.criteria.together.pairs > 0


def test_files_of_other_inspections_are_named_and_left_out(tmp_path: Path) -> None:
    one = small.make(tmp_path / "one.ilacs")
    two = small.make(tmp_path / "two.ilacs", inspection="another")
    found = compare_files([one, two])
    assert "two.ilacs" in found.notices[0]


def test_the_export_carries_agreement_once_the_debrief_is_open(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", "anna", "ben", files=5)
    simulate(folder.master, "anna", skill=0.9)
    simulate(folder.master, "ben", skill=0.6)
    collect(folder)
    with Inspection.open(folder.collected, read_only=True, reader="trainer") as inspection:
        closed = gather(inspection).rows
        assert (tuple(closed["agreement"]), tuple(closed["answer_key"])) == ((), ())
    found = opened(folder)
    with Inspection.open(folder.collected, read_only=True, reader="trainer") as inspection:
        rows = tuple(gather(inspection).rows["agreement"])
        export(inspection, tmp_path / "out.db")
    whole = {(row["about"], row["reader"], row["measure"]): row for row in rows if not row["criterion"]}
    alpha = found.comparison.criteria.alpha_ordinal
    row = whole["criteria", None, "alpha_ordinal"]
    assert (row["value"], row["low"], row["high"], row["units"]) == (
        alpha.value,
        alpha.low,
        alpha.high,
        alpha.units,
    )
    assert {row["reader"] for row in rows if row["measure"] == "severity"} == {"anna", "ben"}
    assert {row["about"] for row in rows} == {"criteria", "case_ratings", "areas"}
    assert rows[-1]["why_none"] == "One of the two has no indication.", "five files are too few for one"
    assert any(row["criterion"] for row in rows)
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        asked = (
            "SELECT f.reader, count(*), sum(f.rating = k.rating) FROM finding f "
            'JOIN answer_key k ON k."case" = f."case" AND k.criterion = f.criterion GROUP BY f.reader'
        )
        alike = {reader: (both, same) for reader, both, same in database.execute(asked)}
        planted_cases, reasons = database.execute(
            "SELECT count(*), count(reason) FROM answer_key WHERE criterion IS NULL"
        ).fetchone()
        cited = {text for (text,) in database.execute("SELECT citations FROM answer_key")}
    assert (planted_cases, reasons) == (5, 5)
    assert cited == {'["V"]', "[]"}, "without its day"
    for page in found.readers:
        assert page.criteria is not None
        both, same = alike[page.reader]
        # The whole key is there: also what was planted as not applicable or not seen.
        assert both == page.criteria.states > page.criteria.compared
        assert same >= page.criteria.exact
