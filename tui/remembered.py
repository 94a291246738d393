"""What the app remembers between runs: recent files and the theme. Never anything about a child."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

RECENT = 12
"""How many recent files are kept."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is kept between runs.

    Attributes:
        theme: name of the chosen theme, or empty.
        recent: absolute paths of inspection files, the last opened first.
        copying: whether texts may be copied to the clipboard.
        guided: whether the guided first case was done or left.
    """

    theme: str = ""
    recent: tuple[str, ...] = ()
    copying: bool = True
    guided: bool = False


def config_dir() -> Path:
    """The folder of the app's own settings; ``ILACS_SAMPLE_HOME`` in the environment replaces it."""
    given = os.environ.get("ILACS_SAMPLE_HOME")
    if given:
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("ilacs-sample", appauthor=False)


def keymap_path() -> Path:
    """Where one's own keys may be kept."""
    return config_dir() / "keys.toml"


def settings_path() -> Path:
    """Where recent files and the theme are kept."""
    return config_dir() / "settings.json"


def load() -> Remembered:
    """What was kept; nothing where there is no such file or it cannot be read."""
    try:
        data = json.loads(settings_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Remembered()
    if not isinstance(data, dict):
        return Remembered()
    recent = data.get("recent")
    paths = [path for path in recent if isinstance(path, str)] if isinstance(recent, list) else []
    return Remembered(
        str(data.get("theme") or ""),
        tuple(paths[:RECENT]),
        copying=data.get("copying") is not False,
        guided=data.get("guided") is True,
    )


def save(remembered: Remembered) -> bool:
    """Keep it, whole or not at all; False where the computer does not let us, which stops nothing."""
    from sampling.store.places import private_folder  # not needed for what was remembered before

    path = settings_path()
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        private_folder(path.parent)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(asdict(remembered), out, indent=1, ensure_ascii=False)
        partial.replace(path)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        return False
    return True


def opened(path: Path) -> None:
    """Put a file first among the recent ones."""
    known = load()
    name = str(path.absolute())
    rest = [other for other in known.recent if other != name]
    save(replace(known, recent=(name, *rest)[:RECENT]))


def forget(path: str) -> None:
    """Take a path off the recent ones; the file stays."""
    known = load()
    save(replace(known, recent=tuple(other for other in known.recent if other != path)))


def forget_file(path: Path) -> int:
    """Take a file off the recent ones however its path was written; how many lines that were."""
    known = load()
    gone = path.resolve()
    rest = tuple(other for other in known.recent if Path(other).resolve() != gone)
    if len(rest) < len(known.recent) and not save(replace(known, recent=rest)):
        return 0
    return len(known.recent) - len(rest)


def choose_theme(name: str) -> None:
    """Remember a theme."""
    save(replace(load(), theme=name))
