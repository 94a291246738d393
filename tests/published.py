"""Numbers that more than one module is held to."""

from __future__ import annotations

COUNTS_BY_R = [
    (45, 100, 300, 111, 160),
    (2, 100, 300, 2, 18),
    (3, 10, 50, 5, 31),
    (5, 13, 200, 29, 135),
    (5, 10, 20, 6, 14),
    (1, 2, 5, 1, 4),
    (0, 50, 2000, 0, 140),
    (8, 10, 40, 20, 38),
    (6, 6, 24, 15, 24),
    (10, 12, 60, 33, 58),
    (15, 20, 150, 79, 135),
    (12, 20, 150, 57, 119),
    (0, 20, 150, 0, 23),
    (20, 20, 150, 127, 150),
]
"""Successes, sample and population, and the exact interval at 95 in 100, by both tails of R's phyper."""
