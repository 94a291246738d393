"""The commands of the debrief."""

from __future__ import annotations

from tui.command import Command, grouped

DEBRIEF_COMMANDS: tuple[Command, ...] = grouped(
    "Debrief",
    ("debrief",),
    Command("debrief.line", "Open", "Open what the line rests on", ("enter",), "open_line", 1),
    Command("debrief.entry", "In the file", "Go to the entry that shows it", ("f",), "show_entry", 2),
    Command("debrief.open", "Open debrief", "Open the debrief, for good", ("o",), "open_debrief", 3, True),
    Command("debrief.save", "Save pages", "Write the pages, to print or send", ("s",), "save_pages", 4),
)
"""The debrief's own commands, in the order of the help screen."""
