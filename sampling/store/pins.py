"""Signing in by name and PIN, on one file that a room shares.

A PIN keeps honest people honest: it stops one reader from working under another's name by mistake or on
a whim. It is no lock: whoever holds the file can read it with other tools.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from math import ceil
from pathlib import Path

from sampling.errors import PinWantedError
from sampling.store.handed_out import HandOut

ROUNDS = 100_000
"""Rounds of PBKDF2: about a twentieth of a second for each try."""

PROGRAMS = ("merge",)
"""Names by which the program itself opens files; they read nobody's findings as their own."""

FREE = 3
"""Wrong tries before the next one has to wait."""

LONGEST = 60
"""Seconds that a try waits at most."""

_offered: list[str] = []


class Tries:
    """Wrong tries at one file: after the third the next one waits 2 seconds, then twice as long each time."""

    def __init__(self) -> None:
        """None yet."""
        self._wrong = 0
        self._until = 0.0

    def wait(self, now: float) -> int:
        """Whole seconds until the next try counts, 0 where it counts now; ``now`` is of a steady clock."""
        return max(0, ceil(self._until - now))

    def wrong(self, now: float) -> None:
        """One more wrong try."""
        self._wrong += 1
        if self._wrong >= FREE:
            self._until = now + min(LONGEST, 2 ** min(10, self._wrong - FREE + 1))

    def right(self) -> None:
        """Somebody signed in: what was tried before is forgotten."""
        self._wrong, self._until = 0, 0.0


def offer(pin: str) -> None:
    """Let this process sign in with this PIN."""
    if pin not in _offered:
        _offered.append(pin)


def forget() -> None:
    """Forget every PIN that was offered."""
    _offered.clear()


def new_pin() -> str:
    """A PIN of four digits, from the computer's own randomness."""
    return f"{secrets.randbelow(10_000):04}"


def hashed(pin: str, salt: str = "") -> str:
    """A PIN as a file keeps it: a salt and a digest, never the PIN."""
    salt = salt or secrets.token_hex(8)
    made = hashlib.pbkdf2_hmac("sha256", pin.encode(), salt.encode(), ROUNDS)
    return f"{salt}${made.hex()}"


def matches(pin: str, kept: str) -> bool:
    """Whether a PIN is the one that was kept."""
    salt = kept.partition("$")[0]
    return hmac.compare_digest(hashed(pin, salt), kept)


def check(path: Path, cut: HandOut | None, reader: str) -> str:
    """Sign a reader in; gives why the file may only be read, empty where it may be written.

    Args:
        path: the file.
        cut: how it was cut, or None.
        reader: who signs in.

    Raises:
        PinWantedError: if the reader has a PIN here and none that was offered is it.
    """
    if cut is None or not cut.pins or reader in PROGRAMS:
        return ""
    if reader not in cut.pins:
        return f"sign in as one of its readers to record (--as NAME): {', '.join(cut.pins)}"
    if any(matches(pin, cut.pins[reader]) for pin in _offered):
        return ""
    tried = "that is not the PIN" if _offered else "give the PIN"
    raise PinWantedError(
        f"{path.name}: {tried} of {reader} (at the prompt, or in ILACS_SAMPLE_PIN in the environment)", reader
    )
