"""Who sees whose findings: one rule, used by every screen, command and export."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """What one viewer may see.

    Attributes:
        viewer: the reader who looks; empty for somebody who only opened the file to look.
        debrief_closed: True in a training session before its debrief.
        double_read: cases that more than one reader is to read or has read.
        completed: cases that the viewer has completed.
        settled: double-read cases whose every reader is done, the viewer being none of them.
        debrief_open: True in a training session after its debrief was opened: all lies on the table.
    """

    viewer: str
    debrief_closed: bool
    double_read: frozenset[str]
    completed: frozenset[str]
    settled: frozenset[str] = frozenset()
    debrief_open: bool = False

    def may_see(self, author: str, case_id: str) -> bool:
        """Whether the viewer may see what this author found in this case.

        One's own always. Before a session's debrief nobody else's. Of a double-read case another's
        only once one's own reading is completed, so that the second reading stays blind; whoever does
        not read it sees nothing of it until all who were to read it have.
        """
        if author == self.viewer or self.debrief_open:
            return True
        if self.debrief_closed:
            return False
        return case_id not in self.double_read or case_id in self.completed or case_id in self.settled

    def after_seeing(self, case_id: str) -> bool:
        """Whether a change made now comes after seeing another reader's findings of the case."""
        if self.debrief_open:
            return True
        seen = case_id in self.completed or case_id in self.settled
        return case_id in self.double_read and seen and not self.debrief_closed
