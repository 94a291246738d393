"""A selection as JSON: the shape that is stored, and the digest that it is known by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, get_args

from sampling.draw.selection import AllocationName, Design, DesignName, Selection, Stratum, Ticketed
from sampling.errors import IlacsError


def to_json(selection: Selection) -> dict[str, Any]:
    """A selection as JSON values, field by field; ``from_json`` gives it back."""
    design = selection.design
    return {
        "name": selection.name,
        "area": selection.area,
        "seed": selection.seed,
        "design": {
            "name": design.name,
            "by": list(design.by),
            "allocation": design.allocation,
            "expect": dict(design.expect),
            "weights": dict(design.weights),
        },
        "n": selection.n,
        "reserve": selection.reserve,
        "frame_size": selection.frame_size,
        "frame_sha256": selection.frame_sha256,
        "strata": [
            {"name": s.name, "size": s.size, "n": s.n, "merged": list(s.merged), "full": s.full}
            for s in selection.strata
        ],
        "tickets": [
            {
                "child": place.child,
                "stratum": place.stratum,
                "ticket": place.ticket,
                "order": place.order,
                "probability": place.probability,
            }
            for place in selection.tickets
        ],
        "merge_rule": selection.merge_rule,
    }


def from_json(values: Mapping[str, Any]) -> Selection:
    """A selection from its JSON values.

    Raises:
        IlacsError: if a part is missing, of another kind, or unknown.
    """
    try:
        return _selection(values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IlacsError(f"not a draw as this program stores one: {error}") from error


def canonical(selection: Selection) -> str:
    """The selection's one form as text: JSON with sorted keys and no spaces."""
    return json.dumps(
        to_json(selection), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def selection_sha256(selection: Selection) -> str:
    """The SHA-256 of the canonical form, in 64 lower-case hex digits."""
    return hashlib.sha256(canonical(selection).encode()).hexdigest()


def _selection(values: Mapping[str, Any]) -> Selection:
    return Selection(
        name=_text(values, "name"),
        area=_text(values, "area"),
        seed=_text(values, "seed"),
        design=_design(values["design"]),
        n=_whole(values, "n"),
        reserve=_whole(values, "reserve"),
        frame_size=_whole(values, "frame_size"),
        frame_sha256=_text(values, "frame_sha256"),
        strata=tuple(_stratum(item) for item in values["strata"]),
        tickets=tuple(_ticketed(item) for item in values["tickets"]),
        merge_rule=_text(values, "merge_rule"),
    )


def _design(values: Mapping[str, Any]) -> Design:
    name: DesignName = values["name"]
    allocation: AllocationName = values["allocation"]
    if name not in get_args(DesignName):
        raise ValueError(f"unknown design {name!r}")
    if allocation not in get_args(AllocationName):
        raise ValueError(f"unknown allocation {allocation!r}")
    return Design(
        name,
        by=tuple(str(column) for column in values["by"]),
        allocation=allocation,
        expect={str(stratum): float(share) for stratum, share in values["expect"].items()},
        weights={str(flag): float(weight) for flag, weight in values["weights"].items()},
    )


def _stratum(values: Mapping[str, Any]) -> Stratum:
    return Stratum(
        _text(values, "name"),
        _whole(values, "size"),
        _whole(values, "n"),
        merged=tuple(str(name) for name in values["merged"]),
        full=bool(values["full"]),
    )


def _ticketed(values: Mapping[str, Any]) -> Ticketed:
    chance = values["probability"]
    return Ticketed(
        _text(values, "child"),
        _text(values, "stratum"),
        _text(values, "ticket"),
        _whole(values, "order"),
        None if chance is None else float(chance),
    )


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is no text")
    return value


def _whole(values: Mapping[str, Any], key: str) -> int:
    value = values[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{key} is no whole number")
    return value
