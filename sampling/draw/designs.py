"""Drawing, growing a draw, and drawing again to check one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sampling.draw.families import families
from sampling.draw.frame import Frame
from sampling.draw.merging import Partition, partitions
from sampling.draw.request import Outcome, Request
from sampling.draw.risk import risk
from sampling.draw.selection import Design, DesignName, Selection, Ticketed
from sampling.draw.stratified import simple, stratified
from sampling.draw.systematic import systematic
from sampling.draw.tickets import check_draw_name, check_seed
from sampling.errors import IlacsError, UsageError

_DRAWERS: dict[DesignName, Callable[[Request], Outcome]] = {
    "simple": simple,
    "stratified": stratified,
    "systematic": systematic,
    "risk": risk,
    "families": families,
}


def default_design(area_id: str) -> Design:
    """The design used unless another is asked for.

    Safeguarding holds contacts with very different work in them, so it is stratified by status, in
    equal numbers; the other areas are drawn simply.
    """
    if area_id == "safeguarding":
        return Design("stratified", by=("status",), allocation="equal")
    return Design("simple")


def default_reserve(design: Design, n: int) -> int:
    """As many again; none for a systematic draw, which has no next one."""
    return 0 if design.name == "systematic" else n


def extendable(design: Design) -> bool:
    """Whether a draw of this design can grow and keep every drawn case."""
    return design.name == "simple" or (
        design.name == "stratified" and design.allocation in ("proportional", "equal")
    )


def draw(frame: Frame, *, name: str, seed: str, n: int, design: Design, reserve: int) -> Selection:
    """Draw from a frozen frame.

    Args:
        frame: whom to draw from.
        name: the draw's name, part of every ticket.
        seed: the seed, as typed.
        n: files to read (families, for a draw of families).
        design: how to choose.
        reserve: how many more to hold in reserve; fewer where the frame has no more. Split over
            strata as the sample is, rounded up.

    Raises:
        UsageError: for a size that the frame cannot give, a seed or name that cannot be used, or a
            design whose parts do not fit it or the frame.
    """
    check_draw_name(name)
    check_seed(seed)
    _check_size(frame, n, reserve)
    _check_design(design, reserve)
    request = Request(frame, name, seed, n, design, reserve)
    return _selection(request, _DRAWERS[design.name](request))


def extend(frame: Frame, selection: Selection, n: int) -> Selection:
    """A draw grown to ``n`` files: every drawn case stays, and the next tickets follow.

    Strata that were put together stay together. The reserve asked for stays as it was.

    Args:
        frame: the frame it was drawn from.
        selection: the draw to grow.
        n: files in all after growing.

    Raises:
        UsageError: for a design that cannot grow, or a size that is not larger or over the frame.
        IlacsError: if the frame is not the one drawn from.
    """
    design = selection.design
    if not extendable(design):
        raise UsageError(
            f"a {in_words(design)} draw cannot grow: only a simple draw, or a stratified one "
            "with proportional or equal allocation, keeps every drawn case"
        )
    if frame.sha256 != selection.frame_sha256:
        raise IlacsError(f"draw {selection.name} was made from another frame than this one")
    if n <= selection.n:
        raise UsageError(f"draw {selection.name} has {selection.n} files already: give a larger number")
    _check_size(frame, n, selection.reserve)
    request = Request(frame, selection.name, selection.seed, n, design, selection.reserve)
    if design.name == "simple":
        return _selection(request, simple(request))
    grown = _selection(request, stratified(request, _partition(selection)))
    # The reason for putting strata together was the size of the first draw.
    return replace(grown, merge_rule=selection.merge_rule)


def redraw(frame: Frame, selection: Selection) -> tuple[str, ...]:
    """Draw again from the frame and compare.

    Args:
        frame: the frame the selection should have been drawn from.
        selection: the draw to check.

    Returns:
        What differs, in words, without a child's id; empty where the draw is as it should be.
    """
    if frame.sha256 != selection.frame_sha256:
        return ("the frame has another digest than the draw records",)
    try:
        again = _draw_again(frame, selection)
    except IlacsError as error:
        return (f"it cannot be drawn again: {error}",)
    differences = []
    if (frame.area, frame.size) != (selection.area, selection.frame_size):
        differences.append("the frame's area or size is not the one recorded")
    if again.strata != selection.strata:
        differences.append("the strata and their sizes are not those recorded")
    if again.tickets != selection.tickets:
        differences.append(_first_difference(again.tickets, selection.tickets))
    return tuple(differences)


def in_words(design: Design) -> str:
    """A design in words, such as ``stratified (equal)``."""
    return f"{design.name} ({design.allocation})" if design.name == "stratified" else design.name


def _check_size(frame: Frame, n: int, reserve: int) -> None:
    if not frame.size:
        raise UsageError(f"nobody is in the frame of {frame.area}, so nothing can be drawn")
    if n < 1:
        raise UsageError(f"a draw takes 1 file or more, not {n}")
    if n > frame.size:
        raise UsageError(f"{n} files cannot be drawn from a frame of {frame.size}")
    if reserve < 0:
        raise UsageError(f"a reserve is 0 or more, not {reserve}")


def _check_design(design: Design, reserve: int) -> None:
    if design.name == "stratified" and not design.by:
        raise UsageError("a stratified draw needs a column or more to stratify by")
    if design.by and design.name not in ("stratified", "systematic"):
        raise UsageError(f"a {design.name} draw has no columns to stratify or sort by")
    if design.expect and (design.name, design.allocation) != ("stratified", "neyman"):
        raise UsageError("expected shares belong to a stratified draw with Neyman allocation")
    if design.weights and design.name != "risk":
        raise UsageError("weights of flags belong to a draw by risk")
    if design.name == "systematic" and reserve:
        raise UsageError("a systematic draw has no reserve, because nobody is next")


def _selection(request: Request, outcome: Outcome) -> Selection:
    return Selection(
        name=request.name,
        area=request.frame.area,
        seed=request.seed,
        design=request.design,
        n=request.n,
        reserve=request.reserve,
        frame_size=request.frame.size,
        frame_sha256=request.frame.sha256,
        strata=outcome.strata,
        tickets=outcome.tickets,
        merge_rule=outcome.merge_rule,
    )


def _partition(selection: Selection) -> Partition:
    return tuple(stratum.merged or (stratum.name,) for stratum in selection.strata)


def _draw_again(frame: Frame, selection: Selection) -> Selection:
    """The draw from its own seed and design, with the strata of a smaller first draw where it grew."""
    again = draw(
        frame,
        name=selection.name,
        seed=selection.seed,
        n=selection.n,
        design=selection.design,
        reserve=selection.reserve,
    )
    kept = _partition(selection)
    if selection.design.name != "stratified" or kept == _partition(again):
        return again
    sizes = {name: len(ids) for name, ids in frame.strata(selection.design.by).items()}
    stages = list(partitions(sizes))
    if not extendable(selection.design) or kept not in stages[stages.index(_partition(again)) :]:
        return again
    request = Request(frame, selection.name, selection.seed, selection.n, selection.design, selection.reserve)
    return _selection(request, stratified(request, kept))


def _first_difference(again: tuple[Ticketed, ...], recorded: tuple[Ticketed, ...]) -> str:
    if len(again) != len(recorded):
        return f"{len(recorded)} places are recorded where {len(again)} are drawn"
    places = [mine for mine, theirs in zip(again, recorded, strict=True) if mine != theirs]
    place = places[0]
    return (
        f"{len(places)} of {len(again)} places differ, "
        f"the first at place {place.order} of stratum {place.stratum}"
    )
