"""The answer key: what was planted in the drawn files of a synthetic authority.

It stands in the trainer's ``NAME.key`` beside the inspection, never inside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sampling.errors import FileError
from sampling.findings.events import canonical_json, digest
from sampling.findings.ratings import Rating
from sampling.training.private import write_text


@dataclass(frozen=True, slots=True)
class PlantedLevel:
    """What was planted for one criterion in one case.

    Attributes:
        criterion: the criterion's id.
        level: the answer a careful reader gives; ``not_applicable`` and ``not_seen`` are answers too.
        reason: why, in a sentence.
        entries: ids of the entries and documents that show it.
    """

    criterion: str
    level: Rating
    reason: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseKey:
    """What was planted in one case: the case rating, why, and each criterion's level."""

    case: str
    child: str
    area: str
    rating: Rating
    reason: str
    criteria: tuple[PlantedLevel, ...]

    def level(self, criterion: str) -> PlantedLevel | None:
        """What was planted for a criterion; None where nothing was."""
        return next((item for item in self.criteria if item.criterion == criterion), None)


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The key of every drawn case of an inspection.

    Attributes:
        inspection: the inspection's id.
        scenario: the synthetic authority.
        seed: its seed.
        cases: by case id, in order.
    """

    inspection: str
    scenario: str
    seed: str
    cases: tuple[CaseKey, ...]

    def case(self, case_id: str) -> CaseKey | None:
        """One case's key; None where the case is not in it."""
        return next((item for item in self.cases if item.case == case_id), None)

    @property
    def text(self) -> str:
        """The key as it is written: canonical JSON."""
        return canonical_json(
            {
                "inspection": self.inspection,
                "scenario": self.scenario,
                "seed": self.seed,
                "cases": [_case_to_json(item) for item in self.cases],
            }
        )

    @property
    def sha256(self) -> str:
        """The digest by which hand-out files know it."""
        return digest(self.text)

    def with_cases(self, cases: Iterable[CaseKey]) -> AnswerKey:
        """The key with more cases; one that is there already stays as it is."""
        known = {item.case: item for item in cases} | {item.case: item for item in self.cases}
        ordered = tuple(known[case] for case in sorted(known))
        return AnswerKey(self.inspection, self.scenario, self.seed, ordered)


class KeySource(Protocol):
    """Where the key of a synthetic child's file comes from."""

    def case_key(self, child: str, area: str) -> CaseKey:
        """What is planted in this child's file, as read in this area."""
        ...


def path_of(inspection_file: Path) -> Path:
    """Where the key of an inspection file stands: ``NAME.key`` beside ``NAME.ilacs``."""
    return inspection_file.with_suffix(".key")


def write(path: Path, key: AnswerKey) -> None:
    """Write a key, private to its owner, whole or not at all.

    Raises:
        FileError: if it cannot be written; what stood there is kept.
    """
    write_text(path, key.text)


def read(path: Path) -> AnswerKey:
    """A key as written.

    Raises:
        FileError: if it is missing or no key.
    """
    try:
        return parse(path.read_text("utf-8"))
    except OSError as error:
        raise FileError(f"{path.name}: the key cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(f"{path.name}: not an answer key") from error


def parse(text: str) -> AnswerKey:
    """A key from its text.

    Raises:
        ValueError: if the text is no key (or KeyError or TypeError, where a part is missing).
    """
    data = json.loads(text)
    cases = tuple(_case_from_json(item) for item in data["cases"])
    return AnswerKey(data["inspection"], data["scenario"], data["seed"], cases)


def _case_to_json(case: CaseKey) -> dict[str, Any]:
    return {
        "case": case.case,
        "child": case.child,
        "area": case.area,
        "rating": case.rating.value,
        "reason": case.reason,
        "criteria": [
            {
                "criterion": item.criterion,
                "level": item.level.value,
                "reason": item.reason,
                "entries": list(item.entries),
            }
            for item in case.criteria
        ],
    }


def _case_from_json(data: dict[str, Any]) -> CaseKey:
    return CaseKey(
        data["case"],
        data["child"],
        data["area"],
        Rating(data["rating"]),
        data["reason"],
        tuple(
            PlantedLevel(item["criterion"], Rating(item["level"]), item["reason"], tuple(item["entries"]))
            for item in data["criteria"]
        ),
    )
