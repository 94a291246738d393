"""Merging: the union of journals, whatever the order, as often as one likes."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sampling.errors import FileError
from sampling.findings.ratings import Rating
from sampling.store import Inspection, state
from sampling.store.copying import copy
from sampling.store.merge import merge
from sampling.store.verify import verify
from tests.small import OneDocument, SteppingClock, make

CRITERIA = ("CL-01", "CL-03", "CL-04")
RATINGS = (Rating.STRONG, Rating.GOOD, Rating.NEEDS_IMPROVEMENT)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One drawn inspection, the start of every laptop's copy."""
    path = make(tmp_path_factory.mktemp("origin") / "a.ilacs")
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as inspection:
        inspection.draws.freeze("leaving_care")
        inspection.draws.draw("leaving_care", 3, "31415926", documents=OneDocument())
    return path


def standing(path: Path) -> tuple[object, ...]:
    """All that a file says: its events, what they fold to, and its list of cases."""
    with Inspection.open(path, read_only=True) as opened:
        events = tuple(opened.journal.events())
        rows = tuple(sorted(state.stored(opened.connection).items()))
        return events, rows, tuple(opened.cases.all())


edit = st.tuples(
    st.sampled_from(["rate", "undo", "redo", "query", "note"]),
    st.sampled_from(["anna", "ben"]),
    st.integers(0, 2),
    st.sampled_from(CRITERIA),
    st.sampled_from(RATINGS),
)


def work(path: Path, edits: list[tuple[str, str, int, str, Rating]]) -> None:
    """Do a laptop's edits; an undo with nothing to undo is passed over."""
    from sampling.errors import UsageError

    for kind, reader, place, criterion, rating in edits:
        with Inspection.open(path, reader=reader) as opened:
            case = opened.cases.all()[place].case_id
            try:
                match kind:
                    case "rate":
                        opened.reading.rate(case, criterion, rating)
                    case "note":
                        opened.reading.rate(case, criterion, evidence=f"{reader} {rating.label}")
                    case "query":
                        opened.reading.query(case, "where is the plan?", criterion)
                    case "undo":
                        opened.history.undo()
                    case "redo":
                        opened.history.redo()
            except UsageError:
                continue


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(laptops=st.lists(st.lists(edit, max_size=4), min_size=3, max_size=3))
def test_merging_is_a_union(
    drawn: Path,
    tmp_path_factory: pytest.TempPathFactory,
    laptops: list[list[tuple[str, str, int, str, Rating]]],
) -> None:
    folder = tmp_path_factory.mktemp("laptops")
    files = []
    for number, edits in enumerate(laptops):
        files.append(folder / f"{number}.ilacs")
        copy(drawn, files[-1])
        work(files[-1], edits)
    results = []
    for number, order in enumerate(itertools.permutations(files)):
        merged = folder / f"m{number}.ilacs"
        merge(merged, order)
        results.append(standing(merged))
    assert all(result == results[0] for result in results)
    # In two steps, and once more with what is in it already.
    merge(folder / "two.ilacs", files[:2])
    merge(folder / "steps.ilacs", [files[2], folder / "two.ilacs", folder / "m0.ilacs"])
    assert standing(folder / "steps.ilacs") == results[0]
    with Inspection.open(folder / "m0.ilacs", read_only=True) as opened:
        assert verify(opened).ok
        events = {event.event_id for event in opened.journal.events()}
        for file in files:
            with Inspection.open(file, read_only=True) as laptop:
                assert {event.event_id for event in laptop.journal.events()} <= events
                assert verify(opened, laptop.journal.head()).ok


def test_one_reader_on_two_laptops_keeps_both_and_is_told(drawn: Path, tmp_path: Path) -> None:
    for name, rating in (("one", Rating.GOOD), ("two", Rating.STRONG)):
        copy(drawn, tmp_path / f"{name}.ilacs")
        with Inspection.open(tmp_path / f"{name}.ilacs", reader="anna") as opened:
            opened.reading.rate(opened.cases.all()[0].case_id, "CL-01", rating)
    report = merge(tmp_path / "m.ilacs", [tmp_path / "one.ilacs", tmp_path / "two.ilacs"])
    assert len(report.overtaken) == 1
    assert str(report.overtaken[0]).startswith("CL-01 in LC-")
    with Inspection.open(tmp_path / "m.ilacs", read_only=True) as opened:
        assert len(list(opened.journal.events("finding"))) == 2


def test_two_readers_of_one_case_stand_side_by_side(drawn: Path, tmp_path: Path) -> None:
    for name in ("anna", "ben"):
        copy(drawn, tmp_path / f"{name}.ilacs")
        with Inspection.open(tmp_path / f"{name}.ilacs", reader=name) as opened:
            opened.reading.rate(opened.cases.all()[0].case_id, "CL-01", Rating.GOOD)
    report = merge(tmp_path / "m.ilacs", [tmp_path / "anna.ilacs", tmp_path / "ben.ilacs"])
    assert report.overtaken == ()
    with Inspection.open(tmp_path / "m.ilacs", read_only=True) as opened:
        rows = opened.connection.execute("SELECT reader FROM finding ORDER BY reader").fetchall()
    assert rows == [("anna",), ("ben",)]


