"""A page as one HTML file: no script, no outside request, made to be read and printed on A4."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from sampling.handover.page import Bars, Block, Grid, Items, Page, Section, Text, Words, numbered
from sampling.handover.svg import bars_svg

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may load for the page: nothing but its own styles."""

STYLES = "report.css"

ON_EVERY_SHEET = """@page {
  @top-right { content: "Confidential"; font: 700 8pt "Liberation Sans", Arial, sans-serif; color: #8a1c1c; }
}
"""
"""What stands at the head of every printed sheet of a confidential page."""

SHORT = 8
"""Rows of a table that is kept on one sheet."""


def html(page: Page) -> str:
    """The page as one HTML file; every text in it is escaped."""
    styles = resources.files(__package__).joinpath(STYLES).read_text(encoding="utf-8")
    warning = f'<p class="confidential">{escape(page.confidential)}</p>' if page.confidential else ""
    parts = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(page.title)}: {escape(page.subtitle)}</title>",
        f"<style>\n{styles}{ON_EVERY_SHEET if page.confidential else ''}</style>",
        "</head>",
        "<body>",
        f"<header>{warning}<h1>{escape(page.title)}</h1><p class=subtitle>{escape(page.subtitle)}</p>",
        *_about(page),
        "</header>",
        *_contents(page),
        "<main>",
    ]
    for name, section in numbered(page.sections):
        parts += _section(section, 2, name)
    return "\n".join([*parts, "</main>", "</body>", "</html>", ""])


def _about(page: Page) -> Iterator[str]:
    yield '<dl class="about">'
    for label, value in page.about:
        yield f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
    yield "</dl>"


def _contents(page: Page) -> Iterator[str]:
    if len(page.sections) < 3:
        return
    yield '<nav aria-label="Contents"><ol>'
    for name, section in numbered(page.sections):
        yield f'<li><a href="#{name}">{escape(section.title)}</a></li>'
    yield "</ol></nav>"


def _section(section: Section, level: int, name: str = "") -> Iterator[str]:
    mark = f' id="{name}"' if name else ""
    named = {"new-page": section.new_page, "whole": section.whole}
    classes = " ".join(name for name, wanted in named.items() if wanted)
    yield f'<section{mark} class="{classes}">' if classes else f"<section{mark}>"
    yield f"<h{level}>{escape(section.title)}</h{level}>"
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part, level + 1)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield f"<p{' class=strong' if block.strong else ''}>{escape(block.text)}</p>"
        case Words():
            yield f"<blockquote><p>{escape(block.text)}</p><footer>{escape(block.by)}</footer></blockquote>"
        case Items():
            tag = "ol" if block.ordered else "ul"
            yield f'<{tag} class="items">'
            for item in block.items:
                beside = f' <span class="beside">{escape(item.beside)}</span>' if item.beside else ""
                yield f"<li>{escape(item.text)}{beside}</li>"
            yield f"</{tag}>"
        case Grid():
            yield from _grid(block)
        case Bars():
            yield f"<figure><figcaption>{escape(block.caption)}</figcaption>"
            yield bars_svg(block)
            yield "</figure>"


def _grid(grid: Grid) -> Iterator[str]:
    yield f"<table{' class=short' if len(grid.rows) <= SHORT else ''}>"
    if grid.caption:
        yield f"<caption>{escape(grid.caption)}</caption>"
    head = "".join(f"<th{_side(grid, place)}>{escape(cell)}</th>" for place, cell in enumerate(grid.head))
    yield f"<thead><tr>{head}</tr></thead><tbody>"
    for row in grid.rows:
        cells = "".join(
            f'<th scope="row">{escape(cell)}</th>'
            if not place
            else f"<td{_side(grid, place)}>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"


def _side(grid: Grid, place: int) -> str:
    return ' class="number"' if place in grid.numeric else ""
