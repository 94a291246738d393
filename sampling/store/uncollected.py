"""Building a population of hundreds of thousands without Python looking through it for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the search for cyclic garbage back: what is built here is all kept, and holds no cycles.

    With 400,000 children each full search stops every thread for a tenth of a second and more, the one
    that paints the screen too, and finds nothing. What is no longer referred to is freed as always.

    What was built then counts as old, so that the next search, which is for young objects, passes it over.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            # All objects are set apart and put back at once, which makes them old without a look at any.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
