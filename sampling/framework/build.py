"""Building an edition's values from its tables: types and words are checked here, references elsewhere."""

from __future__ import annotations

from typing import get_args

from sampling.framework.edition import (
    Absence,
    Area,
    AreaCriterion,
    Band,
    Criterion,
    CriterionKind,
    Edition,
    InspectionKind,
    Judgement,
    NationalAim,
    NextStep,
    QuantityWord,
    RemovalReason,
    Thresholds,
    Timescale,
    TimescaleMode,
    TimescaleUnit,
)
from sampling.framework.grades import Grade
from sampling.framework.table import Table

# The words of the ``Literal`` types, so that they stand in one place only.
_KINDS: tuple[CriterionKind, ...] = get_args(CriterionKind)
_ABSENCES: tuple[Absence, ...] = get_args(Absence)
_UNITS: tuple[TimescaleUnit, ...] = get_args(TimescaleUnit)
_MODES: tuple[TimescaleMode, ...] = get_args(TimescaleMode)


def build(table: Table) -> Edition:
    """The edition that a file and its parts describe.

    Raises:
        DataFileError: naming file and key, if a key is missing, unknown or of the wrong type.
    """
    edition = Edition(
        id=table.text("id"),
        title=table.text("title"),
        first_day=table.day("first_day"),
        last_day=table.day("last_day") if table.has("last_day") else None,
        judgements=tuple(_judgement(id, inner) for id, inner in table.tables("judgements")),
        areas=tuple(_area(id, inner) for id, inner in table.tables("areas")),
        criteria={id: _criterion(id, inner) for id, inner in table.tables("criteria")},
        timescales={key: _timescale(key, inner) for key, inner in table.tables("timescales")},
        bands=tuple(_band(inner) for inner in table.rows("bands")),
        bands_source=table.text("bands_source"),
        words=tuple(_word(inner) for inner in table.rows("words")),
        words_source=table.text("words_source"),
        leadership_criteria=table.texts("leadership_criteria"),
        kinds={id: _kind(id, inner) for id, inner in table.tables("kinds")},
        removal_reasons={code: _reason(code, inner) for code, inner in table.tables("removal_reasons")},
        entry_kinds=table.texts("entry_kinds"),
        thresholds=_thresholds(table.table("thresholds")),
        next_steps=tuple(_next_step(inner) for inner in table.rows("next_steps")),
        unconfirmed=table.table("unconfirmed").every_text() if table.has("unconfirmed") else (),
        aims=_aims(table),
        aims_source=table.text("national_framework_source") if table.has("national_framework") else "",
    )
    table.close()
    return edition


def _judgement(id: str, table: Table) -> Judgement:
    judgement = Judgement(
        id=id,
        name=table.text("name"),
        short_name=table.text("short_name"),
        kind=table.choice("kind", ("leaders", "practice", "overall")),
        confirmed=table.flag("confirmed"),
    )
    table.close()
    return judgement


def _area(id: str, table: Table) -> Area:
    core = tuple(AreaCriterion(criterion, core=True) for criterion in table.texts("core"))
    further = tuple(AreaCriterion(criterion, core=False) for criterion in table.texts("further"))
    area = Area(
        id=id,
        name=table.text("name"),
        code=table.text("code"),
        judgement=table.text("judgement"),
        criteria=core + further,
    )
    table.close()
    return area


def _criterion(id: str, table: Table) -> Criterion:
    criterion = Criterion(
        id=id,
        text=table.text("text"),
        kind=table.choice("kind", _KINDS),
        absence=table.choice("absence", _ABSENCES),
        theme=table.text("theme"),
        good=table.text("good"),
        where=table.text("where"),
        timescales=table.texts("timescales"),
        confirmed=table.flag("confirmed", default=False),
        management=table.flag("management", default=False),
    )
    table.close()
    return criterion


def _timescale(key: str, table: Table) -> Timescale:
    timescale = Timescale(
        key=key,
        rule=table.text("rule"),
        start=table.text("start"),
        limit=table.whole("limit", 0, 400) if table.has("limit") else None,
        unit=table.choice("unit", _UNITS),
        mode=table.choice("mode", _MODES),
        source=table.text("source"),
        confirmed=table.flag("confirmed"),
    )
    table.close()
    return timescale


def _band(table: Table) -> Band:
    words = table.texts("grades")
    for word in words:
        if word not in {grade.value for grade in Grade}:
            raise table.fault("grades", f"'{word}' is no grade")
    if not words:
        raise table.fault("grades", "is missing or empty")
    band = Band(tuple(Grade(word) for word in words), table.share("low"), table.share("high"))
    table.close()
    return band


def _word(table: Table) -> QuantityWord:
    word = QuantityWord(table.text("word"), table.whole("low", 0, 100), table.whole("high", 0, 100))
    table.close()
    return word


def _kind(id: str, table: Table) -> InspectionKind:
    kind = InspectionKind(id, table.text("name"), table.flag("graded"), table.flag("priority_action"))
    table.close()
    return kind


def _reason(code: str, table: Table) -> RemovalReason:
    reason = RemovalReason(code, table.text("text"), table.choice("kind", ("out_of_scope", "not_available")))
    table.close()
    return reason


def _thresholds(table: Table) -> Thresholds:
    thresholds = Thresholds(
        indication_minimum=table.whole("indication_minimum", 1, 1000),
        word_minimum=table.whole("word_minimum", 1, 1000),
        serious_share=table.share("serious_share"),
        minutes_per_file=table.whole("minutes_per_file", 1, 1440),
    )
    table.close()
    return thresholds


def _next_step(table: Table) -> NextStep:
    step = NextStep(table.text("text"), table.text("rule"), table.text("source"), table.flag("confirmed"))
    table.close()
    return step


def _aims(table: Table) -> tuple[NationalAim, ...]:
    """An edition from before the National Framework has none."""
    if not table.has("national_framework"):
        return ()
    return tuple(_aim(id, inner) for id, inner in table.tables("national_framework"))


def _aim(id: str, table: Table) -> NationalAim:
    aim = NationalAim(
        id=id,
        name=table.text("name"),
        text=table.text("text"),
        kind=table.choice("kind", ("outcome", "enabler")),
        suggested_for=table.texts("suggested_for"),
    )
    table.close()
    return aim
