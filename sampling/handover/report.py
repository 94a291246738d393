"""The report of an inspection: Markdown, or one HTML file that reads and prints well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sampling import __version__
from sampling.clock import stamp
from sampling.errors import unknown
from sampling.handover import report_areas, report_front, report_leaders, report_method
from sampling.handover.gather import INDICATES, UNCHECKED, one_moment
from sampling.handover.ground import Ground, survey
from sampling.handover.page import Item, Items, Page, Section, instant
from sampling.handover.placing import placed, write_private
from sampling.handover.pseudonyms import Pseudonyms
from sampling.handover.report_evidence import quotes
from sampling.handover.report_html import html
from sampling.handover.report_markdown import markdown
from sampling.store import Inspection

FORMATS = ("md", "html")

CONFIDENTIAL = "Confidential: made with names. It holds real ids of cases, and free text as it was written."


@dataclass(frozen=True, slots=True)
class Report:
    """What was written.

    Attributes:
        out: the file.
        head: the head digest of the inspection file's journal.
        masks: ids and names masked in free text; 0 for a report with names.
    """

    out: Path
    head: str
    masks: int


def write_report(inspection: Inspection, out: Path, *, format: str = "", names: bool = False) -> Report:
    """Write the report to a file that only its owner can read.

    Args:
        inspection: the opened file; the report holds what its reader may see.
        out: a name that is free; never overwritten.
        format: ``md`` or ``html``; by default as the name ends, else ``html``.
        names: whether real case ids and unmasked words go out with it.

    Raises:
        UsageError: for an unknown format.
        FileError: if the name is taken, its folder is missing or the disk fails; nothing is left then.
    """
    chosen = chosen_format(out, format)
    with placed(out) as (partial,):
        made, masks = page(inspection, names=names)
        write_private(partial, rendered(made, chosen).encode())
    return Report(out, inspection.journal.head(), masks)


def chosen_format(out: Path, format: str) -> str:
    """The format asked for, else the one that the file's name ends in, else ``html``."""
    if not format:
        return "md" if out.suffix.casefold() in (".md", ".markdown") else "html"
    word = format.strip().casefold()
    if word not in FORMATS:
        raise unknown("format", format, list(FORMATS))
    return word


def rendered(page: Page, format: str) -> str:
    """A page in one of ``FORMATS``."""
    return markdown(page) if format == "md" else html(page)


def page(inspection: Inspection, *, names: bool = False, key: bytes = b"") -> tuple[Page, int]:
    """The report as a page, and how many ids and names were masked in it.

    Args:
        inspection: the opened file.
        names: whether real case ids and unmasked words stand in it.
        key: what pseudonyms are keyed by; a random one unless given.
    """
    with one_moment(inspection.connection):
        ground = survey(inspection, Pseudonyms(inspection, names=names, key=key))
        sections = _sections(ground)
        about = _about(ground)
        masks = ground.names.masks
        privacy = _privacy(ground)
    edition = inspection.edition
    kind = edition.kinds[inspection.settings.kind].name
    day = inspection.settings.inspection_date
    made = Page(
        inspection.settings.authority,
        f"{kind} of {day.day} {day:%B %Y}",
        about,
        (*sections, privacy),
        CONFIDENTIAL if names else "",
    )
    return made, masks


def _sections(ground: Ground) -> tuple[Section, ...]:
    found = quotes(ground)
    edition = ground.inspection.edition
    return (
        report_front.judgements(ground),
        report_front.summary(ground),
        report_front.points(ground),
        *(
            report_areas.area_section(edition, area, ground.counted.get(area.area, ""), ground.names, found)
            for area in ground.rollup.areas
        ),
        report_leaders.leaders(ground),
        report_leaders.enquiries(ground),
        report_leaders.concerns(ground),
        report_leaders.consistency(ground),
        report_method.draws(ground),
        report_method.limits(ground),
    )


def _about(ground: Ground) -> tuple[tuple[str, str], ...]:
    inspection = ground.inspection
    census = inspection.settings.census_date
    return (
        ("Framework", inspection.edition.title),
        ("Lists of", f"{census.day} {census:%B %Y}"),
        ("Readers", ", ".join(item.reader for item in inspection.readers()) or "none"),
        ("Written", f"{instant(stamp(inspection.clock()))} by {inspection.reader}"),
        ("Program", f"ilacs-sample {__version__}"),
        ("Head digest of the inspection file", inspection.journal.head()),
    )


def _privacy(ground: Ground) -> Section:
    names = ground.names
    lines = [INDICATES]
    if names.real:
        lines.append(CONFIDENTIAL)
    else:
        lines += [
            "Cases have pseudonyms that hold within this report only. Readers keep their names.",
            f"{names.masks} ids and names were masked. {UNCHECKED}",
        ]
        if names.masks_numbers:
            lines.append(
                "Ids of this caseload are short numbers: a number in a text that equals one is masked too."
            )
    return Section("What this report holds back", (Items(tuple(Item(line) for line in lines)),))