def test_different_draws_of_one_name_are_refused(tmp_path: Path) -> None:
    origin = make(tmp_path / "a.ilacs")
    for name, seed in (("one", "11111111"), ("two", "22222222")):
        copy(origin, tmp_path / f"{name}.ilacs")
        with Inspection.open(tmp_path / f"{name}.ilacs", reader=name) as opened:
            opened.draws.draw("leaving_care", 3, seed)
    with pytest.raises(FileError, match="different draws called 'leaving_care-1'"):
        merge(tmp_path / "m.ilacs", [tmp_path / "one.ilacs", tmp_path / "two.ilacs"])
    assert not list(tmp_path.glob("*m.ilacs*"))


def test_another_inspection_is_refused(drawn: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other.ilacs", inspection="another")
    with pytest.raises(FileError, match="another inspection"):
        merge(tmp_path / "m.ilacs", [drawn, other])


def test_a_rewritten_file_is_refused(drawn: Path, tmp_path: Path) -> None:
    from tests.store.test_verify import broken

    copy(drawn, tmp_path / "bad.ilacs")
    broken(tmp_path / "bad.ilacs", "UPDATE journal SET payload = '{}' WHERE kind = 'freeze'")
    with pytest.raises(FileError, match="not sound"):
        merge(tmp_path / "m.ilacs", [drawn, tmp_path / "bad.ilacs"])


def test_different_answers_of_two_readers_are_kept_and_named(drawn: Path, tmp_path: Path) -> None:
    for name, rating in (("anna", Rating.GOOD), ("ben", Rating.NEEDS_IMPROVEMENT)):
        copy(drawn, tmp_path / f"{name}.ilacs")
        with Inspection.open(tmp_path / f"{name}.ilacs", reader=name) as opened:
            case = opened.cases.all()[0].case_id
            opened.reading.rate(case, "CL-01", rating, evidence="as read")
            opened.reading.rate(case, "CL-03", Rating.GOOD)
    report = merge(tmp_path / "m.ilacs", [tmp_path / "anna.ilacs", tmp_path / "ben.ilacs"])
    assert report.differences == (f"CL-01 in {case}",)
    with Inspection.open(tmp_path / "m.ilacs", read_only=True) as opened:
        rows = opened.connection.execute("SELECT rating FROM finding WHERE criterion = 'CL-01' ORDER BY 1")
        assert [rating for (rating,) in rows] == ["good", "needs_improvement"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_later_draft_stands_whatever_the_order(
    drawn: Path, tmp_path: Path, order: tuple[int, int]
) -> None:
    files = []
    for number, text in enumerate(("an earlier sente", "a later sentence, half")):
        files.append(tmp_path / f"{number}.ilacs")
        copy(drawn, files[-1])
        clock = SteppingClock()
        for _ in range(number * 100):
            clock()
        with Inspection.open(files[-1], reader="anna", clock=clock) as opened:
            case = opened.cases.all()[0].case_id
            opened.reading.save_draft(case, "CL-01", text)
            opened.reading.save_draft(case, f"CL-0{3 + number}", "only here")
    merge(tmp_path / "m.ilacs", [files[place] for place in order])
    with Inspection.open(tmp_path / "m.ilacs", reader="anna", read_only=True) as opened:
        assert opened.reading.draft(case, "CL-01") == "a later sentence, half"
        assert opened.reading.draft(case, "CL-03") == opened.reading.draft(case, "CL-04") == "only here"


def test_targets_and_documents_travel_with_their_file(drawn: Path, tmp_path: Path) -> None:
    files = []
    for name, child in (("one", "K003"), ("two", "K007")):
        files.append(tmp_path / f"{name}.ilacs")
        copy(drawn, files[-1])
        with Inspection.open(files[-1], reader=name) as opened:
            opened.roster.target("children_in_care", child, "a placement far away", OneDocument())
            # The same child on both laptops, with different documents.
            source = OneDocument() if name == "one" else None
            opened.roster.target("children_in_care", "K001", "seen on both", source)
    results = []
    for number, order in enumerate((files, files[::-1])):
        merge(tmp_path / f"m{number}.ilacs", order)
        results.append(standing(tmp_path / f"m{number}.ilacs"))
        with Inspection.open(tmp_path / f"m{number}.ilacs", read_only=True) as opened:
            assert verify(opened).ok
            assert {row.child for row in opened.roster.targeted()} == {"K001", "K003", "K007"}
    assert results[0] == results[1]


def test_files_given_different_lists_since_are_refused_with_what_to_do(drawn: Path, tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        files.append(tmp_path / f"{name}.ilacs")
        copy(drawn, files[-1])
        with Inspection.open(files[-1], reader=name) as opened:
            (imported,) = opened.journal.events("import")
            opened.record("import", imported.data)
    with pytest.raises(FileError, match="each given other lists"):
        merge(tmp_path / "m.ilacs", files)
    # Into one of them only: that one's lists are the merged file's.
    merge(tmp_path / "m.ilacs", [drawn, files[0]])
