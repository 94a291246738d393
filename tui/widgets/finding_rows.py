"""The rows of the findings: a criterion to a line, its rating, and the first words of its evidence."""

from __future__ import annotations

from textual.content import Content

from sampling.findings.ratings import Rating
from sampling.framework.edition import Edition
from sampling.store.reading import OVERALL
from tui.safe import column, gap, join, line, literal
from tui.screens.case_desk import CaseDesk
from tui.widgets.rows import Row, labelled
from tui.widgets.words import SYMBOLS, count, plain

OVERALL_TEXT = "Practice for this child as a whole"

KEYS = "1 strong, 2 good, 3 needs improvement, 4 serious weakness, 0 n/a, - not seen"
"""What is shown where nothing is rated yet: the keys that would."""

OVERALL_KEYS = "1 strong, 2 good, 3 needs improvement, 4 serious weakness"
"""The same for the case rating."""

_MUTED = "$text-muted"
_STYLES = {
    Rating.STRONG: "$success",
    Rating.GOOD: "$success",
    Rating.NEEDS_IMPROVEMENT: "$warning",
    Rating.SERIOUS_WEAKNESS: "$error",
    Rating.NOT_APPLICABLE: _MUTED,
    Rating.NOT_SEEN: _MUTED,
}


def rating_words(rating: Rating | None, *, key: bool = False) -> Content:
    """A rating as symbol and word, with its key where asked; ``not rated`` for none."""
    if rating is None:
        return literal("not rated", _MUTED)
    before = join(literal(rating.key), gap(1)) if key else gap(0)
    return join(before, literal(f"{SYMBOLS[rating]} {rating.label}", _STYLES[rating]))


def finding_rows(desk: CaseDesk) -> list[Row]:
    """Every criterion of the case's area: the core by theme, the case as a whole, then the further ones."""
    edition, rows, theme = desk.inspection.edition, list[Row](), ""
    core = set(desk.area.core)
    for criterion in desk.order:
        if criterion == OVERALL:
            heading, theme = "The case as a whole", ""
        else:
            heading = edition.criteria[criterion].theme
            if criterion not in core:
                heading = f"Further: {heading}"
        if heading != theme:
            rows.append(Row("", line(heading), heading=True))
            theme = heading
        rows.append(finding_row(desk, criterion))
    return rows


def finding_row(desk: CaseDesk, criterion: str) -> Row:
    """One criterion, as the reader has answered it so far."""
    answer = desk.answer(criterion)
    rating = answer.rating
    mark = (
        join(literal(rating.key), gap(1), literal(SYMBOLS[rating], _STYLES[rating]))
        if rating
        else literal("· ·", _MUTED)
    )
    name = "Case" if criterion == OVERALL else criterion
    return Row(
        criterion,
        line(text_of(desk.inspection.edition, criterion)),
        lead=join(mark, gap(1), column(name, 8)),
        tail=literal(rating.label, _STYLES[rating]) if rating else literal("not rated", _MUTED),
        notes=_notes(desk, criterion),
        wrap=False,
        brief=True,
    )


def text_of(edition: Edition, criterion: str) -> str:
    """What a criterion asks."""
    return OVERALL_TEXT if criterion == OVERALL else edition.criterion(criterion).text


def criterion_text(desk: CaseDesk, criterion: str, *, written: bool = True) -> list[Content]:
    """The criterion at hand in full, and all that stands to it.

    Args:
        desk: the case.
        criterion: the criterion, or ``overall``.
        written: with the evidence, and with the keys that rate: not while the evidence is being written.
    """
    edition, answer = desk.inspection.edition, desk.answer(criterion)
    if criterion == OVERALL:
        about = f"Core findings: {desk.tally()}"
    else:
        found = edition.criterion(criterion)
        empty = (
            "an empty file is a weakness" if found.absence == "weakness" else "an empty file is 'not seen'"
        )
        kind = "practice and experience" if found.kind == "both" else found.kind
        about = f"{found.theme} · {kind} · {empty}"
    lines = [join(line(desk.name_of(criterion), "bold $accent"), gap(1), line(text_of(edition, criterion)))]
    if answer.rating is not None:
        lines.append(rating_words(answer.rating, key=True))
    elif written:
        lines.append(line(KEYS if criterion != OVERALL else OVERALL_KEYS, _MUTED))
    if written and answer.draft is not None:
        lines.append(labelled("Draft, not recorded yet", literal(answer.draft)))
    if written and answer.evidence:
        lines.append(labelled("Evidence", literal(answer.evidence)))
    if answer.citations:
        lines.append(labelled("Cites", line("; ".join(map(desk.entry_name, answer.citations)))))
    if answer.after_seeing:
        lines.append(line("Changed after another reader's findings were seen.", _MUTED))
    lines += [
        _other(item.reader, item.rating, item.evidence) for item in desk.others if item.criterion == criterion
    ]
    lines += [
        labelled(f"Query, {item.state}", line(item.text))
        for item in desk.queries
        if item.criterion == criterion
    ]
    return [*lines, line(about, _MUTED)]


