"""Looking at the app as a person does: the characters on the screen, and their colours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress

from rich.segment import Segment
from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled


def lines(app: App[int]) -> list[str]:
    """The screen's lines."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def shown(app: App[int]) -> str:
    """The screen as one text, with the spaces at the lines' ends cut."""
    return "\n".join(line.rstrip() for line in lines(app))


def words(app: App[int]) -> str:
    """The screen's words, one space between them: for sentences that wrap."""
    return " ".join(shown(app).split())


def segments(app: App[int]) -> Iterator[Segment]:
    """Every piece of text with its style."""
    for strip in app.screen._compositor.render_strips():
        yield from strip


async def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Let the app work until something comes true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


async def settle(pilot: Pilot[int]) -> None:
    """Wait for threads to be done, for what they say to be shown, and for screens to have changed."""
    for _ in range(4):
        await pilot.pause()
        # The next count of Plan takes the place of one that has told what it found and is just ending.
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
    await pilot.pause()
