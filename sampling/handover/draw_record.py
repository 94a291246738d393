"""The draw record: a printable page from which an outsider can check a draw.

It names children's ids, so it is a confidential file of its own, apart from every report.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sampling.draw import designs, tickets
from sampling.draw.frame import Frame
from sampling.draw.selection import Selection, Stratum
from sampling.findings.drawn import DrawEntry
from sampling.store import Inspection
from sampling.store.draws import extension_in_words

FRAME_FILE = "frame.csv"
"""What the record calls the frozen frame's file; any name will do."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; a line that starts with four spaces is a command."""

    heading: str
    lines: tuple[str, ...]


def draw_record(inspection: Inspection, draw: str, *, markdown: bool = False) -> str:
    """The record of one draw, as plain text or Markdown.

    Raises:
        UsageError: if there is no such draw.
    """
    entry = inspection.draws.entry(draw)
    selection = inspection.draws.selection(draw)
    frame = inspection.draws.frame(entry.area)
    sections = [
        _about(inspection, entry),
        _frame(entry, frame),
        _design(entry, selection),
        _strata(selection),
        _tickets(inspection, entry),
        _removals(inspection, entry),
        _redraw(entry, frame, selection),
    ]
    title = f"Draw record: {entry.draw}"
    kept = [section for section in sections if section.lines]
    return _as_markdown(title, kept) if markdown else _as_text(title, kept)


def _about(inspection: Inspection, entry: DrawEntry) -> Section:
    area = inspection.edition.area(entry.area)
    census = inspection.settings.census_date
    seen = (
        "The frame was frozen, and its digest shown, before the seed was typed."
        if entry.witnessed
        else "THE SEED WAS NOT TYPED AFTER A WITNESSED FREEZE: frame and seed were given together."
    )
    grown = extension_in_words(entry)
    return Section(
        "What this is",
        (
            "Confidential: this record names children's ids.",
            f"Authority: {inspection.settings.authority}",
            f"Area: {area.name}",
            f"Lists of: {census.day} {census:%B %Y}",
            f"Drawn: {entry.drawn_at}",
            seen,
            *((f"EXTENDED: {grown}.",) if grown else ()),
            *_counting(inspection, entry),
            f"Head digest of the inspection's journal: {inspection.journal.head()}",
        ),
    )


def _counting(inspection: Inspection, entry: DrawEntry) -> Iterator[str]:
    """Whether the area is estimated from this draw, where it is not simply the only or the first one."""
    first, chosen = inspection.draws.first(entry.area), inspection.draws.chosen(entry.area)
    of_first = f"the area's first draw, {first.draw}" if first else "no draw"
    # On one line, since a line of its own could be taken for one of the record's commands.
    why = f"({chosen.reader}): {' '.join(chosen.because.split())}" if chosen else ""
    if chosen is None:
        if first and first.draw != entry.draw:
            yield f"DOES NOT COUNT: the area is estimated from {of_first}."
    elif chosen.draw == entry.draw:
        yield f"COUNTS IN PLACE OF {of_first} {why}"
    else:
        yield f"DOES NOT COUNT: {chosen.draw} counts {why}"


def _frame(entry: DrawEntry, frame: Frame) -> Section:
    return Section(
        "The frame",
        (
            f"{frame.size} children; columns: id, {', '.join(frame.columns)}",
            "SHA-256 of the frame file, to be read aloud:",
            *_in_rows(tickets.groups(entry.frame_sha256)),
        ),
    )


def _design(entry: DrawEntry, selection: Selection) -> Section:
    design = selection.design
    return Section(
        "The design",
        (
            f"Design: {designs.in_words(design)}{' by ' + ', '.join(design.by) if design.by else ''}",
            *(
                f"Expected in {name}: {share:g} good or better"
                for name, share in sorted(design.expect.items())
            ),
            *(f"Added weight of {flag}: {weight:g}" for flag, weight in sorted(design.weights.items())),
            f"Draw: {selection.name}",
            f"Seed, as typed: {selection.seed}",
            f"Cases: {selection.n}; in reserve: {selection.reserve}",
            'Ticket: SHA-256 of "SEED|DRAW|ID"; the smallest are drawn first.',
        ),
    )


def _strata(selection: Selection) -> Section:
    width = max(len(stratum.name) for stratum in selection.strata)
    lines = [
        f"{stratum.name:<{width}}  {stratum.size:>7} children  {stratum.n:>5} drawn{_remark(stratum)}"
        for stratum in selection.strata
    ]
    return Section("Strata", (*lines, *((selection.merge_rule,) if selection.merge_rule else ())))


def _remark(stratum: Stratum) -> str:
    if stratum.merged:
        return f"  (put together: {', '.join(stratum.merged)})"
    return "  (read in full)" if stratum.full else ""


