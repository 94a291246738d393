"""The registry of commands: complete, free of clashes, and the one source of everything shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sampling.store import Inspection
from tests import keys_table
from tests.tui import world
from tests.tui.seeing import settle
from tui import remembered
from tui.app import IlacsApp
from tui.command_list import COMMANDS, EVERYWHERE, INSPECTION
from tui.commands import bindings_for, commands_for, footer_for, key_card
from tui.guarded import GuardedApp
from tui.keymap import check_keymap, clashes, load_keymap
from tui.navigation import PLACES, NavigatingApp
from tui.screens.help import HelpScreen
from tui.screens.palette import PlaceCommands

DESIGNED = {
    "case": [*"12340-ecauorx][jk/zZg?", "tab", "f1", "f2", "f3", "f4", "f5", "ctrl+p", "escape", "ctrl+q"]
}
"""The keys that the design names."""


def test_every_command_has_an_id_of_its_own_help_and_a_place() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.help, command.id
        assert command.label, command.id
        assert command.keys, command.id
        assert set(command.places) <= set(EVERYWHERE), command.id
        assert len(command.label) <= 16, command.id


def test_no_key_does_two_things_in_one_place() -> None:
    assert clashes({}) == []


def test_the_keys_of_the_design_are_all_there() -> None:
    for place, keys in DESIGNED.items():
        given = {key for command in COMMANDS if place in command.places for key in command.keys}
        assert set(keys) <= given


@pytest.mark.parametrize("place", EVERYWHERE)
def test_every_command_of_a_place_can_be_done_there(place: str) -> None:
    """Each action is a method of the place's screen, or of the app."""
    from importlib import import_module

    module, _, name = PLACES[place].partition(":")
    screen = getattr(import_module(module), name)
    for binding in bindings_for(place):
        action = binding.action.partition("(")[0]
        owner, method = (IlacsApp, action[4:]) if action.startswith("app.") else (screen, action)
        assert callable(getattr(owner, f"action_{method}", None)), f"{place}: {binding.action}"


@pytest.mark.parametrize("place", INSPECTION)
def test_a_read_only_footer_offers_nothing_that_writes(place: str) -> None:
    assert not any(command.writes for command in footer_for(place, read_only=True))


def test_the_key_card_names_every_command_in_both_forms() -> None:
    for text in (key_card(), key_card(markdown=True)):
        for command in COMMANDS:
            assert command.id in text
            assert command.help in text
    mine = next(line for line in key_card({"case.cite": "w"}).splitlines() if line.endswith("case.cite"))
    assert mine.split()[0] == "w"


def test_the_key_card_goes_screen_by_screen_in_columns_that_fit_the_window() -> None:
    card = key_card().splitlines()
    headings = [line for line in card if line and not line.startswith(" ")]
    assert headings[:4] == ["Home", "New", "Lists", "Plan"]
    assert headings.index("Cases") < headings.index("Case: rating") < headings.index("Debrief")
    assert headings[-1].startswith("Everywhere")
    assert len(headings) == len(set(headings))
    ids = {line.rindex("  ") for line in card if line.startswith(" ")}
    assert len(ids) == 1, "the ids stand in one column"
    narrow = key_card(width=80).splitlines()
    assert max(map(len, narrow)) <= 80
    assert all(any(command.help in line for line in narrow) for command in COMMANDS)


def test_the_readme_holds_the_table_of_the_registry() -> None:
    text = keys_table.README.read_text(encoding="utf-8")
    assert keys_table.with_table(text) == text, "run python -m tests.keys_table"
    with pytest.raises(ValueError, match="lacks the marks"):
        keys_table.with_table("no marks")


async def test_every_command_of_a_place_stands_in_its_help_and_in_the_palette(tmp_path: Path) -> None:
    with Inspection.open(world.drawn(tmp_path / "a.ilacs")) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(160, 48)) as pilot:
            for place in ("plan", "cases", "case", "judgement"):
                app.go(place)
                await settle(pilot)
                help_ = HelpScreen(place)
                app.push_screen(help_)
                await settle(pilot)
                told = " ".join(help_.text.split())
                app.pop_screen()
                await pilot.pause()
                found = [hit.text async for hit in PlaceCommands(app.screen).discover()]
                for command in commands_for(place):
                    assert command.help in told, command.id
                    if command.palette and app.screen.check_action(command.action.partition("(")[0], ()):
                        assert command.label in found, command.id


def test_a_keymap_swaps_two_keys_and_refuses_a_clash() -> None:
    swapped = check_keymap({"case": {"cite": "e", "evidence": "c"}})
    assert swapped.keys == {"case.cite": "e", "case.evidence": "c"}
    assert swapped.problems == ()
    clash = check_keymap({"case.cite": "e"})
    assert clash.keys == {}
    assert "in Case that key is 'case.evidence' already" in clash.problems[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml [", "cannot be read"),
        ('nothing = "q"', "'nothing' is no command"),
        ("undo = 5", "write one key in quotes"),
        ('undo = "a b"', "write one key in quotes"),
    ],
)
def test_a_wrong_keymap_file_is_reported_and_changes_nothing(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    found = load_keymap(path)
    assert found.keys == {}
    assert said in found.problems[0]


def test_no_keymap_file_is_no_problem(tmp_path: Path) -> None:
    assert load_keymap(tmp_path / "none.toml").problems == ()


def test_recent_files_are_the_last_twelve_each_once(tmp_path: Path) -> None:
    for number in range(20):
        remembered.opened(tmp_path / f"{number}.ilacs")
    remembered.opened(tmp_path / "15.ilacs")
    names = [Path(path).name for path in remembered.load().recent]
    assert names[:3] == ["15.ilacs", "19.ilacs", "18.ilacs"]
    assert len(names) == len(set(names)) == 12
    assert remembered.settings_path().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "[1, 2]", '{"recent": 5, "theme": null}', '{"recent": [1, "a"]}'])
def test_spoiled_settings_start_the_app_afresh(home: Path, text: str) -> None:
    home.mkdir()
    remembered.settings_path().write_text(text)
    assert remembered.load().theme == ""
    assert all(isinstance(path, str) for path in remembered.load().recent)


def test_settings_that_cannot_be_written_stop_nothing(home: Path) -> None:
    home.write_text("a file where the folder should be")
    assert remembered.save(remembered.Remembered("ilacs-light")) is False
    assert remembered.load() == remembered.Remembered()


def _imported(code: str) -> set[str]:
    program = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_registry_costs_no_terminal() -> None:
    assert not {"textual", "rich"} & _imported("import tui.commands\ntui.commands.key_card()")


def test_starting_the_app_imports_nothing_that_only_some_place_needs() -> None:
    given = _imported("import tui.app, tui.screens.home")
    assert not {"faker", "sqlite_utils", "python_calamine", "sampling.store", "tui.screens.case"} & given
    given = _imported(
        "import tui.app, sampling.store, tui.screens.cases, tui.screens.case, tui.screens.judgement"
    )
    assert not {"faker", "sqlite_utils", "python_calamine"} & given


def test_the_app_class_stays_small_enough_to_read() -> None:
    import inspect

    for part in (GuardedApp, NavigatingApp, IlacsApp):
        assert len(inspect.getsource(part).splitlines()) < 200
