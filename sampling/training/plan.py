"""How a session is laid out: how many files, who reads which, and what is wrong with a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sampling.draw.tickets import ADVISED_SEED_LENGTH, check_seed
from sampling.errors import UsageError
from sampling.findings.events import digest
from sampling.store.inspection import sign_in
from sampling.store.pins import PROGRAMS
from sampling.training.folder import file_name

MOST_READERS = 60
"""More than a room holds; a larger number is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What a session is to be.

    Attributes:
        readers: their names, in order.
        areas: the areas' ids, in the edition's order.
        files: how many files each reader reads, over all areas.
        shared: how many of them everybody reads; the others each reads alone.
        seed: what the synthetic authority is made from; the draws follow from it.
        minutes: the time limit, 0 for none.
        one_file: whether all readers share one file, with a PIN each.
    """

    readers: tuple[str, ...]
    areas: tuple[str, ...]
    files: int
    shared: int
    seed: str
    minutes: int = 0
    one_file: bool = False

    @property
    def own(self) -> int:
        """How many files each reader reads alone."""
        return self.files - self.shared

    @property
    def seed_advice(self) -> str:
        """What to say about a seed that readers could find by trying; empty where it is long enough."""
        length = sum(character.isalnum() for character in self.seed)
        if length >= ADVISED_SEED_LENGTH:
            return ""
        return (
            f"letters and digits in this seed: {length}; whoever holds a hand-out could try all such seeds "
            f"and make the answers: better leave it out, or give {ADVISED_SEED_LENGTH}"
        )

    @property
    def draw_seed(self) -> str:
        """The seed of the draws: it stands in every hand-out, so it is not the authority's own."""
        return digest(f"draws of a session|{self.seed}")[:24]

    def shared_in(self, area: str) -> int:
        """How many files of an area everybody reads."""
        return _spread(self.shared, len(self.areas))[self.areas.index(area)]

    def own_in(self, area: str) -> int:
        """How many files of an area each reader reads alone."""
        # From the other end, so that the areas that got no extra shared file get the extra own one.
        return _spread(self.own, len(self.areas))[-1 - self.areas.index(area)]

    def drawn_in(self, area: str) -> int:
        """How many files are drawn in an area."""
        return self.shared_in(area) + self.own_in(area) * len(self.readers)


@dataclass(frozen=True, slots=True)
class Reads:
    """Who reads one case: the reader whose findings the roll-up takes, and whoever reads it besides."""

    case: str
    reader: str
    also: tuple[str, ...]


def check(plan: SessionPlan) -> SessionPlan:
    """The plan, if a session can be held by it.

    Raises:
        UsageError: if it names too few or too many readers or files, or two readers alike.
    """
    if not 1 <= len(plan.readers) <= MOST_READERS:
        raise UsageError(f"a session has 1 to {MOST_READERS} readers, not {len(plan.readers)}")
    seen: dict[str, str] = {}
    for reader in plan.readers:
        if sign_in(reader) != reader:
            raise UsageError(f"'{reader[:60]}' is no clean name for a reader")
        if reader in PROGRAMS:
            raise UsageError(f"'{reader}' is the program's own name: give this reader another")
        other = seen.setdefault(file_name(reader).casefold(), reader)
        if other is not reader:
            raise UsageError(
                f"two readers are called '{other}' and '{reader}': give one of them another name"
            )
    if plan.files < 1:
        raise UsageError("each reader needs one file or more")
    if not 0 <= plan.shared <= plan.files:
        raise UsageError(f"{plan.shared} shared files do not fit into {plan.files} files a reader")
    if plan.minutes < 0:
        raise UsageError("a time limit is a number of minutes above 0, or 0 for none")
    if not plan.areas:
        raise UsageError("a session needs one area or more")
    check_seed(plan.seed)
    return plan


def deal(plan: SessionPlan, drawn: Mapping[str, Sequence[str]]) -> tuple[Reads, ...]:
    """Who reads which of the drawn cases.

    Of each area the first in reading order are everybody's and the rest are dealt out one by one. The
    reader whose findings the roll-up takes for a shared case changes from case to case.

    Args:
        plan: the plan.
        drawn: by area, the drawn cases in reading order.
    """
    found: list[Reads] = []
    count = len(plan.readers)
    turn = 0
    for area in plan.areas:
        cases = drawn.get(area, ())
        shared = plan.shared_in(area)
        for case in cases[:shared]:
            first = plan.readers[turn % count]
            found.append(Reads(case, first, tuple(name for name in plan.readers if name != first)))
            turn += 1
        for place, case in enumerate(cases[shared:]):
            found.append(Reads(case, plan.readers[place % count], ()))
    return tuple(found)


def _spread(total: int, over: int) -> tuple[int, ...]:
    """A number split as evenly as it goes, the first ones taking what is left."""
    each, left = divmod(total, over)
    return tuple(each + (place < left) for place in range(over))
