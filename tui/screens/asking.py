"""Small forms over a place: a query, a concern, an entry, a grade. What is typed is kept as a draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static, TextArea

from sampling.errors import UsageError
from tui.guarded import GuardedApp
from tui.safe import cell, line, rows
from tui.trouble import MET, Telling
from tui.widgets.choice import ChoiceBar
from tui.widgets.text_box import TextBox
from tui.widgets.typed import DraftKeeper, LineBox
from tui.widgets.words import read_day


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks.

    Attributes:
        name: its key among the answers.
        label: what is asked, in words.
        kind: ``line``, ``day`` (a line that must be a day or empty), ``secret`` (a line that is not shown),
            ``text`` (several lines), ``choice`` (a few, by digit) or ``list`` (many).
        choices: for a choice or list, (value, words).
        value: the answer to start from.
    """

    name: str
    label: str
    kind: Literal["line", "day", "secret", "text", "choice", "list"] = "line"
    choices: Sequence[tuple[str, str]] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form asks and does.

    Attributes:
        title: one line.
        fields: what is asked, in order.
        record: puts the answers on record; an error it raises is shown and the form stays.
        about: lines shown above the fields, data or not.
        verb: what finishing the form does, as its button says it.
    """

    title: str
    fields: Sequence[Field]
    record: Callable[[Mapping[str, str]], str]
    about: Sequence[str] = ()
    verb: str = "Record"


@dataclass(frozen=True, slots=True)
class Draft:
    """How a form's draft is kept, found again, and let go."""

    keep: Callable[[str], None]
    find: Callable[[], str | None]
    drop: Callable[[], None]


class AskScreen(Telling, ModalScreen[str | None]):
    """A form; it gives what was recorded, or None where it was left."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("ctrl+s", "done", "Done", show=False),
    ]

    def __init__(self, form: Form, draft: Draft | None = None) -> None:
        """Ask; what is typed is kept through ``draft``."""
        super().__init__()
        self.form = form
        self._draft = draft
        self._keeper = DraftKeeper(self, draft.keep, self._say) if draft else None
        self._start = _parse(draft.find() if draft else None)

    def compose(self) -> ComposeResult:
        """The fields, a line for what is wrong, and the button."""
        with VerticalScroll(id="asking", can_focus=False):
            yield Static(line(self.form.title, "bold"), id="asking-title")
            if self.form.about:
                yield Static(rows(line(text, "$text-muted") for text in self.form.about), id="asking-about")
            for field in self.form.fields:
                yield Static(line(field.label), classes="label")
                yield _box(field, self._start.get(field.name, field.value))
            with Horizontal(id="asking-foot"):
                yield Button(line(self.form.verb), id="record", variant="primary", compact=True)
                yield Static(id="asking-state")

    def on_mount(self) -> None:
        """Start at the first field."""
        first = next(iter(self.query("#asking .field")), None)
        if first is not None:
            first.focus()
        # Textual scrolls to where the keys go, which leaves the title out of sight on a small screen.
        self.call_after_refresh(self.query_one("#asking").scroll_home, animate=False)
        self._say("a draft from before" if self._start else "")

    def answers(self) -> dict[str, str]:
        """What stands in the fields."""
        return {field.name: _value(self.query_one(f"#field-{field.name}")) for field in self.form.fields}

    def action_done(self) -> None:
        """Put the answers on record and close; or say what is wrong and stay."""
        try:
            self._check_days()
            said = self.form.record(self.answers())
        except MET as error:
            words = self.told_as(error)
            if words is None:
                raise
            # First the draft, so that no later "draft saved" takes the place of what is wrong.
            self.flush()
            self._problem(words)
            self._ask_secret_again()
            return
        if self._keeper and self._draft:
            self._keeper.forget()
            self._draft.drop()
        self.dismiss(said)

    def action_leave(self) -> None:
        """Close; what was typed stays as a draft."""
        self.flush()
        if isinstance(self.app, GuardedApp):
            self.app.text_left()
            if self._draft and self._draft.find():
                self.app.say("not recorded; it is kept as a draft, and the same key brings it back")
        self.dismiss(None)

    def flush(self) -> None:
        """Put on disk what was typed."""
        if self._keeper:
            self._keeper.flush()

    def unsaved(self) -> str:
        """Why what was typed is not on disk; empty where it is, or where no draft is kept."""
        return self._keeper.trouble if self._keeper else ""

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Finish."""
        event.stop()
        self.action_done()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field; after a secret it finishes, as at any sign-in."""
        event.stop()
        if event.input.password:
            self.action_done()
        else:
            self.focus_next()

    def _ask_secret_again(self) -> None:
        """A secret that was refused is typed anew, not after the wrong one."""
        for box in self.query(LineBox):
            if box.password:
                box.focus()
                box.select_all()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        self._typed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed; only what was put forward is replaced by typing, never what somebody wrote."""
        event.stop()
        usual = {f"field-{field.name}": field.value for field in self.form.fields}
        event.input.select_on_focus = event.value == usual.get(event.input.id or "")
        self._typed()

    def on_choice_bar_changed(self) -> None:
        """Keep what is chosen."""
        self._typed()

    def on_choice_bar_made(self) -> None:
        """A choice made with its digit goes on to the next field, so that letters are not lost."""
        self.focus_next()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Keep what is chosen."""
        event.stop()
        self._typed()

    def on_descendant_blur(self) -> None:
        """Wherever the keys go, what was typed is on disk."""
        self.flush()

    def _typed(self) -> None:
        started = {field.name: self._start.get(field.name, field.value) for field in self.form.fields}
        answers = self.answers()
        if self._keeper and (self._keeper.pending or answers != started):
            self._keeper.typed(json.dumps(answers, ensure_ascii=False))

    def _check_days(self) -> None:
        """Go to the first day that is none.

        Raises:
            UsageError: saying so.
        """
        for field in self.form.fields:
            if field.kind == "day":
                box = self.query_one(f"#field-{field.name}")
                try:
                    read_day(_value(box))
                except UsageError:
                    box.focus()
                    raise

    def _say(self, words: str) -> None:
        for shown in self.query("#asking-state").results(Static):
            state = f"{words} · " if words else ""
            shown.update(line(f"{state}ctrl+s does it, esc leaves", "$text-muted"))

    def _problem(self, words: str) -> None:
        state = self.query_one("#asking-state", Static)
        state.update(line(f"! {words}", "bold $error"))
        self.call_after_refresh(state.scroll_visible, animate=False)


def _box(field: Field, value: str) -> Widget:
    box: Widget
    match field.kind:
        case "text":
            box = TextBox(value, id=f"field-{field.name}")
        case "choice":
            box = ChoiceBar(field.choices, value, id=f"field-{field.name}")
        case "list":
            # As Rich text, since only that can be searched by typing.
            options = [(cell(words), key) for key, words in field.choices]
            known = [key for key, _ in field.choices]
            chosen = value if value in known else known[0]
            box = Select(options, value=chosen, allow_blank=False, id=f"field-{field.name}", compact=True)
        case _:
            box = LineBox(value, password=field.kind == "secret", id=f"field-{field.name}")
            box.select_on_focus = value == field.value
    box.add_class("field")
    return box


def _value(box: Widget) -> str:
    if isinstance(box, TextBox):
        return box.text
    if isinstance(box, (ChoiceBar, LineBox)):
        return box.value
    return str(box.value) if isinstance(box, Select) else ""


def _parse(text: str | None) -> dict[str, str]:
    """A form's draft as answers; nothing where there is none, or it is not one."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
