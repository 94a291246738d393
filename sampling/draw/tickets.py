"""Tickets: a child's place in a draw is the SHA-256 of the seed, the draw's name and the child's id.

Permanent random numbers by hash (Ohlsson 1995; Rivest, "Consistent sampling with replacement",
arXiv 1808.10016). A ticket depends on nothing but its three parts, so the order of a list never matters,
a child who joins or leaves moves nobody else, a longer sample is the shorter one and more, and anyone
can check it with ``sha256sum``.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence

from sampling.errors import UsageError
from sampling.text import is_clean_line

ADVISED_SEED_LENGTH = 24
"""Digits of a seed that nobody can have searched beforehand (24 throws of a die: 62 bits)."""

_FRACTION_DIGITS = 12
FRACTION_UNITS = 16**_FRACTION_DIGITS
"""What the whole number from ``fraction_units`` is to be divided by."""


def check_seed(seed: str) -> None:
    """Refuse a seed that could not be written down and hashed again.

    Seeds are text: ``0`` and ``00`` are different seeds.

    Raises:
        UsageError: if it is empty, begins or ends with a space, or holds a ``|`` or a control character.
    """
    _check_part("seed", seed)


def check_draw_name(name: str) -> None:
    """Refuse a draw's name that could not stand in a ticket; rules and error as for ``check_seed``."""
    _check_part("draw's name", name)


def _check_part(what: str, text: str) -> None:
    if not text.strip():
        raise UsageError(f"the {what} is empty")
    if "|" in text or not is_clean_line(text):
        raise UsageError(f"the {what} may hold no '|' and no control or invisible character")
    if text != text.strip():
        raise UsageError(f"the {what} begins or ends with a space, which nobody could see to copy")


def seed_advice(seed: str) -> str:
    """What to say about a seed that is short; empty where it is long enough. Never a refusal."""
    length = sum(character.isalnum() for character in seed)
    if length >= ADVISED_SEED_LENGTH:
        return ""
    return (
        f"letters and digits in this seed: {length}; somebody could have tried all such seeds beforehand; "
        f"better: throw dice together until there are {ADVISED_SEED_LENGTH} digits"
    )


def ticket(seed: str, draw: str, id: str) -> str:
    """The ticket of an id: SHA-256 of ``SEED|DRAW|ID`` over UTF-8, in 64 lower-case hex digits.

    Args:
        seed: the seed, as typed.
        draw: the draw's name; separate names give separate orders.
        id: the child's canonical id.

    Raises:
        UsageError: for a seed or name that ``check_seed`` or ``check_draw_name`` refuses.
    """
    check_seed(seed)
    check_draw_name(draw)
    return hashlib.sha256(f"{seed}|{draw}|{id}".encode()).hexdigest()


def tickets(seed: str, draw: str, ids: Sequence[str]) -> Iterator[str]:
    """The tickets of many ids, in the order of the ids; errors as for ``ticket``."""
    check_seed(seed)
    check_draw_name(draw)
    return map(bytes.hex, _digests(seed, draw, ids))


def _digests(seed: str, draw: str, ids: Sequence[str]) -> Iterator[bytes]:
    """Tickets before they are written as hex digits; their order is the same."""
    # The prefix is hashed once and the state copied, a little quicker than hashing it each time.
    copy = hashlib.sha256(f"{seed}|{draw}|".encode()).copy
    for id in ids:
        state = copy()
        state.update(id.encode())
        yield state.digest()


def first(seed: str, draw: str, ids: Sequence[str], count: int) -> list[tuple[str, str]]:
    """The ids with the smallest tickets.

    Args:
        seed: the seed, as typed.
        draw: the draw's name.
        ids: the ids to choose from, in any order.
        count: how many are wanted; all where there are fewer.

    Returns:
        (ticket, id), smallest ticket first.

    Raises:
        UsageError: as for ``ticket``.
    """
    check_seed(seed)
    check_draw_name(draw)
    pairs = zip(_digests(seed, draw, ids), ids, strict=True)
    # A heap of the few is much quicker than sorting all, until the few are nearly all.
    few = _in_order(pairs)[:count] if count * 4 > len(ids) else heapq.nsmallest(count, pairs)
    return [(digest.hex(), id) for digest, id in few]


def _in_order(pairs: Iterable[tuple[bytes, str]]) -> list[tuple[bytes, str]]:
    """Sorted, part by part by the first byte, so that no other thread has to wait until all are."""
    parts: list[list[tuple[bytes, str]]] = [[] for _ in range(256)]
    for pair in pairs:
        parts[pair[0][0]].append(pair)
    return [pair for part in parts for pair in sorted(part)]


def ordered(seed: str, draw: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Every id with its ticket, smallest ticket first; errors as for ``ticket``."""
    return first(seed, draw, ids, len(ids))


def fraction_units(ticket: str) -> int:
    """A ticket as a number from 0 up to ``FRACTION_UNITS``, not included: its first 12 hex digits."""
    return int(ticket[:_FRACTION_DIGITS], 16)


def groups(digest: str) -> str:
    """A digest in groups of four that can be read aloud: ``9f86 d081 884c ...``."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
