"""One's own keys: a TOML file of ``"command id" = "key"`` that replaces the usual ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from tui.commands import COMMANDS, PLACE_NAMES, keys_of

_KEY = re.compile(r"((ctrl|shift|alt)\+)*([^\s,]|[a-z][a-z0-9_]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys from a keymap file.

    Attributes:
        keys: the key by command id; those that could not be used are left out.
        problems: what could not be used and why, one line each.
    """

    keys: Mapping[str, str]
    problems: tuple[str, ...] = ()


def load_keymap(path: Path) -> Keymap:
    """Read a keymap file; a missing one changes nothing, and a wrong one is reported, never fatal."""
    if not path.exists():
        return Keymap({})
    # Few people have such a file, so few wait for what reads it.
    import tomllib

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Keymap({}, (f"{path.name} cannot be read ({error}); the usual keys are used",))
    return check_keymap(data)


def check_keymap(data: Mapping[str, object]) -> Keymap:
    """The usable part of a keymap, and what is wrong with the rest.

    A key that would do two things in one place is refused for the command that asked for it.
    """
    known = {command.id for command in COMMANDS}
    keys: dict[str, str] = {}
    problems: list[str] = []
    for id_, key in _flat(data):
        if id_ not in known:
            problems.append(f"'{id_}' is no command; 'info --keys' lists them")
        elif not isinstance(key, str) or not _KEY.fullmatch(key):
            problems.append(f'\'{id_}\': write one key in quotes, such as "f7" or "ctrl+t"')
        else:
            keys[id_] = key
    for id_, other, key, place in clashes(keys):
        loser = id_ if id_ in keys else other
        if keys.pop(loser, None):
            keeper = other if loser == id_ else id_
            problems.append(f"'{loser}' = '{key}': in {place} that key is '{keeper}' already")
    return Keymap(keys, tuple(problems))


def clashes(keymap: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Pairs of commands that one key would do in one place: (id, id, key, place's name)."""
    found = []
    for one, two in combinations(COMMANDS, 2):
        shared = [place for place in one.places if place in two.places]
        same = [key for key in keys_of(one, keymap) if key in keys_of(two, keymap)]
        if shared and same:
            found.append((one.id, two.id, same[0], PLACE_NAMES[shared[0]]))
    return found


def _flat(data: Mapping[str, object], prefix: str = "") -> list[tuple[str, object]]:
    """TOML reads ``case.cite = "w"`` as nested tables; commands are known by the dotted name."""
    pairs: list[tuple[str, object]] = []
    for key, value in data.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", value))
    return pairs
