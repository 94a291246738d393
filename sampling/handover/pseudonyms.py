"""Names for a handover: the real ones, or pseudonyms that hold within one handover only.

Each handover has a random key that is never written down: the same child has one pseudonym throughout a
handover, another in the next, and nobody can work the child's id out of either.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sampling.draw.merging import merged_name
from sampling.draw.request import WHOLE
from sampling.draw.selection import Selection
from sampling.handover.known import known
from sampling.handover.masking import Masker
from sampling.store import Inspection

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""The letters of a pseudonym: none that looks like another, and no vowel, so that no word comes out."""

LENGTH = 4
"""How many letters a pseudonym has; 27 to the power of 4 is half a million."""

_DAY = re.compile(r"-?\d{8}(?!\d)")


class Pseudonyms:
    """How cases, children, draws, strata and free text are written in one handover.

    Attributes:
        real: whether real ids are written, because the handover is made with names.
        masks: ids and names masked in free text so far.
    """

    def __init__(self, inspection: Inspection, *, names: bool = False, key: bytes = b"") -> None:
        """Make the pseudonyms of one handover.

        Args:
            inspection: the opened file.
            names: whether real names are wanted.
            key: what the pseudonyms are keyed by; a random one unless given.
        """
        self.real = names
        self.masks = 0
        self._masker = Masker((), ())
        self._children: Mapping[str, str] = {}
        self._cases: Mapping[str, str] = {}
        self._draws: Mapping[str, str] = {}
        self._strata: Mapping[str, Mapping[str, str]] = {}
        self._teams: dict[str, str] = {}
        if not names:
            self._disguise(inspection, key or secrets.token_bytes(32))

    @property
    def masks_numbers(self) -> bool:
        """Whether ids are short numbers, so that a plain number in a text may be taken for one."""
        return self._masker.knows_short_numbers

    def _disguise(self, inspection: Inspection, key: bytes) -> None:
        caseload = known(inspection)
        self._masker = Masker(caseload.ids, caseload.names)
        lines = inspection.cases.all()
        self._children = codes((line.child for line in lines), key, self._masker)
        self._cases = {
            line.case_id: f"{inspection.edition.area(line.area).code}-{self._children[line.child]}"
            for line in lines
        }
        entries = inspection.draws.all()
        order: Counter[str] = Counter()
        draws = {}
        for entry in entries:
            order[entry.area] += 1
            draws[entry.draw] = f"{entry.area}-{order[entry.area]}"
        self._draws = draws
        self._strata = {entry.draw: numbered(inspection.draws.selection(entry.draw)) for entry in entries}

    def case(self, case_id: str) -> str:
        """How a case is written; empty stays empty."""
        return case_id if self.real or not case_id else self._cases[case_id]

    def child(self, child: str) -> str:
        """How a child is written: ``Child 7F3K``, or the id."""
        return child if self.real else f"Child {self._children[child]}"

    def draw(self, draw: str) -> str:
        """How a draw is written: ``AREA-K``, or its own name; empty stays empty."""
        return draw if self.real or not draw else self._draws[draw]

    def stratum(self, draw: str, stratum: str, parts: Sequence[str] = ()) -> str:
        """How a stratum of a draw is written; a number, since its name is a value of the lists.

        Args:
            draw: the draw.
            stratum: its name.
            parts: the strata put together in it, at the draw or since.
        """
        if self.real or not stratum:
            return stratum
        known = self._strata[draw]
        return merged_name(list(dict.fromkeys(known[part] for part in parts or (stratum,))))

    def team(self, team: str) -> str:
        """How a team is written; a number, the same in every area, since its name is a value of the lists."""
        if self.real or not team:
            return team
        return self._teams.setdefault(team, f"team {len(self._teams) + 1}")

    def sentence(self, draw: str, sentence: str) -> str:
        """A sentence of the program's own about a draw, without the names of its strata."""
        if self.real or not draw:
            return sentence
        for name, number in self._strata[draw].items():
            sentence = sentence.replace(f"Stratum '{name}' ", f"Stratum '{number}' ")
        before, marker, _names = sentence.partition(" Put together: ")
        return before if marker else sentence

    def citation(self, entry: str) -> str:
        """How a cited entry is written: without its day, which is a value of the lists."""
        return entry if self.real else _DAY.sub("", entry) or "entry"

    def text(self, text: str) -> str:
        """Free text, with known ids and names masked and counted."""
        if self.real:
            return text
        masked = self._masker.mask(text)
        self.masks += masked.masks
        return masked.text


def codes(children: Iterable[str], key: bytes, masker: Masker) -> dict[str, str]:
    """A pseudonym for each child: no two alike, and none that is a known id itself.

    Args:
        children: the children's ids.
        key: the handover's key.
        masker: what knows the caseload's ids.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for child in sorted(set(children)):
        attempt = 0
        while True:
            code = _code(key, child, attempt)
            if code not in taken and not masker.knows(code):
                break
            attempt += 1
        taken.add(code)
        found[child] = code
    return found


def numbered(selection: Selection) -> dict[str, str]:
    """A number for each stratum of a draw, and for the strata that were merged into it."""
    found: dict[str, str] = {}
    for number, stratum in enumerate(selection.strata, start=1):
        # The stratum of a draw that is not divided tells nothing, so it keeps its name.
        name = WHOLE if stratum.name == WHOLE else f"stratum {number}"
        for part in (stratum.name, *stratum.merged):
            found[part] = name
    return found


def _code(key: bytes, child: str, attempt: int) -> str:
    mark = hmac.new(key, f"{attempt}|{child}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(mark, "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
