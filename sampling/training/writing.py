"""Writing a debrief's pages into the session's folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sampling.errors import FileError
from sampling.framework import Edition
from sampling.training.debrief import Debrief, ReaderPage
from sampling.training.folder import SessionFolder, file_name
from sampling.training.pages import Block, to_html, to_markdown
from sampling.training.private import write_text
from sampling.training.report import reader_page, room_page


def write_pages(
    folder: SessionFolder, edition: Edition, found: Debrief, pages: Sequence[ReaderPage] | None = None
) -> tuple[Path, ...]:
    """Write the room's page and each reader's, as Markdown and HTML, over those of an earlier debrief.

    Args:
        folder: where.
        edition: the edition, for what criteria ask.
        found: the debrief.
        pages: the readers' pages to write; all by default.

    Returns:
        The room's two files, and the folder of the readers' pages.

    Raises:
        FileError: if they cannot be written.
    """
    try:
        folder.pages.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder.pages}: cannot be made ({error.strerror})") from error
    room = _write(folder.path, "debrief", "Debrief", room_page(edition, found))
    for page in found.readers if pages is None else pages:
        _write(folder.pages, file_name(page.reader), page.reader, reader_page(edition, found, page))
    return (*room, folder.pages)


def _write(folder: Path, name: str, title: str, blocks: Sequence[Block]) -> tuple[Path, Path]:
    markdown, html = folder / f"{name}.md", folder / f"{name}.html"
    write_text(markdown, to_markdown(blocks))
    write_text(html, to_html(title, blocks))
    return markdown, html
