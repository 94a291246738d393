"""A page as Markdown: every text literal, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sampling.handover.page import Bars, Block, Grid, Items, Page, Section, Text, Words, span

_MARKS = re.compile(r"[\\`*_\[\]<>|#~&$@{}]")
_STARTS = re.compile(r"^(\s*)([+\-=:]|\d+[.)])", re.MULTILINE)
_ADDRESS = re.compile(r"(?i)(https?|ftp)://|www\.")


def markdown(page: Page) -> str:
    """The page as Markdown that any program shows alike."""
    lines = [f"# {literal(page.title)}", "", literal(page.subtitle), ""]
    if page.confidential:
        lines += [f"**{literal(page.confidential)}**", ""]
    lines += [f"- {literal(label)}: {literal(value)}" for label, value in page.about]
    for section in page.sections:
        lines += ["", *_section(section, 2)]
    return "\n".join(lines).rstrip() + "\n"


def literal(text: str) -> str:
    """A text of which nothing is taken for Markdown, HTML or a link; line ends stay."""
    marked = _MARKS.sub(lambda match: f"\\{match.group()}", text)
    marked = _ADDRESS.sub(_unlinked, marked)
    return _STARTS.sub(lambda match: f"{match.group(1)}{_escaped_start(match.group(2))}", marked)


def line(text: str) -> str:
    """A text as one line, for a cell or an item."""
    return literal(" ".join(text.split()))


def quote(text: str) -> list[str]:
    """A person's words as a block quote, line by line."""
    found = []
    for part in text.split("\n"):
        body = part.replace("\t", "    ")
        indent = len(body) - len(body.lstrip(" "))
        # Ordinary blanks at the start of a line would be lost, or make a block of code.
        found.append(f"> {chr(0xA0) * indent}{literal(body.lstrip(' '))}".rstrip(" ") + "  ")
    return found


def _escaped_start(start: str) -> str:
    return f"\\{start}" if not start[0].isdigit() else f"{start[:-1]}\\{start[-1]}"


def _unlinked(match: re.Match[str]) -> str:
    return match.group().replace(":", "\\:").replace("www.", "www\\.").replace("WWW.", "WWW\\.")


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {line(section.title)}"
    for block in section.blocks:
        yield ""
        yield from _block(block)
    for part in section.parts:
        yield ""
        yield from _section(part, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield f"**{line(block.text)}**" if block.strong else line(block.text)
        case Words():
            yield from quote(block.text)
            yield ">"
            yield f"> — {line(block.by)}"
        case Items():
            for number, item in enumerate(block.items, start=1):
                mark = f"{number}." if block.ordered else "-"
                yield f"{mark} {line(item.text)}{f' ({line(item.beside)})' if item.beside else ''}"
        case Grid():
            yield from _grid(block)
        case Bars():
            yield from _grid(_as_grid(block))


def _grid(grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield line(grid.caption)
        yield ""
    yield f"| {' | '.join(line(cell) for cell in grid.head)} |"
    yield f"| {' | '.join('--:' if place in grid.numeric else '---' for place in range(len(grid.head)))} |"
    for row in grid.rows:
        yield f"| {' | '.join(line(cell) for cell in row)} |"


def _as_grid(bars: Bars) -> Grid:
    """The picture's numbers as a table."""
    rows = tuple(
        (
            bar.label,
            bar.counts,
            span(bar.low, bar.high) if bar.low is not None and bar.high is not None else "none",
        )
        for bar in bars.bars
    )
    return Grid(("", "good or better", "interval"), rows, bars.caption, frozenset({1}))
