"""What the registry of commands feeds: bindings, footer, palette, help and the key card.

The registry itself, and all of this but ``bindings_for``, imports no Textual, so that ``info --keys``
costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tui.command_list import COMMANDS, EVERYWHERE, INSPECTION, PLACE_NAMES, Command

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = ["COMMANDS", "EVERYWHERE", "INSPECTION", "PLACE_NAMES", "Command"]

_TEXTUAL_NAMES = {
    "]": "right_square_bracket",
    "[": "left_square_bracket",
    "-": "minus",
    "+": "plus",
    "=": "equals_sign",
    "/": "slash",
    "?": "question_mark",
    ",": "comma",
    ".": "full_stop",
    ";": "semicolon",
    ":": "colon",
    "esc": "escape",
}


def commands_for(place: str) -> list[Command]:
    """The commands that work in a place, in the registry's order."""
    return [command for command in COMMANDS if place in command.places]


def keys_of(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """A command's keys: the keymap's where it names some, else its own."""
    given = keymap.get(command.id)
    return (given,) if given else command.keys


def textual_key(key: str) -> str:
    """A key as Textual names it: ``]`` is ``right_square_bracket``."""
    return _TEXTUAL_NAMES.get(key, key)


def shown_key(key: str) -> str:
    """A key as a person reads it: ``f2`` is ``F2``, ``escape`` is ``esc``."""
    if key == "escape":
        return "esc"
    return key.upper() if len(key) in (2, 3) and key[0] == "f" and key[1:].isdigit() else key


def bindings_for(place: str, keymap: Mapping[str, str] | None = None) -> list[Binding]:
    """A place's key bindings.

    Args:
        place: the place's id.
        keymap: keys by command id that replace the usual ones.
    """
    from textual.binding import Binding

    return [
        Binding(
            ",".join(textual_key(key) for key in keys_of(command, keymap or {})),
            command.action,
            command.label,
            id=command.id,
            show=False,
            priority=command.id == "quit",
        )
        for command in commands_for(place)
    ]


def footer_for(place: str, *, read_only: bool = False) -> list[Command]:
    """The commands a place's footer shows, the most useful first."""
    shown = [c for c in commands_for(place) if c.footer and not (read_only and c.writes)]
    return sorted(shown, key=lambda command: command.footer)


def key_card(keymap: Mapping[str, str] | None = None, *, markdown: bool = False, width: int = 0) -> str:
    """All commands with their keys, for ``info --keys`` and the README.

    Args:
        keymap: keys that replace the usual ones.
        markdown: as one Markdown table, instead of aligned text under a heading for each screen.
        width: cells of a line; ids stand in a card that has the room for them. 0 for all there may be.
    """
    if markdown:
        lines = ["| key | does | where | id in a keymap file |", "|---|---|---|---|"]
        lines += [
            f"| `{key}` | {does} | {_where(command.places)} | `{id_}` |"
            for command, (key, does, id_) in zip(COMMANDS, _cells(COMMANDS, keymap), strict=True)
        ]
        return "\n".join(lines)
    widths = [max(map(len, column)) for column in zip(*_cells(COMMANDS, keymap), strict=True)]
    too_wide = 0 < width < sum(widths) + 2 * len(widths)
    shown: list[str] = []
    for heading, members in _by_screen():
        shown += ["", heading] if shown else [heading]
        cells = _cells(members, keymap)
        shown += [f"  {_aligned(row[:2] if too_wide else row, widths)}" for row in cells]
    if too_wide:
        shown += ["", "A wider window shows each command's id for keys.toml as well."]
    return "\n".join(shown)


def _cells(commands: Iterable[Command], keymap: Mapping[str, str] | None) -> list[tuple[str, str, str]]:
    """Keys, help and id of each command."""
    return [
        (" or ".join(shown_key(key) for key in keys_of(command, keymap or {})), command.help, command.id)
        for command in commands
    ]


def _by_screen() -> list[tuple[str, list[Command]]]:
    """The commands under headings, screen by screen, then those of several screens, then those of all."""
    found: dict[tuple[str, str], list[Command]] = {}
    for command in COMMANDS:
        found.setdefault((_where(command.places), command.group), []).append(command)
    wheres = [where for where, _group in found]
    names = list(PLACE_NAMES.values())
    last = ["an open inspection", "everywhere"]

    def rank(key: tuple[str, str]) -> int:
        where = key[0]
        if where in names:
            return names.index(where)
        return len(names) + (1 + last.index(where) if where in last else 0)

    return [
        (_heading(where, group, alone=wheres.count(where) == 1), found[where, group])
        for where, group in sorted(found, key=rank)
    ]


def _heading(where: str, group: str, *, alone: bool) -> str:
    words = where if alone or group == "Everywhere" else f"{where}: {group.lower()}"
    return words[:1].upper() + words[1:]


def _aligned(row: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=False)).rstrip()


def _where(places: tuple[str, ...]) -> str:
    if places == EVERYWHERE:
        return "everywhere"
    if set(places) >= set(INSPECTION):
        return "an open inspection"
    return ", ".join(PLACE_NAMES[place] for place in places)
