"""What an inspection is to be, as somebody asks for it, and the settings that follow."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypedDict

from sampling.caseload.flags import definitions
from sampling.errors import unknown
from sampling.framework import edition_for, load
from sampling.store import Settings
from sampling.text import clean_line

KEPT_YEARS = 6
"""Years after the inspection until a file should be purged, unless another day is set."""


class Wishes(TypedDict, total=False):
    """What an inspection is to be, whatever its lists come from; each may be left out.

    Attributes:
        kind: kind of visit; by default ``standard``.
        inspection_date: its first day; by default today, or a fortnight after a scenario's census date.
        edition: the edition's id; by default the one in force on that day.
        authority: the authority's name; by default the scenario's, or the workbook's.
        reader: who makes the file; by default the computer's sign-in name.
        previous: the last inspection's grades by judgement.
        documents: a folder of texts named by child id.
        thresholds: numbers of flags that are local practice, by flag.
    """

    kind: str
    inspection_date: date | None
    edition: str | None
    authority: str
    reader: str | None
    previous: Mapping[str, str] | None
    documents: Path | None
    thresholds: Mapping[str, int]


def settings_of(
    wishes: Wishes,
    *,
    census_date: date,
    inspection_date: date,
    authority: str,
    source: str,
    scenario: str = "",
    scenario_seed: str = "",
) -> Settings:
    """The settings that wishes come to.

    Args:
        wishes: what was asked for; the day and the name come apart, since their defaults differ.
        census_date: the day the lists were drawn.
        inspection_date: the inspection's first day.
        authority: the authority's name.
        source: what the lists came from.
        scenario: the scenario's id for a synthetic authority.
        scenario_seed: its seed.

    Raises:
        UsageError: for an unknown edition or kind, a day that no edition covers, or a threshold of no flag.
    """
    thresholds = dict(wishes.get("thresholds") or {})
    definitions(thresholds)
    edition = load(wishes.get("edition") or edition_for(inspection_date))
    kind = wishes.get("kind", "standard").strip().casefold()
    if kind not in edition.kinds:
        raise unknown("kind of visit", kind, list(edition.kinds))
    return Settings(
        inspection=uuid.uuid4().hex,
        authority=clean_line(authority).text,
        kind=kind,
        edition=edition.id,
        inspection_date=inspection_date,
        census_date=census_date,
        source=clean_line(source).text,
        scenario=scenario,
        scenario_seed=scenario_seed,
        previous=wishes.get("previous"),
        retention_date=_years_after(inspection_date, KEPT_YEARS),
        thresholds=thresholds,
    )


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, month=3, day=1)
