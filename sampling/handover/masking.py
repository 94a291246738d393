"""Masking known ids and names inside free text: whole words, any case, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "name"]

MASKS: dict[Kind, str] = {"id": "[masked id]", "name": "[masked name]"}
"""What stands in the place of what was masked."""

WIDEST_GAP = 3
"""Characters that may stand between the words of a name or id, such as a comma and a blank."""

_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BETWEEN_PEOPLE = re.compile(r"[/;&\n]")
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Masked:
    """A text after masking, and how many ids and names were masked in it."""

    text: str
    masks: int


class Masker:
    """Masks the ids and names that a caseload knows."""

    def __init__(self, ids: Iterable[str], names: Iterable[str]) -> None:
        """Know these ids and names; a name is also known in the ways people write it.

        Ada Jane Pennick is also found as Pennick, Ada; A. Pennick; Ada Pennick and Ms Pennick. A first
        name or a surname alone is not, since too many are words of their own.
        """
        self._single: dict[str, Kind] = {}
        self._several: dict[str, dict[Words, Kind]] = {}
        for name in names:
            for words in forms(name):
                self._know(words, "name")
        for id_ in ids:
            self._know(words_of(id_), "id")

    def knows(self, text: str) -> bool:
        """Whether the whole text is one known id or name."""
        words = words_of(text)
        return self._kind_of(words) is not None

    def mask(self, text: str) -> Masked:
        """The text with every known id and name replaced by what ``MASKS`` has for it."""
        parts: list[str] = []
        done = 0
        masks = 0
        for start, end, kind in self._found(text):
            parts += [text[done:start], MASKS[kind]]
            done = end
            masks += 1
        return Masked("".join([*parts, text[done:]]), masks)

    def _know(self, words: Words, kind: Kind) -> None:
        if len(words) == 1:
            self._single[words[0]] = kind
        elif words:
            self._several.setdefault(words[0], {})[words] = kind

    def _kind_of(self, words: Words) -> Kind | None:
        if len(words) == 1:
            return self._single.get(words[0])
        return self._several.get(words[0], {}).get(words) if words else None

    def _found(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        """Where each id or name starts and ends; none overlaps another."""
        places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        words = [text[start:end].casefold() for start, end in places]
        at = 0
        while at < len(words):
            length, kind = self._longest(words, places, at)
            if kind is None:
                at += 1
                continue
            yield places[at][0], places[at + length - 1][1], kind
            at += length

    def _longest(self, words: list[str], places: list[tuple[int, int]], at: int) -> tuple[int, Kind | None]:
        """How many words from here on make the longest known id or name, and which it is."""
        length, kind = 1, self._single.get(words[at])
        for known, its_kind in self._several.get(words[at], {}).items():
            if len(known) > length and tuple(words[at : at + len(known)]) == known:
                gaps = (places[i + 1][0] - places[i][1] for i in range(at, at + len(known) - 1))
                if all(gap <= WIDEST_GAP for gap in gaps):
                    length, kind = len(known), its_kind
        return length, kind


def words_of(text: str) -> Words:
    """The words of a text in small letters; what stands between them does not matter."""
    return tuple(word.casefold() for word in _WORD.findall(text))


def forms(name: str) -> set[Words]:
    """The ways in which a person's name is written, as words; several people in one cell apart."""
    found: set[Words] = set()
    for person in _BETWEEN_PEOPLE.split(_BRACKETED.sub(" ", name)):
        surname, comma, first_names = person.partition(",")
        ordered = f"{first_names} {surname}" if comma else person
        words = tuple(word for word in words_of(ordered) if word not in _TITLES)
        if len(words) > 1:
            first, last = words[0], words[-1]
            found |= {words, (last, *words[:-1]), (first, last), (first[0], last), (last, first)}
            found |= {(title, last) for title in _TITLES}
    whole = words_of(name)
    return found | {whole} if whole else found
