"""Quantity words, such as "most", used only where the sample earns them and never without the count."""

from __future__ import annotations

from math import ceil, floor

from sampling.framework.edition import Edition

_DIGITS = 10


def quantity_word(edition: Edition, low: float, high: float, good: int, rated: int) -> str | None:
    """The word or two neighbouring words for a share, with the count behind them.

    Words are those of the edition's table. A share stands in the word with the largest lower end that it
    reaches, so that the whole percentages of the table leave no gaps.

    Args:
        edition: whose table of words is used.
        low: lower end of the interval, a fraction.
        high: upper end.
        good: cases good or better.
        rated: cases rated.

    Returns:
        Such as ``most (21 of 24)`` or ``a majority or a large majority (40 of 60)``; None where the
        interval spreads over more than two neighbouring words.
    """
    words = sorted(edition.words, key=lambda word: word.low)
    if not words:
        return None
    first, last = (_place([word.low for word in words], share) for share in (low, high))
    if last - first > 1:
        return None
    span = " or ".join(word.word for word in words[first : last + 1])
    return f"{span} ({good} of {rated})"


def hundredths(low: float, high: float) -> tuple[int, int]:
    """The ends of an interval as whole hundredths, rounded outwards: it never reads narrower than it is.

    Args:
        low: lower end, a fraction.
        high: upper end, a fraction.
    """
    lowest, highest = (round(end * 100, _DIGITS) for end in (low, high))
    return floor(lowest), ceil(highest)


def _place(lows: list[int], share: float) -> int:
    """The index of the last lower end that a share reaches."""
    percent = round(share * 100, _DIGITS)
    return max((place for place, low in enumerate(lows) if low <= percent), default=0)
