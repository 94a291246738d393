"""What training asks in a form: a session to set up, to try out or to collect, and who signs in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from sampling.errors import UsageError
from sampling.training.folder import SUFFIX, SessionFolder
from sampling.training.plan import SessionPlan, check
from tui.screens.asking import Field, Form
from tui.widgets.words import count

if TYPE_CHECKING:
    from sampling.store.pins import Tries

_FILES = (("own", "One file for each reader"), ("shared", "One file for all on this computer, with PINs"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A session that somebody asked for: its folder, the synthetic authority, the plan."""

    folder: Path
    scenario: str
    plan: SessionPlan


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A rehearsal that somebody asked for: skill from 0 to 1, who leans, what is read at random."""

    folder: SessionFolder
    skill: float
    kind: tuple[str, ...]
    harsh: tuple[str, ...]
    ambiguous: tuple[str, ...]


def set_up_form(
    scenarios: Sequence[tuple[str, str]], before: Mapping[str, str], take: Callable[[Wanted], None]
) -> Form:
    """Set up a session.

    Args:
        scenarios: the synthetic authorities, as (id, title).
        before: what was typed the last time, to go on from.
        take: what to do with the session that is asked for.
    """

    def record(answers: Mapping[str, str]) -> str:
        take(wanted(answers))
        return "setting up the session"

    fields = [
        Field("folder", "Folder to make, such as monday"),
        Field("scenario", "Synthetic authority", "list", scenarios),
        Field("readers", "Readers: how many, or their names with commas", value="6"),
        Field("files", "Files each reads", value="12"),
        Field("shared", "Of these, read by everybody; empty for all"),
        Field(
            "areas",
            "Areas, with commas: safeguarding, children in need, children in care, leaving care",
            value="children in care",
        ),
        Field("minutes", "Minutes allowed; empty for no limit"),
        Field("one_file", "Hand out", "choice", _FILES, value="own"),
        Field("seed", "Seed of the authority; empty for one that nobody can guess"),
    ]
    about = "What is filled in may stay as it is; ctrl+s sets the session up from any field."
    return Form(
        "Set up a training session", [_again(field, before) for field in fields], record, [about], "Set up"
    )


def wanted(answers: Mapping[str, str]) -> Wanted:
    """The session that a form's answers come to.

    Raises:
        UsageError: if no such session can be held, or its folder is taken.
    """
    from tui import sessions

    folder = _folder(answers)
    if folder.exists():
        raise UsageError(f"{folder} exists already, and is never overwritten")
    if not folder.parent.is_dir():
        raise UsageError(f"there is no folder {folder.parent} to make it in")
    plan = sessions.plan_for(
        answers["scenario"],
        answers["readers"],
        _words(answers["areas"]),
        _number(answers["files"], "files"),
        _number(answers["shared"], "shared files") if answers["shared"].strip() else None,
        seed=answers["seed"].strip() or None,
        minutes=_number(answers["minutes"] or "0", "minutes"),
        one_file=answers["one_file"] == "shared",
    )
    return Wanted(folder, answers["scenario"], check(plan))


def rehearse_form(folder: str, take: Callable[[Rehearsal], None]) -> Form:
    """Let simulated readers take every place of a session."""

    def record(answers: Mapping[str, str]) -> str:
        from tui import sessions

        wanted = Rehearsal(
            SessionFolder(_folder(answers)).checked(),
            _share(answers["skill"]),
            _words(answers["kind"]),
            _words(answers["harsh"]),
            _words(answers["ambiguous"]),
        )
        sessions.check_room(wanted.folder, (*wanted.kind, *wanted.harsh), wanted.ambiguous)
        take(wanted)
        return "letting the simulated readers read"

    fields = [
        Field("folder", "The session's folder", value=folder),
        Field("skill", "Skill, from 0 to 1: how often each sees what is there", value="0.8"),
        Field("kind", "Too kind: readers as your sheet names them, with commas; may stay empty"),
        Field("harsh", "Too harsh: the same; may stay empty"),
        Field("ambiguous", "Criteria read at random, such as CIC-03; empty for those of the scenario"),
    ]
    about = "Simulated readings stay in that session for good: for the real one set up another."
    return Form("Try a session out with simulated readers", fields, record, [about], "Try out")


def collect_form(folder: str, take: Callable[[SessionFolder, Sequence[Path]], None]) -> Form:
    """Bring the readers' files together, the one that a room shared or one of each reader."""

    def record(answers: Mapping[str, str]) -> str:
        take(SessionFolder(_folder(answers)).checked(), _files(answers["more"]))
        return "bringing the readers' files together"

    about = (
        "Put the files that came back into the folder hand-outs, over those you gave out; or name below "
        "where they lie."
    )
    return Form(
        "Collect a session",
        [
            Field("folder", "The session's folder", value=folder),
            Field("more", "Files that lie elsewhere, or their folder; with commas; may stay empty"),
        ],
        record,
        [about],
        "Collect",
    )


