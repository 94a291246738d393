"""The commands of the case screen."""

from __future__ import annotations

from tui.command import Command, grouped

_CASE = ("case",)


def _rating(key: str, label: str, value: str, note: str = "") -> Command:
    help_ = f"Record '{value.replace('_', ' ')}'{note or ' and step on'}"
    return Command(f"case.rate.{value}", label, help_, (key,), f"rate('{value}')", writes=True)


_RATING = grouped(
    "Rating",
    _CASE,
    _rating("1", "Strong", "strong"),
    _rating("2", "Good", "good"),
    _rating("3", "Needs improving", "needs_improvement"),
    _rating("4", "Serious weakness", "serious_weakness"),
    _rating("0", "Not applicable", "not_applicable", ": the question does not arise"),
    _rating("-", "Not seen", "not_seen", ": nothing on file either way"),
)

_READING = grouped(
    "Reading",
    _CASE,
    Command("case.evidence", "Evidence", "Write what you saw", ("e",), "evidence", 1, True),
    Command("case.cite", "Cite", "Cite the entry under the cursor", ("c",), "cite", 2, True),
    Command("case.add_entry", "Add entry", "Add an entry the lists lack", ("a",), "add_entry", 0, True),
    Command(
        "case.conversation",
        "Practitioner",
        "Note a conversation with the practitioner",
        ("p",),
        "conversation",
        0,
        True,
    ),
    Command("case.unsure", "Unsure", "Raise a query: you are unsure", ("u",), "unsure", 0, True),
    Command(
        "case.enquire", "Enquire", "Start a line of enquiry from this finding", ("E",), "enquire", 0, True
    ),
    Command("case.audit", "Audit grade", "Record the authority's own audit grade", ("A",), "audit", 0, True),
    Command("case.refer", "Refer", "Refer a concern back to the authority", ("r",), "refer", 0, True),
    Command(
        "case.overall", "Case rating", "Rate practice for this child as a whole", ("o",), "overall", 3, True
    ),
    Command("case.missing", "Missing", "List what is missing before completion", ("m",), "missing", 7),
    Command("case.complete", "Complete", "Complete it, or say what is missing", ("x",), "complete", 4, True),
    Command("case.next", "Next case", "Next case", ("]",), "next_case"),
    Command("case.previous", "Previous case", "Previous case", ("[",), "previous_case"),
    Command("case.queue", "Queue", "Next case by area, by draw order, or only mine", ("q",), "queue"),
    Command(
        "case.pane", "Pane", "Between the file and the findings", ("tab",), "switch_pane", 5, palette=False
    ),
    Command("case.criterion_on", "Next criterion", "Next criterion", (".",), "criterion(1)"),
    Command("case.criterion_back", "Criterion before", "Criterion before", (",",), "criterion(-1)"),
    Command("case.guidance", "Guidance", "What good looks like, and where to look", ("i",), "guidance", 6),
    Command("case.guide", "Guide", "The guided first case: begin it or put it away", ("f8",), "guide"),
    Command("case.follow", "Follow", "Go to the next entry that this criterion cites", ("f",), "follow"),
    Command("case.cited_for", "Cited for", "Go to the finding that cites this entry", ("F",), "cited_for"),
)

_FILE = grouped(
    "The file",
    _CASE,
    Command("case.summary", "Summary", "Facts, flags and timescales", ("s",), "file_tab('summary')"),
    Command("case.history", "History", "The chronology", ("h",), "file_tab('history')"),
    Command("case.narrow", "Show only", "Only some kinds, years, workers of the history", ("w",), "narrow"),
    Command("case.documents", "Documents", "Documents, to read in full", ("d",), "file_tab('documents')"),
    Command("case.people", "People", "The network, and who held the case", ("n",), "file_tab('people')"),
)

CASE_COMMANDS: tuple[Command, ...] = (*_RATING, *_READING, *_FILE)
"""The case screen's own commands, in the order of the help screen."""
