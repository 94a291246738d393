"""Reading one cell: what it holds, and what to remark where that is not plain.

Each column's reader remembers what it has read, since a column of a hundred thousand cells holds
few different ones. Days come before months, always; a cell that cannot be read is left blank, with
its text kept beside.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sampling.caseload.annex_a.codes import CodeSet
from sampling.caseload.annex_a.dates import month_first, parse_date
from sampling.caseload.annex_a.folding import fold_code
from sampling.caseload.annex_a.problems import Severity
from sampling.caseload.annex_a.specification import ColumnSpec, Specification
from sampling.caseload.annex_a.workbook import Raw
from sampling.caseload.annex_a.xlsx import NEVER_CALCULATED
from sampling.caseload.lists import Value
from sampling.text import Cleaned, canonical_id, clean_line

_EXCEL_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_AGE = re.compile(r"(<)?\s*(\d+(?:\.\d+)?)\s*(y|yr|yrs|year|years|m|mth|mths|month|months|w|week|weeks)?")
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d{2,3}")
_EXACT_DIGITS = 15
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to keep or to say about a cell.

    Attributes:
        original: the text given, where it was changed or could not be used; else None.
        severity: how bad it is; None where there is nothing to say.
        code: the kind of fault.
        message: what is wrong and what was done.
    """

    original: str | None
    severity: Severity | None = None
    code: str = ""
    message: str = ""


Cell = tuple[Value, Remark | None]
Reader = Callable[[Raw, str], Cell]


def shown(raw: Raw) -> str:
    """A raw cell as the text a person would see: whole numbers without ``.0``, ISO dates."""
    if isinstance(raw, bool):
        return "1" if raw else "0"
    if isinstance(raw, float) and math.isfinite(raw) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, (datetime, date, time)):
        return raw.isoformat()
    return str(raw)


class ColumnReader(dict[Raw, Value]):
    """Reads the cells of one column: ``reader[raw]``; each different cell is worked out once.

    A TRUE cell reads as 1 in every column, as Excel itself holds it.

    Attributes:
        column: the column.
        remarks: what there is to keep or say of the cells read so far that are not plain.
        month_first: whether any of them is a day only if its month comes first.
    """

    def __init__(
        self, column: ColumnSpec, specification: Specification, *, children: bool = True, shift: int = 0
    ) -> None:
        super().__init__()
        self.column = column
        self.remarks: dict[Raw, Remark] = {}
        self.month_first = False
        self._shift = shift
        self._children = children
        self._blanks = specification.blanks
        self._plain_id = column.type == "id"
        if column.type != "text":
            self._blanks |= specification.blanks_but_in_text
        self._read: Reader = {
            "code": self._code,
            "date": self._date,
            "id": _id,
            "integer": _age if column.key == "age" else _count,
            "text": _postcode if column.key == "placement_postcode" else _text,
        }[column.type]

    def __missing__(self, raw: Raw) -> Value:
        """Read a cell not met before."""
        if self._plain_id and type(raw) is str and _is_plain_id(raw) and raw.casefold() not in self._blanks:
            self[raw] = raw
            return raw
        value, remark = self._work_out(raw)
        if remark is not None:
            self.remarks[raw] = remark
        self[raw] = value
        return value

    def cell(self, raw: Raw) -> Cell:
        """A cell's value and what is remarked of it."""
        return self[raw], self.remarks.get(raw)

    def _work_out(self, raw: Raw) -> Cell:
        given = shown(raw)
        # Most cells need no cleaning, and to see that costs a tenth of cleaning them.
        clean = given.isascii() and given.isprintable() and "  " not in given and given == given.strip()
        cleaned = Cleaned(given, 0) if clean else clean_line(given)
        text = cleaned.text
        if not text:
            return self._blank(None)
        if text == NEVER_CALCULATED:
            message = "holds a formula that was never calculated; left blank: open and save it in Excel"
            return None, Remark(text, "warning", "formula-without-value", message)
        if _EXCEL_ERROR.fullmatch(text):
            return None, Remark(text, "warning", "excel-error", f"holds the error {text}; left blank")
        # A code may look like a blank (X is in custody), so codes are tried before blanks.
        cell = self._codes_first(text)
        if cell is None and text.casefold() in self._blanks:
            return self._blank(text)
        if cell is None:
            cell = self._read(raw, text)
        if cleaned.replaced and cell[1] is None:
            message = f"{cleaned.replaced} hidden or control characters were replaced by U+FFFD"
            return cell[0], Remark(ascii(given)[:_SHOWN], "warning", "cleaned-text", message)
        return cell

    def _codes_first(self, text: str) -> Cell | None:
        found = self.column.codes.find(text) if self.column.codes else None
        if found is None:
            return None
        folded = fold_code(text)
        by_alias = any(fold_code(alias) == folded for alias in found.aliases)
        return found.value, Remark(text) if by_alias else None

    def _blank(self, text: str | None) -> Cell:
        if self.column.required:
            return None, Remark(text, "warning", "blank", "blank, but always asked for")
        return None, None if text is None else Remark(text)

    def _date(self, raw: Raw, text: str) -> Cell:
        day = parse_date(raw, self._shift)
        if day is None and month_first(text):
            self.month_first = True
            message = f"'{text[:_SHOWN]}' has its month first, which is never guessed at; left blank"
            return None, Remark(text, "warning", "month-first", message)
        if day is None:
            message = f"'{text[:_SHOWN]}' is not a date (day/month/year); left blank"
            return None, Remark(text, "warning", "bad-date", message)
        if not 1920 <= day.year < 2100:
            message = f"'{day:%d/%m/%Y}' stands for no date; left blank"
            return None, Remark(text, "warning", "placeholder-date", message)
        if day.year < 1990 and self._children:
            return day, Remark(
                None, "warning", "implausible-date", f"'{day:%d/%m/%Y}' is too long ago for a child"
            )
        return day, None

    def _code(self, _raw: Raw, text: str) -> Cell:
        codes = self.column.codes
        leading = _leading_code(codes, text) if codes else None
        if leading is not None:
            message = f"'{text[:_SHOWN]}' is read by its code {leading}; its wording is not the official one"
            return leading, Remark(text, "note", "code-wording", message)
        return text, Remark(
            None, "warning", "unknown-code", f"'{text[:_SHOWN]}' is not one of the known codes; kept as it is"
        )


