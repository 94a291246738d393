"""The roll-up in plain lines: counts first, then the interval, then words."""

from __future__ import annotations

from collections.abc import Sequence

from sampling.findings.concerns import overdue
from sampling.framework import Edition, Grade
from sampling.rollup.area import AreaRollup
from sampling.rollup.criteria import CriterionRollup
from sampling.rollup.judgement import JudgementRollup, Rollup
from sampling.store import Inspection
from sampling.store.moderating import OtherView
from tui.cli import out


def print_rollup(inspection: Inspection, rollup: Rollup, *, criteria: bool) -> None:
    """Print a roll-up.

    Args:
        inspection: the file it comes from.
        rollup: what the findings amount to.
        criteria: whether each area's criteria are printed too.
    """
    settings = inspection.settings
    kind = inspection.edition.kinds[settings.kind].name
    out.say(
        f"{settings.authority}, {kind.lower()} of {out.british(settings.inspection_date)} ({rollup.edition})"
    )
    late = sum(overdue(item, inspection.clock()) for item in inspection.reading.concerns())
    if late:
        out.say(f"! {out.counted(late, 'concern')} OVERDUE for an answer")
    if not rollup.areas:
        out.say("nothing has been drawn yet")
    for area in rollup.areas:
        out.say("")
        print_area(inspection.edition, area, criteria=criteria)
    for view in inspection.moderating.other_views():
        if view.counted.area in {area.area for area in rollup.areas}:
            out.say("")
            _print_other(inspection.edition, view)
    if not inspection.edition.kinds[settings.kind].graded:
        return
    out.say("")
    out.say("Judgements (a person judges; the files only indicate)")
    for judgement in rollup.judgements:
        _print_judgement(judgement)
    if rollup.proposed:
        out.say(f"proposed overall from the grades entered: {rollup.proposed.label}")
    if rollup.follows:
        out.paragraphs(f"what follows: {rollup.follows.words}")
        if not rollup.follows.ours:
            out.paragraphs(rollup.follows.source_words, 2)


def print_area(edition: Edition, area: AreaRollup, *, criteria: bool) -> None:
    """Print one area: counts, interval, words, indication, and what has to stand beside them."""
    out.say(
        f"{edition.area(area.area).name}: {area.completed} of {out.counted(area.sampled, 'sampled case')} "
        f"completed, from {area.frame:,}"
    )
    rated = f"{area.good_or_better} of {area.rated} rated good or better"
    if area.interval and area.interval[0] == area.interval[1]:
        out.say(f"  {rated}, of every child in scope: {area.how}")
    elif area.interval:
        counts = area.interval_counts
        known = f" ({counts[0]:,} to {counts[1]:,} of {area.in_scope:,})" if counts else ""
        out.say(f"  {rated}: {out.span(*area.interval)} of the area's children{known}")
        out.paragraphs(area.how, 2)
    elif area.rated:
        out.say(f"  {rated}")
    if area.words:
        out.say(f"  in words: {area.words} good or better")
    if area.indication:
        out.say(f"  consistent with: {grades(area.indication)}")
        out.say(f"  {area.count_words} lies in: {grades(area.count_lies_in or ())}")
    elif area.why_none:
        out.paragraphs(f"no indication: {area.why_none}", 2)
    for remark in _remarks(area):
        out.paragraphs(remark, 2)
    _print_parts(area)
    if criteria:
        _print_criteria(edition, area)


def _print_other(edition: Edition, view: OtherView) -> None:
    """An area as another reader's findings would have it."""
    other = view.other
    said = grades(other.indication) if other.indication else "no indication"
    cases = out.counted(view.cases, "case")
    out.paragraphs(
        f"{edition.area(other.area).name}, with the findings of {view.reader} in {cases}: "
        f"{other.good_or_better} of {other.rated} rated good or better, consistent with: {said}"
    )


def _print_parts(area: AreaRollup) -> None:
    """The counts by stratum, by reader and by team, each where there is more than one."""
    parts = {
        "by stratum": [(item.stratum, item.good_or_better, item.rated) for item in area.by_stratum],
        "by reader": [(item.reader, item.good_or_better, item.rated) for item in area.by_reader],
        "by team": [(item.team or "no team named", item.good_or_better, item.rated) for item in area.by_team],
    }
    for name, counts in parts.items():
        if len(counts) > 1 and area.rated:
            said = "; ".join(f"{part}: {good} of {rated}" for part, good, rated in counts if rated)
            out.paragraphs(f"{name}, good or better of those rated: {said}", 2)
    if len(area.by_team) > 1 and area.rated:
        out.say("  (a few cases are no sample of a team)")


def _remarks(area: AreaRollup) -> list[str]:
    """What has to stand beside an indication."""
    remarks = [area.another_draw]
    if area.instead:
        remarks.append(f"it counts because ({area.instead.by}): {area.instead.because}")
    remarks += [area.partly_read, area.upper_bound, area.not_replaced, area.merged, area.without_files]
    remarks += [area.unequal_weights, area.as_drawn]
    remarks += [area.beside.words, area.audit.words]
    if area.fragile:
        remarks.append("one case either way would change this")
    remarks += [f"serious weakness: {case}" for case in area.serious_cases]
    remarks += [f"open concerns in {case}: {count}" for case, count in area.concerns]
    return [remark for remark in remarks if remark]


def _print_criteria(edition: Edition, area: AreaRollup) -> None:
    out.table(
        ("criterion", "good", "interval", "n/a", "not seen", "what good practice does"),
        (
            (
                item.criterion,
                f"{item.good_or_better} of {item.rated}" if item.rated else "none rated",
                _interval(item),
                item.not_applicable,
                item.not_seen,
                f"{edition.criteria[item.criterion].text}{f' [{item.words}]' if item.words else ''}",
            )
            for item in area.criteria
        ),
    )


def _interval(item: CriterionRollup) -> str:
    if item.interval is None:
        return "-"
    return f"{out.span(*item.interval)}{' as drawn' if item.as_drawn else ''}"


def _print_judgement(judgement: JudgementRollup) -> None:
    entered = judgement.entered
    grade = f"{entered.grade.label} ({entered.by})" if entered else "no grade entered"
    mark = f"; {judgement.mark}" if judgement.mark else ""
    out.paragraphs(f"{judgement.name}: {grade}{mark}", 2)
    if judgement.indication:
        outside = "; the grade lies outside it" if judgement.outside else ""
        out.paragraphs(f"indication: {grades(judgement.indication)}{outside}", 4)
        if judgement.rests_on:
            out.paragraphs(judgement.rests_on, 4)
    elif judgement.kind == "practice":
        out.paragraphs(f"no indication: {judgement.why_none}", 4)
    if entered:
        out.verbatim(f"because: {entered.because}", 4)


def grades(found: Sequence[Grade]) -> str:
    """Grades in words."""
    return " or ".join(grade.label for grade in found)
