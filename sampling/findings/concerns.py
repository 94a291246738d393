"""When a concern is overdue for an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sampling.findings.raised import Concern

ANSWER_WITHIN = timedelta(days=1)
"""An immediate risk is answered the same or the next day: inspection practice, not a written rule."""


def overdue(concern: Concern, now: datetime) -> bool:
    """Whether the authority should have answered an immediate concern by now and has not.

    Answered, but not to the inspector's satisfaction, counts as not answered. For a practice concern no
    time is known, so it is never overdue; it stays open until it is closed.

    Args:
        concern: the concern.
        now: the present instant, with its time zone.
    """
    if concern.level != "immediate" or concern.state == "closed":
        return False
    if concern.state == "answered" and concern.satisfied != 0:
        return False
    raised = datetime.fromisoformat(concern.raised_at)
    return now.date() > raised.date() + ANSWER_WITHIN