def guidance_text(edition: Edition, criterion: str) -> list[Content]:
    """What good looks like, where to look, which timescales bear on it, and whose words these are."""
    if criterion == OVERALL:
        return [
            line("Guidance for the case rating", "bold $accent"),
            line("Weigh what this child has lived through and what practice did about it; it is no sum."),
            line("Reaching for 3 or 4 needs evidence of its own. The area is estimated from these ratings."),
        ]
    found = edition.criterion(criterion)
    lines = [
        line(f"Guidance for {criterion}", "bold $accent"),
        labelled("What good looks like", line(found.good)),
        labelled("Where to look", line(found.where)),
    ]
    lines += [_timescale(edition, key) for key in found.timescales if key in edition.timescales]
    if not found.confirmed:
        lines.append(line("This project's own wording, not Ofsted's.", _MUTED))
    return lines


def progress_text(desk: CaseDesk, width: int = 0) -> Content:
    """How far the case is, in words; queries and concerns that are still open.

    Args:
        desk: the case.
        width: cells; where they are few, what stands elsewhere on the screen too is left out first.
    """
    overall = desk.answer(OVERALL).rating
    state = "completed" if desk.completed else f"{desk.core_rated} of {len(desk.area.core)} core"
    case = f"case rated {overall.label}" if overall else "case not rated"
    short = f"rated {overall.label}" if overall else ""
    drafts = sum(answer.draft is not None for answer in desk.answers.values())
    open_queries = sum(item.state == "open" for item in desk.queries)
    open_concerns = sum(item.state != "closed" for item in desk.concerns)
    left = [
        count(drafts, "draft") if drafts else "",
        count(open_queries, "query", "queries") if open_queries else "",
        count(open_concerns, "concern") if open_concerns else "",
    ]
    shown = gap(0)
    for parts in ([state, case, *left], [state, short, *left], [short, *left], left):
        words = " · ".join(part for part in parts if part)
        shown = join(line("Findings", "bold"), gap(2), line(words, _MUTED))
        if not width or shown.cell_length <= width:
            break
    return shown


def _notes(desk: CaseDesk, criterion: str) -> tuple[Content, ...]:
    answer = desk.answer(criterion)
    words = desk.summary_of(criterion)
    parts = [f"cites {len(answer.citations)}"] if answer.citations else []
    if words:
        parts.append(f"draft: {words}" if answer.draft is not None else words)
    elif answer.rating and answer.rating.wants_evidence:
        parts.append("evidence needed")
    return (line(" · ".join(parts), _MUTED),) if parts else ()


def _other(reader: str, rating: Rating | None, evidence: str) -> Content:
    said = gap(0) if not evidence else join(gap(2), line(evidence))
    return labelled(reader, join(rating_words(rating), said))


def _timescale(edition: Edition, key: str) -> Content:
    item = edition.timescales[key]
    unit = plain(item.unit).removesuffix("s") if item.limit == 1 else plain(item.unit)
    limit = f"{item.limit} {unit} from {item.start}" if item.limit else f"from {item.start}"
    source = item.source if item.confirmed else f"{item.source}; not confirmed"
    rule = line(f"{item.rule}, {limit} ({item.mode}).")
    return labelled("Timescale", join(rule, gap(1), line(source, _MUTED)))
