"""The inspection file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sampling.store.inspection import Inspection
from sampling.store.settings import Settings

if TYPE_CHECKING:
    from sampling.store.creation import create

__all__ = ["Inspection", "Settings", "create"]


def __getattr__(name: str) -> Any:
    # Files are opened every day and made once; making one imports all that the lists are laid out by.
    if name == "create":
        from sampling.store.creation import create

        return create
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
