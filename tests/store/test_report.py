"""The report of an inspection: what stands in it, what stays out, and that nothing in it is alive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from sampling.errors import FileError, UsageError
from sampling.findings.ratings import Rating
from sampling.handover.export import export
from sampling.handover.page import Bars, Grid, Section, span
from sampling.handover.report import page, rendered, write_report
from sampling.handover.report_markdown import literal, quote
from sampling.store import Inspection
from tests.small import OneDocument, SteppingClock
from tests.store.handover_world import HOSTILE, SEED, WORKERS, World, build
from tests.store.meeting_world import build as build_meeting
from tests.store.meeting_world import cases, read

LIVE = '<script>alert(1)</script><img src=x onerror=alert(2)> =HYPERLINK("http://evil.test","x") ![a](http://evil.test)'


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = build(tmp_path_factory.mktemp("report"))
    with Inspection.open(world.path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        child = inspection.cases.case(world.read[0]).child
        enquiry = inspection.enquiring.add(f"Who watches {child}?", "last_report", source=f"{LIVE} {child}")
        inspection.enquiring.add_evidence(enquiry, "oversight", f"Ada Pennick said {LIVE}", level="manager")
        inspection.enquiring.conclude(enquiry, f"Nobody watched {child}.")
        inspection.improving.draft()
        inspection.improving.add(
            "improve", f"{LIVE} for {child}", findings=[(world.read[2], "CL-01")], aim="outcome 4"
        )
    return world


class Seen(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def _html(inspection: Inspection, *, names: bool = False) -> Seen:
    seen = Seen()
    seen.feed(rendered(page(inspection, names=names)[0], "html"))
    return seen


def test_the_page_has_no_script_and_asks_for_nothing_outside(inspection: Inspection) -> None:
    text = rendered(page(inspection, names=True)[0], "html")
    seen = _html(inspection, names=True)
    assert not {"script", "img", "link", "iframe", "object", "form", "base", "b"} & seen.tags
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "src"]
    links = [value for name, value in seen.attributes if name == "href"]
    assert links
    assert all(link.startswith("#section-") for link in links)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    for line in LIVE.splitlines():
        assert line in seen.text
    assert HOSTILE in seen.text


@pytest.mark.parametrize(
    "text", [HOSTILE, LIVE, "# a\n- b\n1. c\n    d\n---\n~~~\n| x |\n[a]: b\n&amp; www.x.test"]
)
def test_markdown_shows_evidence_as_it_is_written(text: str) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    seen = Seen()
    seen.feed(parser.render("\n".join(quote(text))))
    assert seen.tags <= {"blockquote", "p", "br"}
    assert seen.text.split() == text.split()
    flat = Seen()
    flat.feed(parser.render(literal(" ".join(text.split()))))
    assert flat.tags <= {"p"}
    assert flat.text.strip() == " ".join(text.split())


def test_without_names_no_id_ticket_seed_or_worker_goes_out(inspection: Inspection) -> None:
    made, masks = page(inspection)
    assert masks > 5
    lines = inspection.cases.all()
    for format in ("md", "html"):
        text = rendered(made, format)
        for line in lines:
            assert not re.search(rf"\b{line.child}\b", text)
            assert line.ticket[:16] not in text or not line.ticket
        assert SEED not in text
        assert "North" not in text
        for worker in WORKERS:
            assert worker.casefold() not in text.casefold()
        assert f"{masks} ids and names were masked" in text.replace("\\", "")


def test_with_names_it_says_so_on_every_copy(inspection: Inspection, world: World) -> None:
    made, masks = page(inspection, names=True)
    assert masks == 0
    for format in ("md", "html"):
        text = rendered(made, format)
        assert world.read[0] in text
        assert "Confidential: made with names" in text


def test_what_stands_in_it(inspection: Inspection) -> None:
    text = _html(inspection).text
    # Three of six care leavers read: strong, good, needs improvement.
    assert "3 of 6 sampled cases were read, from 14 children. 2 of 3 were rated good or better" in text
    assert "No indication: Too few: 3 completed and rated" in text
    for frozen in filter(None, (inspection.draws.frozen(area.id) for area in inspection.edition.areas)):
        assert frozen.sha256 in text
    assert inspection.journal.head() in text
    assert "stratified (equal) by team, worker" in text
    assert "1 case targeted for a reason" in text
    assert "1 case removed" in text
    assert "Case files alone do not indicate leadership" in text
    assert "oversight: conversation, manager level (anna)" in text
    assert "Not traced yet: file, procedure, effect." in text
    assert "Outcome 4: children in care and care leavers have stable, loving homes" in text
    assert "1 concern overdue" not in text


def test_an_area_with_nothing_read_has_no_empty_tables_and_no_heading_stands_alone(
    inspection: Inspection,
) -> None:
    made, _ = page(inspection)
    (unread,) = (section for section in made.sections if section.title == "Children in care")
    assert not [block for block in unread.blocks if isinstance(block, Grid | Bars)]
    assert not unread.new_page

    def alone(sections: Iterable[Section]) -> Iterator[str]:
        for section in sections:
            if not section.blocks and not section.parts:
                yield section.title
            yield from alone(section.parts)

    assert list(alone(made.sections)) == []


def test_a_column_without_words_is_left_out() -> None:
    grid = Grid(("a", "b", "c", "d"), (("1", "2", "3", "4"),), "", frozenset({1, 3})).without(2)
    assert (grid.head, grid.rows, grid.numeric) == (("a", "b", "d"), (("1", "2", "4"),), frozenset({1, 2}))


def test_ends_of_an_interval_are_rounded_outwards() -> None:
    assert span(0.4651, 0.9049) == "46% to 91%"
    assert span(0.29, 0.57) == "29% to 57%", "29 and 57 hundredths are no whole numbers as floats"
    assert span(0.0, 1.0) == "0% to 100%"


def test_every_printed_sheet_of_a_page_with_names_says_confidential(inspection: Inspection) -> None:
    rule = '@top-right { content: "Confidential"'
    assert rule in rendered(page(inspection, names=True)[0], "html")
    assert rule not in rendered(page(inspection)[0], "html")


def test_counts_by_team_stand_apart_without_the_names_of_teams(inspection: Inspection) -> None:
    (area,) = (item for item in inspection.judging.rollup().areas if item.area == "leaving_care")
    counted = {item.team: item for item in area.by_team}
    assert set(counted) == {"North", "South"}
    named, without = (_html(inspection, names=names).text for names in (True, False))
    row = "{team}{x.sampled}{x.completed}{x.good_or_better} of {x.rated}{x.serious}"
    assert row.format(team="North", x=counted["North"]) in named.replace("\n", "")
    assert row.format(team="team 1", x=counted["North"]) in without.replace("\n", "")
    for text in (named, without):
        assert "a few cases are no sample of a team" in text


def test_two_readings_one_agreed(tmp_path: Path) -> None:
    path = build_meeting(tmp_path)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        twice = cases(inspection)[-6:]
        for case in twice:
            inspection.reading.assign(case, "anna", also=["ben"])
    with Inspection.open(path, reader="ben", clock=SteppingClock(), rolling=False) as inspection:
        for case in twice:
            read(inspection, case, Rating.SERIOUS_WEAKNESS)
        inspection.moderating.moderate(twice[0], "overall", Rating.NEEDS_IMPROVEMENT, "Both weighed drift.")
        text = _html(inspection).text
    assert "6 cases read by two readers or more" in text
    assert "8 of 12 were rated good or better" in text
    assert "as counted, 8 of 12" in text
    assert "with the findings of ben in 6 cases, 3 of 12" in text
    assert "agreed needs improvement; readers had good (anna), serious weakness (ben)" in text


def test_the_file_is_private_whole_and_never_overwrites(inspection: Inspection, tmp_path: Path) -> None:
    out = tmp_path / "report.md"
    report = write_report(inspection, out)
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_text("utf-8").startswith("# Marlow Bridge\n")
    assert report.masks > 0
    with pytest.raises(FileError, match="never overwritten"):
        write_report(inspection, out)
    with pytest.raises(UsageError, match="unknown format 'pdf'"):
        write_report(inspection, tmp_path / "report.pdf", format="pdf")
    assert sorted(tmp_path.iterdir()) == [out]


def test_a_line_of_enquiry_says_of_how_many_its_findings_are(tmp_path: Path) -> None:
    path = build_meeting(tmp_path)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        enquiry = inspection.enquiring.add("Who sees the drift?", "last_report", source="Late plans.")
        inspection.enquiring.gather(enquiry, "CIC-24")
        write_report(inspection, tmp_path / "enquiry.md")
    said = (tmp_path / "enquiry.md").read_text(encoding="utf-8").replace("\\", "")
    part = said[said.index("## Lines of enquiry") :]
    assert "- CIC-24: needs improvement in 3 cases" in part
    assert "- CIC-24 of all that were counted: 9 of 12 rated good or better in children in care" in part


def test_a_draw_that_counts_in_place_of_the_first_says_so_and_why(tmp_path: Path) -> None:
    path = build_meeting(tmp_path, n=6)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        area, first = "children_in_care", f"{cases(inspection)[0]}"
        rolled = next(item for item in inspection.judging.rollup().areas if item.area == area)
        assert (rolled.instead, rolled.another_draw) == (None, "")
        inspection.draws.draw(area, 4, "another six dice", name="second look", documents=OneDocument())
        inspection.roster.count(area, "second look", f"The lists were wrong for {first}")
        rolled = next(item for item in inspection.judging.rollup().areas if item.area == area)
        said = "This is not the area's first draw, of whose 6 sampled cases 6 are completed."
        assert rolled.another_draw == said
        write_report(inspection, tmp_path / "second.md")
        export(inspection, tmp_path / "second.json", format="json")
    report = (tmp_path / "second.md").read_text(encoding="utf-8").replace("\\", "")
    assert said in report
    why = "counts in place of the area's first draw (anna): The lists were wrong for [masked id]"
    assert f"- children_in_care-2: {why}" in report
    drawn = json.loads((tmp_path / "second.json").read_text(encoding="utf-8"))["draw"]
    assert [row["counts_because"] for row in drawn] == [None, "The lists were wrong for [masked id]"]
