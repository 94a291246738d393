"""What must hold between the parts of an edition: references, order, completeness."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from sampling.errors import DataFileError
from sampling.framework.edition import Area, Edition

RULES = frozenset(
    {
        "leaders_and_two_of_three",
        "otherwise_standard",
        "overall_good_or_better",
        "overall_requires_improvement",
        "any_inadequate",
        "always",
    }
)
"""The tests of grades that a next step may name; ``sampling.rollup.overall`` carries them out."""

STABLE_IDS = frozenset(
    f"{prefix}-{number:02}"
    for prefix, count in (("HP", 39), ("CIC", 41), ("CL", 29), ("LEAD", 26))
    for number in range(1, count + 1)
)
"""The criteria every edition carries, so that findings of different years can be laid side by side."""

CORE_FEWEST, CORE_MOST = 10, 15
"""How many core criteria an area may have: enough to see a case whole, few enough to be answered."""

FileOf = Callable[[str], str]
"""Says in which file a dotted key stands."""

Fault = Callable[[str, str], DataFileError]
"""Makes the error for a dotted key and what is wrong with it."""


def check(edition: Edition, file_of: FileOf) -> None:
    """Check an edition as a whole.

    Args:
        edition: the edition, built.
        file_of: the file in which a dotted key stands.

    Raises:
        DataFileError: naming the file and the dotted key of the first fault.
    """

    def fault(key: str, problem: str) -> DataFileError:
        return DataFileError(file_of(key), key, problem)

    if edition.last_day is not None and edition.last_day < edition.first_day:
        raise fault("last_day", "comes before first_day")
    _criteria(edition, fault)
    _codes(edition, fault)
    for area in edition.areas:
        _area(area, edition, fault)
    _judgements(edition, fault)
    _leadership(edition, fault)
    _bands(edition, fault)
    _words(edition, fault)
    _aims(edition, fault)
    for number, step in enumerate(edition.next_steps):
        if step.rule not in RULES:
            raise fault(
                f"next_steps.{number}.rule", f"'{step.rule}' is not one of {', '.join(sorted(RULES))}"
            )
    if not edition.entry_kinds:
        raise fault("entry_kinds", "is missing or empty")


def _judgements(edition: Edition, fault: Fault) -> None:
    kinds = [judgement.kind for judgement in edition.judgements]
    if kinds.count("leaders") != 1:
        raise fault("judgements", "exactly one must be of kind leaders")
    if kinds.count("overall") > 1:
        raise fault("judgements", "at most one may be of kind overall")
    for judgement in edition.judgements:
        if judgement.kind == "practice" and not edition.areas_of(judgement.id):
            raise fault(f"judgements.{judgement.id}", "no area feeds it")


def _criteria(edition: Edition, fault: Fault) -> None:
    missing = sorted(STABLE_IDS - edition.criteria.keys())
    if missing:
        raise fault(f"criteria.{missing[0]}", "is missing")
    for criterion in edition.criteria.values():
        for key in criterion.timescales:
            if key not in edition.timescales:
                raise fault(f"criteria.{criterion.id}.timescales", f"there is no timescale '{key}'")


def _codes(edition: Edition, fault: Fault) -> None:
    codes: set[str] = set()
    for area in edition.areas:
        if not (area.code.isascii() and area.code.isalpha() and area.code.isupper()):
            raise fault(f"areas.{area.id}.code", "must be capital letters")
        if area.code in codes:
            raise fault(f"areas.{area.id}.code", f"'{area.code}' is the code of another area")
        codes.add(area.code)


def _area(area: Area, edition: Edition, fault: Fault) -> None:
    at = f"areas.{area.id}"
    feeds = {judgement.id for judgement in edition.judgements if judgement.kind == "practice"}
    if area.judgement not in feeds:
        raise fault(f"{at}.judgement", f"there is no practice judgement '{area.judgement}'")
    seen: set[str] = set()
    for item in area.criteria:
        where = f"{at}.{'core' if item.core else 'further'}"
        if item.criterion not in edition.criteria:
            raise fault(where, f"there is no criterion '{item.criterion}'")
        if item.criterion in seen:
            raise fault(where, f"'{item.criterion}' stands in the area twice")
        seen.add(item.criterion)
    if not CORE_FEWEST <= len(area.core) <= CORE_MOST:
        raise fault(f"{at}.core", f"must name {CORE_FEWEST} to {CORE_MOST} criteria, not {len(area.core)}")


def _leadership(edition: Edition, fault: Fault) -> None:
    placed = {item.criterion for area in edition.areas for item in area.criteria}
    for id in edition.leadership_criteria:
        if id not in edition.criteria:
            raise fault("leadership_criteria", f"there is no criterion '{id}'")
        if not edition.criteria[id].management:
            raise fault(f"criteria.{id}.management", "must be true, since leadership_criteria names it")
        if id not in placed:
            raise fault("leadership_criteria", f"no area puts '{id}' to its cases")
    for criterion in edition.criteria.values():
        if criterion.management and criterion.id not in edition.leadership_criteria:
            raise fault("leadership_criteria", f"leaves out '{criterion.id}', which is marked management")


def _bands(edition: Edition, fault: Fault) -> None:
    """From best to worst, without a gap: each band's low is the high of the next."""
    bands = edition.bands
    if bands[0].high != 1.0:
        raise fault("bands.0.high", "must be 1.0, since the bands begin with the best")
    if bands[-1].low != 0.0:
        raise fault(f"bands.{len(bands) - 1}.low", "must be 0.0, since the bands end with the worst")
    for number, (better, worse) in enumerate(pairwise(bands), start=1):
        if worse.high != better.low:
            raise fault(f"bands.{number}.high", f"must be {better.low}, the low of the band above")
    for number, band in enumerate(bands):
        if band.low >= band.high:
            raise fault(f"bands.{number}.low", "must be less than high")


def _words(edition: Edition, fault: Fault) -> None:
    """From largest to smallest, each whole percentage in exactly one word."""
    words = edition.words
    expected = 100
    for number, word in enumerate(words):
        if word.high != expected:
            raise fault(f"words.{number}.high", f"must be {expected}, so that the words follow without a gap")
        if word.low > word.high:
            raise fault(f"words.{number}.low", "must not be more than high")
        expected = word.low - 1
    if expected != -1:
        raise fault(f"words.{len(words) - 1}.low", "must be 0, since the words end with the smallest")
    if len({word.word for word in words}) != len(words):
        raise fault("words", "the same word stands there twice")


def _aims(edition: Edition, fault: Fault) -> None:
    """Each criterion points to one outcome or enabler at most, and there is such a criterion."""
    pointed: set[str] = set()
    for aim in edition.aims:
        for criterion in aim.suggested_for:
            key = f"national_framework.{aim.id}.suggested_for"
            if criterion not in edition.criteria:
                raise fault(key, f"there is no criterion '{criterion}'")
            if criterion in pointed:
                raise fault(key, f"'{criterion}' points to another one already")
            pointed.add(criterion)
