"""The list of commands: enough to print the overview and to find a command, and nothing heavier."""

from __future__ import annotations

from typing import NamedTuple


class Listed(NamedTuple):
    """A command in the overview: its words, the module in ``tui.cli`` that has it, and what it does."""

    name: str
    module: str
    does: str


GROUPS: tuple[tuple[str, tuple[Listed, ...]], ...] = (
    (
        "Start",
        (
            Listed("demo", "starting", "a training inspection on a synthetic authority, drawn"),
            Listed("open", "starting", "open an inspection where it was left"),
            Listed("scenarios", "starting", "the synthetic authorities"),
            Listed("new", "starting", "make an inspection from a workbook or a synthetic authority"),
            Listed("update", "updating", "take corrected lists: what is new, gone or changed"),
            Listed("caseload", "caseloads", "a synthetic authority as an Annex A workbook"),
            Listed("check-annex-a", "population", "read an Annex A workbook and report; writes nothing"),
        ),
    ),
    (
        "Draw",
        (
            Listed("frame", "population", "who may be drawn in an area, and the frame's digest"),
            Listed("plan", "planning", "what samples of an area can show, before the seed"),
            Listed("draw", "draws", "draw a sample that anyone can check"),
            Listed("target", "rosters", "add children chosen for a reason, outside every estimate"),
            Listed("remove", "rosters", "put a drawn case aside; the next of the reserve stands in"),
            Listed("count", "rosters", "let another draw of an area count than its first"),
            Listed("assign", "recording", "say who reads which cases"),
        ),
    ),
    (
        "Read",
        (
            Listed("cases", "cases", "the list of cases and how far each is read"),
            Listed("show", "cases", "one child's file, with your findings"),
            Listed("read", "reading_aloud", "one case question by question, in plain lines to listen to"),
            Listed("search", "cases", "find words in the files and findings of the drawn cases"),
        ),
    ),
    (
        "Record",
        (
            Listed("rate", "recording", "rate one criterion of a case, or the case overall"),
            Listed("entry", "recording", "add an entry seen in the authority's own system"),
            Listed("complete", "recording", "complete the reading of a case"),
            Listed("reopen", "recording", "open a completed case again, with the reason"),
            Listed("undo", "recording", "take back the last thing you recorded"),
            Listed("redo", "recording", "bring back what was last undone"),
            Listed("query add", "raising", "raise an open question on a case"),
            Listed("query answer", "raising", "answer a question"),
            Listed("query close", "raising", "close a question"),
            Listed("query list", "raising", "the questions"),
            Listed("concern add", "raising", "refer a child back to the authority"),
            Listed("concern answer", "raising", "record what the authority answered"),
            Listed("concern close", "raising", "close a concern: satisfied"),
            Listed("concern list", "raising", "the concerns"),
            Listed("concern page", "reporting", "the concerns as a page for the authority"),
            Listed("enquiry add", "enquiries", "start a line of enquiry"),
            Listed("enquiry gather", "enquiries", "gather findings on a criterion across cases"),
            Listed("enquiry note", "enquiries", "add what managers, services or leaders said or wrote"),
            Listed("enquiry conclude", "enquiries", "conclude a line of enquiry"),
            Listed("enquiry reopen", "enquiries", "go on with a concluded one"),
            Listed("enquiry list", "enquiries", "the lines of enquiry with their evidence"),
            Listed("audit-grade", "consistency", "the authority's own audit grade of a case"),
        ),
    ),
    (
        "Weigh",
        (
            Listed("merge-strata", "weighing", "put strata too thin for an interval together"),
            Listed("rollup", "weighing", "what the findings amount to, with counts and intervals"),
            Listed("consistency", "consistency", "where readers of one case differ"),
            Listed("moderate", "consistency", "record what readers agreed; it counts from then on"),
            Listed("judge", "weighing", "enter a grade with reasons"),
            Listed("improve draft", "improving", "put forward what needs to improve, and strengths"),
            Listed("improve add", "improving", "add a point in your own words"),
            Listed("improve edit", "improving", "change a point, leave it out or bring it back"),
            Listed("improve order", "improving", "put a point in its place"),
            Listed("improve list", "improving", "the points in their order"),
        ),
    ),
    (
        "Train",
        (
            Listed("session new", "training", "set up a session of readers on a synthetic authority"),
            Listed("session collect", "training", "bring the readers' files together; who is missing"),
            Listed("session debrief", "training", "open the debrief: readers, the key, and each other"),
            Listed("rehearse", "training", "let a simulated reader read, to try a session out"),
            Listed("agreement", "training", "how alike readers read the same files"),
        ),
    ),
    (
        "Hand over",
        (
            Listed("export", "handing_over", "the findings as SQLite, CSV, JSON or a workbook"),
            Listed("report", "reporting", "the report as a page to read and print, or Markdown"),
            Listed("draw-record", "handing_over", "the page from which an outsider can check a draw"),
        ),
    ),
    (
        "Keep",
        (
            Listed("verify", "keeping", "check that every number is still the one written"),
            Listed("copy", "keeping", "copy an inspection file, checked"),
            Listed("merge", "merging", "bring several laptops' files together"),
            Listed("backup", "safekeeping", "make a backup now, list them, or go back to one"),
            Listed("recover", "safekeeping", "get back what can be got back from a damaged file"),
            Listed("redact", "safekeeping", "blank a wrong name for good; the chain still checks"),
            Listed("lock", "safekeeping", "encrypt a file and its backups with a passphrase"),
            Listed("unlock", "safekeeping", "take the passphrase away"),
            Listed("purge", "safekeeping", "remove an inspection and its backups for good"),
            Listed("info", "keeping", "versions, places, what a file holds, the key card"),
            Listed("completion", "completing", "a script that lets the shell fill in on tab"),
        ),
    ),
)
"""Every command, in the order of the work."""

COMMANDS: dict[str, Listed] = {listed.name: listed for _heading, group in GROUPS for listed in group}
"""The commands by name; some have two words."""


def overview() -> str:
    """What ``--help`` prints."""
    width = max(map(len, COMMANDS)) + 2
    lines = [
        "usage: ilacs-sample [COMMAND ...]",
        "",
        "Draw, read and weigh samples of children's case files.",
        "Without a command it opens the full-screen app.",
    ]
    for heading, group in GROUPS:
        lines += ["", f"{heading}:", *(f"  {item.name:<{width}}{item.does}" for item in group)]
    lines += [
        "",
        "ilacs-sample help COMMAND (or COMMAND --help) tells more, with examples.",
        "ilacs-sample --version prints the version.",
        "",
        "Exit status: 0 done, 1 it failed or did not verify, 2 wrong usage.",
        "--as NAME says who is reading. ILACS_SAMPLE_HOME names a folder for the demo.",
    ]
    return "\n".join(lines)


def family(word: str) -> str:
    """The commands that begin with this word, such as those of ``query``; empty for none."""
    items = [item for name, item in COMMANDS.items() if name.split()[0] == word]
    if not items:
        return ""
    width = max(len(item.name) for item in items) + 2
    return "\n".join(
        [f"usage: ilacs-sample {word} ...", "", *(f"  {item.name:<{width}}{item.does}" for item in items)]
    )


def nearest(word: str) -> str:
    """A hint for a word that is no command."""
    import difflib

    near = difflib.get_close_matches(word, list(COMMANDS), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else "ilacs-sample --help lists them"
