"""What the eleven lists of Annex A hold, read once from ``lists.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from sampling.caseload.annex_a.codes import FILE, CodeSet, load_codes
from sampling.caseload.annex_a.folding import fold_header
from sampling.compiled import compiled
from sampling.errors import DataFileError

FAMILY = "family"
"""Key of the column that gives siblings, in rows and in frames."""

ColumnType = Literal["id", "code", "date", "integer", "text"]


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a list.

    Attributes:
        key: the key under which rows hold it.
        header: the template's header.
        type: how its cells are read; ``text`` with codes takes any other text too.
        label: a few words for a screen.
        required: False where a blank has a meaning of its own, such as still open.
        codes: the values it may hold, or None.
        aliases: further headers met.
        since: the year of a column later than the template of 2019, else empty.
    """

    key: str
    header: str
    type: ColumnType
    label: str
    required: bool = False
    codes: CodeSet | None = None
    aliases: tuple[str, ...] = ()
    since: str = ""

    def show(self, value: object) -> str:
        """A cell's value in words: a code by its label, a date British, a blank as an empty text."""
        if value is None:
            return ""
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return self.codes.label(str(value)) if self.codes else str(value)


@dataclass(frozen=True)
class ListSpec:
    """One list.

    Attributes:
        number: 1 to 11.
        key: stable name, such as ``referrals``.
        title: the template's title, without "List 3:".
        sheet_names: names by subject that its sheet was met under.
        who: whom it lists.
        months: how far its window reaches back from the census date; 0 for that day alone.
        open_too: whether what is open on the census date is in, however old.
        one_row_each: whether a child has one row at most.
        row_key: the columns that make two rows the same.
        start: the date by which the later of two rows is known, empty where it has none.
        columns: in the template's order.
        headers: folded header or alias to column.
        family: a column that the template does not have but authorities may add: the child's family, so
            that siblings are known; None for the lists about adoption, which know another family.
    """

    number: int
    key: str
    title: str
    sheet_names: tuple[str, ...]
    who: str
    months: int
    open_too: bool
    one_row_each: bool
    row_key: tuple[str, ...]
    start: str
    columns: tuple[ColumnSpec, ...]
    headers: Mapping[str, ColumnSpec] = field(repr=False, compare=False)
    family: ColumnSpec | None = None

    @property
    def stored(self) -> tuple[ColumnSpec, ...]:
        """The template's columns and, last, the family's where the list may have one."""
        return self.columns if self.family is None else (*self.columns, self.family)

    @property
    def heading(self) -> str:
        """The title as row 1 of the template has it, such as ``List 1: Contacts``."""
        return f"List {self.number}: {self.title}"

    def column(self, key: str) -> ColumnSpec:
        """The column of that key.

        Raises:
            KeyError: if the list has no such column, which is a fault of the program.
        """
        return next(column for column in self.stored if column.key == key)

    def has(self, key: str) -> bool:
        """Whether the list has a column of that key."""
        return any(column.key == key for column in self.stored)


@dataclass(frozen=True)
class Specification:
    """All lists and code sets, and the texts that stand for a blank.

    Attributes:
        lists: in order of their numbers, 1 to 11.
        codes: code sets by key.
        shared: keys of the columns that most lists share, which tell no list from another.
        blanks: texts, in small letters, that stand for an empty cell in any column.
        blanks_but_in_text: those that do so except in free text.
    """

    lists: tuple[ListSpec, ...]
    codes: Mapping[str, CodeSet]
    shared: frozenset[str]
    blanks: frozenset[str]
    blanks_but_in_text: frozenset[str]

    @cached_property
    def headers(self) -> frozenset[str]:
        """The folded headers and aliases of all lists."""
        return frozenset(text for spec in self.lists for text in spec.headers)

    def numbered(self, number: int) -> ListSpec:
        """The list of that number.

        Raises:
            KeyError: if there is no such list, which is a fault of the program.
        """
        for spec in self.lists:
            if spec.number == number:
                return spec
        raise KeyError(number)


