"""The inspection file."""

from sampling.store.creation import create
from sampling.store.inspection import Inspection
from sampling.store.settings import Settings

__all__ = ["Inspection", "Settings", "create"]
