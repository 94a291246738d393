"""What the Plan place shows of an area, as content: its line, its strata, its flags, its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from sampling.caseload import flags
from sampling.draw import planning
from sampling.draw.tickets import groups
from sampling.findings.drawn import DrawEntry, FrozenFrame
from sampling.framework.edition import Area, Edition
from sampling.store import Inspection
from sampling.store.times import Pace
from sampling.store.uncollected import uncollected
from tui.safe import column, fit, gap, join, line, literal, rows
from tui.widgets.bars import bar
from tui.widgets.rows import Row
from tui.widgets.words import instant, plain

MOST_STRATA = 12
"""Strata shown of one column; the rest are counted together."""

SHORTEST_BAR = 12
"""Cells of a bar, under which names are cut."""

USUAL = 12
"""Files planned for at first: the fewest that give an indication."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The frame of an area as counted; it does not change while the lists do not.

    Attributes:
        size: children in it.
        counts: by stratum column, how many children have each value, the most first.
        flags: by flag, how many children carry it.
        behind: where the lists were corrected after the frame was frozen, what that means; else empty.
    """

    size: int
    counts: Mapping[str, Sequence[tuple[str, int]]]
    flags: Sequence[tuple[str, int]]
    behind: str = ""


@uncollected()
def measure(inspection: Inspection, area: str) -> Measured:
    """Count an area's frame; reads the lists, so for a thread."""
    from sampling.store.updating import behind

    frame = inspection.draws.frame(area)
    outdated = behind(inspection, area)
    found = tuple((item.flag, item.size) for item in inspection.draws.flag_counts(frame))
    raised = {flag for flag, _ in found}
    columns = [name for name in frame.columns if name not in raised]
    measured = Measured(
        frame.size,
        {name: tuple(frame.counts(name).most_common()) for name in columns},
        found,
        outdated.line if outdated else "",
    )
    if frame.size:
        # The first plan of a population is slow and the next ones are remembered, so it is made here.
        sentences(measured.size, min(USUAL, measured.size), inspection.edition)
    return measured


def sentences(size: int, n: int, edition: Edition, pace: Pace | None = None) -> tuple[str, ...]:
    """What a sample of ``n`` can show; the hours by the pace measured so far, else by the edition's guess."""
    minutes = max(1, round(pace.minutes)) if pace else edition.thresholds.minutes_per_file
    return planning.sentences(size, n, bands=edition.bands, minutes_per_file=minutes)


def area_row(
    area: Area, measured: Measured | None, frozen: FrozenFrame | None, drawn: Sequence[DrawEntry], n: int
) -> Row:
    """One area's line: how many children, how many planned, whether frozen, what was drawn."""
    known = measured or frozen
    size = f"{known.size:,}" if known else "…"
    planned = str(n) if measured and measured.size else "-"
    state = f"frozen {groups(frozen.sha256[:8])}" if frozen else "not frozen"
    was = " ".join(f"{entry.n} drawn" for entry in drawn[:1]) + (
        f" and {len(drawn) - 1} more" if drawn[1:] else ""
    )
    return Row(area.id, literal(_areas_line(area.name, size, planned, state, was)), wrap=False)


def titles() -> Content:
    """The columns' titles."""
    return literal(_areas_line("Area", "In frame", "Plan", "Frame", "Drawn"))


def _areas_line(area: str, size: str, n: str, state: str, drawn: str) -> str:
    return f"{fit(area, 22)}{fit(size, 9, right=True)}{fit(n, 7, right=True)}   {fit(state, 20)}{drawn}"


def plan_text(area: Area, measured: Measured, n: int, edition: Edition, pace: Pace | None = None) -> Content:
    """What a sample of ``n`` can show, in words."""
    if not measured.size:
        return rows(
            [
                line(area.name, "bold $accent"),
                line("Nobody in the lists belongs to this area, so there is nothing to draw."),
            ]
        )
    head = join(
        line(f"{area.name}: {n} of {measured.size:,}", "bold $accent"),
        gap(3),
        line("+ and - change it", "$text-muted"),
    )
    shown = [head, *(line(said) for said in sentences(measured.size, n, edition, pace))]
    if measured.behind:
        shown.append(line(f"! {measured.behind}", "bold $text-warning"))
    measured_by = f"Minutes a file as measured over {pace.readings} completed readings." if pace else ""
    return rows([*shown, line(measured_by, "$text-muted")] if pace else shown)


def frame_text(area: Area, measured: Measured, by: str, width: int) -> Content:
    """Who is in the frame, by one column, and the flags raised; both as bars beside their numbers."""
    if not measured.size:
        return gap(1)
    shown = [line(f"By {plain(by)}", "bold $accent")]
    counts = list(measured.counts[by])
    if len(counts) > MOST_STRATA:
        rest = counts[MOST_STRATA - 1 :]
        counts = [*counts[: MOST_STRATA - 1], (f"{len(rest)} more", sum(size for _, size in rest))]
    named = [(plain(name), size) for name, size in counts]
    raised = [(_titles(area.id)[flag], size) for flag, size in measured.flags if size]
    shown += _bars(named, raised, width)
    shown += [gap(1), line("Flags: reasons to look, never findings", "bold $accent")]
    shown += _bars(raised, named, width) if raised else [line("None is raised by the lists.")]
    return rows(shown)


def drawn_text(drawn: Sequence[DrawEntry]) -> Content:
    """What was drawn from the area, a line each."""
    if not drawn:
        return line("Nothing is drawn from it yet: press d.", "$text-muted")
    shown = []
    for place, entry in enumerate(drawn):
        witnessed = "" if entry.witnessed else " · the frame was not frozen before the seed"
        grown = f" · grown from {entry.first_n}" if entry.extended else ""
        later = " · a later draw, not pooled with the first" if place else ""
        words = f"{entry.draw}: {entry.n} of {entry.frame_size:,}, {entry.design}, {instant(entry.drawn_at)}"
        shown.append(line(words + grown + witnessed + later))
    shown.append(line("l lists the drawn children with their tickets", "$text-muted"))
    return rows(shown)


def _bars(counts: Sequence[tuple[str, int]], beside: Sequence[tuple[str, int]], width: int) -> list[Content]:
    """Names, numbers and bars, in line with those of another group; a name is cut before a bar is gone."""
    largest = max((size for _, size in counts), default=0)
    longest = max((len(name) for name, _ in (*counts, *beside)), default=0)
    digits = max((len(f"{size:,}") for _, size in (*counts, *beside)), default=0) + 2
    name_width = min(longest, max(12, width - 2 - digits - 1 - SHORTEST_BAR))
    room = min(40, max(6, width - 2 - name_width - digits - 1))
    return [
        join(
            gap(2),
            column(name, name_width),
            column(f"{size:,}", digits, right=True),
            gap(1),
            column(bar(size, largest, room), room, "$accent"),
        )
        for name, size in counts
    ]


def _titles(area: str) -> dict[str, str]:
    return {flag.id: flag.title for flag in flags.of_area(area)}
