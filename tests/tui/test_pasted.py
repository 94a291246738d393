"""A paste with escape characters in it is one text, and none of it acts as a key."""

from __future__ import annotations

import sys

import pytest
from textual import events

from sampling.text import clean
from tui.guarded import GuardedApp
from tui.pasted import BEGINS, ENDS, PasteFilter, PasteParser

HOSTILE = "Seen \x1b[31malone 4421 x\x1b]0;title\x07 [/nope]\nlast line \x1b"


def read(*pieces: str) -> list[events.Event]:
    parser = PasteParser()
    return [event for piece in pieces for event in parser.feed(piece) if isinstance(event, events.Event)]


def test_a_paste_with_escapes_is_one_text_in_order_and_no_key() -> None:
    (event,) = read(f"{BEGINS}{HOSTILE}{ENDS}x")[:-1]
    assert isinstance(event, events.Paste)
    assert clean(event.text).text == clean(HOSTILE).text


@pytest.mark.parametrize("cut", range(1, 32))
def test_wherever_a_paste_is_cut_into_pieces_it_is_the_same(cut: int) -> None:
    sent = f"q{BEGINS}a\x1b[20b\x1b[201c{ENDS}{BEGINS}d\x1b{ENDS}w"
    got = read(sent[:cut], sent[cut:])
    assert [event.text for event in got if isinstance(event, events.Paste)] == [
        "a\N{REPLACEMENT CHARACTER}[20b\N{REPLACEMENT CHARACTER}[201c",
        "d\N{REPLACEMENT CHARACTER}",
    ]
    assert [event.key for event in got if isinstance(event, events.Key)] == ["q", "w"]


def test_what_is_typed_passes_unchanged_and_at_once() -> None:
    typed = PasteFilter()
    assert [typed(piece) for piece in ("\x1b", "\x1bOP", "\x1b[", "20", "1~", "é")] == [
        *("\x1b", "\x1bOP", "\x1b[", "20", "1~", "é"),
    ]
    assert [event.key for event in read("\x1bOP", "j") if isinstance(event, events.Key)] == ["f1", "j"]


@pytest.mark.skipif(sys.platform == "win32", reason="the driver of other systems")
def test_the_app_reads_its_terminal_so() -> None:
    from textual.drivers import linux_driver

    GuardedApp()
    assert vars(linux_driver)["XTermParser"] is PasteParser