def sign_in_form(
    name: str, kept: Mapping[str, str], tries: Tries, enter: Callable[[str, str], object]
) -> Form:
    """Sign in to a file that a room shares.

    Args:
        name: the file's name.
        kept: each reader's PIN, as the file keeps it.
        tries: the wrong ones so far; after some of them the next has to wait.
        enter: opens the file for this reader with this PIN.
    """
    from sampling.store import pins

    def record(answers: Mapping[str, str]) -> str:
        reader = answers["reader"]
        wait = tries.wait(monotonic())
        if wait:
            raise UsageError(f"too many wrong PINs: try again in {count(wait, 'second')}")
        if not pins.matches(answers["pin"].strip(), kept[reader]):
            tries.wrong(monotonic())
            raise UsageError(f"that is not the PIN of {reader}: it stands in the trainer's sheet")
        tries.right()
        enter(reader, answers["pin"].strip())
        return f"signed in as {reader}"

    fields = [
        Field("reader", "Who reads?", "list", [(reader, reader) for reader in kept]),
        Field("pin", "PIN", "secret"),
    ]
    about = "Several readers share this file. A PIN keeps honest people honest; it is no lock."
    return Form(f"Sign in to {name}", fields, record, [about], "Sign in")


def passphrase_form(file: Path, enter: Callable[[], object]) -> Form:
    """Ask for the passphrase of a locked file.

    Args:
        file: the file.
        enter: opens it, once the passphrase is known.
    """
    from sampling.store import keyed
    from sampling.store.opening import wants_passphrase

    def record(answers: Mapping[str, str]) -> str:
        keyed.offer(answers["passphrase"])
        if wants_passphrase(file):
            keyed.withdraw(answers["passphrase"])
            raise UsageError("that passphrase does not open it")
        enter()
        return "unlocked while the program runs"

    about = "It is locked with a passphrase, which nobody can reset."
    return Form(f"Open {file.name}", [Field("passphrase", "Passphrase", "secret")], record, [about], "Open")


def _again(field: Field, before: Mapping[str, str]) -> Field:
    value = before.get(field.name, field.value)
    return Field(field.name, field.label, field.kind, field.choices, value)


def _folder(answers: Mapping[str, str]) -> Path:
    if not answers["folder"].strip():
        raise UsageError("type the path of the session's folder")
    return Path(answers["folder"].strip()).expanduser()


def _files(text: str) -> tuple[Path, ...]:
    """Files, and those in folders, by their paths."""
    found: list[Path] = []
    for path in (Path(word).expanduser() for word in _words(text)):
        if not path.exists():
            raise UsageError(f"there is no {path}")
        found += sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
    return tuple(found)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _number(text: str, what: str) -> int:
    if not text.strip().isdecimal() or len(text.strip()) > 6:
        raise UsageError(f"{what}: write a whole number")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise UsageError("skill is a number from 0 to 1")
    return share
