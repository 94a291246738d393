"""What a command is, and the places that commands work in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

INSPECTION = ("plan", "cases", "case", "judgement", "debrief")
"""The places that an opened inspection has."""

EVERYWHERE = ("home", "new", "lists", *INSPECTION)
"""Every place."""

PLACE_NAMES: Mapping[str, str] = {
    "home": "Home",
    "new": "New",
    "lists": "Lists",
    "plan": "Plan",
    "cases": "Cases",
    "case": "Case",
    "judgement": "Judgement",
    "debrief": "Debrief",
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


def grouped(group: str, places: tuple[str, ...], *commands: Command) -> tuple[Command, ...]:
    """Commands that stand under one heading and work in the same places."""
    return tuple(replace(command, group=group, places=places) for command in commands)
