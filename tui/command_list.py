"""Every command there is, once: what it is called, which keys do it, and where it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

INSPECTION = ("plan", "cases", "case", "judgement")
"""The places that an opened inspection has."""

EVERYWHERE = ("home", "new", *INSPECTION)
"""Every place."""

PLACE_NAMES: Mapping[str, str] = {
    "home": "Home",
    "new": "New",
    "plan": "Plan",
    "cases": "Cases",
    "case": "Case",
    "judgement": "Judgement",
}
"""The places' names on screens."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a key does.

    Attributes:
        id: stable, for the keymap file.
        label: one or two words for the footer.
        help: one line for the help screen and the palette.
        keys: the keys, as a person writes them: ``]``, ``-``, ``ctrl+p``.
        action: the Textual action, run on the screen unless it names the app.
        footer: its rank in the footer, 1 first; 0 keeps it out.
        writes: whether it changes the inspection file.
        palette: whether the palette offers it; moving a cursor is no command to search for.
        typing: whether it works while text is being typed.
        group: the heading it stands under.
        places: where it works.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...]
    action: str
    footer: int = 0
    writes: bool = False
    palette: bool = True
    typing: bool = False
    group: str = ""
    places: tuple[str, ...] = ()


def _group(group: str, places: tuple[str, ...], *commands: Command) -> tuple[Command, ...]:
    """Commands that stand under one heading and work in the same places."""
    return tuple(replace(command, group=group, places=places) for command in commands)


def _rating(key: str, label: str, value: str, note: str = "") -> Command:
    help_ = f"Record '{value.replace('_', ' ')}'{note} and step on"
    return Command(f"case.rate.{value}", label, help_, (key,), f"rate('{value}')", writes=True)


_HOME = _group(
    "Home",
    ("home",),
    Command("home.open", "Open", "Open the file under the cursor", ("enter",), "open_chosen", 1),
    Command("home.new", "New", "Make a new inspection file", ("n",), "new", 2),
    Command("home.demo", "Demo", "Practise on a synthetic authority, drawn and ready", ("d",), "demo", 3),
    Command("home.path", "Path", "Open a file by its path", ("p",), "type_path", 4),
    Command(
        "home.forget", "Forget", "Take the file off this list; the file itself stays", ("delete",), "forget"
    ),
)

_PLAN = _group(
    "Planning",
    ("plan",),
    Command(
        "plan.draw", "Freeze and draw", "Freeze this area's frame, then draw", ("d",), "ceremony", 1, True
    ),
    Command("plan.more", "One more", "One more file", ("+", "="), "change_n(1)", 2, palette=False),
    Command("plan.fewer", "One fewer", "One file fewer", ("-",), "change_n(-1)", 3, palette=False),
    Command("plan.size", "Type n", "Type how many files", ("n",), "type_n", 4),
    Command("plan.columns", "By", "Show the frame by its next column", ("b",), "next_column", 5),
    Command("plan.drawn", "Drawn", "What was drawn from this area before", ("l",), "show_drawn", 6),
)

_CASES = _group(
    "Cases",
    ("cases",),
    Command("cases.open", "Open", "Open the case under the cursor", ("enter",), "open_case", 1),
    Command("cases.area", "Area", "Show the next area only, then all again", ("v",), "next_area", 3),
    Command("cases.mine", "Mine", "Show only the cases that are mine to read", ("m",), "mine", 4),
)

_RATING = _group(
    "Rating",
    ("case",),
    _rating("1", "Strong", "strong"),
    _rating("2", "Good", "good"),
    _rating("3", "Needs improving", "needs_improvement"),
    _rating("4", "Serious weakness", "serious_weakness"),
    _rating("0", "Not applicable", "not_applicable", " (the question does not arise)"),
    _rating("-", "Not seen", "not_seen", " (nothing on file either way)"),
)

