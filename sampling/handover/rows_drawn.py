"""Rows of what was drawn: the draws, and each case once."""

from __future__ import annotations

from collections.abc import Iterator

from sampling.draw.selection import Selection
from sampling.handover.declaration import Row
from sampling.handover.ground import ROLES, Ground
from sampling.store.cases import CaseLine


def draws(ground: Ground) -> list[Row]:
    """Every draw, in the order made."""
    rows: list[Row] = []
    for entry in ground.inspection.draws.all():
        selection = ground.inspection.draws.selection(entry.draw)
        design = selection.design
        rows.append(
            {
                "draw": ground.names.draw(entry.draw),
                "area": entry.area,
                "counts": ground.counted.get(entry.area) == entry.draw,
                "counts_because": _because(ground, entry.area, entry.draw),
                "design": design.name,
                "by": design.by,
                "allocation": design.allocation if design.name == "stratified" else None,
                "n": entry.n,
                "first_n": entry.first_n,
                "reserve": entry.reserve,
                "frame_size": entry.frame_size,
                "frame_sha256": entry.frame_sha256,
                "strata": _strata(ground, selection),
                "merge_rule": ground.names.sentence(entry.draw, selection.merge_rule) or None,
                "seed": entry.seed,
                "witnessed": bool(entry.witnessed),
                "drawn_at": entry.drawn_at,
                "extended": entry.extended,
                "extended_after": entry.extended_after,
            }
        )
    return rows


def cases(ground: Ground) -> Iterator[Row]:
    """Every case once; without names in no order that tells of the tickets."""
    order = [area.id for area in ground.inspection.edition.areas]
    removals = {
        (removal.draw, removal.child): removal
        for entry in ground.inspection.draws.all()
        for removal in ground.inspection.roster.removals(entry.draw)
    }
    reasons = {(target.area, target.child): target.because for target in ground.inspection.roster.targeted()}

    def place(case_id: str) -> tuple[int, int]:
        return order.index(ground.lines[case_id].area), ROLES.index(ground.lines[case_id].role)

    for case_id in sorted(ground.in_order(), key=place):
        line, reading = ground.lines[case_id], ground.readings[case_id]
        removal = removals.get((line.draw, line.child)) if line.role == "removed" else None
        yield {
            **_as_drawn(ground, line),
            "probability": reading.probability,
            "removal_reason": removal.reason if removal else None,
            "removal_kind": removal.kind if removal else None,
            "agreed_by": removal.agreed_by if removal else None,
            "because": reasons.get((line.area, line.child)),
            "also_drawn": tuple(_elsewhere(ground, other) for other in ground.also[case_id]),
            "assigned_to": line.assigned_to or None,
            "reader": reading.reader or None,
            "state": line.state,
            "rated": line.rated,
            "core": line.core,
            "case_rating": line.case_rating or None,
            "counts": ground.enters(case_id) and reading.counts,
        }


def _as_drawn(ground: Ground, line: CaseLine) -> Row:
    return {
        "case": ground.names.case(line.case_id),
        "child": ground.names.child(line.child),
        "area": line.area,
        "draw": ground.names.draw(line.draw) or None,
        "role": line.role,
        "stratum": ground.names.stratum(line.draw, line.stratum) or None,
        "team": ground.names.team(ground.teams.get(line.case_id, "")) or None,
        "place": line.place if line.draw else None,
        "ticket": line.ticket or None,
        "replaces": ground.names.case(line.replaces) or None,
    }


def _because(ground: Ground, area: str, draw: str) -> str | None:
    """Why a draw counts that is not its area's first."""
    chosen = ground.inspection.draws.chosen(area)
    return chosen.because if chosen is not None and chosen.draw == draw else None


def _strata(ground: Ground, selection: Selection) -> tuple[str, ...]:
    return tuple(
        f"{ground.names.stratum(selection.name, stratum.name)}: {stratum.n} of {stratum.size}"
        for stratum in selection.strata
    )


def _elsewhere(ground: Ground, line: CaseLine) -> str:
    return f"{ground.names.draw(line.draw)} ({line.role})" if line.draw else line.role
