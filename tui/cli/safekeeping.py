"""Keeping an inspection safe: backups, recovery, redaction, a passphrase, and its end."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from sampling.errors import UsageError
from tui.cli import out
from tui.cli.dispatch import PASSPHRASE_VARIABLE
from tui.cli.files import offered_passphrase, to_read, to_write
from tui.cli.parsing import Arguments, Command, file_argument

_SURE = "purge"

NEW_PASSPHRASE_VARIABLE = "ILACS_SAMPLE_NEW_PASSPHRASE"  # noqa: S105 - a name, not a secret
"""The environment variable that may hold the passphrase to change to."""


def _backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the inspection file")
    parser.add_argument("--list", action="store_true", help="the sound backups, newest first")
    parser.add_argument("--go-back", metavar="BACKUP", type=Path, help="put a backup in the file's place")


def _backup(arguments: Arguments) -> int:
    from sampling.store import backups

    offered_passphrase(arguments.file)
    if arguments.list:
        rows = [
            (item.path.name, f"{item.made:%d/%m/%Y %H:%M} UTC", item.events, item.head[:16])
            for item in backups.backups(arguments.file)
        ]
        out.table(("backup", "made", "events", "head begins"), rows)
        out.say(f"in {backups.folder_of(arguments.file)}")
    elif arguments.go_back:
        chosen = arguments.go_back
        if not chosen.exists():
            chosen = backups.folder_of(arguments.file) / chosen.name
        aside = backups.go_back(arguments.file, chosen)
        out.say(f"{arguments.file}: as it was in {chosen.name}; what stood there is now {aside}")
    else:
        made = backups.back_up(arguments.file)
        out.say(str(made) if made else "the newest backup holds everything already")
    return 0


def _recover_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the damaged file; it is only read")
    parser.add_argument("out", metavar="OUT", type=Path, help="the recovered file; never overwritten")


def _recover(arguments: Arguments) -> int:
    from sampling.store.recover import recover

    offered_passphrase(arguments.file)
    found = recover(arguments.file, arguments.out)
    built_on = (
        f"on the backup {found.from_backup.name}" if found.from_backup else "from the damaged file alone"
    )
    out.say(f"{arguments.out}: {out.counted(found.events, 'event')}, built {built_on}")
    if found.from_backup:
        out.say(f"{out.counted(found.rescued, 'event')} rescued that the backup did not have")
    for item in found.lost:
        out.complain(f"could not be saved: {item}")
    return 0


def _redact_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("event", metavar="EVENT", nargs="?", help="the event's id, or an added entry's")
    parser.add_argument("--because", metavar="TEXT", default="", help="the reason, without the name itself")
    parser.add_argument("--find", metavar="TEXT", help="where a name stands; changes nothing")


def _redact(arguments: Arguments) -> int:
    from sampling.store import redact

    if arguments.find is not None:
        with to_read(arguments) as inspection:
            found = redact.mentions(inspection, arguments.find)
        out.table(("event", "where"), ((item.event_id or "-", item.where) for item in found))
        return 0
    if not arguments.event:
        raise UsageError("say which event to redact; --find TEXT shows where a name stands")
    with to_write(arguments) as inspection:
        done = redact.redact(inspection, arguments.event, arguments.because)
    out.say(f"redacted: {done.what}; {out.counted(done.backups_removed, 'old backup file')} removed")
    for item in done.remains:
        out.complain(f"it still stands: {item}")
    _warn(redact.CANNOT)
    return 0


def _file_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the inspection file")


def _lock_options(parser: argparse.ArgumentParser) -> None:
    _file_options(parser)
    parser.add_argument(
        "--change", action="store_true", help="put another passphrase in the place of this one"
    )


def _lock(arguments: Arguments) -> int:
    from sampling.store import passphrase

    if arguments.change:
        changed = passphrase.change(arguments.file, _new_passphrase(NEW_PASSPHRASE_VARIABLE))
    else:
        changed = passphrase.lock(arguments.file, _new_passphrase(PASSPHRASE_VARIABLE))
    out.say(f"locked: {', '.join(path.name for path in changed)}")
    _warn(passphrase.CANNOT)
    return 0


def _unlock(arguments: Arguments) -> int:
    from sampling.store import passphrase

    words = offered_passphrase(arguments.file)
    if words is None:
        raise UsageError(f"{arguments.file} is not locked, or its passphrase was not given")
    changed = passphrase.unlock(arguments.file, words)
    out.say(f"unlocked: {', '.join(path.name for path in changed)}")
    return 0


def _new_passphrase(variable: str) -> str:
    """A new passphrase: from the environment, or typed twice."""
    import os

    given = os.environ.get(variable)
    if given:
        return given
    if not out.at_terminal():
        raise UsageError(f"a passphrase is typed in a terminal, or given in {variable}")
    words = getpass.getpass("New passphrase: ")
    if words != getpass.getpass("Once more: "):
        raise UsageError("the two passphrases differ; nothing was locked")
    return words


def _purge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the inspection file")
    parser.add_argument("--yes", action="store_true", help="do not ask (needed without a terminal)")


def _purge(arguments: Arguments) -> int:
    from sampling.store import purge
    from tui import remembered

    if not arguments.yes:
        if not out.at_terminal():
            raise UsageError("purging removes the file and its backups for good: say --yes")
        asked = f"Remove {out.line(str(arguments.file))} and its backups for good? Type '{_SURE}': "
        if input(asked).strip().casefold() != _SURE:
            out.say("nothing was removed")
            return 1
    offered_passphrase(arguments.file)
    done = purge.purge(arguments.file, certain=arguments.yes)
    out.say(f"removed: {', '.join(done.removed)}")
    if not done.failed and remembered.forget_file(arguments.file):
        out.say("taken off the app's list of files opened lately")
    for item in done.failed:
        out.complain(f"could not be removed: {item}")
    _warn(purge.CANNOT)
    return 1 if done.failed else 0


def _warn(lines: tuple[str, ...]) -> None:
    for item in lines:
        out.complain(item)


COMMANDS = {
    "backup": Command(
        _backup_options,
        _backup,
        "Backups are made by themselves while a file is open; this makes one now, lists them, or goes back.",
        ("backup ours.ilacs", "backup ours.ilacs --list", "backup ours.ilacs --go-back NAME"),
    ),
    "recover": Command(
        _recover_options,
        _recover,
        "Takes every event that is whole, from the damaged file and its newest sound backup, and folds them\n"
        "afresh. What could not be saved is named; nothing is guessed.",
        ("recover damaged.ilacs recovered.ilacs",),
    ),
    "redact": Command(
        _redact_options,
        _redact,
        "Blanks one event's words for good; ratings stand, and the journal's chain still checks.",
        (
            "redact ours.ilacs --find 'Tolland'",
            "redact ours.ilacs 1f0c22ab --because 'a name typed by mistake'",
        ),
    ),
    "lock": Command(
        _lock_options,
        _lock,
        f"Encrypts the file and its backups (SQLCipher). {PASSPHRASE_VARIABLE} may hold the passphrase,\n"
        f"and {NEW_PASSPHRASE_VARIABLE} the new one where it is changed.",
        ("lock ours.ilacs", "lock ours.ilacs --change"),
    ),
    "unlock": Command(
        _file_options,
        _unlock,
        "Takes the passphrase away from a file and its backups.",
        ("unlock ours.ilacs",),
    ),
    "purge": Command(
        _purge_options,
        _purge,
        "Overwrites and removes an inspection file with its backups, takes it off the app's list of files\n"
        "opened lately, and says what that cannot promise.",
        ("purge ours.ilacs",),
    ),
}
