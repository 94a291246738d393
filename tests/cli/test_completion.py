"""Completion on tab: in a real bash, and every command and option in all three scripts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.world import Runner
from tui.cli import catalogue
from tui.cli.completing import SHELLS, options_of

BASH, ZSH, FISH = (shutil.which(shell) for shell in ("bash", "zsh", "fish"))


ASK = (
    'source "$1"; shift; COMP_WORDS=(ilacs-sample "$@"); COMP_CWORD=$#; '
    '_ilacs_sample; printf "%s\\n" "${COMPREPLY[@]}"'
)


def offered(run: Runner, folder: Path, *words: str) -> list[str]:
    """What the script for bash offers for the last of these words."""
    script = folder / "completion.bash"
    script.write_text(run.fine("completion", "bash").out, encoding="utf-8")
    asked = [str(BASH), "--norc", "-c", ASK, "bash", str(script), *words]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert not done.stderr
    return done.stdout.split()


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
def test_bash_completes_commands_families_and_options(run: Runner, tmp_path: Path) -> None:
    assert offered(run, tmp_path, "draw-") == ["draw-record"]
    assert offered(run, tmp_path, "query", "a") == ["add", "answer"]
    assert offered(run, tmp_path, "draw", "a.ilacs", "safeguarding", "--se") == ["--seed"]
    assert offered(run, tmp_path, "session", "new", "--sc") == ["--scenario"]
    assert offered(run, tmp_path, "help", "verif") == ["verify"]
    assert not offered(run, tmp_path, "verify", "a")
    assert not offered(run, tmp_path, "query", "list", "--seed")


def typed(shell: list[str], lines: bytes, folder: Path) -> bytes:
    """What a shell in a terminal shows after these keys."""
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        shell,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=folder,
        env={**os.environ, "PS1": "> ", "TERM": "dumb", "INPUTRC": os.devnull, "ZDOTDIR": str(folder)},
        start_new_session=True,
    )
    os.close(slave)
    os.write(master, lines)
    seen = b""
    try:
        while chunk := os.read(master, 65536):
            seen += chunk
    except OSError:  # so Linux tells that the shell has ended
        pass
    finally:
        process.wait(timeout=60)
        os.close(master)
    return seen


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="there is no bash in a terminal here")
def test_a_tab_in_bash_fills_a_command_in_and_then_a_file(run: Runner, tmp_path: Path) -> None:
    """As a person does it: a terminal, the line of the documentation, and the tab key."""
    (tmp_path / "visit.ilacs").touch()
    (tmp_path / "c.bash").write_text(run.fine("completion", "bash").out, encoding="utf-8")
    keys = b'ilacs-sample() { echo "got $*"; }; source c.bash\nilacs-sample verif\tvis\t\nexit\n'
    seen = typed([str(BASH), "--norc", "--noprofile", "-i"], keys, tmp_path)
    assert b"got verify visit.ilacs" in seen


@pytest.mark.skipif(ZSH is None or os.name == "nt", reason="there is no zsh in a terminal here")
def test_a_tab_in_zsh_fills_a_command_in_and_then_a_file_or_an_option(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "visit.ilacs").touch()
    (tmp_path / "c.zsh").write_text(run.fine("completion", "zsh").out, encoding="utf-8")
    keys = (
        b'autoload -Uz compinit; compinit -u -D; source c.zsh; ilacs-sample() { echo "got $*"; }\n'
        b"ilacs-sample verif\tvis\t\nilacs-sample query an\t\nilacs-sample draw a.ilacs x --see\t\nexit\n"
    )
    seen = typed([str(ZSH), "-f", "-i"], keys, tmp_path)
    for said in (b"got verify visit.ilacs", b"got query answer", b"got draw a.ilacs x --seed"):
        assert said in seen


@pytest.mark.skipif(FISH is None, reason="there is no fish here")
def test_fish_completes_commands_families_options_and_files(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "visit.ilacs").touch()
    (tmp_path / "c.fish").write_text(run.fine("completion", "fish").out, encoding="utf-8")
    wanted = {
        "draw-": "draw-record",
        "query a": "add answer",
        "draw a.ilacs safeguarding --se": "--seed",
        "help verif": "verify",
        "verify vis": "visit.ilacs",
    }
    asked = "; ".join(f"complete -C 'ilacs-sample {line}' | string split -f 1 \\t; echo" for line in wanted)
    done = subprocess.run(
        [str(FISH), "--no-config", "-c", f"source c.fish; {asked}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert [" ".join(part.split()) for part in done.stdout.strip().split("\n\n")] == list(wanted.values())


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_the_script(run: Runner, shell: str) -> None:
    words = run.fine("completion", shell).out
    for listed in catalogue.COMMANDS.values():
        assert listed.name.split()[-1] in words
        for option in options_of(listed):
            assert option.name.removeprefix("--" if shell == "fish" else "") in words


def test_another_shell_is_refused_in_one_line(run: Runner) -> None:
    refused = run("completion", "tcsh")
    assert refused.code == 2
    assert "bash" in refused.complaint
