"""Commands of the Lists place: what an authority sent, before anything is made of it."""

from __future__ import annotations

from tui.command import Command, grouped

LISTS_COMMANDS: tuple[Command, ...] = grouped(
    "Lists",
    ("lists",),
    Command("lists.open", "Open", "The problem in full, with its first rows", ("enter",), "open_line", 1),
    Command(
        "lists.take", "Take", "Take them in place of the open inspection's lists", ("t",), "take", 2, True
    ),
    Command("lists.read", "Read", "Read a workbook and report on it", ("p",), "read", 3),
    Command("lists.csv", "Save CSV", "Save the problems for the authority to fix", ("x",), "save_csv", 4),
    Command("lists.make", "Make", "Go on to New, with these lists filled in", ("n",), "make", 5),
    Command("lists.columns", "Columns", "Which header was read as what, and why", ("c",), "show_columns", 6),
)
"""In the order of the help screen."""
