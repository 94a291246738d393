"""How a frame's cells and lines are written in bulk: each different cell is worked out once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from sampling.caseload.ages import age_band, age_on
from sampling.caseload.annex_a import specification
from sampling.caseload.gathering import NOT_KNOWN
from sampling.errors import IlacsError
from sampling.text import is_clean_line

SEPARATOR = "\x1f"
"""What stands between cells until a line is written; no cell can hold it."""


class Texts(dict[str | None, str]):
    """Cells as a frame shows them."""

    def __missing__(self, cell: str | None) -> str:
        """The cell, or that it is not known.

        Raises:
            IlacsError: if it would not survive a printed line.
        """
        if cell and not is_clean_line(cell):
            raise IlacsError("the frame cannot be written: a cell holds a line end or a control character")
        text = self[cell] = cell or NOT_KNOWN
        return text


class Statuses(Texts):
    """Statuses by what a query gave."""

    def __init__(self, named: Mapping[str, str] | None) -> None:
        """Statuses by these names, any other being not known; or, without names, as the query gave them."""
        super().__init__()
        self.update(named or {})
        self._named = named is not None

    def __missing__(self, said: str | None) -> str:
        """A status that has no name; errors as for any cell."""
        text = self[said] = super().__missing__(None if self._named else said)
        return text


class Groups(dict[str | None, str]):
    """Groups of ethnicity by code."""

    def __missing__(self, code: str | None) -> str:
        """The group of a code, or the text itself where it is none."""
        group = specification.load().codes["ethnicity"].group(code) if code else None
        text = self[code] = Texts()[group]
        return text


class Bands(dict[str | int | None, str]):
    """Bands of age by the date of birth as text, or by the age where there is none."""

    def __init__(self, census: date) -> None:
        """Bands of the ages on the census date."""
        super().__init__()
        self._census = census

    def __missing__(self, born: str | int | None) -> str:
        """The band of a date of birth or an age."""
        age = age_on(date.fromisoformat(born), self._census) if isinstance(born, str) else born
        band = self[born] = age_band(age)
        return band


class Answers(dict[int, str]):
    """The cells of all flags, each after a separator, by the bits of those raised."""

    def __init__(self, flags: int) -> None:
        """Answers of so many flags."""
        super().__init__()
        self._flags = range(flags)

    def __missing__(self, bits: int) -> str:
        """Yes or no for each flag."""
        answers = (("no", "yes")[bits >> place & 1] for place in self._flags)
        text = self[bits] = "".join(SEPARATOR + answer for answer in answers)
        return text


def written(lines: list[str]) -> str:
    """Lines of separated cells as CSV, each with its end."""
    piece = "\n".join([*lines, ""])
    if "," not in piece and '"' not in piece:
        return piece.replace(SEPARATOR, ",")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(line.split(SEPARATOR) for line in lines)
    return out.getvalue()
