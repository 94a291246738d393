"""Hand-outs hold the shared draw and nothing that tells the answers, and are whole inspection files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sampling.errors import FileError, PinWantedError, UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection, handed_out, pins
from sampling.store.copying import copy
from sampling.store.merge import merge
from sampling.store.recover import recover
from sampling.store.verify import verify
from sampling.training import key as keys
from sampling.training.folder import SessionFolder
from sampling.training.keeping import session_of
from tests import small
from tests.session_world import REASON, SCENARIO_SEED, plan, read_by_hand, session


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    session(tmp_path / "monday", plan("anna", "ben", files=5, shared=3))
    return SessionFolder(tmp_path / "monday")


def test_every_hand_out_has_the_same_draw_and_the_trainers_file_has_it_too(folder: SessionFolder) -> None:
    found = set()
    for path in (folder.master, folder.hand_out("anna"), folder.hand_out("ben")):
        with Inspection.open(path, read_only=True) as inspection:
            entry = inspection.draws.all()[0]
            cases = tuple((line.case_id, line.ticket) for line in inspection.cases.all())
            texts = tuple(inspection.cases.file(case).documents for case, _ in cases)
            found.add((entry.frame_sha256, entry.selection_sha256, entry.materials_sha256, cases, texts))
    assert len(found) == 1
    assert len(next(iter(found))[3]) == 3 + 2 * 2


def test_who_reads_what_is_assigned_and_written_on_the_sheet(folder: SessionFolder) -> None:
    with Inspection.open(folder.hand_out("ben"), read_only=True) as inspection:
        assert inspection.reader == "ben"
        own = [line.case_id for line in inspection.cases.all() if line.assigned_to == "ben"]
    assert len(own) == 5
    sheet = folder.sheet.read_text("utf-8")
    assert SCENARIO_SEED in sheet
    assert "hand-outs/ben.ilacs" in sheet
    assert all(case in sheet for case in own)


def test_the_bytes_of_a_hand_out_tell_no_seed_no_reason_and_no_key(folder: SessionFolder) -> None:
    key = keys.read(folder.key)
    for path in folder.hand_outs.iterdir():
        held = path.read_bytes()
        for secret in (SCENARIO_SEED, REASON, "handmade", key.cases[0].reason, '"level"'):
            assert secret.encode() not in held
        assert key.sha256.encode() in held


def test_only_rows_of_drawn_children_go_out(folder: SessionFolder) -> None:
    with Inspection.open(folder.hand_out("anna"), read_only=True) as inspection:
        drawn = {line.child for line in inspection.cases.all()}
        held = {row.child for number in inspection.lists.supplied() for row in inspection.lists.rows(number)}
        with Inspection.open(folder.master, read_only=True) as master:
            child = min(drawn)
            assert inspection.lists.of_child(child) == master.lists.of_child(child)
    assert held == drawn


def test_a_hand_out_verifies_and_says_that_the_draw_cannot_be_made_again(folder: SessionFolder) -> None:
    with Inspection.open(folder.hand_out("anna"), read_only=True) as inspection:
        found = verify(inspection)
        assert found.ok, found.checks
        draws = next(check for check in found.checks if check.check == "draws")
        assert "cannot be made again here" in draws.detail
    with Inspection.open(folder.master, read_only=True) as master:
        assert verify(master).ok


def test_a_changed_hand_out_does_not_verify(folder: SessionFolder) -> None:
    path = folder.hand_out("anna")
    with Inspection.open(path) as inspection:
        inspection.connection.execute("UPDATE list_8 SET placement_type = 'U1'")
    with Inspection.open(path, read_only=True) as inspection:
        failed = [check.check for check in verify(inspection).checks if not check.ok]
    assert failed == ["lists"]


def test_whatever_needs_the_frame_is_refused_in_a_hand_out(folder: SessionFolder) -> None:
    with Inspection.open(folder.hand_out("anna")) as inspection:
        name = inspection.draws.all()[0].draw
        tries: list[Callable[[], object]] = [
            lambda: inspection.draws.frame("children_in_need"),
            lambda: inspection.draws.freeze("children_in_need"),
            lambda: inspection.draws.draw("children_in_need", 2, "1234"),
            lambda: inspection.draws.extend(name, 9),
            lambda: inspection.roster.target("children_in_care", "K001", "curious"),
        ]
        for attempt in tries:
            with pytest.raises(UsageError, match="not the frame"):
                attempt()


def test_reading_a_hand_out_and_merging_all_gives_one_sound_file(
    folder: SessionFolder, tmp_path: Path
) -> None:
    assert read_by_hand(folder.hand_out("anna")) == "anna"
    assert read_by_hand(folder.hand_out("ben"), Rating.STRONG) == "ben"
    out = tmp_path / "all.ilacs"
    merge(out, [folder.hand_out("anna"), folder.master, folder.hand_out("ben")])
    with Inspection.open(out, read_only=True, reader="trainer") as merged:
        assert verify(merged).ok, verify(merged).checks
        assert merged.settings.scenario_seed == SCENARIO_SEED
        assert {reader.reader for reader in merged.readers()} >= {"anna", "ben"}


def test_hand_outs_merge_without_the_trainers_file_into_a_hand_out(
    folder: SessionFolder, tmp_path: Path
) -> None:
    read_by_hand(folder.hand_out("anna"))
    out = tmp_path / "two.ilacs"
    merge(out, [folder.hand_out("anna"), folder.hand_out("ben")])
    with Inspection.open(out, read_only=True, reader="ben") as merged:
        assert verify(merged).ok, verify(merged).checks
        assert merged.settings.scenario_seed == ""
        assert all(line.rated == 0 for line in merged.cases.all())


def test_before_the_debrief_a_merge_does_not_tell_where_readers_differ(
    folder: SessionFolder, tmp_path: Path
) -> None:
    read_by_hand(folder.hand_out("anna"))
    read_by_hand(folder.hand_out("ben"), Rating.STRONG)
    report = merge(tmp_path / "two.ilacs", [folder.hand_out("anna"), folder.hand_out("ben")])
    assert report.differences == ()


def test_a_hand_out_can_be_copied_and_recovered(folder: SessionFolder, tmp_path: Path) -> None:
    read_by_hand(folder.hand_out("anna"))
    copy(folder.hand_out("anna"), tmp_path / "copy.ilacs")
    recover(tmp_path / "copy.ilacs", tmp_path / "again.ilacs")
    with Inspection.open(tmp_path / "again.ilacs", read_only=True) as again:
        assert again.reader == "anna"
        assert verify(again).ok, verify(again).checks
        assert session_of(again) is not None


def test_a_shared_file_asks_each_reader_for_the_pin(tmp_path: Path) -> None:
    made = session(tmp_path / "room", plan("anna", "ben", one_file=True))
    path = SessionFolder(tmp_path / "room").shared
    assert [item.name for item in path.parent.iterdir()] == ["everybody.ilacs"]
    with Inspection.open(path, read_only=True, reader="merge") as looked:
        kept = handed_out.handout(looked.connection)
    assert kept is not None
    assert all(pin not in kept.pins.values() for pin in made.pins.values())
    pins.forget()
    with pytest.raises(PinWantedError, match="PIN of anna"):
        Inspection.open(path, reader="anna")
    pins.offer("no such")
    with pytest.raises(PinWantedError, match="not the PIN"):
        Inspection.open(path, reader="anna")
    pins.offer(made.pins["anna"])
    try:
        read_by_hand(path, reader="anna")
        if made.pins["ben"] != made.pins["anna"]:
            with pytest.raises(PinWantedError):
                Inspection.open(path, reader="ben")
        pins.offer(made.pins["ben"])
        with Inspection.open(path, reader="ben") as inspection:
            assert all(line.rated == 0 for line in inspection.cases.all())
    finally:
        pins.forget()


def test_whoever_is_no_reader_of_a_shared_file_can_only_look(tmp_path: Path) -> None:
    session(tmp_path / "room", plan("anna", "ben", one_file=True))
    path = SessionFolder(tmp_path / "room").shared
    with Inspection.open(path, reader="Anna") as inspection:
        assert inspection.read_only
        assert "anna, ben" in inspection.why_read_only
        assert all(line.rated == 0 for line in inspection.cases.all())


def test_a_session_cannot_be_cut_over_another(folder: SessionFolder) -> None:
    from sampling.training.handout import cut

    with (
        Inspection.open(folder.master, reader="trainer", clock=small.SteppingClock()) as master,
        pytest.raises(FileError, match="exists already"),
    ):
        cut(master, folder.hand_out("anna"), "monday", "anna", {})
