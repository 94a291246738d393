"""What was found: ratings, findings, the events that record them, and their fold."""

from sampling.findings.ratings import Rating

__all__ = ["Rating"]
