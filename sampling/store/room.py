"""What a room of readers amounts to, beside what was planted: did it reach the right indication?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sampling.agreement.marks import SCALE, Mark, Place, by_place
from sampling.draw.selection import Selection
from sampling.findings.ratings import Rating
from sampling.framework import Edition, Grade
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.reading import CaseReading
from sampling.store.cases import CaseLine
from sampling.store.inspection import Inspection
from sampling.store.readings import OVERALL

Reached = Literal["reached", "nothing yet", "in part", "missed", ""]
"""How the room's indication stands to the planted one: the same grades; every grade, so that it says nothing
yet, whatever was planted; other grades with one or more in common; none in common; empty without both."""

RULE = (
    "The room's answer to a question is the middle one of its readers' answers; of two in the middle the "
    "harsher."
)


@dataclass(frozen=True)
class RoomArea:
    """One area as the room read it and as it was planted, over the same files.

    Attributes:
        area: the area's id.
        name: its name.
        room: the room's answers, rolled up.
        planted: the key, rolled up over the same files; None without a key.
        reached: whether the two indicate the same.
    """

    area: str
    name: str
    room: AreaRollup
    planted: AreaRollup | None
    reached: Reached

    @property
    def words(self) -> str:
        """How far the room reached what was planted, in words; empty without both indications."""
        return reached_words(self.reached, self.room.indication or ())


def room_of(
    inspection: Inspection, marks: Iterable[Mark], key: Mapping[Place, Rating] | None
) -> tuple[RoomArea, ...]:
    """Every area of an inspection with a draw that counts, as the room read it.

    Args:
        inspection: the opened file.
        marks: everybody's answers, as far as the viewer may see them.
        key: what was planted, or None.
    """
    counted = {area.id: inspection.draws.counted(area.id) for area in inspection.edition.areas}
    selections = {area: inspection.draws.selection(entry.draw) for area, entry in counted.items() if entry}
    return room_areas(inspection.edition, inspection.cases.all(), selections, marks, key)


def room_areas(
    edition: Edition,
    lines: Sequence[CaseLine],
    selections: Mapping[str, Selection],
    marks: Iterable[Mark],
    key: Mapping[Place, Rating] | None,
) -> tuple[RoomArea, ...]:
    """Every area with a draw, as the room read it.

    Args:
        edition: the edition.
        lines: the cases.
        selections: by area, the draw that counts.
        marks: everybody's answers.
        key: what was planted, or None.
    """
    middle = room_answers(marks)
    found = []
    for area in edition.areas:
        selection = selections.get(area.id)
        if selection is None:
            continue
        drawn = [line for line in lines if line.area == area.id and line.draw == selection.name]
        read = {line.case_id for line in drawn if (line.case_id, OVERALL) in middle}
        room = roll_up_area(edition, area.id, _readings(drawn, read, middle), selection)
        planted = None
        if key is not None:
            planted = roll_up_area(edition, area.id, _readings(drawn, read, key), selection)
        found.append(RoomArea(area.id, area.name, room, planted, _reached(room, planted)))
    return tuple(found)


def room_answers(marks: Iterable[Mark]) -> dict[Place, Rating]:
    """The room's answer to each question, by the rule in ``RULE``."""
    return {place: _middle(tuple(given.values())) for place, given in by_place(marks).items()}


def _middle(answers: Sequence[Rating]) -> Rating:
    rated = sorted((answer for answer in answers if answer.rated), key=SCALE.index)
    if 2 * len(rated) >= len(answers):
        return rated[len(rated) // 2]
    others = Counter(answer for answer in answers if not answer.rated)
    return max(others, key=lambda answer: (others[answer], answer is Rating.NOT_SEEN))


def _readings(
    drawn: Sequence[CaseLine], read: set[str], answers: Mapping[Place, Rating]
) -> list[CaseReading]:
    by_case: dict[str, dict[str, Rating]] = {}
    for (case, criterion), rating in answers.items():
        by_case.setdefault(case, {})[criterion] = rating
    return [
        CaseReading(
            case=line.case_id,
            child=line.child,
            stratum=line.stratum,
            role=line.role,
            order=line.place,
            completed=line.case_id in read,
            rating=by_case.get(line.case_id, {}).get(OVERALL),
            findings={
                name: rating for name, rating in by_case.get(line.case_id, {}).items() if name != OVERALL
            },
        )
        for line in drawn
    ]


def reached(room: Sequence[Grade], planted: Sequence[Grade]) -> Reached:
    """How the room's indication stands to the planted one.

    Args:
        room: the grades that the room's answers are consistent with; none where it has no indication.
        planted: the same of the key, over the same files.
    """
    if not room or not planted:
        return ""
    if len(set(room)) == len(Grade):
        return "nothing yet"
    if set(room) == set(planted):
        return "reached"
    return "in part" if set(room) & set(planted) else "missed"


def reached_words(found: Reached, room: Sequence[Grade]) -> str:
    """The same in words: ``reached, narrowed to 2 grades``; empty for none."""
    narrowed = f"narrowed to {len(room)} grades" if len(room) > 1 else "narrowed to one grade"
    match found:
        case "reached":
            return f"reached, {narrowed}"
        case "nothing yet":
            return "says nothing yet (all four grades stay open)"
        case "in part":
            return f"in part, {narrowed}, not the same as planted"
        case "missed":
            return f"missed, {narrowed}, none of those planted"
    return ""


def _reached(room: AreaRollup, planted: AreaRollup | None) -> Reached:
    return reached(room.indication or (), planted.indication or () if planted else ())
