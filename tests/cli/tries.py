"""Ways of running every command on a hand-out, as a reader might who wants to know the answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from tests.cli.world import Runner

Words = tuple[object, ...]

APART = frozenset({"demo", "scenarios", "caseload", "session new", "completion"})
"""Commands that take no file of an inspection, nor a folder of one that is there."""

TYPED = "?\nf\nh\nd\nd D01\np\ng\nm\nl\nt\n2\ne Seen.\nu Why?\no\nx\nq\n"
"""What is typed in line mode: every word there is that tells something."""


@dataclass(frozen=True)
class Target:
    """A hand-out, and what can be named in it.

    Attributes:
        file: the file.
        area: the area's id.
        case, child, draw: one of its cases, that case's child, and the draw.
        odd: a core criterion of the area.
        out: the start of names for what commands write.
        query, concern, enquiry, point: ids of one of each.
    """

    file: Path
    area: str
    case: str
    child: str
    draw: str
    odd: str
    out: Path
    query: str = "Q-1"
    concern: str = "C-1"
    enquiry: str = "E-1"
    point: str = "I-1"

    def raised(self, run: Runner, *reader: str) -> Target:
        """The same, with one of everything that is named by an id raised by this reader."""

        def made(*words: object) -> str:
            found = re.search(r"[A-Z]+-[0-9a-f]{8}", run.fine(*words, *reader).out)
            assert found, words
            return found.group()

        query = made("query", "add", self.file, self.case, "Why?")
        concern = made("concern", "add", self.file, self.case, "Nobody.", "--level", "practice")
        source = ("--from", "self_evaluation", "--source", "page 3")
        enquiry = made("enquiry", "add", self.file, "Is it so?", *source)
        point = made("improve", "add", self.file, "Visits.", "--enquiry", enquiry, "--tie", "outcome_1")
        return replace(self, query=query, concern=concern, enquiry=enquiry, point=point)


def tries(target: Target) -> dict[str, list[Words]]:
    """By command, ways of running it on the hand-out; every command but those in ``APART`` has some."""
    return {**_starting(target), **_reading(target), **_weighing(target), **_handing_over(target)}


def _starting(at: Target) -> dict[str, list[Words]]:
    file, area, out = at.file, at.area, at.out
    return {
        "open": [(file,)],
        "new": [
            (out.with_suffix(".new"), "--scenario", "littlewick", "--previous", file, "--seed", "1"),
            (out.with_suffix(".new2"), "--annex-a", file),
        ],
        "update": [(file, "--annex-a", file)],
        "check-annex-a": [(file,), (file, "--json")],
        "info": [(file,), (file, "--json")],
        "verify": [(file,), (file, "--json")],
        "frame": [(file, area), (file, area, "--freeze"), (file, "safeguarding", "--freeze")],
        "plan": [(file, area)],
        "draw": [(file, area, "-n", "2", "--seed", "12"), (file, area, "-n", "9", "--extend", at.draw)],
        "target": [(file, area, at.child, "--because", "x")],
        "remove": [(file, "CC-none", "--reason", "not_found", "--agreed-by", "x"), (file, at.case)],
        "count": [(file, at.draw, "--because", "x")],
        "assign": [(file, at.case, "--to", "ben")],
        "merge-strata": [(file, area, "--because", "x")],
    }


def _reading(at: Target) -> dict[str, list[Words]]:
    file, case = at.file, at.case
    return {
        "cases": [(file,), (file, "--json")],
        "show": [(file, case), (file, case, "--json"), (file, case, "--as", "ben")],
        "read": [(file, case), (file,)],
        "search": [(file, "Planted"), (file, "seen")],
        "rate": [(file, case, at.odd, "good"), (file, case, "overall", "good")],
        "entry": [(file, case, "x", "--kind", "visit", "--where", "x")],
        "complete": [(file, case)],
        "reopen": [(file, case, "--because", "x")],
        "undo": [(file,)],
        "redo": [(file,)],
        "query add": [(file, case, "x")],
        "query list": [(file,)],
        "query answer": [(file, at.query, "x")],
        "query close": [(file, at.query)],
        "concern add": [(file, case, "x", "--level", "practice")],
        "concern list": [(file,)],
        "concern answer": [(file, at.concern, "x")],
        "concern page": [(file, at.out.with_suffix(".page"))],
        "concern close": [(file, at.concern)],
        "audit-grade": [(file, case), (file, case, "good")],
    }


def _weighing(at: Target) -> dict[str, list[Words]]:
    file = at.file
    return {
        "rollup": [(file,), (file, "--json"), (file, "--as", "ben")],
        "consistency": [(file,), (file, "--json"), (file, "--as", "ben")],
        "moderate": [(file, at.case, at.odd, "good", "--because", "x")],
        "judge": [(file, "children_in_care", "good", "--because", "x")],
        "enquiry add": [(file, "x", "--from", "self_evaluation", "--source", "page 3")],
        "enquiry list": [(file,)],
        "enquiry gather": [(file, at.enquiry, at.odd), (file, at.enquiry, at.odd, "--all")],
        "enquiry note": [(file, at.enquiry, "managers", "x")],
        "enquiry conclude": [(file, at.enquiry, "x")],
        "enquiry reopen": [(file, at.enquiry)],
        "improve add": [(file, "x"), (file, "y", "--finding", at.case, at.odd)],
        "improve draft": [(file,)],
        "improve list": [(file,)],
        "improve edit": [(file, at.point, "--text", "x")],
        "improve order": [(file, at.point, "1")],
    }


def _handing_over(at: Target) -> dict[str, list[Words]]:
    file, out = at.file, at.out
    made = [out.with_name(f"{out.name}-{kind}") for kind in ("sqlite", "json", "csv", "xlsx")]
    copied = out.with_suffix(".ilacs")
    return {
        "agreement": [(file,), (file, "--json"), (file, "--as", "ben")],
        "rehearse": [(file,), (file, "--as", "anna"), (file, "--plan")],
        "session collect": [(file.parent,), (file.parent, file)],
        "session debrief": [(file.parent,)],
        "export": [(file, path, "--format", path.name.rpartition("-")[2]) for path in made],
        "report": [(file, out.with_suffix(".md")), (file, out.with_suffix(".html"), "--format", "html")],
        "draw-record": [(file, at.draw, out.with_suffix(".txt"))],
        "copy": [(file, copied)],
        "merge": [(out.with_suffix(".merged"), file, file.with_name("ben.ilacs"))],
        "backup": [(file,), (file, "--list")],
        "recover": [(file, out.with_suffix(".recovered"))],
        "redact": [(file,), (file, "--find", "Planted"), (file, "--find", "a")],
        "lock": [(file,)],
        "unlock": [(file,)],
        "purge": [(file,), (copied, "--yes")],
    }
