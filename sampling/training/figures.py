"""Pictures in characters, of a fixed width: how far readers lean, and how their answers lie to the key's."""

from __future__ import annotations

from collections.abc import Sequence

from sampling.agreement.marks import SCALE

HALF = 12
"""Characters on each side of a leaning's middle, which stand for one step of the scale."""


def leaning_bar(severity: float | None) -> str:
    """A bar to the left for kinder, to the right for harsher; more than a step ends in an arrow."""
    if severity is None:
        return f"{'':{HALF}}·{'':{HALF}}"
    length = min(HALF, round(abs(severity) * HALF))
    beyond = abs(severity) > 1
    if severity < 0:
        return (
            f"{('<' if beyond else '█') * (length > 0)}{'█' * max(0, length - 1)}".rjust(HALF)
            + "│"
            + " " * HALF
        )
    bar = "█" * max(0, length - 1) + (">" if beyond else "█") * (length > 0)
    return " " * HALF + "│" + bar.ljust(HALF)


def share_bar(part: int, whole: int, width: int = 20) -> str:
    """How much of a whole, as a bar of that width."""
    filled = round(width * part / whole) if whole else 0
    return "█" * filled + "░" * (width - filled)


def matrix_lines(matrix: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """A small matrix: the key's rating down, the reader's across, from strong to serious weakness."""
    keys = [rating.key for rating in SCALE]
    names = [f"{rating.key} {rating.label}" for rating in SCALE]
    width = max(map(len, names))
    head = f"{'key, reader':<{width}}" + "".join(f"{key:>6}" for key in keys)
    rows = (
        f"{name:<{width}}" + "".join(f"{count or '·':>6}" for count in counts)
        for name, counts in zip(names, matrix, strict=True)
    )
    return (head, *rows)
