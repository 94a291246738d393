"""Readers beside each other and beside the answer key: how often alike, how far apart, which way.

Raw agreement always stands beside a coefficient, since each hides what the other shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import isnan

from sampling.agreement.bootstrap import NO_VARIATION, REPEATS, alpha_over_cases
from sampling.agreement.chance_corrected import ac
from sampling.agreement.kappa import kappa
from sampling.agreement.marks import SCALE, Coefficient, Mark, Place, by_place, level, state
from sampling.agreement.table import Weights
from sampling.findings.ratings import Rating

Answers = Mapping[Place, Mapping[str, Rating]]

FEW = 10
"""Pairs of answers that weigh as much as what is usual, when criteria or cases are put in order.

So one pair that parts over a criterion that hardly anybody rated does not come before a hundred over another;
this project's own choice.
"""


@dataclass(frozen=True, slots=True)
class WithKey:
    """One reader against the answer key.

    Attributes:
        compared: ratings that both the reader and the key have.
        exact: of those, the same.
        within_one: of those, the same or one step apart.
        kappa_quadratic: Cohen's kappa with quadratic weights.
        severity: mean steps from the key, above 0 for harsher and below 0 for more lenient; None
            where nothing can be compared.
        states: answers to criteria that the key has too, rated or not.
        states_alike: of those, both rated, both not applicable, or both not seen.
    """

    compared: int
    exact: int
    within_one: int
    kappa_quadratic: Coefficient
    severity: float | None
    states: int
    states_alike: int


@dataclass(frozen=True, slots=True)
class ReaderAgreement:
    """One reader: how many ratings, and how they stand to the key where there is one."""

    reader: str
    rated: int
    with_key: WithKey | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every two readers of the same criterion in the same case, compared.

    Attributes:
        of: the criterion or case they are about; empty for all together.
        pairs: two readers who both rated.
        exact: of those, the same.
        within_one: of those, the same or one step apart.
        furthest: the widest step between two readers, 0 to 3; None without a pair.
        states: two readers who both answered, rated or not.
        states_alike: of those, both rated, both not applicable, or both not seen.
    """

    of: str
    pairs: int
    exact: int
    within_one: int
    furthest: int | None
    states: int
    states_alike: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike the readers of a session read.

    Attributes:
        cases: cases that two readers or more answered.
        readers: each reader, by name.
        together: all pairs of readers.
        alpha_ordinal: Krippendorff's alpha over the four ratings, with a bootstrap interval over cases.
        alpha_states: the same, nominal, over rated, not applicable and not seen.
        ac1: Gwet's AC1 of the four ratings: the check where ratings cluster.
        ac2: Gwet's AC2 with quadratic weights, which lets near misses count for something.
        criteria: by criterion, the most disagreement first.
        by_case: by case, the most disagreement first.
    """

    cases: int
    readers: tuple[ReaderAgreement, ...]
    together: Pairs
    alpha_ordinal: Coefficient
    alpha_states: Coefficient
    ac1: Coefficient
    ac2: Coefficient
    criteria: tuple[Pairs, ...]
    by_case: tuple[Pairs, ...]


def compare(
    marks: Iterable[Mark],
    key: Mapping[Place, Rating] | None = None,
    *,
    seed: int = 0,
    repeats: int = REPEATS,
) -> Agreement:
    """Compare readers with each other, and with the answer key where it may be seen.

    Args:
        marks: every answer of every reader, the case rating as criterion ``overall``.
        key: the planted answer by case and criterion, or None while the debrief is closed.
        seed: of the bootstrap.
        repeats: of the bootstrap.

    Raises:
        IlacsError: if a reader answers the same criterion of a case twice.
    """
    answers = by_place(marks)
    shared = {place: given for place, given in answers.items() if len(given) > 1}
    readers = sorted({reader for given in answers.values() for reader in given})
    levels = _by_case(shared, level)
    return Agreement(
        cases=len({case for case, _ in shared}),
        readers=tuple(_reader(reader, answers, key) for reader in readers),
        together=_pairs("", shared),
        alpha_ordinal=alpha_over_cases(levels, seed=seed, repeats=repeats),
        alpha_states=_of_states(
            alpha_over_cases(_by_case(shared, state), "nominal", seed=seed, repeats=repeats)
        ),
        ac1=_ac(readers, shared, None),
        ac2=_ac(readers, shared, "quadratic"),
        criteria=_grouped(shared, lambda place: place[1]),
        by_case=_grouped(shared, lambda place: place[0]),
    )


def against_key(reader: str, answers: Answers, key: Mapping[Place, Rating]) -> WithKey:
    """One reader's answers against the key's."""
    both = [
        (given[reader], key[place]) for place, given in answers.items() if reader in given and place in key
    ]
    rated = [
        (mine, right)
        for one, other in both
        if (mine := level(one)) is not None and (right := level(other)) is not None
    ]
    steps = [mine - right for mine, right in rated]
    return WithKey(
        compared=len(steps),
        exact=sum(step == 0 for step in steps),
        within_one=sum(abs(step) <= 1 for step in steps),
        kappa_quadratic=_coefficient(
            kappa([mine for mine, _ in rated], [right for _, right in rated]),
            len(rated),
            "No rating stands beside one of the key.",
        ),
        severity=sum(steps) / len(steps) if steps else None,
        states=len(both),
        states_alike=sum(state(one) == state(other) for one, other in both),
    )


def _reader(reader: str, answers: Answers, key: Mapping[Place, Rating] | None) -> ReaderAgreement:
    rated = sum(reader in given and given[reader].rated for given in answers.values())
    return ReaderAgreement(reader, rated, None if key is None else against_key(reader, answers, key))


def _pairs(of: str, shared: Answers) -> Pairs:
    two = [pair for given in shared.values() for pair in combinations(given.values(), 2)]
    steps = [
        abs(first - second)
        for one, other in two
        if (first := level(one)) is not None and (second := level(other)) is not None
    ]
    return Pairs(
        of=of,
        pairs=len(steps),
        exact=sum(step == 0 for step in steps),
        within_one=sum(step <= 1 for step in steps),
        furthest=max(steps, default=None),
        states=len(two),
        states_alike=sum(state(one) == state(other) for one, other in two),
    )


def _grouped(shared: Answers, group: Callable[[Place], str]) -> tuple[Pairs, ...]:
    """Pairs by criterion or by case, those that agree least first."""
    groups: dict[str, dict[Place, Mapping[str, Rating]]] = {}
    for place, given in shared.items():
        groups.setdefault(group(place), {})[place] = given
    found = [_pairs(of, places) for of, places in groups.items()]
    answered = sum(pairs.states for pairs in found)
    usual = sum(map(_unlike, found)) / answered if answered else 0.0
    return tuple(sorted(found, key=lambda pairs: (-_dividing(pairs, usual), pairs.of)))


def _unlike(pairs: Pairs) -> int:
    """Pairs that do not agree, be it in rating or in having one."""
    return pairs.states - pairs.states_alike + pairs.pairs - pairs.exact


def _dividing(pairs: Pairs, usual: float) -> float:
    """The part of pairs that do not agree, drawn towards the usual part as far as there are few."""
    return (_unlike(pairs) + FEW * usual) / (pairs.states + FEW)


def _by_case(shared: Answers, of: Callable[[Rating], int | str | None]) -> dict[str, list[list[int | str]]]:
    """For each case, the answers of each of its units that are any."""
    found: dict[str, list[list[int | str]]] = {}
    for (case, _), given in sorted(shared.items()):
        values = [value for rating in given.values() if (value := of(rating)) is not None]
        found.setdefault(case, []).append(values)
    return found


def _ac(readers: Sequence[str], shared: Answers, weights: Weights | None) -> Coefficient:
    table = [
        [level(given[reader]) if reader in given else None for given in shared.values()] for reader in readers
    ]
    units = sum(sum(rating.rated for rating in given.values()) > 1 for given in shared.values())
    value = ac(table, weights, categories=range(1, len(SCALE) + 1))
    return _coefficient(value, units, "No case was rated by two readers.")


def _coefficient(value: float, units: int, nothing: str) -> Coefficient:
    if not isnan(value):
        return Coefficient(value, None, None, units, "")
    return Coefficient(None, None, None, units, NO_VARIATION if units else nothing)


def _of_states(found: Coefficient) -> Coefficient:
    """Agreement over states, with what is undefined told of answers: ratings may well differ there."""
    if found.value is not None:
        return found
    why = (
        "No variation: every answer is of one kind, so chance agreement cannot be told apart."
        if found.units
        else "No case was answered by two readers."
    )
    return replace(found, why_none=why)