_READING = _group(
    "Reading",
    ("case",),
    Command("case.evidence", "Evidence", "Write what you saw", ("e",), "evidence", 1, True),
    Command("case.cite", "Cite", "Cite the entry under the cursor", ("c",), "cite", 2, True),
    Command("case.add_entry", "Add entry", "Add an entry the lists lack", ("a",), "add_entry", 0, True),
    Command("case.unsure", "Unsure", "Raise a query: you are unsure", ("u",), "unsure", 0, True),
    Command("case.refer", "Refer", "Refer a concern back to the authority", ("r",), "refer", 0, True),
    Command(
        "case.overall", "Case rating", "Rate practice for this child as a whole", ("o",), "overall", 3, True
    ),
    Command("case.complete", "Complete", "Complete it, or say what is missing", ("x",), "complete", 4, True),
    Command("case.next", "Next case", "Next case", ("]",), "next_case"),
    Command("case.previous", "Previous case", "Previous case", ("[",), "previous_case"),
    Command(
        "case.pane", "Pane", "Between the file and the findings", ("tab",), "switch_pane", 5, palette=False
    ),
    Command("case.criterion_on", "Next criterion", "Next criterion", (".",), "criterion(1)"),
    Command("case.criterion_back", "Criterion before", "Criterion before", (",",), "criterion(-1)"),
    Command("case.guidance", "Guidance", "What good looks like, and where to look", ("i",), "guidance", 6),
    Command("case.follow", "Follow", "Go to the next entry that this criterion cites", ("f",), "follow"),
)

_FILE = _group(
    "The file",
    ("case",),
    Command("case.summary", "Summary", "Facts, flags and timescales", ("s",), "file_tab('summary')"),
    Command("case.history", "History", "The chronology", ("h",), "file_tab('history')"),
    Command("case.documents", "Documents", "Documents, to read in full", ("d",), "file_tab('documents')"),
    Command("case.people", "People", "The network, and who held the case", ("n",), "file_tab('people')"),
)

_JUDGING = _group(
    "Judging",
    ("judgement",),
    Command("judgement.open", "Open", "Open what the line rests on", ("enter",), "open_line", 1),
    Command("judgement.grade", "Grade", "Enter a grade, with reasons", ("e",), "grade", 2, True),
)

_MOVING = (
    *_group(
        "Moving",
        EVERYWHERE,
        Command("list.down", "Down", "Next line", ("j", "down"), "move(1)", palette=False),
        Command("list.up", "Up", "Previous line", ("k", "up"), "move(-1)", palette=False),
    ),
    *_group(
        "Moving",
        ("cases", "case"),
        Command("list.filter", "Filter", "Show only lines that hold a text", ("/",), "filter", 2),
    ),
)

_RECORD = _group(
    "Everywhere",
    INSPECTION,
    Command("undo", "Undo", "Take back the last thing you recorded", ("z",), "app.undo", writes=True),
    Command("redo", "Redo", "Bring back what you undid", ("Z",), "app.redo", writes=True),
    Command("rollup", "Roll-up", "What the findings amount to", ("g",), "app.go('judgement')"),
)

_PLACES = _group(
    "Places",
    ("home", *INSPECTION),
    *(
        Command(f"go.{place}", name, f"Go to {name}", (f"f{number}",), f"app.go('{place}')", typing=True)
        for number, (place, name) in enumerate(((place, PLACE_NAMES[place]) for place in INSPECTION), start=2)
    ),
)

_APP = _group(
    "Everywhere",
    EVERYWHERE,
    Command(
        "back", "Back", "Leave the text, or back to where you came from", ("escape",), "back", palette=False
    ),
    Command("theme", "Theme", "Next theme: dark, light, high contrast", ("f9",), "app.next_theme"),
    Command("help", "Help", "The keys of this screen", ("?", "f1"), "app.help", 90, palette=False),
    Command(
        "palette", "Search", "Search commands and cases", ("ctrl+p",), "app.command_palette", palette=False
    ),
    Command("quit", "Quit", "Leave; everything is saved", ("ctrl+q",), "app.quit", 91, typing=True),
)

COMMANDS: tuple[Command, ...] = (
    *_HOME,
    *_PLAN,
    *_CASES,
    *_RATING,
    *_READING,
    *_FILE,
    *_JUDGING,
    *_MOVING,
    *_RECORD,
    *_APP,
    *_PLACES,
)
"""Every command, in the order of the help screen."""
