"""All gates in one command: ``python -m tests.gates``.

Style, types and import contracts first, since they are quick; then the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

TESTERS = str((os.cpu_count() or 1) + 1)
"""Processes that test: one more than processors, since a test of the app often waits."""

GATES = (
    ("style", ("ruff", "check", ".")),
    ("layout", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    ("import contracts", ("lint-imports",)),
    ("tests", ("pytest", "-q", "-n", TESTERS, "--dist", "loadfile")),
)
"""Each gate's name and its command, from the same environment as this Python."""


def main() -> int:
    """Run every gate, even after one fails; 0 when all pass."""
    root = Path(__file__).resolve().parent.parent
    scripts = Path(sysconfig.get_path("scripts"))
    failed = []
    for name, (program, *arguments) in GATES:
        print(f"== {name}", flush=True)
        code = subprocess.run([str(scripts / program), *arguments], cwd=root, check=False).returncode
        if code:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all gates passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
