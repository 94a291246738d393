"""Every command there is, once: what it is called, which keys do it, and where it works."""

from __future__ import annotations

from tui.case_commands import CASE_COMMANDS
from tui.command import EVERYWHERE, INSPECTION, PLACE_NAMES, Command, grouped
from tui.debrief_commands import DEBRIEF_COMMANDS
from tui.finding_commands import FINDING_COMMANDS
from tui.judgement_commands import JUDGEMENT_COMMANDS
from tui.lists_commands import LISTS_COMMANDS

__all__ = ["COMMANDS", "EVERYWHERE", "INSPECTION", "PLACE_NAMES", "Command"]

_HOME = grouped(
    "Home",
    ("home",),
    Command("home.open", "Open", "Open the file under the cursor", ("enter",), "open_chosen", 1),
    Command("home.new", "New", "Make a new inspection file", ("n",), "new", 2),
    Command("home.demo", "Demo", "Practise on a synthetic authority, drawn and ready", ("d",), "demo", 3),
    Command("home.path", "Path", "Open a file by its path", ("p",), "type_path", 5),
    Command("home.lists", "Lists", "Read an authority's lists and report on them", ("c",), "lists", 6),
    Command("home.train", "Session", "Set up, try out or collect a training session", ("s",), "train", 4),
    Command(
        "home.forget", "Forget", "Take the file off this list; the file itself stays", ("delete",), "forget"
    ),
)

_NEW = grouped(
    "New",
    ("new",),
    Command(
        "new.make", "Make", "Make the inspection from what is filled in", ("ctrl+s",), "done", 1, typing=True
    ),
)

_PLAN = grouped(
    "Planning",
    ("plan",),
    Command(
        "plan.draw", "Freeze and draw", "Freeze this area's frame, then draw", ("d",), "ceremony", 1, True
    ),
    Command("plan.more", "One more", "One more file", ("+", "="), "change_n(1)", 2, palette=False),
    Command("plan.fewer", "One fewer", "One file fewer", ("-",), "change_n(-1)", 3, palette=False),
    Command("plan.size", "Type n", "Type how many files", ("n",), "type_n", 4),
    Command("plan.columns", "By", "Show the frame by its next column", ("b",), "next_column", 5),
    Command("plan.extend", "Extend", "More files of a draw; those drawn stay", ("e",), "extend", 7, True),
    Command("plan.drawn", "Drawn", "What was drawn from this area before", ("l",), "show_drawn", 6),
    Command("plan.lists", "Lists", "Corrected lists: report on them, then take them", ("c",), "lists", 8),
)

_CASES = grouped(
    "Cases",
    ("cases",),
    Command("cases.open", "Open", "Open the case under the cursor", ("enter",), "open_case", 1),
    Command("cases.area", "Area", "Show the next area only, then all again", ("v",), "next_area", 3),
    Command("cases.mine", "Mine", "Show only the cases that are mine to read", ("m",), "mine", 4),
    Command("cases.sort", "Sort", "Sort the list another way", ("o",), "sort", 8),
    Command("cases.mark", "Mark", "Mark cases to share out together", ("space",), "mark", 0, True),
    Command(
        "cases.remove",
        "Remove",
        "Put a case aside; a reserve stands in",
        ("d",),
        "remove_case",
        5,
        True,
    ),
    Command("cases.share", "Share out", "Say who is to read a case", ("s",), "share", 6, True),
    Command("cases.target", "Target", "Add a child for a reason, not to estimate", ("t",), "target", 7, True),
)

_MOVING = (
    *grouped(
        "Moving",
        EVERYWHERE,
        Command("list.down", "Down", "Next line", ("j", "down"), "move(1)", palette=False),
        Command("list.up", "Up", "Previous line", ("k", "up"), "move(-1)", palette=False),
    ),
    *grouped(
        "Moving",
        ("cases", "case"),
        Command(
            "list.filter",
            "Filter",
            "Show only what holds a text; in a document find it",
            ("/",),
            "filter",
            2,
        ),
    ),
)

_RECORD = grouped(
    "Everywhere",
    INSPECTION,
    Command("undo", "Undo", "Take back the last thing you recorded", ("z",), "app.undo", writes=True),
    Command("redo", "Redo", "Bring back what you undid", ("Z",), "app.redo", writes=True),
    Command("rollup", "Roll-up", "What the findings amount to", ("g",), "app.rollup"),
)

_PLACES = grouped(
    "Places",
    ("home", "lists", *INSPECTION),
    *(
        Command(f"go.{place}", name, f"Go to {name}", (f"f{number}",), f"app.go('{place}')", typing=True)
        for number, (place, name) in enumerate(((place, PLACE_NAMES[place]) for place in INSPECTION), start=2)
    ),
)

_APP = grouped(
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
    *_NEW,
    *LISTS_COMMANDS,
    *_PLAN,
    *_CASES,
    *CASE_COMMANDS,
    *JUDGEMENT_COMMANDS,
    *DEBRIEF_COMMANDS,
    *_MOVING,
    *FINDING_COMMANDS,
    *_RECORD,
    *_APP,
    *_PLACES,
)
"""Every command, in the order of the help screen."""
