"""Line mode: one case, question by question, in plain lines for screen readers and braille displays.

Nothing moves the cursor and nothing is painted over: what is said stays said, in order.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sampling.errors import IlacsError, UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.reading import OVERALL
from tui.active import ActiveTime
from tui.cli import aloud_words, out
from tui.cli.aloud_time import LimitAloud
from tui.cli.files import to_write
from tui.cli.parsing import Arguments, Command, file_argument
from tui.screens.case_desk import EVIDENCE, CaseDesk
from tui.screens.queue import reading_order
from tui.widgets.narrowing import Narrowed

END = "."
"""A line of its own that ends evidence."""


class ReadingAloud:
    """One sitting at one case.

    Attributes:
        desk: the case, its file and the answers.
    """

    def __init__(self, inspection: Inspection, case_id: str, lines: Iterator[str]) -> None:
        """Read this case; ``lines`` is what the person types."""
        self.desk = CaseDesk(inspection, case_id)
        self._reading = inspection.reading
        self._inspection = inspection
        self._lines = lines
        self._active = ActiveTime()
        self._done = False
        self._limit = LimitAloud(inspection)
        self._words: dict[str, Callable[[str], None]] = {
            "?": lambda _rest: out.say(aloud_words.HELP),
            "e": self._evidence,
            "c": self._cite,
            "b": lambda _rest: self._go(-1),
            "q": lambda _rest: self._quit(),
            "f": lambda _rest: _tell(aloud_words.facts(self.desk), "The lists say nothing of this child."),
            "h": self._history,
            "d": self._documents,
            "p": lambda _rest: _tell(aloud_words.people(self.desk), "Nobody is named on file."),
            "g": lambda _rest: _tell(aloud_words.guidance(self.desk)),
            "a": self._entry,
            "n": self._conversation,
            "u": self._query,
            "r": lambda rest: self._concern("practice", rest),
            "r!": lambda rest: self._concern("immediate", rest),
            "o": lambda _rest: self._go_to(OVERALL),
            "t": lambda _rest: _tell([self._limit.used()], "There is no time limit."),
            "m": lambda _rest: self._missing(),
            "l": lambda _rest: _tell(aloud_words.answers(self.desk)),
            "x": lambda _rest: self._complete(),
            "z": lambda _rest: self._undo(),
            "Z": lambda _rest: self._redo(),
        }

    def run(self) -> None:
        """Ask and record until the person quits, the case is completed, or no more is typed."""
        _tell([*aloud_words.opening(self.desk), self._limit.used()])
        self._active.begin(self.desk.case_id)
        asked = ""
        while not self._done:
            if asked != self.desk.current:
                asked = self.desk.current
                out.say("")
                _tell(aloud_words.question(self.desk))
            typed = self._ask(aloud_words.prompt(self.desk))
            if typed is None:
                out.say("")
                out.say("Stopped. Everything recorded is on disk.")
                break
            try:
                self._answer(typed.strip())
            except IlacsError as error:
                words = str(error)
                out.say(f"Not done: {words}{'' if words.endswith(('.', '?')) else '.'}")
            _tell([self._limit.warning()])
        for case_id, seconds in self._active.taken():
            self._inspection.times.note(case_id, seconds)

    def _answer(self, typed: str) -> None:
        """Do what was typed.

        Raises:
            IlacsError: if it cannot be done, or is no word that there is.
        """
        rating = _rating(typed)
        if not typed:
            self._go(1)
        elif rating is not None:
            self._rate(rating)
        elif typed.upper() in self.desk.order:
            self._go_to(typed.upper())
        else:
            word, _, rest = typed.partition(" ")
            does = self._words.get(word) or self._words.get(word.casefold())
            if does is None:
                raise UsageError(f"'{word[:20]}' is no answer; ? lists what there is")
            does(rest.strip())

    # Answers

    def _rate(self, rating: Rating) -> None:
        criterion = self.desk.current
        self._reading.rate(self.desk.case_id, criterion, rating)
        self.desk.refresh()
        out.say(f"{self.desk.name_of(criterion)}: {rating.label}. Recorded.")
        if rating is Rating.NOT_SEEN and criterion != OVERALL:
            out.say(f"{self.desk.absence_words(criterion)}.".replace(": , goes back", ": b goes back"))
        if rating.wants_evidence and not self.desk.answer(criterion).evidence:
            out.say("Evidence is wanted before completion.")
            self._evidence("")
        if criterion == OVERALL:
            out.say("x completes the case; an empty line goes on to further questions.")
        self.desk.step()

    def _next(self) -> None:
        place = self.desk.order.index(self.desk.current)
        if place + 1 == len(self.desk.order):
            out.say("That was the last question. x completes the case, q quits.")
        self.desk.go(1)

    def _evidence(self, rest: str) -> None:
        """Evidence, each line on disk as a draft before the next is asked for."""
        criterion = self.desk.current
        answer = self.desk.answer(criterion)
        lines = [answer.evidence if answer.draft is None else answer.draft]
        if rest:
            lines.append(rest)
        else:
            out.say("Write evidence, line by line. A line with only a full stop ends it.")
            while (typed := self._ask("> ")) is not None and typed.strip() != END:
                lines.append(typed.rstrip())
                text = "\n".join(lines).strip()
                self._reading.save_draft(self.desk.case_id, EVIDENCE + criterion, text)
        words = self.desk.record_evidence(criterion, "\n".join(lines).strip())
        out.say(f"{words[:1].upper()}{words[1:]}." if words else "Nothing was changed.")

    def _cite(self, rest: str) -> None:
        if not rest:
            raise UsageError("say which: c and the id of an entry or document")
        known = [entry.id for entry in self.desk.file.chronology]
        known += [document.id for document in self.desk.file.documents]
        wanted = next((id_ for id_ in known if id_.casefold() == rest.casefold()), rest)
        out.say(f"{self.desk.cite(wanted)}.")

    def _query(self, text: str) -> None:
        self._reading.query(self.desk.case_id, text, self.desk.current)
        self.desk.refresh()
        out.say(f"Query raised on {self.desk.name_of(self.desk.current)}.")

    def _concern(self, level: str, text: str) -> None:
        self._reading.concern(self.desk.case_id, level, text)
        self.desk.refresh()
        out.say(f"Concern referred: {level}.")

    def _entry(self, text: str) -> None:
        self._add("other", "the authority's own system", text)

    def _conversation(self, text: str) -> None:
        self._add("conversation", "conversation with the practitioner", text)

    def _add(self, kind: str, where: str, text: str) -> None:
        today: date = self._inspection.clock().astimezone().date()
        entry = self._reading.add_entry(self.desk.case_id, today, kind, where, text)
        self.desk.reread_file()
        out.say(f"Entry {entry} added; c {entry} cites it.")

    def _missing(self) -> None:
        missing = self.desk.missing()
        _tell((f"{words}." for _criterion, words in missing), "Nothing is missing: x completes the case.")

    def _complete(self) -> None:
        if self.desk.missing():
            out.say("It cannot be completed yet. Missing:")
            self._missing()
            return
        out.say(f"{self.desk.complete()}.")
        self._done = True

    def _undo(self) -> None:
        out.say(f"Undone: {self._inspection.history.undo()}.")
        self._reread()

    def _redo(self) -> None:
        out.say(f"Brought back: {self._inspection.history.redo()}.")
        self._reread()

    def _reread(self) -> None:
        self.desk.refresh()
        self.desk.reread_file()

    # Going about

    def _go(self, by: int) -> None:
        if by > 0:
            self._next()
        else:
            self.desk.go(by)

    def _go_to(self, criterion: str) -> None:
        self.desk.current = criterion

    def _quit(self) -> None:
        self._done = True
        out.say(f"{self.desk.core_rated} of {len(self.desk.area.core)} answered. Everything is on disk.")

    def _history(self, rest: str) -> None:
        edition = self._inspection.edition
        found = [entry for entry in self.desk.file.chronology if Narrowed(text=rest).keeps(entry, edition)]
        out.say(f"{out.counted(len(found), 'entry', 'entries')}{f' with {rest}' if rest else ''}.")
        _tell(aloud_words.history(self.desk, found))

    def _documents(self, rest: str) -> None:
        found = self.desk.file.documents
        if not rest:
            _tell(aloud_words.documents(found), "No document is on file.")
            return
        wanted = [document for document in found if document.id.casefold() == rest.casefold()]
        if not wanted:
            raise UsageError(f"there is no document '{rest[:20]}'; d lists them")
        for document in wanted:
            _tell(aloud_words.documents([document]))
            out.paragraphs(document.text)

    def _ask(self, prompt: str) -> str | None:
        # What comes through a pipe is not echoed, so that the line has to be ended here.
        sys.stdout.write(prompt if sys.stdin.isatty() else f"{prompt}\n")
        sys.stdout.flush()
        typed = next(self._lines, None)
        self._active.seen()
        return None if typed is None else typed.rstrip("\r\n")


def _rating(typed: str) -> Rating | None:
    """A rating by its key or its words; None for anything else."""
    try:
        return Rating.parse(typed)
    except UsageError:
        return None


def _tell(lines: Iterable[str], nothing: str = "") -> None:
    said = False
    for text in filter(None, lines):
        out.paragraphs(text)
        said = True
    if not said and nothing:
        out.say(nothing)


def _options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument(
        "case",
        metavar="CASE",
        nargs="?",
        default="",
        help="the case's id; the next unfinished one without it",
    )


def _read(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        case = arguments.case or _next_unfinished(inspection)
        line = inspection.cases.case(case)
        if line.role == "removed":
            raise UsageError(f"{line.case_id} was removed from the sample")
        if inspection.reading.is_completed(line.case_id):
            raise UsageError(f"{line.case_id} is completed: 'reopen' opens it again, with a reason")
        ReadingAloud(inspection, line.case_id, iter(sys.stdin.readline, "")).run()
    return 0


def _next_unfinished(inspection: Inspection) -> str:
    states = {line.case_id: line.state for line in inspection.cases.all()}
    found = next((case for case in reading_order(inspection) if states[case] != "completed"), "")
    if not found:
        raise UsageError("no case is left to read; 'cases' lists them")
    return found


COMMANDS = {
    "read": Command(
        _options,
        _read,
        "One question at a time on plain lines: nothing moves the cursor and nothing is drawn over.\n"
        "It begins where you left off. Every answer is on disk before the next question;\n"
        "evidence is, line by line. Type ? at any question for the words there are.",
        ("read ours.ilacs SG-1042", "read ours.ilacs --as anna"),
    ),
}
