"""Commands for finding one's way: search, jump, copy, and the keys that users of vi expect."""

from __future__ import annotations

from tui.command import EVERYWHERE, INSPECTION, Command, grouped

FINDING_COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Finding",
        INSPECTION,
        Command("find.words", "Search", "Search the notes and files of all cases", ("S",), "app.search"),
        Command("find.case", "Go to case", "Go to a case by its id", (":",), "app.go_to_case"),
        Command("copy", "Copy", "Copy the line under the cursor, or the document", ("y",), "app.copy"),
        Command("copy.forbid", "Copying", "Forbid or allow copying on this computer", ("Y",), "app.forbid"),
    ),
    *grouped(
        "Finding",
        EVERYWHERE,
        Command("jump", "Jump", "A letter beside each line: type it to go there", ("ctrl+o",), "app.jump"),
    ),
    *grouped(
        "Moving",
        ("cases", "judgement"),
        Command("list.open", "Open", "Open the line", ("l",), "open_under_cursor", palette=False),
        Command("list.close", "Out", "Back out of what was opened", ("h",), "back", palette=False),
    ),
)
"""In the order of the help screen."""