def _tickets(inspection: Inspection, entry: DrawEntry) -> Section:
    lines = []
    stratum = ""
    selection = inspection.draws.selection(entry.draw)
    roles = {line.child: line for line in inspection.cases.all(entry.area) if line.draw == entry.draw}
    for item in selection.tickets:
        if item.stratum != stratum:
            stratum = item.stratum
            lines.append(f"Stratum {stratum}:")
        line = roles[item.child]
        for_whom = f", for {line.replaces}" if line.replaces else ""
        chance = f", probability {item.probability:.4f}" if item.probability is not None else ""
        lines.append(f"{item.order:>5}  {item.ticket}  {item.child}  ({line.role}{for_whom}{chance})")
    counts = Counter(line.role for line in roles.values())
    told = ", ".join(f"{count} {role}" for role, count in counts.items())
    return Section("Every ticket, in order", (f"{told}.", *lines))


def _removals(inspection: Inspection, entry: DrawEntry) -> Section:
    reasons = inspection.edition.removal_reasons
    return Section(
        "Removed",
        tuple(
            f"{row.child}: {reasons[row.reason].text} ({row.kind.replace('_', ' ')}); "
            f"agreed by {row.agreed_by}; recorded by {row.reader}, {row.at}"
            for row in inspection.roster.removals(entry.draw)
        ),
    )


def _redraw(entry: DrawEntry, frame: Frame, selection: Selection) -> Section:
    if selection.design.name not in ("simple", "stratified"):
        return Section(
            "Checking it",
            ("This design is checked with `ilacs-sample verify`; it is not drawn with a few commands.",),
        )
    return Section(
        "Checking it without this program",
        (
            f"With the frame as {FRAME_FILE}, on any computer with a POSIX shell. First the frame:",
            f"    echo '{entry.frame_sha256}  {FRAME_FILE}' | sha256sum -c",
            "Then each stratum; what is printed must be the tickets above, drawn and in reserve.",
            *recipe(frame, selection),
        ),
    )


def recipe(frame: Frame, selection: Selection) -> tuple[str, ...]:
    """The commands that re-draw a simple or stratified draw from the frame file, a pair a stratum.

    Each prints ticket and id, smallest first: the drawn children and then the reserve.
    """
    prefix = shlex.quote(f"{selection.seed}|{selection.name}|")
    lines: list[str] = []
    for stratum in selection.strata:
        count = sum(item.stratum == stratum.name for item in selection.tickets)
        lines.append(f"Stratum {stratum.name} ({stratum.n} drawn, {count - stratum.n} in reserve):")
        lines.append(
            f"    {_ids(frame, selection, stratum)} | while IFS= read -r id; do"
            f' printf \'%s  %s\\n\' "$(printf \'%s%s\' {prefix} "$id" | sha256sum | cut -c1-64)" "$id";'
            f" done | LC_ALL=C sort | head -n {count}"
        )
    return tuple(lines)


def _ids(frame: Frame, selection: Selection, stratum: Stratum) -> str:
    """A command that prints the ids of one stratum, a line each."""
    if not selection.design.by:
        return f"tail -n +2 {FRAME_FILE} | {_first_column(frame)}"
    places = [frame.column(name) for name in selection.design.by]
    wanted = set(stratum.merged or (stratum.name,))
    combinations = sorted(
        {
            values
            for row in frame.rows
            if " / ".join(values := tuple(row.values[place] for place in places)) in wanted
        }
    )
    if '"' in frame.csv:
        chosen = repr([list(values) for values in combinations])
        script = (
            "import csv, sys; "
            f"[print(r[0]) for r in list(csv.reader(sys.stdin))[1:] "
            f"if [r[p] for p in {[place + 1 for place in places]!r}] in {chosen}]"
        )
        return f"python3 -c {shlex.quote(script)} < {FRAME_FILE}"
    condition = " || ".join(
        "("
        + " && ".join(f"${place + 2} == {_awk(value)}" for place, value in zip(places, values, strict=True))
        + ")"
        for values in combinations
    )
    return f"awk -F, {shlex.quote(f'NR > 1 && ({condition}) {{ print $1 }}')} {FRAME_FILE}"


def _first_column(frame: Frame) -> str:
    if '"' in frame.csv:
        return "python3 -c 'import csv, sys; [print(r[0]) for r in csv.reader(sys.stdin)]'"
    return "cut -d, -f1"


def _awk(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    # Compared as text: without the empty string, awk would take 07 for 7.
    return f'"{escaped}" ""'


def _in_rows(grouped: str) -> tuple[str, ...]:
    parts = grouped.split(" ")
    return tuple(" ".join(parts[start : start + 8]) for start in range(0, len(parts), 8))


def _as_text(title: str, sections: list[Section]) -> str:
    blocks = [f"{title}\n{'=' * len(title)}"]
    for section in sections:
        blocks.append("\n".join((section.heading, "-" * len(section.heading), *section.lines)))
    return "\n\n".join(blocks) + "\n"


def _as_markdown(title: str, sections: list[Section]) -> str:
    blocks = [f"# {title}"]
    for section in sections:
        blocks.append(f"## {section.heading}")
        plain = [line for line in section.lines if not line.startswith("    ")]
        if len(plain) == len(section.lines) and len(plain) < 12 and section.heading != "Strata":
            blocks.append("\n".join(f"- {_escaped(line)}" for line in section.lines))
        else:
            blocks.append(
                "```text\n" + "\n".join(line.replace("```", "'''") for line in section.lines) + "\n```"
            )
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in r"\`*_[]<>|#" else character for character in text)
