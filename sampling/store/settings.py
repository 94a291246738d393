"""What an inspection is: the settings given when its file was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """An inspection's settings, written once as the file's first event.

    Attributes:
        inspection: a random id of the inspection, the same in every copy.
        authority: the authority's name.
        kind: kind of visit, such as ``standard``.
        edition: the framework's edition.
        inspection_date: the first day of the inspection.
        census_date: the day the lists were drawn.
        source: what the lists came from: a workbook's name, or a scenario's id.
        scenario: the scenario's id for a synthetic authority, else empty.
        scenario_seed: its seed, else empty.
        previous: the last inspection's grades by judgement.
        retention_date: the day after which the file should be purged.
        thresholds: numbers of flags that are local practice and were set for this inspection.
    """

    inspection: str
    authority: str
    kind: str
    edition: str
    inspection_date: date
    census_date: date
    source: str
    scenario: str = ""
    scenario_seed: str = ""
    previous: Mapping[str, str] | None = None
    retention_date: date | None = None
    thresholds: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As the journal holds it; without thresholds where none was set."""
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in asdict(self).items()
            if key != "thresholds" or value
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Settings:
        """As read back from the journal."""
        values: dict[str, Any] = {item.name: data[item.name] for item in fields(cls) if item.name in data}
        for key in ("inspection_date", "census_date", "retention_date"):
            if values.get(key):
                values[key] = date.fromisoformat(values[key])
        return cls(**values)
