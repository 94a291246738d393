"""Pages as plain data, from which Markdown and HTML are written and screens can be built.

All text in a block is literal: whatever it holds, neither format takes it for markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the page's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of short lines."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the columns' names and the rows' cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in characters, of one width, and what it shows in words."""

    lines: tuple[str, ...]
    meaning: str


Block = Heading | Paragraph | Lines | Table | Figure

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_LEADING = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


def to_markdown(blocks: Sequence[Block]) -> str:
    """The page as Markdown."""
    return "\n".join(line for block in blocks for line in (*_markdown(block), ""))


def to_html(title: str, blocks: Sequence[Block]) -> str:
    """The page as one HTML file: no script, nothing fetched, fit for A4."""
    body = "\n".join(line for block in blocks for line in _html(block))
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style></head>\n<body>\n<main>\n{body}\n</main>\n</body></html>\n"
    )


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_literal(block.text)}"
        case Paragraph():
            yield _literal(block.text)
        case Lines():
            yield from (f"- {_literal(item)}" for item in block.items)
        case Table():
            yield f"| {' | '.join(map(_inline, block.head))} |"
            yield f"|{'---|' * len(block.head)}"
            yield from (f"| {' | '.join(map(_inline, row))} |" for row in block.rows)
        case Figure():
            yield _literal(block.meaning)
            yield ""
            yield from (f"    {line}" for line in block.lines)


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{html.escape(block.text)}</h{block.level}>"
        case Paragraph():
            yield f"<p>{html.escape(block.text)}</p>"
        case Lines():
            items = "".join(f"<li>{html.escape(item)}</li>" for item in block.items)
            yield f"<ul>{items}</ul>"
        case Table():
            yield f"<table><thead>{_row('th', block.head)}</thead><tbody>"
            yield from (_row("td", row) for row in block.rows)
            yield "</tbody></table>"
        case Figure():
            drawn = html.escape("\n".join(block.lines))
            yield f"<figure><figcaption>{html.escape(block.meaning)}</figcaption><pre>{drawn}</pre></figure>"


def _row(cell: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{cell}>{html.escape(text)}</{cell}>' for text in cells)}</tr>"


def _inline(text: str) -> str:
    """A text in one line, inside a line, that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _literal(text: str) -> str:
    """A text that begins a line: what would begin a list there is shown as it is too."""
    return _LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", _inline(text))


_STYLE = """
body{font:16px/1.5 Georgia,'Times New Roman',serif;color:#1a1a1a;background:#fff;margin:0}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem}
h1,h2,h3{font-family:Helvetica,Arial,sans-serif;line-height:1.25;break-after:avoid}
h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1.05rem}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.9rem}
th,td{border-bottom:1px solid #bbb;padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top}
th{font-family:Helvetica,Arial,sans-serif}tr{break-inside:avoid}
figure{margin:1rem 0;break-inside:avoid}pre{font:13px/1.35 Menlo,Consolas,monospace;overflow-x:auto}
@page{size:A4;margin:18mm}@media print{main{max-width:none;padding:0}}
""".replace("\n", "")
