"""How a report came about and what it cannot say: frames, draws, what was targeted, limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sampling.draw import designs
from sampling.handover.ground import Ground
from sampling.handover.page import Grid, Item, Items, Section, Text, counted
from sampling.handover.report_areas import bands_of
from sampling.store.draws import extension_in_words

CHANCE = (
    "Each area's sample was drawn by chance from a frozen frame, and areas are never pooled. A case is one "
    "child in one area; an area is estimated from the case ratings of its completed sampled cases."
)
INTERVALS = (
    "An interval covers the share of the area's children in 95 of 100 such samples. It says nothing of "
    "whether readers judge rightly, nor of what is not on the file."
)


def draws(ground: Ground) -> Section:
    """Frames with their digests, draws with their designs, and what was put aside or targeted."""
    return Section(
        "Frames and draws",
        (_frames(ground), _draws(ground), *_remarks(ground), *_targeted(ground)),
    )


def limits(ground: Ground) -> Section:
    """How shares, words and indications are worked out, and what nobody has confirmed."""
    edition = ground.inspection.edition
    bands = "; ".join(f"{band.name.lower()} {_ends(band.low, band.high)}" for band in bands_of(edition))
    chosen = edition.thresholds
    said = (
        CHANCE,
        INTERVALS,
        f"Bands, in every 100 rated good or better: {bands}. They are {edition.bands_source}.",
        f"No indication under {chosen.indication_minimum} completed cases, unless an area is read in full.",
        f"No quantity word under {chosen.word_minimum} rated, unless an area is read in full.",
        "Inadequate is indicated alone only where serious weaknesses pass the share that the edition sets.",
        f"Words for proportions: {edition.words_source}.",
        "Case files alone do not indicate leadership, and this report gives no indication of it.",
        *(
            ["An interval 'as drawn' is of the files as they were drawn, where children had unequal chances."]
            if any(area.as_drawn for area in ground.rollup.areas)
            else []
        ),
        *((f"Outcomes and enablers: {edition.aims_source}.",) if edition.aims else ()),
        *edition.unconfirmed,
    )
    return Section("Method and limits", (Items(tuple(Item(line) for line in said)),))


def _ends(low: float, high: float) -> str:
    if high >= 1:
        return f"{100 * low:.0f} and over"
    return f"below {100 * high:.0f}" if low <= 0 else f"{100 * low:.0f} to below {100 * high:.0f}"


def _frames(ground: Ground) -> Grid:
    rows = []
    for area in ground.inspection.edition.areas:
        frozen = ground.inspection.draws.frozen(area.id)
        if frozen:
            day = datetime.fromisoformat(frozen.frozen_at)
            # In figures, since the digest takes the width of the sheet.
            rows.append((area.name, f"{frozen.size:,}", f"{day:%d/%m/%Y}", frozen.sha256))
    head = ("Area", "Children", "Frozen", "SHA-256 of the frame")
    return Grid(head, tuple(rows), "Frames, each known by its digest", frozenset({1}))


def _draws(ground: Ground) -> Grid:
    rows = []
    census = ground.inspection.settings.census_date
    for entry in ground.inspection.draws.all():
        design = ground.inspection.draws.selection(entry.draw).design
        by = f" by {', '.join(design.by)}" if design.by else ""
        counts = ground.counted.get(entry.area) == entry.draw
        rows.append(
            (
                ground.names.draw(entry.draw),
                f"{designs.in_words(design)}{by}",
                f"{entry.n} of {entry.frame_size:,}",
                "yes" if counts else "no",
                "yes" if entry.witnessed else "no",
                f"{census.day} {census:%B %Y}",
            )
        )
    head = ("Draw", "Design", "Drawn", "Counts", "Witnessed", "Lists of")
    return Grid(
        head, tuple(rows), "Draws; witnessed means frozen and shown before the seed was typed", frozenset({2})
    )


def _remarks(ground: Ground) -> Iterator[Items]:
    lines = []
    reasons = ground.inspection.edition.removal_reasons
    for entry in ground.inspection.draws.all():
        name = ground.names.draw(entry.draw)
        chosen = ground.inspection.draws.chosen(entry.area)
        if chosen is not None and chosen.draw == entry.draw:
            why = ground.names.text(chosen.because)
            lines.append(f"{name}: counts in place of the area's first draw ({chosen.reader}): {why}")
        grown = extension_in_words(entry)
        if grown:
            lines.append(f"{name}: {grown}.")
        decided = ground.inspection.strata.decided(entry.draw)
        if decided is not None and decided.merged:
            why = ground.names.text(decided.because)
            lines.append(
                f"{name}: strata too thin for an interval are put together ({decided.reader}): {why}"
            )
        tally = Counter(item.reason for item in ground.inspection.roster.removals(entry.draw))
        for code, count in sorted(tally.items()):
            kind = reasons[code].kind.replace("_", " ")
            lines.append(f"{name}: {counted(count, 'case')} removed: {reasons[code].text} ({kind})")
    if lines:
        yield Items(tuple(Item(line) for line in lines))


def _targeted(ground: Ground) -> Iterator[Text | Items]:
    found = ground.inspection.roster.targeted()
    if not found:
        yield Text("No case was targeted.")
        return
    edition = ground.inspection.edition
    yield Text(f"{counted(len(found), 'case')} targeted for a reason; they enter no estimate.")
    yield Items(
        tuple(
            sorted(
                (
                    Item(f"{edition.area(item.area).name}: {ground.names.text(item.because)}")
                    for item in found
                ),
                key=lambda item: item.text,
            )
        )
    )