def _count(_raw: Raw, text: str) -> Cell:
    """A whole number of nought or more."""
    plain = text.replace(",", "")
    try:
        number = float(plain)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < 0 or not number.is_integer():
        message = f"'{text[:_SHOWN]}' is not a count; left blank"
        return None, Remark(text, "warning", "bad-number", message)
    return int(number), None if plain == text else Remark(text)


def _text(_raw: Raw, text: str) -> Cell:
    """Free text, as it is."""
    return text, None


def _id(raw: Raw, text: str) -> Cell:
    """Another id than the row's own, such as an adoptive family's."""
    return canonical_id(raw if isinstance(raw, float) and math.isfinite(raw) else text), None


def _leading_code(codes: CodeSet, text: str) -> str | None:
    """A code of two or more characters that a text states outright before a colon or a dash."""
    match = re.match(r"(?:[a-z]{1,2}\d?\)\s*)?([A-Za-z0-9]{2,5})\s*[:\-–]\s*\S", text)
    found = codes.find(match.group(1)) if match else None
    return found.value if found and match and found.value.casefold() == match.group(1).casefold() else None


def _age(_raw: Raw, text: str) -> Cell:
    """An age in whole years: decimals floored, ``<1``, ``8.5yrs``, ``18m``, ``Unborn`` understood."""
    folded = text.casefold()
    if folded in {"unborn", "-1"}:
        return -1, None if folded == "-1" else Remark(text)
    match = _AGE.fullmatch(folded)
    if match is None:
        return None, Remark(text, "warning", "bad-number", f"'{text[:_SHOWN]}' is not an age; left blank")
    below, number, unit = match.groups()
    years = float(number) - (1 if below else 0)
    if unit and unit[0] in "mw":
        years = float(number) / (12 if unit[0] == "m" else 52)
    whole = max(0, math.floor(years))
    if str(whole) == text:
        return whole, None
    return whole, Remark(text, "note", "age-rounded", "ages not in whole years were rounded down")


def _postcode(_raw: Raw, text: str) -> Cell:
    """A postcode in its usual form; anything else kept, with a warning."""
    match = _POSTCODE.fullmatch(text.upper().replace(" ", ""))
    if match is None:
        message = f"'{text[:_SHOWN]}' is not a postcode; kept as it is"
        return text, Remark(None, "warning", "odd-postcode", message)
    formed = f"{match.group(1)} {match.group(2)}"
    return formed, None if formed == text else Remark(text)


def _is_plain_id(text: str) -> bool:
    """Whether a text is an id as it stands: ASCII letters and digits, as nearly all are."""
    return text.isascii() and text.isalnum()


def read_id(raw: Raw, blanks: frozenset[str]) -> tuple[str, Remark | None]:
    """A child's or adopter's id in canonical form, empty where there is none.

    A ``|`` becomes a broken bar, since tickets are made of ids joined by it.
    """
    if type(raw) is str and _is_plain_id(raw) and raw.casefold() not in blanks:
        return raw, None
    if type(raw) is float and raw.is_integer() and 0 < raw < 10**_EXACT_DIGITS:
        return str(int(raw)), None
    if raw == 0 and not isinstance(raw, str):
        return "", None  # what a formula gives that points at an empty cell
    text = canonical_id(raw) if isinstance(raw, float) and math.isfinite(raw) else canonical_id(shown(raw))
    if not text or text.casefold() in blanks or text == NEVER_CALCULATED or _EXCEL_ERROR.fullmatch(text):
        return "", Remark(text) if text else None
    if isinstance(raw, float) and len(text) > _EXACT_DIGITS:
        message = f"'{text}' has more than {_EXACT_DIGITS} digits: Excel may have lost the last ones"
        return text, Remark(None, "warning", "id-precision", message)
    if _SHORTENED.fullmatch(text):
        message = (
            f"'{text}' is a number that Excel has shortened: its last digits are lost, so ids may coincide"
        )
        return text, Remark(None, "error", "id-shortened", message)
    given = shown(raw)
    if "|" in text or clean_line(given).replaced:
        changed = text.replace("|", "\N{BROKEN BAR}")
        message = f"the id {ascii(given)[:_SHOWN]} holds characters that an id may not; read as '{changed}'"
        return changed, Remark(ascii(given)[:_SHOWN], "warning", "id-changed", message)
    if isinstance(raw, (date, timedelta, time)):
        return text, Remark(None, "warning", "id-is-date", f"the id '{text}' is a date in the workbook")
    return text, Remark(given) if text != given.strip() else None
