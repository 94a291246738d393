"""Agreement as the JSON document that the command line prints."""

from __future__ import annotations

from typing import TypeAlias

from sampling.agreement.compare import Agreement, Pairs, ReaderAgreement
from sampling.agreement.marks import Coefficient

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""What a JSON document holds."""


def to_json(agreement: Agreement) -> dict[str, Json]:
    """The document.

    ``exact`` and ``within_one`` are shares of the ``compared`` ratings or the ``pairs`` beside them,
    ``states_alike`` of the ``states``; severity is in steps, above 0 for harsher than the key.
    """
    return {
        "cases": agreement.cases,
        "readers": [_reader(reader) for reader in agreement.readers],
        "alpha_ordinal": _alpha(agreement.alpha_ordinal),
        "criteria": [{"criterion": pairs.of, **_pairs(pairs)} for pairs in agreement.criteria],
        "by_case": [{"case": pairs.of, **_pairs(pairs)} for pairs in agreement.by_case],
    }


def _reader(reader: ReaderAgreement) -> Json:
    found = reader.with_key
    with_key: Json = None
    if found is not None:
        with_key = {
            "compared": found.compared,
            "exact": _share(found.exact, found.compared),
            "within_one": _share(found.within_one, found.compared),
            "kappa_quadratic": found.kappa_quadratic.value,
            "severity": found.severity,
        }
    return {"reader": reader.reader, "rated": reader.rated, "with_key": with_key}


def _alpha(coefficient: Coefficient) -> Json:
    if coefficient.value is None:
        return None
    return {
        "value": coefficient.value,
        "low": coefficient.low,
        "high": coefficient.high,
        "units": coefficient.units,
    }


def _pairs(pairs: Pairs) -> dict[str, Json]:
    return {
        "pairs": pairs.pairs,
        "exact": _share(pairs.exact, pairs.pairs),
        "within_one": _share(pairs.within_one, pairs.pairs),
        "furthest": pairs.furthest,
        "states": pairs.states,
        "states_alike": _share(pairs.states_alike, pairs.states),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
