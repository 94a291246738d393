"""A wrong name is taken out for good: of the file, its log and its backups; and the chain still checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampling.errors import ReadOnlyError, UsageError
from sampling.findings import fold
from sampling.findings.findings import Finding
from sampling.findings.ratings import Rating
from sampling.handover.export import export
from sampling.handover.report import write_report
from sampling.store import Inspection, state
from sampling.store.backups import back_up, folder_of
from sampling.store.copying import copy
from sampling.store.merge import merge
from sampling.store.redact import FIXED, MASK, mentions, redact
from sampling.store.verify import verify
from tests import everything
from tests.store.one_case import first

NAME = "Ottoline Vasquez-Thorne"


def test_the_name_is_gone_from_every_file_and_the_rating_stays(path: Path) -> None:
    with Inspection.open(path, reader="anna") as inspection:
        case = first(inspection)
        inspection.reading.save_draft(case, "CL-01", f"{NAME} is settled")
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"{NAME} is settled", cite=["D01"])
        inspection.reading.rate(case, "CL-03", Rating.STRONG, evidence="kept words")
        back_up(path)
        (event, _draft) = mentions(inspection, NAME.upper())
        found = redact(inspection, event.event_id, "a child of another authority was named")
        assert found.remains == ()
        assert found.backups_removed >= 1
        finding = inspection.reading.findings(case)["CL-01"]
        assert (finding.rating, finding.evidence, finding.citations) == ("good", MASK, "D01")
        assert mentions(inspection, NAME) == []
        assert verify(inspection).ok
        # While it is still open, and after.
        assert holding(path) == []
    assert holding(path) == []
    assert len(list(folder_of(path).iterdir())) == 1
    with Inspection.open(path, reader="anna") as inspection:
        assert verify(inspection).ok
        inspection.history.undo()
        assert "CL-03" not in inspection.reading.findings(case)


def holding(path: Path) -> list[str]:
    """Files of the folder in whose bytes the name stands."""
    files = (item for item in path.parent.rglob("*") if item.is_file())
    return [item.name for item in files if NAME.encode() in item.read_bytes()]


WORDLESS = FIXED | {"assign", "time"}
"""Kinds that hold nobody's free text: of any other kind an event is recorded in ``everything``."""


def test_every_kind_of_event_that_holds_words_can_be_redacted(tmp_path: Path) -> None:
    evidence = iter([f"{NAME} at home", f"{NAME} at school"])

    def say(number: int) -> str:
        """The name, but not in all of the forty findings: each redaction rewrites the file."""
        return next(evidence, "Seen.") if number == everything.EVIDENCE else f"of {NAME}, {number}"

    path = everything.build(tmp_path / "a.ilacs", say)
    back_up(path)
    with Inspection.open(path, reader=everything.READER, rolling=False) as inspection:
        kinds = {event.event_id: event.kind for event in inspection.journal.events()}
        named = [item.event_id for item in mentions(inspection, NAME)]
        assert {kinds[event] for event in named} == set(fold._STEPS) - WORDLESS
        before = untouched(inspection)
        for event in named:
            redact(inspection, event, "wrong name")
        assert mentions(inspection, NAME) == []
        assert untouched(inspection) == before
        assert verify(inspection).ok
        assert inspection.enquiring.all()[0].question == MASK
        assert {point.text for point in inspection.improving.all()} == {MASK}
        assert [item.because for item in inspection.moderating.agreed()] == [MASK]
        assert [item.source for item in inspection.auditing.all()] == [MASK]
        export(inspection, tmp_path / "out.json", format="json", names=True)
        write_report(inspection, tmp_path / "out.md", names=True)
    # Nowhere in the file, beside it, in its backups, or in what is handed over from now on.
    assert holding(path) == []


def untouched(inspection: Inspection) -> tuple[list[str], list[object]]:
    """What a redaction leaves alone: which rows stand, and every rating and grade."""
    ratings: list[object] = [
        (row.reader, row.case_id, row.criterion, row.rating, row.citations)
        for row in state.select(inspection.connection, Finding)
    ]
    ratings += [(key, entry.grade) for key, entry in inspection.judging.judgements().items()]
    return list(state.stored(inspection.connection)), ratings


