"""The shell fills commands and options in on tab: scripts for bash, zsh and fish, made from the commands."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.cli import catalogue, out
from tui.cli.parsing import Arguments, Command, parser_of


class Option(NamedTuple):
    """An option of a command: its name with the dashes, and what it does."""

    name: str
    does: str


def options_of(listed: catalogue.Listed) -> list[Option]:
    """The long options of a command, as its own parser has them."""
    command: Command = importlib.import_module(f"tui.cli.{listed.module}").COMMANDS[listed.name]
    # argparse has no public name for them.
    actions = parser_of(listed.name, listed.does, command)._actions
    return [
        Option(name, (action.help or "").partition(";")[0])
        for action in actions
        for name in action.option_strings
        if name.startswith("--")
    ]


def families() -> dict[str, list[str]]:
    """First words that want a second one, such as ``query``, with what may follow them."""
    found: dict[str, list[str]] = {}
    for name in catalogue.COMMANDS:
        first, _, second = name.partition(" ")
        if second:
            found.setdefault(first, []).append(second)
    return found


def first_words() -> list[str]:
    """What may stand first, in the order of the overview."""
    return [*dict.fromkeys(name.partition(" ")[0] for name in catalogue.COMMANDS), "help"]


def bash() -> Iterator[str]:
    """The lines of the script for bash."""
    yield '# For bash. Put this line into ~/.bashrc:  eval "$(ilacs-sample completion bash)"'
    yield "_ilacs_sample() {"
    yield '    local word="${COMP_WORDS[COMP_CWORD]}" first="${COMP_WORDS[1]}" words=""'
    yield '    if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f'        words="{" ".join(first_words())} --help --version"'
    yield '    elif [ "$COMP_CWORD" -eq 2 ] && [[ "$word" != -* ]]; then'
    yield '        case "$first" in'
    for first, seconds in families().items():
        yield f'            {first}) words="{" ".join(seconds)}" ;;'
    yield f'            help) words="{" ".join(first_words())}" ;;'
    yield "        esac"
    yield '    elif [[ "$word" == -* ]]; then'
    yield '        case "$first ${COMP_WORDS[2]}" in'
    for listed in sorted(catalogue.COMMANDS.values(), key=lambda listed: " " not in listed.name):
        pattern = f'"{listed.name}"' if " " in listed.name else f'"{listed.name} "*'
        yield f'            {pattern}) words="{" ".join(option.name for option in options_of(listed))}" ;;'
    yield "        esac"
    yield "    fi"
    yield '    COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"
    yield "complete -o default -F _ilacs_sample ilacs-sample"


def zsh() -> Iterator[str]:
    """The lines of the script for zsh."""
    yield "#compdef ilacs-sample"
    yield '# For zsh. Put this line into ~/.zshrc, after compinit:  eval "$(ilacs-sample completion zsh)"'
    yield "_ilacs_sample() {"
    yield "    local -a found"
    yield "    if (( CURRENT == 2 )); then"
    yield f"        found=({_described(_first_described())})"
    yield "        _describe command found; return"
    yield "    fi"
    yield '    if (( CURRENT == 3 )) && [[ "$PREFIX" != -* ]]; then'
    yield '        case "$words[2]" in'
    for first, seconds in families().items():
        pairs = [(second, catalogue.COMMANDS[f"{first} {second}"].does) for second in seconds]
        yield f"            {first}) found=({_described(pairs)}); _describe command found; return ;;"
    yield f"            help) found=({_described(_first_described())}); _describe command found; return ;;"
    yield "        esac"
    yield "    fi"
    yield '    if [[ "$PREFIX" == -* ]]; then'
    yield '        case "$words[2] $words[3]" in'
    for listed in sorted(catalogue.COMMANDS.values(), key=lambda listed: " " not in listed.name):
        pattern = f'"{listed.name}"' if " " in listed.name else f'"{listed.name} "*'
        yield f"            {pattern}) found=({_described(options_of(listed))}) ;;"
    yield "        esac"
    yield "        _describe option found; return"
    yield "    fi"
    yield "    _files"
    yield "}"
    yield "compdef _ilacs_sample ilacs-sample"


def fish() -> Iterator[str]:
    """The lines of the script for fish."""
    yield "# For fish:  ilacs-sample completion fish > ~/.config/fish/completions/ilacs-sample.fish"
    for name, does in _first_described():
        yield f"complete -c ilacs-sample -n __fish_use_subcommand -f -a {name} -d {_quoted(does)}"
    for name, does in _first_described():
        after_help = "-n '__fish_seen_subcommand_from help'"
        yield f"complete -c ilacs-sample {after_help} -f -a {name} -d {_quoted(does)}"
    for first, seconds in families().items():
        alone = (
            f"__fish_seen_subcommand_from {first}; and not __fish_seen_subcommand_from {' '.join(seconds)}"
        )
        for second in seconds:
            does = catalogue.COMMANDS[f"{first} {second}"].does
            yield f"complete -c ilacs-sample -n '{alone}' -f -a {second} -d {_quoted(does)}"
    for listed in catalogue.COMMANDS.values():
        seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in listed.name.split())
        for option in options_of(listed):
            name = option.name.removeprefix("--")
            yield f"complete -c ilacs-sample -n '{seen}' -l {name} -d {_quoted(option.does)}"


SHELLS = {"bash": bash, "zsh": zsh, "fish": fish}


def _first_described() -> list[tuple[str, str]]:
    known = catalogue.COMMANDS
    return [
        (
            word,
            known[word].does if word in known else "more about a command" if word == "help" else f"{word} …",
        )
        for word in first_words()
    ]


def _described(pairs: Iterable[tuple[str, str]]) -> str:
    """Words with what they mean, as zsh takes them: a colon parts the two."""
    return " ".join(_quoted(f"{name}:{does}", end="'\\''") for name, does in pairs)


def _quoted(text: str, end: str = "\\'") -> str:
    """A text in single quotes; ``end`` stands for one within it."""
    return "'" + text.replace("'", end) + "'"


def _completion_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=tuple(SHELLS), help="bash, zsh or fish")


def _completion(arguments: Arguments) -> int:
    out.say("\n".join(SHELLS[arguments.shell]()))
    return 0


COMMANDS = {
    "completion": Command(
        _completion_options,
        _completion,
        'It prints a script. For bash put eval "$(ilacs-sample completion bash)" into ~/.bashrc; for zsh\n'
        "the same with zsh into ~/.zshrc, after compinit; for fish write it to\n"
        "~/.config/fish/completions/ilacs-sample.fish.",
        ("completion bash",),
    ),
}
