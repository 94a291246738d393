"""Training from Home: sessions set up, tried out and collected, and signing in to a shared file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui import remembered
from tui.safe import column, line
from tui.screens.base import PlaceScreen
from tui.widgets.row import Row
from tui.widgets.words import count

if TYPE_CHECKING:
    from sampling.store.pins import Tries
    from sampling.training.collect import Collection, ReaderProgress
    from sampling.training.folder import SessionFolder
    from sampling.training.rehearsal import Rehearsed
    from sampling.training.session import SetUp
    from tui.screens.asking import Form
    from tui.screens.session_forms import Rehearsal, Wanted

_CHOOSE = "enter chooses, esc leaves"
_MENU = (
    ("set_up", "Set up a session", "a folder with the hand-outs and your sheet, from a synthetic authority"),
    ("rehearse", "Try one out", "simulated readers take every place, so that you see a debrief beforehand"),
    ("collect", "Collect a session", "the readers' files brought together, and who is missing"),
)


class TrainingPlace(PlaceScreen):
    """A place from which sessions are held."""

    def __init__(self) -> None:
        """Nothing asked for yet."""
        super().__init__()
        self._asked: Mapping[str, str] = {}
        self._folder = ""
        self._tries: dict[Path, Tries] = {}

    def action_train(self) -> None:
        """Choose what to do with a training session."""
        rows = [Row(key, line(does), column(name, 20)) for key, name, does in _MENU]
        self._choose("Training sessions", rows)

    def _choose(self, title: str, rows: list[Row]) -> None:
        from tui.screens.choosing import ChooseScreen

        self.app.push_screen(ChooseScreen(title, rows, _CHOOSE), self._chosen_next)

    def _chosen_next(self, choice: str | None) -> None:
        from tui.screens import session_forms

        match choice:
            case "set_up":
                self._ask_set_up()
            case "rehearse":
                self._ask(session_forms.rehearse_form(self._usual_folder(), self._rehearse))
            case "collect":
                self._ask(session_forms.collect_form(self._usual_folder(), self._collect))
            case "trainer" | "collected":
                self._open_of_session(choice)

    def _ask(self, form: Form) -> None:
        from tui.screens.asking import AskScreen

        self.app.push_screen(AskScreen(form))

    def _usual_folder(self) -> str:
        """The session one was last at: set up just now, or the folder of a file opened lately."""
        lately = (Path(path).parent for path in remembered.load().recent)
        places = (place for folder in lately for place in (folder, folder.parent))
        return self._folder or next(
            (str(place) for place in places if (place / "session.ilacs").is_file()), ""
        )

    # Setting up

    def _ask_set_up(self) -> None:
        from fixtures import load_scenario, scenario_ids
        from tui.screens.session_forms import set_up_form

        titles = [(id_, load_scenario(id_).title) for id_ in scenario_ids()]
        form = set_up_form(titles, self._asked, self._set_up)

        def record(answers: Mapping[str, str]) -> str:
            # Kept until a session is made, so that nothing need be typed twice.
            self._asked = dict(answers)
            return form.record(answers)

        self._ask(replace(form, record=record))

    def _set_up(self, wanted: Wanted) -> None:
        from tui import sessions

        self.in_thread(
            lambda: sessions.make_session(wanted.folder, wanted.scenario, wanted.plan),
            lambda made: self._is_set_up(wanted.folder, made),
            busy="Making the session: the authority, the draws, the hand-outs",
        )

    def _is_set_up(self, path: Path, made: SetUp) -> None:
        from sampling.training.folder import SessionFolder

        folder = SessionFolder(path.absolute())
        self._folder, self._asked = str(folder.path), {}
        key = made.key_sha256 or "none: readers can be compared with each other only"
        where = folder.shared if made.plan.one_file else folder.hand_outs
        rows = [
            _told("hand-outs", str(where)),
            _told(
                "your sheet",
                f"{folder.sheet}: who reads what{', the PINs' if made.pins else ''}; yours alone",
            ),
            _told("key sha256", key),
            *([_told("seed", made.plan.seed_advice)] if made.plan.seed_advice else []),
            Row("", line("")),
            Row("trainer", line("Open the trainer's file")),
            Row("rehearse", line("Try it out with simulated readers")),
            Row("done", line("Done")),
        ]
        self._choose(f"Session {made.name} is set up: {len(made.plan.readers)} readers", rows)

    # Trying out and collecting

    def _rehearse(self, wanted: Rehearsal) -> None:
        from tui import sessions

        self._let_go(wanted.folder)
        self.in_thread(
            lambda: sessions.rehearse_room(
                wanted.folder,
                skill=wanted.skill,
                kind=wanted.kind,
                harsh=wanted.harsh,
                ambiguous=wanted.ambiguous,
            ),
            lambda done: self._rehearsed(wanted.folder, done),
            busy="Letting the simulated readers read",
        )

    def _rehearsed(self, folder: SessionFolder, done: tuple[Rehearsed, ...]) -> None:
        self._folder = str(folder.path.absolute())
        answers = sum(item.answers for item in done)
        rows = [
            _told("read", f"{len(done)} simulated readers, {answers:,} answers"),
            Row("", line("")),
            Row("collect", line("Collect the session")),
            Row("done", line("Done")),
        ]
        self._choose("The simulated readers have read", rows)

    def _collect(self, folder: SessionFolder, more: Sequence[Path]) -> None:
        from sampling.training.collect import collect

        self._let_go(folder)
        self.in_thread(
            lambda: collect(folder, more),
            lambda found: self._collected(folder, found),
            busy="Bringing the readers' files together",
        )

    def _collected(self, folder: SessionFolder, found: Collection) -> None:
        self._folder = str(folder.path.absolute())
        rows = [Row("", line(f"! {notice}")) for notice in found.notices]
        rows += [_told(item.reader, _how_far(item)) for item in found.readers]
        rows += [
            Row("", line("")),
            Row("collected", line("Go to the debrief in the collected file")),
            Row("done", line("Done")),
        ]
        self._choose(f"{count(len(found.files), 'file')} brought together", rows)

    def _let_go(self, folder: SessionFolder) -> None:
        """Close the open file where it is one of the session's, so that it can be read and written."""
        opened = self.ilacs.inspection
        if opened is not None and folder.path.absolute() in opened.path.absolute().parents:
            self.ilacs.close_file()
            self.refresh_place()
            self.refresh_chrome()

    def _open_of_session(self, which: str) -> None:
        from sampling.training.folder import SessionFolder

        folder = SessionFolder(Path(self._folder))
        self.ilacs.open_file(folder.master if which == "trainer" else folder.collected)
        if which == "collected":
            self.ilacs.go("debrief")

    # Signing in

    def open_signed(self, path: Path) -> None:
        """Open a file; ask for its passphrase if it is locked, and who reads if a room shares it, each time.

        Raises:
            IlacsError: if it cannot be opened.
        """
        from sampling.store.opening import signing_in, wants_passphrase
        from sampling.store.pins import Tries
        from tui.screens.session_forms import passphrase_form, sign_in_form

        if wants_passphrase(path):
            self._ask(passphrase_form(path, partial(self.call_later, self.open_signed, path)))
            return
        kept = signing_in(path)
        if kept:
            # Opened once the form is gone, since going to a place takes away what stands over it.
            enter = partial(self.call_later, self._enter, path)
            tries = self._tries.setdefault(path.absolute(), Tries())
            self._ask(sign_in_form(path.name, kept, tries, enter))
            return
        opened = self.ilacs.inspection
        if opened is not None and opened.path.absolute() == path.absolute():
            self.ilacs.go("cases")
            return
        self.ilacs.open_file(path)

    def _enter(self, path: Path, reader: str, pin: str) -> None:
        from sampling.store import pins

        opened = self.ilacs.inspection
        if opened is not None and opened.path.absolute() == path.absolute():
            self.ilacs.close_file()
        pins.offer(pin)
        try:
            self.ilacs.open_file(path, reader)
        finally:
            # Whoever sits down next signs in afresh.
            pins.forget()


def _told(name: str, text: str) -> Row:
    return Row("", line(text), column(name, 17))


def _how_far(item: ReaderProgress) -> str:
    words = f"{item.completed} of {item.assigned} completed, {item.rated} ratings"
    return f"{words} (simulated)" if item.simulated else words