def test_a_second_reader_finds_the_name_and_not_what_the_first_found(path: Path) -> None:
    with Inspection.open(path, reader="anna") as inspection:
        case = first(inspection)
        inspection.reading.assign(case, "anna", ["ben"])
        inspection.reading.rate(case, "CL-01", Rating.SERIOUS_WEAKNESS, evidence=f"{NAME} is alone")
    with Inspection.open(path, reader="ben") as inspection:
        assert mentions(inspection, "serious") == mentions(inspection, "CL-01") == []
        (found,) = mentions(inspection, NAME)
        assert found.where.endswith(f"anna: a record of {case}, which you may not see yet")
        done = redact(inspection, found.event_id, "a wrong name")
        assert "serious" not in done.what
        assert mentions(inspection, NAME) == []
    with Inspection.open(path, reader="anna") as inspection:
        assert inspection.reading.findings(case)["CL-01"].rating == "serious_weakness"


def test_what_cannot_be_redacted_is_said(path: Path) -> None:
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        case = first(inspection)
        inspection.reading.rate(case, "CL-01", Rating.GOOD)
        inspection.reading.rate(case, "CL-01", evidence=f"{NAME} is settled")
        by_kind = {event.kind: event.event_id for event in inspection.journal.events()}
        for kind in ("draw", "open", "set_up", "import", "sign_in"):
            with pytest.raises(UsageError, match="holds no text"):
                redact(inspection, by_kind[kind], "because")
        with pytest.raises(UsageError, match="no event"):
            redact(inspection, "0000000000", "because")
        with pytest.raises(UsageError, match="a reason"):
            redact(inspection, by_kind["finding"], "  ")
        with pytest.raises(UsageError, match="repeats what is to be redacted"):
            redact(inspection, by_kind["finding"], f"'{NAME} is settled' is wrong")
        inspection.reading.query(case, f"where is {NAME}?")
        redact(inspection, by_kind["finding"][:10], "wrong child")
        with pytest.raises(UsageError, match="redacted already"):
            redact(inspection, by_kind["finding"], "again")
        # A document written at the draw is known by its digest.
        places = [mention.where for mention in mentions(inspection, "was seen alone")]
        assert places == ["8 material(s) written at the draw, which cannot be changed here"]
    with Inspection.open(path, read_only=True) as inspection, pytest.raises(ReadOnlyError):
        redact(inspection, mentions(inspection, NAME)[0].event_id, "look only")


def test_a_payload_blanked_by_hand_is_still_found_out(path: Path) -> None:
    from tests.store.test_verify import broken, checked, failed

    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        case = first(inspection)
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=NAME)
        inspection.reading.rate(case, "CL-03", Rating.GOOD, evidence="kept")
        event = mentions(inspection, NAME)[0]
        redact(inspection, event.event_id, "wrong child")
    broken(path, "UPDATE journal SET payload = '' WHERE payload LIKE '%kept%'")
    assert "blanked without a redaction" in failed(checked(path))["journal"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_merge_carries_a_redaction_to_the_other_laptops_words(
    path: Path, tmp_path: Path, order: tuple[int, int]
) -> None:
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        case = first(inspection)
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=NAME)
        inspection.reading.rate(case, "CL-01", Rating.STRONG)
    other = tmp_path / "other.ilacs"
    copy(path, other)
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        redact(inspection, mentions(inspection, NAME)[0].event_id, "wrong child")
    with Inspection.open(other, reader="ben", rolling=False) as inspection:
        inspection.reading.rate(case, "CL-03", Rating.GOOD)
    out = tmp_path / f"m{order[0]}.ilacs"
    merge(out, [(path, other)[place] for place in order])
    assert NAME.encode() not in out.read_bytes()
    with Inspection.open(out, reader="anna", rolling=False) as inspection:
        assert verify(inspection).ok
        finding = inspection.reading.findings(case)["CL-01"]
        assert (finding.rating, finding.evidence) == ("strong", MASK)
        inspection.history.undo()
        assert inspection.reading.findings(case)["CL-01"].rating == "good"
