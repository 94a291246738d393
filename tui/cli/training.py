"""Commands for training: a session of readers, its debrief, rehearsals, and how alike readers read."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sampling.errors import FileError, UsageError
from tui.cli import out
from tui.cli.parsing import Arguments, Command, file_argument, json_option, reader, words

if TYPE_CHECKING:
    from fixtures.readers import SimulatedReader
    from sampling.store import Inspection
    from sampling.training.collect import Collection

USUAL_FILES = 12
"""Files each reader reads unless told otherwise: the fewest that give an indication."""


def _new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the folder to make")
    parser.add_argument("--scenario", metavar="ID", required=True, help="a synthetic authority")
    parser.add_argument("--readers", metavar="N|NAMES", required=True, help="how many, or names with commas")
    parser.add_argument(
        "--cases", metavar="N", type=int, default=USUAL_FILES, help="files each reader reads (else 12)"
    )
    parser.add_argument("--shared", metavar="K", type=int, help="of these, read by everybody (else all)")
    parser.add_argument("--area", metavar="A,...", type=words, default=[], help="else children_in_care")
    parser.add_argument("--minutes", metavar="M", type=int, default=0, help="time limit (else none)")
    parser.add_argument("--seed", metavar="S", help="seed of the authority (else one nobody can guess)")
    parser.add_argument("--one-file", action="store_true", help="one file for a shared machine, with PINs")
    parser.add_argument("--as", metavar="NAME", dest="reader", type=reader, help="the trainer")


def _new(arguments: Arguments) -> int:
    from sampling.training.folder import SessionFolder
    from tui import sessions

    plan = sessions.plan_for(
        arguments.scenario,
        arguments.readers,
        arguments.area,
        arguments.cases,
        arguments.shared,
        seed=arguments.seed,
        minutes=arguments.minutes,
        one_file=arguments.one_file,
    )
    made = sessions.make_session(arguments.folder, arguments.scenario, plan, arguments.reader)
    folder = SessionFolder(arguments.folder)
    out.say(f"{arguments.folder}: {out.counted(len(plan.readers), 'reader')}, {plan.files} files each")
    out.say(f"{plan.shared} read by everybody, {plan.own} by one reader alone; {len(made.reads)} drawn")
    out.say(f"hand-outs: {folder.hand_outs}")
    out.say(f"who reads what, and what to do next: {folder.sheet} (yours alone)")
    if plan.seed_advice:
        out.complain(plan.seed_advice)
    if made.key_sha256:
        out.say(f"key sha256 {made.key_sha256}")
    else:
        out.complain("this scenario has no answer key: readers can be compared with each other only")
    return 0


def _collect_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the session's folder")
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="files that came back elsewhere")


def _collect(arguments: Arguments) -> int:
    from sampling.training.collect import collect
    from sampling.training.folder import SessionFolder

    found = collect(SessionFolder(arguments.folder), arguments.files)
    _print_progress(found)
    out.say(f"{found.collected}: {out.counted(len(found.files), 'file')} brought together")
    return 0


def _print_progress(found: Collection) -> None:
    for notice in found.notices:
        out.complain(notice)
    out.table(
        ("reader", "completed", "ratings", "minutes"),
        (
            (
                f"{item.reader} (simulated)" if item.simulated else item.reader,
                f"{item.completed} of {item.assigned}",
                item.rated,
                "-" if item.minutes is None or item.simulated else item.minutes,
            )
            for item in found.readers
        ),
    )


def _debrief_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the session's folder")
    parser.add_argument("--as", metavar="NAME", dest="reader", type=reader, help="the trainer")
    json_option(parser)


def _sure(inspection: Inspection) -> bool:
    """Ask a person at the terminal once more while readers are not done, since it cannot be undone."""
    from sampling.training.collect import progress
    from sampling.training.keeping import session_of

    session = session_of(inspection)
    if session is None or session.open or not out.at_terminal():
        return True
    left = [item.reader for item in progress(inspection, session) if item.completed < item.assigned]
    if not left:
        return True
    out.paragraphs(f"{out.counted(len(left), 'reader')} not done yet: {', '.join(left)}")
    return input("Open the debrief all the same, for good? Type 'yes': ").strip().casefold() == "yes"


def _debrief(arguments: Arguments) -> int:
    from sampling.store import Inspection
    from sampling.training.document import debrief_json
    from sampling.training.folder import SessionFolder
    from sampling.training.opening import load_debrief, open_debrief
    from sampling.training.writing import write_pages
    from tui.cli.agreement_view import print_debrief

    folder = SessionFolder(arguments.folder).checked()
    if not folder.collected.exists():
        raise FileError(f"{arguments.folder}: collect the readers' files first: session collect FOLDER")
    with Inspection.open(folder.collected, reader=arguments.reader) as inspection:
        if not (arguments.json or _sure(inspection)):
            out.say("nothing was opened")
            return 1
        opened = open_debrief(inspection, folder.key)
        found = load_debrief(inspection)
        written = write_pages(folder, inspection.edition, found)
        for notice in opened.notices:
            out.complain(notice)
        if arguments.json:
            out.give_json(debrief_json(found))
            return 0
        print_debrief(found)
    out.say("")
    for path in written:
        out.say(f"{path}")
    return 0


def _rehearse_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--skill", metavar="0..1", type=float, default=0.8, help="how often right (else 0.8)")
    parser.add_argument(
        "--leaning", metavar="-1..1", type=float, default=0.0, help="below 0 too kind, above too harsh"
    )
    parser.add_argument("--seed", metavar="S", help="else the name")
    parser.add_argument(
        "--ambiguous",
        metavar="CRITERION,...",
        type=words,
        default=[],
        help="read at random (else those of the scenario)",
    )
    parser.add_argument(
        "--plan", action="store_true", help="how many shared files are enough; writes nothing"
    )
    parser.add_argument("--readers", metavar="N", type=int, default=6, help="with --plan: readers (else 6)")


def _rehearse(arguments: Arguments) -> int:
    from fixtures.readers import SimulatedReader
    from tui import sessions

    name = arguments.reader or "simulated"
    seed = arguments.seed if arguments.seed is not None else name
    simulated = SimulatedReader(seed, arguments.skill, arguments.leaning, frozenset(arguments.ambiguous))
    if arguments.plan:
        return _plan(arguments, simulated)
    done = sessions.rehearse(arguments.file, name, simulated)
    out.say(f"{done.reader} (simulated): {out.counted(len(done.cases), 'case')} read, {done.answers} answers")
    out.say("marked as simulated for good, and out of every roll-up unless asked for")
    return 0


def _plan(arguments: Arguments, like: SimulatedReader) -> int:
    from sampling.store import Inspection
    from sampling.training.rehearsal import check_may_rehearse, key_of
    from sampling.training.sizing import sizes
    from tui import sessions

    if arguments.readers < 2:
        raise UsageError("--readers: agreement needs two readers or more")
    with Inspection.open(arguments.file, read_only=True) as inspection:
        check_may_rehearse(inspection)
        key = key_of(inspection)
    like = sessions.as_planted(like, key.scenario)
    room = [replace(like, seed=f"{like.seed}|{place}") for place in range(arguments.readers)]
    found = sizes(sessions.rehearsed_marks(key, room))
    out.say(
        f"{arguments.readers} readers, each right {100 * arguments.skill:.0f} times in 100: "
        "Krippendorff's alpha, ordinal metric, in 95 of 100 sessions"
    )
    out.table(
        ("shared files", "from", "to", "known to within"),
        ((size.files, f"{size.low:.2f}", f"{size.high:.2f}", f"{size.half_width:.2f}") for size in found),
    )
    return 0


def _agreement_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="one inspection's file, or several"
    )
    parser.add_argument("--as", metavar="READER", dest="reader", type=reader, help="who is reading")
    json_option(parser)


def _agreement(arguments: Arguments) -> int:
    from sampling.training.comparison import compare_files, comparison_json
    from tui.cli.agreement_view import print_agreement

    found = compare_files(arguments.files, arguments.reader)
    for notice in found.notices:
        out.complain(notice)
    if arguments.json:
        out.give_json(comparison_json(found))
        return 0
    print_agreement(found)
    return 0


COMMANDS = {
    "session new": Command(
        _new_options,
        _new,
        "Makes a folder with the trainer's file, the answer key, a sheet of who reads what, and in\n"
        "hand-outs one file for each reader: the same draw, its cases and documents, no seed of the\n"
        "authority and no key. With --one-file the readers share one file and sign in by name and PIN;\n"
        "a PIN keeps honest people honest and is no lock.",
        (
            "session new monday --scenario ashmere --readers 10",
            "session new monday --scenario ashmere --readers anna,ben,cara --cases 16 --shared 12",
            "session new monday --scenario littlewick --readers 6 --area children_in_need --one-file",
        ),
    ),
    "session collect": Command(
        _collect_options,
        _collect,
        "Takes the files in FOLDER/hand-outs, and any others named. What is missing, late or of another\n"
        "session is said in a line, and the rest goes on. It may be done again whenever a file comes in.",
        ("session collect monday", "session collect monday /media/stick/ben.ilacs"),
    ),
    "session debrief": Command(
        _debrief_options,
        _debrief,
        "Opens the debrief for good: the key is brought in if its digest is the one that was handed out,\n"
        "and from then on everybody may see everything. Writes the debrief and each reader's own page. At a\n"
        "terminal it asks once more while readers are not done.",
        ("session debrief monday", "session debrief monday --json"),
    ),
    "rehearse": Command(
        _rehearse_options,
        _rehearse,
        "A simulated reader reads the cases assigned to it, else all, from the key beside the file. It is\n"
        "marked as simulated for good, so try out another session than the one to be held. On hand-outs\n"
        "it is refused before the debrief, since it would tell the answers. With --plan nothing is\n"
        "written: a room of such readers shows how many shared files make agreement known well enough.",
        (
            "rehearse monday/session.ilacs --as reader-01 --skill 0.9",
            "rehearse monday/session.ilacs --as reader-02 --leaning -0.7",
            "rehearse monday/session.ilacs --plan --readers 10",
        ),
    ),
    "agreement": Command(
        _agreement_options,
        _agreement,
        "Of a real inspection too: cases that two inspectors read, without a key. Each sees others'\n"
        "findings of a case only once it may; what is left out is said.",
        ("agreement ours.ilacs --as anna", "agreement anna.ilacs ben.ilacs --json"),
    ),
}
