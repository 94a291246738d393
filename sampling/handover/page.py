"""A page to be handed over, as blocks: one idea that Markdown and HTML are both written from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sampling.rollup.words import hundredths


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in the program's own words; ``strong`` where it must not be missed."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A person's own words, shown as they are, with who wrote them and about what."""

    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list: its words, and what stands beside them in small print."""

    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; columns named in ``numeric`` hold counts and are set to the right.

    Attributes:
        head: the columns' headings.
        rows: the rows; the first cell of each heads it.
        caption: what it shows, or empty.
        numeric: places of the columns with numbers.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numeric: frozenset[int] = frozenset()

    def without(self, place: int) -> Grid:
        """The same table without one of its columns."""
        head, *rows = (row[:place] + row[place + 1 :] for row in (self.head, *self.rows))
        numeric = frozenset(at - (at > place) for at in self.numeric if at != place)
        return Grid(head, tuple(rows), self.caption, numeric)


@dataclass(frozen=True, slots=True)
class Band:
    """A range of shares and what it stands for; ends are fractions."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One share with its interval: never without its count.

    Attributes:
        label: whose share it is.
        good: how many.
        rated: of how many.
        low: lower end of the interval, a fraction; None where there is none.
        high: upper end.
        share: the estimate, where it is not simply the count's.
        main: whether it is the area's own, above its criteria.
    """

    label: str
    good: int
    rated: int
    low: float | None
    high: float | None
    share: float | None = None
    main: bool = False

    @property
    def counts(self) -> str:
        """Such as ``9 of 12``; ``none rated`` where there is nothing to count."""
        return f"{self.good} of {self.rated}" if self.rated else "none rated"


@dataclass(frozen=True, slots=True)
class Bars:
    """Shares with their intervals, drawn with the bands behind them."""

    caption: str
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]


Block = Text | Words | Items | Grid | Bars


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    Attributes:
        title: the heading.
        blocks: what stands under it.
        parts: sections inside it.
        new_page: whether it begins a page where it is printed.
        whole: whether it is kept on one sheet where it fits.
    """

    title: str
    blocks: tuple[Block, ...]
    parts: tuple[Section, ...] = ()
    new_page: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        title: its title.
        subtitle: a line under it.
        about: label and value of what it is of.
        sections: its sections.
        confidential: the warning that stands on every sheet; empty for none.
    """

    title: str
    subtitle: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    confidential: str = ""


def numbered(sections: Sequence[Section]) -> Iterator[tuple[str, Section]]:
    """Each section with a name to link to it by."""
    for number, section in enumerate(sections, start=1):
        yield f"section-{number}", section


def span(low: float, high: float) -> str:
    """An interval of shares in whole points, rounded outwards: ``47% to 91%``."""
    lowest, highest = hundredths(low, high)
    return f"{lowest}% to {highest}%"


def instant(stamp: str) -> str:
    """A stored instant as a reader has it: ``3 April 2025, 14:02 UTC``."""
    at = datetime.fromisoformat(stamp)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 case``, ``12 cases``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
