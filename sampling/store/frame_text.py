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

SEPARATOR = "\x1f"
"""What stands between cells until a line is written; no cell can hold it."""


class Cells:
    """What cells of the lists stand as in a frame, by what a query gave of them.

    Attributes:
        texts: texts as they are.
        statuses: statuses.
        bands: bands of age, by the date of birth as text, or by the age where there is none.
        groups: groups of ethnicity, by code.
    """

    def __init__(self, census: date, named: Mapping[str, str] | None) -> None:
        """Cells of one list, as of the census date; statuses by name, or as the query gives them."""
        self._census = census
        self._named = named
        self.texts: dict[str | None, str] = {}
        self.statuses: dict[str, str] = {}
        self.bands: dict[str | int | None, str] = {}
        self.groups: dict[str | None, str] = {}

    def learnt(
        self,
        status: str,
        team: str | None,
        born: str | int | None,
        gender: str | None,
        ethnicity: str | None,
        disability: str | None,
        worker: str | None,
    ) -> tuple[str, ...]:
        """The cells of a row of which one or more were not met before, and now are."""
        for text in (team, gender, disability, worker):
            self.texts[text] = text or NOT_KNOWN
        self.statuses[status] = status if self._named is None else self._named.get(status, NOT_KNOWN)
        age = age_on(date.fromisoformat(born), self._census) if isinstance(born, str) else born
        self.bands[born] = age_band(age)
        codes = specification.load().codes["ethnicity"]
        self.groups[ethnicity] = codes.group(ethnicity) if ethnicity else NOT_KNOWN
        return (
            self.statuses[status],
            self.texts[team],
            self.bands[born],
            self.texts[gender],
            self.groups[ethnicity],
            self.texts[disability],
            self.texts[worker],
        )


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


def written(lines: list[str], separators: int) -> str:
    """Lines of separated cells as CSV, each with its end.

    Args:
        lines: the lines, without their ends.
        separators: how many each must have.

    Raises:
        IlacsError: if a cell holds a separator or a line end itself.
    """
    piece = "\n".join([*lines, ""])
    if (piece.count(SEPARATOR), piece.count("\n")) != (separators * len(lines), len(lines)):
        raise IlacsError("the frame cannot be written: a cell holds a line end or a control character")
    if "," not in piece and '"' not in piece:
        return piece.replace(SEPARATOR, ",")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(line.split(SEPARATOR) for line in lines)
    return out.getvalue()
