"""The guided first case: what to try, one thing at a time, each done by doing it. It knows no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

DEMO_SCENARIO = "ashmere"
DEMO_SEED = "demo"
"""The synthetic authority of the demo, in which the guide begins by itself."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader has come to in the case so far.

    Attributes:
        tab: the tab of the file that is shown.
        reading: whether a document is open.
        guidance: whether guidance is in sight, or was put away.
        rated: core criteria answered.
        evidence: whether evidence is recorded anywhere in the case.
        cited: whether an entry is cited.
        taken_back: whether something was taken back.
        findings: whether the findings have the keys.
    """

    tab: str = "summary"
    reading: bool = False
    guidance: bool = False
    rated: int = 0
    evidence: bool = False
    cited: bool = False
    taken_back: bool = False
    findings: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try.

    Attributes:
        says: what to do, with its key first.
        done: whether it is done.
    """

    says: str
    done: Callable[[Seen], bool]


STEPS: tuple[Step, ...] = (
    Step(
        "h shows the child's history. j and k, or the arrows, go up and down. F8 puts this away.",
        lambda seen: seen.tab == "history",
    ),
    Step(
        "d shows the documents, enter reads the one under the cursor; esc comes back.",
        lambda seen: seen.reading,
    ),
    Step(
        "i shows what good looks like for the question below, and where to look in the file.",
        lambda seen: seen.guidance,
    ),
    Step(
        "(i puts that away.) Answer the question: 1 strong, 2 good, 3 needs improvement, 4 serious "
        "weakness, 0 does not arise, - nothing on file. One key records it and goes on.",
        lambda seen: seen.rated > 0,
    ),
    Step(
        "e opens a box: write what you saw. It is on disk as you type; esc records it.",
        lambda seen: seen.evidence,
    ),
    Step("h, go to an entry, and c cites it for the question below.", lambda seen: seen.cited),
    Step(
        "z takes back the last thing you did, even tomorrow; Z brings it back.", lambda seen: seen.taken_back
    ),
    Step("tab goes between the file and your findings.", lambda seen: seen.findings),
    Step(
        "That is all it takes. m says what is missing, o rates the case, x completes it, ] is the next case; "
        "F5 shows what the files amount to, ? every key. F8 puts this away.",
        lambda seen: False,
    ),
)
"""About two minutes in all."""


def step_at(place: int, seen: Seen) -> int:
    """The step to show: from ``place`` on, the first that is not done."""
    while place < len(STEPS) - 1 and STEPS[place].done(seen):
        place += 1
    return min(max(place, 0), len(STEPS) - 1)


def words_of(place: int) -> str:
    """What the guide says at a step."""
    return f"First case, {place + 1} of {len(STEPS)}. {STEPS[place].says}"