def _load_column(place: str, item: dict[str, Any], codes: dict[str, CodeSet]) -> ColumnSpec:
    if item.get("type") not in get_args(ColumnType):
        raise DataFileError(FILE, place, f"type must be one of {', '.join(get_args(ColumnType))}")
    name = item.get("codes")
    if name is not None and name not in codes:
        raise DataFileError(FILE, place, f"there is no code set '{name}'")
    if item["type"] == "code" and name is None:
        raise DataFileError(FILE, place, "a coded column must name its code set")
    try:
        return ColumnSpec(
            **{
                **item,
                "codes": None if name is None else codes[name],
                "aliases": tuple(item.get("aliases", ())),
            }
        )
    except TypeError as error:
        raise DataFileError(FILE, place, f"not well formed ({error})") from error


def _load_list(
    item: dict[str, Any], shared: dict[str, Any], codes: dict[str, CodeSet], family: ColumnSpec | None
) -> ListSpec:
    place = f"lists.{item.get('key', item.get('number', '?'))}"
    columns = tuple(
        _load_column(f"{place}.{column.get('key')}", {**shared.get(column.get("key"), {}), **column}, codes)
        for column in item.get("columns", ())
    )
    keys = {column.key for column in columns}
    if "child_id" not in keys or "family_id" in keys:
        family = None
    headers: dict[str, ColumnSpec] = {}
    for column in (*columns, *filter(None, [family])):
        for text in (column.header, *column.aliases):
            held = headers.setdefault(fold_header(text), column)
            if held is not column:
                raise DataFileError(
                    FILE, f"{place}.{column.key}", f"the header {text!r} stands for two columns"
                )
    try:
        found = ListSpec(
            number=item["number"],
            key=item["key"],
            title=item["title"],
            sheet_names=tuple(item["sheet_names"]),
            who=item["who"],
            months=item["months"],
            open_too=item["open_too"],
            one_row_each=item["one_row_each"],
            row_key=tuple(item["row_key"]),
            start=item.get("start", ""),
            columns=columns,
            headers=headers,
            family=family,
        )
    except KeyError as error:
        raise DataFileError(FILE, place, f"{error.args[0]} is missing") from error
    for key in (*found.row_key, *filter(None, [found.start])):
        if not found.has(key):
            raise DataFileError(FILE, place, f"names the column '{key}', which it does not have")
    return found


def parse(text: str) -> Specification:
    """A specification from the text of a data file.

    Raises:
        DataFileError: naming the key that does not hold together.
    """
    # Here, since what was read before is taken back without it.
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(FILE, "the file", str(error)) from error
    for key in ("blanks", "shared", "lists", "codes"):
        if key not in data:
            raise DataFileError(FILE, key, "is missing")
    codes = load_codes(data["codes"])
    shared = {key: {"key": key, **item} for key, item in data["shared"].items()}
    family = _load_column(FAMILY, {"key": FAMILY, **data[FAMILY]}, codes) if FAMILY in data else None
    lists = sorted(
        (_load_list(item, shared, codes, family) for item in data["lists"]), key=lambda spec: spec.number
    )
    return Specification(
        lists=tuple(lists),
        codes=codes,
        shared=frozenset(shared),
        blanks=frozenset(word.casefold() for word in data["blanks"]["everywhere"]),
        blanks_but_in_text=frozenset(word.casefold() for word in data["blanks"]["not_in_text"]),
    )


@cache
def load() -> Specification:
    """The specification that the program ships with.

    Raises:
        DataFileError: if the data file does not hold together.
    """
    here = Path(__file__).parent
    file = here / FILE
    sources = (file, *(here / f"{module}.py" for module in ("specification", "codes", "folding")))
    return compiled(file.stem, sources, lambda: parse(file.read_text(encoding="utf-8")))
