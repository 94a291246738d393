"""What is handed out: the sdist, the wheel made from it, and the journey from where that was installed.

The one thing fetched is the build backend, as every installation fetches it; what the program depends on is
taken from the environment of the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from sampling import __version__
from tests.cli.world import ROOT

PACKAGES = ("sampling", "fixtures", "tui")
BESIDE = ("pyproject.toml", "MANIFEST.in", "README.md", "CHANGELOG.md", "LICENSE", "constraints.txt")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

_SDIST = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"


@dataclass(frozen=True)
class Built:
    """What was built, and the files of the three packages that it was built from."""

    sdist: Path
    wheel: Path
    files: frozenset[str]


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and a home of its own."""

    scripts: Path
    home: Path

    def run(self, program: str, *words: str | Path) -> str:
        """What a program of the environment prints, without a terminal and far from the checkout."""
        environment = {**_clean(), "ILACS_SAMPLE_HOME": str(self.home / "own")}
        return _output(self.home, environment, self.scripts / program, *words)

    def __call__(self, *words: str | Path) -> str:
        """What a command of the program prints."""
        return self.run("ilacs-sample", *words)


def _clean() -> dict[str, str]:
    """The environment without what would lead back to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ILACS"))}


def _output(cwd: Path, environment: Mapping[str, str], *words: str | Path) -> str:
    done = subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}: {done.stderr}"
    return done.stdout


def _backend(folder: Path) -> None:
    """Fetch what pyproject.toml builds with; without a network there is nothing to test."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = declared["build-system"]["requires"]
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries=1"]
    fetch = [*pip, "--no-compile", "--target", str(folder)]
    done = subprocess.run([*fetch, *needed], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"the build backend cannot be fetched: {done.stderr.strip().splitlines()[-1]}")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("built")
    copy, backend, out = folder / "copy", folder / "backend", folder / "out"
    copy.mkdir()
    for name in PACKAGES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in BESIDE:
        shutil.copy(ROOT / name, copy / name)
    shutil.copytree(ROOT / "docs", copy / "docs")
    files = {
        path.relative_to(copy).as_posix()
        for name in PACKAGES
        for path in (copy / name).rglob("*")
        if path.is_file()
    }
    _backend(backend)
    environment = {**_clean(), "PYTHONPATH": str(backend)}
    _output(copy, environment, sys.executable, "-c", _SDIST, out)
    sdist = next(out.glob("*.tar.gz"))
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation")
    _output(folder, environment, *pip, "-w", out, sdist)
    return Built(sdist, next(out.glob("*.whl")), frozenset(files))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    home = tmp_path_factory.mktemp("home")
    scripts = folder / SCRIPTS
    _output(home, _clean(), sys.executable, "-m", "venv", "--without-pip", folder)
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "install", "-q", "--no-deps")
    _output(home, _clean(), *pip, "--no-index", built.wheel)
    # A path file lends the modules of the tests' environment, and not the path files in it, of which one
    # leads to the checkout.
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(_output(home, _clean(), scripts / "python", "-c", ask).strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return Installed(scripts, home)


def test_every_file_of_the_packages_is_in_the_wheel_and_no_other(built: Built) -> None:
    with ZipFile(built.wheel) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    endings = {Path(name).suffix for name in built.files}
    assert endings >= {".py", ".toml", ".sql", ".tcss", ".css"}
    assert names == built.files


def test_the_sdist_holds_them_too_with_the_licence_and_the_pages(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    docs = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*") if path.is_file()}
    assert built.files | docs | set(BESIDE) <= names


def test_the_program_runs_from_where_it_was_installed(installed: Installed) -> None:
    where = installed.run("python", "-c", "import tui, fixtures, sampling; print(sampling.__file__)")
    assert Path(where.strip()).is_relative_to(installed.scripts.parent)
    assert installed("--version") == f"ilacs-sample {__version__}\n"


def test_the_journey_from_the_demo_to_the_tables(installed: Installed) -> None:
    told = installed("demo")
    file = next((installed.home / "own").rglob("*.ilacs"))
    assert file.name in told

    cases = json.loads(installed("cases", file, "--json"))["cases"]
    sampled = [case for case in cases if case["role"] == "sampled"]
    assert len(sampled) == 48
    case = next(case["case"] for case in sampled if case["area"] == "children_in_care")

    installed("rate", file, case, "CIC-20", "good", "--evidence", "Seen alone, and heard.")
    checks = json.loads(installed("verify", file, "--json"))
    assert checks["ok"]

    installed("export", file, installed.home / "findings.db")
    with sqlite3.connect(installed.home / "findings.db") as database:
        found = database.execute("SELECT criterion, rating, evidence FROM finding").fetchall()
    database.close()
    assert found == [("CIC-20", "good", "Seen alone, and heard.")]


def test_the_app_finds_its_styles_there(installed: Installed) -> None:
    open_home = "\n".join(
        [
            "import asyncio",
            "from tui.app import IlacsApp",
            "async def main():",
            "    app = IlacsApp()",
            "    async with app.run_test():",
            "        print(type(app.screen).__name__)",
            "asyncio.run(main())",
        ]
    )
    assert installed.run("python", "-c", open_home).strip() == "HomeScreen"
