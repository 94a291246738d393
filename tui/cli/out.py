"""Printing: the one door to stdout and stderr, through which no control character of the data passes."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from sampling.text import clean, clean_line

NARROW = 80
"""The width that everything is readable at."""

_LEAST_COLUMN = 16


def line(text: object) -> str:
    """Any text as one clean line."""
    return clean_line(str(text)).text


def say(text: str = "") -> None:
    """Print on stdout, cleaned; line ends stay."""
    print(clean(text).text)


def complain(text: str) -> None:
    """Print one line on stderr with the program's name before it."""
    print(f"ilacs-sample: {line(text)}", file=sys.stderr)


def give_json(document: object) -> None:
    """Print one JSON document; everything beyond ASCII is escaped, so any terminal and pipe takes it."""
    print(json.dumps(document, indent=2, allow_nan=False))


def at_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def british(day: date | None) -> str:
    """A day as ``05/01/2026``; a dash where it is not known."""
    return f"{day:%d/%m/%Y}" if day else "-"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 file``, ``12 files``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def span(low: float, high: float) -> str:
    """An interval of shares in words, rounded outwards."""
    from sampling.rollup.words import hundredths

    lowest, highest = hundredths(low, high)
    return f"{lowest}% to {highest}%"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in columns; the last column wraps at the width of the terminal."""
    cells = [[line(cell) for cell in row] for row in rows]
    if not cells:
        return
    head = [text.upper() for text in headers]
    widths = [max(_width(row[place]) for row in [head, *cells]) for place in range(len(head))]
    indent = sum(widths[:-1]) + 2 * (len(widths) - 1)
    room = max(_LEAST_COLUMN, shutil.get_terminal_size((NARROW, 24)).columns - indent)
    for row in [head, *cells]:
        first = "".join(_filled(text, width) + "  " for text, width in zip(row[:-1], widths, strict=False))
        wrapped = textwrap.wrap(row[-1], room, break_long_words=False, break_on_hyphens=False) or [""]
        print((first + wrapped[0]).rstrip())
        for more in wrapped[1:]:
            print(" " * indent + more)


def paragraphs(text: str, indent: int = 0) -> None:
    """Print a text of several lines, long ones wrapped at spaces."""
    width = shutil.get_terminal_size((NARROW, 24)).columns - 2
    margin = " " * indent
    for part in clean(text).text.split("\n"):
        print(
            textwrap.fill(
                part,
                max(40, width),
                initial_indent=margin,
                subsequent_indent=margin,
                break_long_words=False,
                break_on_hyphens=False,
                replace_whitespace=False,
                drop_whitespace=True,
            )
        )


def verbatim(text: str, indent: int = 0) -> None:
    """Print a person's own words line by line, unwrapped."""
    for part in clean(text).text.split("\n"):
        print(" " * indent + part)


def _width(text: str) -> int:
    """How many cells a text takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _filled(text: str, width: int) -> str:
    return text + " " * max(0, width - _width(text))
