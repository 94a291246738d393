"""The commands of the judgement screen."""

from __future__ import annotations

from tui.command import Command, grouped

_JUDGEMENT = ("judgement",)

_JUDGING = grouped(
    "Judging",
    _JUDGEMENT,
    Command("judgement.open", "Open", "Open what the line rests on", ("enter",), "open_line", 1),
    Command("judgement.grade", "Grade", "Enter a grade, with reasons", ("e",), "grade", 2, True),
    Command(
        "judgement.strata",
        "Strata",
        "Put strata too thin for an interval together, or apart",
        ("b",),
        "strata",
        0,
        True,
    ),
    Command("judgement.hand_over", "Hand over", "Report, tables or page of concerns", ("s",), "hand_over", 6),
    Command(
        "judgement.concerns", "Concerns", "Open concerns, overdue ones first", ("c",), "level('concerns:')"
    ),
    Command(
        "judgement.audit", "Audit grade", "Record the authority's own audit grade", ("u",), "audit", 3, True
    ),
)

_ENQUIRING = grouped(
    "Lines of enquiry",
    _JUDGEMENT,
    Command(
        "judgement.enquire", "Enquire", "Start a line of enquiry from this line", ("i",), "enquire", 3, True
    ),
    Command("judgement.add", "Add", "Add evidence to an enquiry, or a point", ("a",), "add", 3, True),
    Command("judgement.gather", "Gather", "Gather findings on one criterion", ("f",), "gather", 4, True),
    Command(
        "judgement.conclude", "Conclude", "Conclude the enquiry, or reopen it", ("x",), "conclude", 5, True
    ),
)

_POINTS = grouped(
    "What needs to improve, strengths",
    _JUDGEMENT,
    Command("judgement.points", "Points", "What needs to improve, and strengths", ("p",), "level('points:')"),
    Command("judgement.draft", "Draft", "Draft points by number of children", ("d",), "draft", 2, True),
    Command("judgement.words", "Words", "Edit a point's words", ("w",), "words", 4, True),
    Command("judgement.earlier", "Earlier", "Move a point up in the report", ("K",), "order(-1)", 0, True),
    Command("judgement.later", "Later", "Move a point down in the report", ("J",), "order(1)", 0, True),
    Command(
        "judgement.leave_out",
        "Leave out",
        "Leave a point out, or bring it back",
        ("o",),
        "leave_out",
        0,
        True,
    ),
)

_MEETING = grouped(
    "Consistency meeting",
    _JUDGEMENT,
    Command(
        "judgement.meeting",
        "Meeting",
        "Cases read twice, and where readers differ",
        ("m",),
        "level('meeting:')",
    ),
    Command("judgement.agree", "Agree", "Record what readers agreed, with reasons", ("t",), "agree", 2, True),
)

JUDGEMENT_COMMANDS: tuple[Command, ...] = (*_JUDGING, *_ENQUIRING, *_POINTS, *_MEETING)
"""The judgement screen's own commands, in the order of the help screen."""
