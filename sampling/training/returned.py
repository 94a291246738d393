"""The files that came back from a session's readers: whose each is, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sampling.errors import IlacsError
from sampling.findings.findings import CaseRating, Finding
from sampling.store import Inspection, state
from sampling.store.handed_out import handout
from sampling.store.merge import Overtaken
from sampling.training.counted import counted
from sampling.training.folder import SessionFolder


@dataclass(frozen=True, slots=True)
class Returned:
    """One file that came back.

    Attributes:
        path: the file, whatever it is called now.
        fault: why it cannot be taken, in a line; empty where it can.
        reader: to whom it was handed out; empty for a file that readers share, or that is no hand-out.
        authors: who recorded findings in it.
    """

    path: Path
    fault: str
    reader: str = ""
    authors: frozenset[str] = frozenset()


def look_at(path: Path, inspection: str) -> Returned:
    """Look at a file that came back to the session on this inspection's id."""
    try:
        with Inspection.open(path, read_only=True, reader="merge") as opened:
            if opened.settings.inspection != inspection:
                return Returned(path, f"{path.name}: of another session (another draw or seed), left out")
            cut = handout(opened.connection)
            found: list[Finding | CaseRating] = [
                *state.select(opened.connection, Finding),
                *state.select(opened.connection, CaseRating),
            ]
            return Returned(path, "", cut.reader if cut else "", frozenset(row.reader for row in found))
    except IlacsError as error:
        return Returned(path, f"{path.name}: left out, since it cannot be read ({error})")


def oddities(returned: Sequence[Returned], overtaken: Sequence[Overtaken]) -> Iterator[str]:
    """What is odd about the files and about whoever wrote in two of them, a line for each file or reader.

    Args:
        returned: the files that came back.
        overtaken: answers that one reader gave in two files that did not know each other.
    """
    for item in returned:
        if item.fault:
            yield item.fault
        elif item.reader:
            for author in sorted(item.authors - {item.reader}):
                yield f"{item.path.name}: handed out to {item.reader}, and holds findings by {author}"
    files = _files_of(returned)
    twice = {one.reader for one in overtaken}
    for reader in sorted(twice | {name for name, paths in files.items() if len(paths) > 1}):
        said = []
        if len(files.get(reader, ())) > 1:
            said.append(f"{len(files[reader])} files came back ({', '.join(files[reader])})")
        if reader in twice:
            cases = [one.case for one in overtaken if one.reader == reader]
            said.append(
                f"{counted(len(cases), 'answer')} in {counted(len({*cases}), 'case')} recorded in two files "
                "at once; the later of each counts"
            )
        yield f"{reader}: {', '.join(said)}"


def why_no_file(folder: SessionFolder, reader: str, returned: Sequence[Returned]) -> str:
    """Why nothing of a reader came back, in words; empty where a file of the reader's did."""
    taken = [item for item in returned if not item.fault]
    if any(item.reader in ("", reader) for item in taken):
        return ""
    wanted = folder.hand_out(reader).name
    there = next((item for item in returned if item.path.name == wanted), None)
    if there is not None:
        return f"no file ({wanted} is left out)" if there.fault else f"no file ({wanted} is {there.reader}'s)"
    if any(item.reader for item in taken):
        return f"no file ({wanted} is not in {folder.hand_outs.name})"
    return "no file came back"


def _files_of(returned: Sequence[Returned]) -> dict[str, list[str]]:
    """By reader, the names of the files that were handed out to that reader and can be taken."""
    found: dict[str, list[str]] = {}
    for item in returned:
        if item.reader and not item.fault:
            found.setdefault(item.reader, []).append(item.path.name)
    return found
