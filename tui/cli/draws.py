"""The command that draws, and what it prints so that anyone can check the draw."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, get_args

from sampling.draw import designs
from sampling.draw.selection import AllocationName, Design, DesignName, Selection
from sampling.draw.tickets import seed_advice
from sampling.errors import UsageError, unknown
from tui.cli import out
from tui.cli.files import to_write
from tui.cli.parsing import Arguments, Command, file_argument, json_option, words

if TYPE_CHECKING:
    from sampling.store import Inspection
    from sampling.store.cases import CaseLine


def _options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("area", metavar="AREA", help="such as safeguarding or children_in_care")
    parser.add_argument("-n", metavar="N", type=int, required=True, help="how many files to read")
    parser.add_argument("--seed", metavar="S", help="the seed, best thrown with dice together")
    parser.add_argument("--extend", metavar="NAME", help="grow this draw to N files; it has its seed already")
    parser.add_argument("--design", metavar="DESIGN", help=", ".join(get_args(DesignName)))
    parser.add_argument("--by", metavar="COLUMN,...", type=words, help="columns to stratify or sort by")
    parser.add_argument("--allocation", metavar="HOW", help=", ".join(get_args(AllocationName)))
    parser.add_argument(
        "--expect", metavar="S=P,...", action="append", help="expected share good or better of a stratum"
    )
    parser.add_argument(
        "--weight", metavar="FLAG=W,...", action="append", help="added weight of a flag, for a draw by risk"
    )
    parser.add_argument("--reserve", metavar="K", type=int, help="how many in reserve (else as many again)")
    parser.add_argument("--name", metavar="NAME", default="", help="the draw's name (else AREA-1 and so on)")
    json_option(parser)


def _draw(arguments: Arguments) -> int:
    from sampling.store.draws import extension_in_words
    from sampling.store.updating import behind
    from tui.making import document_source, write_key

    with to_write(arguments) as inspection:
        area = inspection.edition.area(arguments.area)
        if arguments.extend:
            selection = _extend(arguments, inspection, area.id)
        elif arguments.seed is None:
            raise UsageError("a draw needs a seed: --seed, best thrown with dice together after the freeze")
        else:
            selection = inspection.draws.draw(
                area.id,
                arguments.n,
                arguments.seed,
                design=_design(arguments, area.id),
                reserve=arguments.reserve,
                name=arguments.name,
                documents=document_source(inspection),
            )
        write_key(inspection, selection)
        entry = next(item for item in inspection.draws.all() if item.draw == selection.name)
        lines = {line.child: line for line in inspection.cases.all(area.id) if line.draw == selection.name}
        outdated = behind(inspection, area.id)
    cases = [lines[place.child] for place in selection.tickets]
    if outdated is not None:
        out.complain(outdated.line)
    if not arguments.extend and (advice := seed_advice(selection.seed)):
        out.complain(advice)
    if arguments.extend:
        out.complain(extension_in_words(entry))
    if arguments.json:
        out.give_json(_document(selection, bool(entry.witnessed), cases))
    else:
        _print(area.name, selection, bool(entry.witnessed), cases)
    return 0


def _extend(arguments: Arguments, inspection: Inspection, area: str) -> Selection:
    """A draw grown; whatever belongs to a new draw is refused."""
    from tui.making import document_source

    given = (arguments.seed, arguments.design, arguments.by, arguments.allocation, arguments.reserve)
    if any(item is not None for item in given) or arguments.name or arguments.expect or arguments.weight:
        raise UsageError("--extend takes only -n: the draw keeps its seed, its design and its reserve")
    entry = inspection.draws.entry(arguments.extend)
    if entry.area != area:
        raise UsageError(f"draw '{entry.draw}' is of {entry.area.replace('_', ' ')}, not of {area}")
    return inspection.draws.extend(entry.draw, arguments.n, document_source(inspection))


def _design(arguments: Arguments, area: str) -> Design | None:
    """The design that the options ask for; None for the area's usual one."""
    usual = designs.default_design(area)
    name = _named("design", arguments.design, get_args(DesignName))
    allocation = _named("allocation", arguments.allocation, get_args(AllocationName))
    if not name and arguments.weight:
        name = "risk"
    if not name and (arguments.by or allocation or arguments.expect):
        name = "stratified"
    if not name:
        return None
    by = tuple(arguments.by or ())
    if name == "stratified":
        by = by or usual.by or ("status",)
        if not allocation:
            as_usual = usual.name == name and by == usual.by
            allocation = "neyman" if arguments.expect else usual.allocation if as_usual else "proportional"
    elif allocation:
        raise UsageError(f"a {name} draw has no allocation: that belongs to a stratified one")
    return Design(
        name,  # type: ignore[arg-type]  # checked by _named
        by=by,
        allocation=allocation or "proportional",  # type: ignore[arg-type]  # checked by _named
        expect=_pairs("--expect", arguments.expect, share=True),
        weights=_pairs("--weight", arguments.weight, share=False),
    )


