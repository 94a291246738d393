"""Keys in order: what is typed ahead goes where it would have gone if one had waited.

Textual hands every key at once to whatever has the focus, while what the key before it set going (opening
the box for evidence, a form, another place) is done a little later. So on a busy computer the words of
somebody who types fast would still reach the list, where letters and digits are commands: "e241" would rate
three criteria. Here a key is held until the one before it has been dealt with.
"""

from __future__ import annotations

import time
from collections import deque
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen

PATIENCE = 1.0
"""Seconds after which a key is no longer waited for, lest one that got lost hold up all others."""

LOOK_AGAIN = 0.01
"""Seconds between looking whether a form that is being opened has taken the keys."""

ROUNDS = 2
"""How often screen and app are asked in turn to do what they have put off, such as moving the focus."""

_TEXTS = {"Input", "TextArea"}
"""Textual's widgets for text, by name: importing them would slow down the start of the app."""


class InOrder(App[int]):
    """An app whose keys wait for one another."""

    _under_way: events.Event | None = None
    """The key that is being dealt with."""

    _since = 0.0

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """No key is held."""
        super().__init__(ansi_color=ansi_color)
        self._held: deque[events.Event] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Hold a key, or a pasted text, while another is under way."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way is not None:
            self._held.append(event)
        else:
            await self._take(event)

    def on_key(self, event: events.Key) -> None:
        """A key that nothing has used on its way up is acted on now, by Textual, right after this."""
        if event is self._under_way:
            self._settle_later(event, ROUNDS)

    async def _take(self, event: events.Event) -> None:
        """Deal with a key, and follow it on its way up to the app."""
        goes_to: MessagePump = self.focused or self.screen
        if _types_only(event, goes_to):
            await super().on_event(event)
            return
        self._under_way, self._since = event, time.monotonic()
        self.set_timer(PATIENCE, partial(self._done, event))
        await super().on_event(event)
        self._follow(goes_to, event)

    def _follow(self, node: MessagePump | None, event: events.Event) -> None:
        """Queue up behind the key in one node after the other, since whatever uses it stops it there."""
        while node is not None and node is not self:
            # Private: Textual has no public way to where events bubble to. It is pinned.
            above = node._parent
            if node.call_later(self._follow, above, event):
                return
            node = above
        self._settle_later(event, ROUNDS)

    def _settle_later(self, event: events.Event, rounds: int) -> None:
        self.call_later(self._settle, event, rounds)

    def _settle(self, event: events.Event, rounds: int) -> None:
        """Let what the key set going be done: the focus moved, a form opened, a place shown."""
        if event is not self._under_way:
            return
        if rounds and self.screen.call_later(self._settle_later, event, rounds - 1):
            return
        if self._opening() and time.monotonic() - self._since < PATIENCE:
            self.set_timer(LOOK_AGAIN, partial(self._settle, event, 0))
        else:
            self.call_later(self._done, event)

    def _opening(self) -> bool:
        """Whether a form that has somewhere to type is shown and has not yet taken the keys."""
        screen = self.screen
        return (
            isinstance(screen, ModalScreen)
            and screen.focused is None
            and screen.AUTO_FOCUS != ""
            and any(widget.focusable for widget in screen.query("*"))
        )

    async def _done(self, event: events.Event) -> None:
        """The key is dealt with: on to the next ones, until one of them has to be waited for."""
        if event is not self._under_way:
            return
        self._under_way = None
        while self._held and self._under_way is None:
            await self._take(self._held.popleft())


def _types_only(event: events.Event, goes_to: MessagePump) -> bool:
    """Whether it can do no more than put text where text is being typed, so that none need wait for it."""
    if not _TEXTS & {kind.__name__ for kind in type(goes_to).__mro__}:
        return False
    return isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.is_printable)
