"""The shape of an edition of the framework; its content stands in the TOML files beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sampling.errors import unknown
from sampling.framework.grades import Grade

CriterionKind = Literal["practice", "experience", "both"]
Absence = Literal["weakness", "not_seen"]
TimescaleMode = Literal["statute", "guidance", "local"]
TimescaleUnit = Literal["working_days", "days", "weeks", "months"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Something that gets a grade.

    Attributes:
        id: stable key, such as ``help_and_protection``.
        name: the published name in full.
        short_name: a few words, for a narrow screen.
        kind: ``leaders``, ``practice`` or ``overall``.
        confirmed: False where the name was not confirmed in a primary source.
    """

    id: str
    name: str
    short_name: str
    kind: Literal["leaders", "practice", "overall"]
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that good practice does.

    Attributes:
        id: stable key, such as ``HP-10``.
        text: what good practice does, in one sentence of our own words.
        kind: ``practice`` (done, in time, recorded), ``experience`` (the child's life) or ``both``.
        absence: what an empty file means: a ``weakness``, or only ``not_seen``.
        theme: the heading it stands under on the reading screen.
        good: what good looks like, for the guidance panel.
        where: where in the file to look.
        timescales: keys of the timescales that bear on it.
        confirmed: False where the wording is this project's own reconstruction.
        management: True for the criteria that impact of leaders reads from case files.
    """

    id: str
    text: str
    kind: CriterionKind
    absence: Absence
    theme: str
    good: str
    where: str
    timescales: tuple[str, ...] = ()
    confirmed: bool = False
    management: bool = False


@dataclass(frozen=True, slots=True)
class AreaCriterion:
    """A criterion's place in an area: core ones are put to every case of the area."""

    criterion: str
    core: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A body of casework that is sampled.

    Attributes:
        id: ``safeguarding``, ``children_in_need``, ``children_in_care`` or ``leaving_care``.
        name: its name on screens.
        code: the prefix of its case ids, such as ``SG`` in ``SG-1042``.
        judgement: the judgement it feeds.
        criteria: core ones first, then the further ones, in reading order.
    """

    id: str
    name: str
    code: str
    judgement: str
    criteria: tuple[AreaCriterion, ...]

    @property
    def core(self) -> tuple[str, ...]:
        """Ids of the core criteria, in reading order."""
        return tuple(item.criterion for item in self.criteria if item.core)


@dataclass(frozen=True, slots=True)
class Timescale:
    """A time within which something should happen.

    Attributes:
        key: such as ``T-CFA``.
        rule: what must happen, in our own words.
        start: the clock it runs from.
        limit: how many units; None where there is no number.
        unit: ``working_days``, ``days``, ``weeks`` or ``months``.
        mode: ``statute``, ``guidance`` or ``local`` (varies between authorities).
        source: the regulation, guidance or place it comes from.
        confirmed: False where the source was not read.
    """

    key: str
    rule: str
    start: str
    limit: int | None
    unit: TimescaleUnit
    mode: TimescaleMode
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A range of shares of cases rated good or better that a grade is consistent with.

    Attributes:
        grades: the grade or grades the band stands for.
        low: lowest share in the band, as a fraction, included.
        high: upper end as a fraction: the low of the next band up, not included (1.0 is included).
    """

    grades: tuple[Grade, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class QuantityWord:
    """A word for a proportion, such as "most", and the whole percentages it stands for."""

    word: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class RemovalReason:
    """Why a drawn case may be put aside.

    Attributes:
        code: stable key.
        text: the reason in words.
        kind: ``out_of_scope`` (the frame was wrong) or ``not_available``.
    """

    code: str
    text: str
    kind: Literal["out_of_scope", "not_available"]


@dataclass(frozen=True, slots=True)
class InspectionKind:
    """A kind of visit: ``standard``, ``short``, ``focused``, ``monitoring`` or ``audit``."""

    id: str
    name: str
    graded: bool
    priority_action: bool


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers of this project's own choosing (Ofsted publishes none).

    Attributes:
        indication_minimum: completed cases under which an area has no indication.
        word_minimum: rated files under which a criterion has no quantity word.
        serious_share: share of case ratings at serious weakness past which inadequate stands alone.
        minutes_per_file: reading time used for planning, before any is measured.
    """

    indication_minimum: int
    word_minimum: int
    serious_share: float
    minutes_per_file: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """What follows an inspection: the first rule whose conditions all hold.

    Attributes:
        text: what follows, in words.
        rule: name of the test, one of those in ``sampling.rollup.overall``.
        source: where it comes from.
        confirmed: False where the source was not read.
    """

    text: str
    rule: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class NationalAim:
    """An outcome or enabler of the National Framework, to which an improvement is tied.

    Attributes:
        id: stable key, such as ``outcome_3``.
        name: such as ``Outcome 3``.
        text: what it aims at, in a few of our own words.
        kind: ``outcome`` or ``enabler``.
        suggested_for: criteria whose drafts it is suggested for.
    """

    id: str
    name: str
    text: str
    kind: Literal["outcome", "enabler"]
    suggested_for: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """A dated version of the framework.

    Attributes:
        id: ``ilacs-2018``, ``ilacs-2023`` or ``ilacs-2026``.
        title: its name on screens.
        first_day: the first inspection date it is used for.
        last_day: the last one, or None while it is in force.
        judgements: in the order of the report's front table.
        areas: in reading order.
        criteria: every criterion by id.
        timescales: every timescale by key.
        bands: from best to worst.
        bands_source: whose choice the bands are.
        words: quantity words from largest to smallest.
        words_source: where the quantity words come from.
        leadership_criteria: ids shown on the impact of leaders screen.
        kinds: kinds of visit by id.
        removal_reasons: by code.
        entry_kinds: kinds of entry a reader may add by hand.
        thresholds: this project's own numbers.
        next_steps: what follows, tried in order.
        unconfirmed: notes on wording or rules not confirmed in a primary source.
        aims: outcomes and enablers of the National Framework; empty where the edition ties nothing to it.
        aims_source: where they come from; empty without any.
    """

    id: str
    title: str
    first_day: date
    last_day: date | None
    judgements: tuple[Judgement, ...]
    areas: tuple[Area, ...]
    criteria: dict[str, Criterion]
    timescales: dict[str, Timescale]
    bands: tuple[Band, ...]
    bands_source: str
    words: tuple[QuantityWord, ...]
    words_source: str
    leadership_criteria: tuple[str, ...]
    kinds: dict[str, InspectionKind]
    removal_reasons: dict[str, RemovalReason]
    entry_kinds: tuple[str, ...]
    thresholds: Thresholds
    next_steps: tuple[NextStep, ...]
    unconfirmed: tuple[str, ...] = field(default=())
    aims: tuple[NationalAim, ...] = field(default=())
    aims_source: str = ""

    def area(self, id: str) -> Area:
        """The area of that id (spaces and hyphens allowed, any case).

        Raises:
            UsageError: if the edition has no such area.
        """
        word = id.strip().casefold().replace(" ", "_").replace("-", "_")
        for area in self.areas:
            if area.id == word:
                return area
        raise unknown("area", id, [area.id for area in self.areas])

    def judgement(self, id: str) -> Judgement:
        """The judgement of that id.

        Raises:
            UsageError: if the edition has no such judgement.
        """
        word = id.strip().casefold().replace(" ", "_").replace("-", "_")
        for judgement in self.judgements:
            if judgement.id == word:
                return judgement
        raise unknown("judgement", id, [judgement.id for judgement in self.judgements])

    def criterion(self, id: str) -> Criterion:
        """The criterion of that id, in any case.

        Raises:
            UsageError: if the edition has no such criterion.
        """
        found = self.criteria.get(id.strip().upper())
        if found is None:
            raise unknown("criterion", id, sorted(self.criteria))
        return found

    def aim(self, id: str) -> NationalAim:
        """The outcome or enabler of that id (``Outcome 3``, ``outcome-3``).

        Raises:
            UsageError: if the edition has no such one.
        """
        word = id.strip().casefold().replace(" ", "_").replace("-", "_")
        for aim in self.aims:
            if aim.id == word:
                return aim
        raise unknown("outcome or enabler", id, [aim.id for aim in self.aims])

    def areas_of(self, judgement: str) -> tuple[Area, ...]:
        """The areas that feed a judgement, in reading order."""
        return tuple(area for area in self.areas if area.judgement == judgement)
