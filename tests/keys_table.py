"""The table of keys in the README, made from the registry: ``python -m tests.keys_table`` writes it anew."""

from __future__ import annotations

import sys
from pathlib import Path

from tui.commands import key_card

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- keys: made by python -m tests.keys_table -->\n"
END = "<!-- /keys -->\n"


def with_table(text: str) -> str:
    """The README with the table of the registry between the two marks.

    Raises:
        ValueError: if a mark is missing.
    """
    before, found, rest = text.partition(BEGIN)
    _old, closed, after = rest.partition(END)
    if not found or not closed:
        raise ValueError(f"the README lacks the marks {BEGIN.strip()} and {END.strip()}")
    return f"{before}{BEGIN}\n{key_card(markdown=True)}\n\n{END}{after}"


def main() -> int:
    """Write the table; 0 when done."""
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
