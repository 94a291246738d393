"""Holding the search for garbage back, and letting it go on afterwards without a look at what was built."""

from __future__ import annotations

import gc

from sampling.store.uncollected import uncollected


def test_what_was_built_is_not_looked_through_afterwards() -> None:
    searched: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            searched.append(info["generation"])

    gc.callbacks.append(note)
    try:
        with uncollected():
            built = [[number] for number in range(50_000)]
            assert not gc.isenabled()
        young = gc.get_count()[0]
    finally:
        gc.callbacks.remove(note)
    assert gc.isenabled()
    assert not searched
    assert young < 700 < len(built)


def test_one_within_another_leaves_the_search_to_the_outer() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    assert not gc.get_freeze_count()
