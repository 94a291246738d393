"""The desks of one opened inspection file: each is set up when it is first asked for.

Whoever opens a file to look at its list of cases needs neither roll-up nor draws; importing all of them
would take longer than all the rest of opening. So each desk's own module is imported with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sampling.clock import Clock
from sampling.findings.events import Event
from sampling.framework import Edition
from sampling.store.journal import Journal
from sampling.store.settings import Settings

if TYPE_CHECKING:
    from sampling.store.auditing import Auditing
    from sampling.store.cases import Cases
    from sampling.store.draws import Draws
    from sampling.store.enquiring import Enquiring
    from sampling.store.history import History
    from sampling.store.improving import Improving
    from sampling.store.judging import Judging
    from sampling.store.lists import Lists
    from sampling.store.moderating import Moderating
    from sampling.store.place import Place
    from sampling.store.reading import ReadingDesk
    from sampling.store.roster import Roster
    from sampling.store.strata import StrataDesk
    from sampling.store.times import Times


class Desks:
    """What can be done with an opened inspection file, by desk.

    Attributes:
        connection: for ``verify``, ``copy`` and the handover; screens never need it.
        journal: the truth of the file.
        edition: the framework's edition it is judged by.
        settings: what the inspection is.
        reader: who is signed in.
        clock: the time.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        journal: Journal,
        edition: Edition,
        settings: Settings,
        reader: str,
        clock: Clock,
    ) -> None:
        """No desk is set up yet."""
        self.connection = connection
        self.journal = journal
        self.edition = edition
        self.settings = settings
        self.reader = reader
        self.clock = clock

    def record(self, kind: str, payload: Mapping[str, Any]) -> Event:
        """Append an event and bring what stands up to date, in one transaction, synced."""
        raise NotImplementedError

    @cached_property
    def lists(self) -> Lists:
        """The authority's lists."""
        from sampling.store.lists import Lists

        return Lists(self.connection)

    @cached_property
    def cases(self) -> Cases:
        """The drawn cases and their files."""
        from sampling.store.cases import Cases

        return Cases(self.connection, self.edition, self.settings, self.lists, self.reader)

    @cached_property
    def draws(self) -> Draws:
        """Frames and draws."""
        from sampling.store.draws import Draws

        return Draws(self.connection, self.record, self.edition, self.settings, self.lists)

    @cached_property
    def roster(self) -> Roster:
        """Who is read, who waits, who was put aside."""
        from sampling.store.roster import Roster

        return Roster(self.connection, self.record, self.edition, self.draws)

    @cached_property
    def strata(self) -> StrataDesk:
        """Whether thin strata are put together."""
        from sampling.store.strata import StrataDesk

        return StrataDesk(self.connection, self.record, self.edition, self.draws)

    @cached_property
    def reading(self) -> ReadingDesk:
        """The reader's own findings."""
        from sampling.store.reading import ReadingDesk

        return ReadingDesk(self.connection, self.record, self.edition, self.cases, self.reader, self.clock)

    @cached_property
    def judging(self) -> Judging:
        """What the findings add up to, and the judgements."""
        from sampling.store.judging import Judging

        return Judging(
            self.connection,
            self.record,
            self.edition,
            self.settings,
            self.cases,
            self.draws,
            self.strata,
            self.lists,
            self.journal,
        )

    @cached_property
    def enquiring(self) -> Enquiring:
        """Lines of enquiry."""
        from sampling.store.enquiring import Enquiring

        return Enquiring(self.connection, self.record, self.edition, self.cases)

    @cached_property
    def improving(self) -> Improving:
        """What needs to improve."""
        from sampling.store.improving import Improving

        return Improving(
            self.connection,
            self.record,
            self.edition,
            self.settings,
            self.cases,
            self.judging,
            self.enquiring,
        )

    @cached_property
    def moderating(self) -> Moderating:
        """Where readers differ, and what they agree."""
        from sampling.store.moderating import Moderating

        return Moderating(self.connection, self.record, self.edition, self.cases, self.judging)

    @cached_property
    def auditing(self) -> Auditing:
        """The authority's own audit grades."""
        from sampling.store.auditing import Auditing

        return Auditing(self.connection, self.record, self.cases)

    @cached_property
    def history(self) -> History:
        """Taking back and bringing back."""
        from sampling.store.history import History

        return History(self.journal, self.record, self.reader)

    @cached_property
    def place(self) -> Place:
        """Where the reader is, to come back to."""
        from sampling.store.place import Place

        return Place(self.connection, self.reader)

    @cached_property
    def times(self) -> Times:
        """Time spent on each case."""
        from sampling.store.times import Times

        return Times(self.connection, self.record, self.reader)
