"""Commands that keep: verify, copy, and what there is to know about the program and a file."""

from __future__ import annotations

import argparse
import platform
import sqlite3
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sampling.errors import IlacsError, UsageError
from tui.cli import out
from tui.cli.parsing import Arguments, Command, file_argument, json_option, reader


def _verify_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--head", metavar="DIGEST", default="", help="a head digest that was noted elsewhere")
    json_option(parser)


def _verify(arguments: Arguments) -> int:
    from sampling.store.verify import verify
    from tui.cli.files import to_read

    noted = "".join(arguments.head.split()).casefold()
    if noted and (len(noted) != 64 or not set(noted) <= set("0123456789abcdef")):
        raise UsageError("--head is a digest of 64 hex digits, as 'info' and 'verify' print it")
    with to_read(arguments) as inspection:
        found = verify(inspection, noted)
    if arguments.json:
        out.give_json(
            {"ok": found.ok, "head": found.head, "checks": [asdict(check) for check in found.checks]}
        )
    else:
        out.table(
            ("check", "", "what was found"),
            ((check.check, "ok" if check.ok else "FAILED", check.detail) for check in found.checks),
        )
        out.say(f"head {found.head}")
    if not found.ok:
        failed = [check.check for check in found.checks if not check.ok]
        raise IlacsError(f"{arguments.file}: did not verify: {', '.join(failed)}")
    return 0


def _copy_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the inspection file")
    parser.add_argument("to", metavar="OUT", type=Path, help="the copy to make")


def _copy(arguments: Arguments) -> int:
    from sampling.store.copying import copy

    copy(arguments.file, arguments.to)
    out.say(f"{arguments.to}: a whole copy, checked")
    return 0


def _info_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="an inspection file")
    parser.add_argument("--as", metavar="READER", dest="reader", type=reader, help="who is reading")
    parser.add_argument("--keys", action="store_true", help="the key card of the app")
    json_option(parser)


def _info(arguments: Arguments) -> int:
    from tui.cli.info_view import file_document, print_file

    if arguments.keys and not arguments.json:
        from shutil import get_terminal_size

        from tui import remembered
        from tui.commands import key_card
        from tui.keymap import load_keymap

        keymap = load_keymap(remembered.keymap_path())
        out.say(key_card(keymap.keys, width=get_terminal_size((0, 0)).columns))
        return 0
    program = _program()
    if arguments.json:
        document: dict[str, Any] = {**program, "file": None, "keys": _keys() if arguments.keys else None}
        if arguments.file:
            document["file"] = file_document(arguments.file, arguments.reader)
        out.give_json(document)
        return 0
    if arguments.file:
        print_file(file_document(arguments.file, arguments.reader))
        return 0
    out.say("  ".join(f"{name} {version}" for name, version in program["versions"].items()))
    out.say(f"editions: {', '.join(program['editions'])}")
    for name, place in program["places"].items():
        out.say(f"{name}: {place}")
    return 0


def _program() -> dict[str, Any]:
    """Versions and places."""
    from importlib.metadata import version

    from sampling import __version__
    from sampling.framework import edition_ids
    from tui import making, remembered

    return {
        "versions": {
            "ilacs-sample": __version__,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "textual": version("textual"),
        },
        "editions": edition_ids(),
        "places": {
            "demo": str(making.data_folder() / "demo.ilacs"),
            "settings": str(remembered.settings_path()),
            "keymap": str(remembered.keymap_path()),
        },
    }


def _keys() -> list[dict[str, Any]]:
    from tui.commands import COMMANDS as KEYS

    return [{"id": item.id, "keys": list(item.keys), "does": item.help} for item in KEYS]


COMMANDS = {
    "verify": Command(
        _verify_options,
        _verify,
        "Exit status 1 when anything does not hold. With --head it also finds out whether the journal\n"
        "was cut or rewritten since that digest was noted.",
        ("verify ours.ilacs", "verify ours.ilacs --head 9f86d081884c7d65...  --json"),
    ),
    "copy": Command(
        _copy_options,
        _copy,
        "Works while somebody has the file open; copying it with other tools then may not.",
        ("copy ours.ilacs /media/stick/ours.ilacs",),
    ),
    "info": Command(_info_options, _info, "", ("info", "info ours.ilacs", "info --keys")),
}