def _named(what: str, given: str | None, choices: tuple[str, ...]) -> str:
    """One of the known words, in any case; empty where none was given."""
    word = (given or "").strip().casefold()
    if word and word not in choices:
        raise unknown(what, word, list(choices))
    return word


def _pairs(option: str, given: list[str] | None, *, share: bool) -> dict[str, float]:
    """``NAME=NUMBER`` pairs; a name may hold commas where the option is given once for each pair."""
    found: dict[str, float] = {}
    for text in given or ():
        parts = text.split(",")
        for part in parts if all("=" in item for item in parts) else [text]:
            name, _, number = part.rpartition("=")
            found[name.strip()] = _number(option, part, number, share=share)
    return found


def _number(option: str, part: str, text: str, *, share: bool) -> float:
    percent = text.strip().endswith("%")
    try:
        value = float(text.strip().removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        value = -1.0
    if "=" not in part or not 0 <= value <= (1 if share else 1e6) or (percent and not share):
        wanted = "a share from 0 to 1, such as plan=0.7" if share else "a number of 0 or more, such as flag=2"
        raise UsageError(f"{option} '{part[:60]}': write {wanted}")
    return value


def _document(selection: Selection, witnessed: bool, cases: list[CaseLine]) -> dict[str, object]:
    return {
        "draw": selection.name,
        "area": selection.area,
        "frame_size": selection.frame_size,
        "frame_sha256": selection.frame_sha256,
        "design": selection.design.name,
        "seed": selection.seed,
        "witnessed": witnessed,
        "cases": [
            {
                "case": line.case_id,
                "child": line.child,
                "stratum": line.stratum,
                "ticket": line.ticket,
                "order": line.place,
                "role": line.role,
                **({"replaces": line.replaces} if line.replaces else {}),
            }
            for line in cases
        ],
    }


def _print(area: str, selection: Selection, witnessed: bool, cases: list[CaseLine]) -> None:
    sampled = sum(line.role == "sampled" for line in cases)
    out.say(
        f"{area}: {out.counted(sampled, 'case')} of {selection.frame_size:,} drawn, "
        f"{sum(line.role == 'reserve' for line in cases)} in reserve "
        f"({designs.in_words(selection.design)}; draw {selection.name})"
    )
    out.say(f"frame sha256 {selection.frame_sha256}")
    if any(line.role == "removed" for line in cases):
        out.say(f"{sum(line.role == 'removed' for line in cases)} removed")
    out.say(
        "the seed was typed after the frame was frozen"
        if witnessed
        else "the frame was frozen by this draw, so nobody can show that the seed came after it"
    )
    for stratum in selection.strata if len(selection.strata) > 1 else ():
        out.say(f"  {stratum.name}: {stratum.n} of {stratum.size:,}")
    if selection.merge_rule:
        out.paragraphs(selection.merge_rule)
    out.table(
        ("case", "role", "place", "ticket begins", "stratum"),
        ((line.case_id, line.role, line.place, line.ticket[:16], line.stratum) for line in cases),
    )
    if selection.design.name in ("simple", "stratified"):
        seed = selection.seed.replace("'", "'\\''")
        first = cases[0]
        out.say(f"to check {first.case_id}:")
        out.say(f"  printf %s '{seed}|{selection.name}|{first.child}' | sha256sum")


COMMANDS = {
    "draw": Command(
        _options,
        _draw,
        "A child's ticket is the SHA-256 of SEED|DRAW|ID; the smallest tickets of each stratum are drawn\n"
        "and the next are the reserve. Freeze the frame first (frame --freeze), show its digest, then\n"
        "throw the seed. Safeguarding is stratified by status in equal numbers unless asked otherwise;\n"
        "the other areas are drawn simply.",
        (
            "draw ours.ilacs children_in_care -n 12 --seed 462351326145321346512634",
            "draw ours.ilacs safeguarding -n 16 --seed 4623 --by status,team --allocation proportional",
            "draw ours.ilacs leaving_care -n 12 --seed 4623 --weight not_in_touch=2",
            "draw ours.ilacs children_in_care -n 16 --extend children_in_care-1",
        ),
    ),
}
