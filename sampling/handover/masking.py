"""Masking known ids and names inside free text: whole words, any case, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["id", "name"]

MASKS: dict[Kind, str] = {"id": "[masked id]", "name": "[masked name]"}
"""What stands in the place of what was masked."""

WIDEST_GAP = 3
"""Characters that may stand between the words of a name or id, such as a comma and a blank."""

SHORT = 4
"""Digits of a number that may as well be a count or a year."""

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


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a text: where it stands, and itself in small letters."""

    start: int
    end: int
    folded: str
    capital: bool


class Masker:
    """Masks the ids and names that a caseload knows."""

    def __init__(self, ids: Iterable[str], names: Iterable[str]) -> None:
        """Know these ids and names; a name is also known in the ways people write it.

        Ada Jane Pennick is also found as Pennick, Ada; A. Pennick; Ada Pennick and Ms Pennick. A first
        name or a surname alone is not, since too many are words of their own.
        """
        self._known: dict[Words, Kind] = {}
        # By first word, a bit for each number of words that a known name or id beginning so has: a caseload
        # knows hundreds of thousands, and a set for each would take most of the memory of a handover.
        self._lengths: dict[str, int] = {}
        listed = list(names)
        full = {words for name in listed for words in forms(name)}
        for words in full:
            self._know(words, "name")
        # "A young person" is not the worker A. Young: such a form counts only with a capital.
        self._with_capital = {words for name in listed for words in initials(name)} - full
        for words in self._with_capital:
            self._know(words, "name")
        for id_ in ids:
            self._know(words_of(id_), "id")
            self._with_capital.discard(words_of(id_))

    def knows(self, text: str) -> bool:
        """Whether the whole text is one known id or name."""
        return words_of(text) in self._known

    @property
    def knows_short_numbers(self) -> bool:
        """Whether a number of up to four digits, such as a count or a year, is a known id."""
        return any(
            len(words) == 1 and words[0].isdigit() and len(words[0]) <= SHORT
            for words, kind in self._known.items()
            if kind == "id"
        )

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
        if words:
            self._known[words] = kind
            self._lengths[words[0]] = self._lengths.get(words[0], 0) | 1 << len(words)

    def _found(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        """Where each id or name starts and ends; none overlaps another."""
        # Texts are many and names in them are few: most hold no word that a name begins with.
        if self._lengths.keys().isdisjoint(words_of(text)):
            return
        words = [
            _Word(match.start(), match.end(), match.group().casefold(), match.group()[0].isupper())
            for match in _WORD.finditer(text)
        ]
        at = 0
        while at < len(words):
            length = self._longest(words, at)
            if length:
                some = words[at : at + length]
                yield some[0].start, some[-1].end, self._known[tuple(word.folded for word in some)]
            at += length or 1

    def _longest(self, words: list[_Word], at: int) -> int:
        """How many words from here on make the longest known id or name; 0 where none does."""
        lengths = self._lengths.get(words[at].folded, 0)
        for length in range(lengths.bit_length() - 1, 0, -1):
            if not lengths >> length & 1:
                continue
            some = words[at : at + length]
            folded = tuple(word.folded for word in some)
            if folded not in self._known or not _close(some):
                continue
            if folded not in self._with_capital or some[-1].capital:
                return length
        return 0


def words_of(text: str) -> Words:
    """The words of a text in small letters; what stands between them does not matter."""
    return tuple(word.casefold() for word in _WORD.findall(text))


def forms(name: str) -> set[Words]:
    """The ways in which a person's name is written, as words; several people in one cell apart."""
    found: set[Words] = {words_of(name)}
    for words in _people(name):
        first, last = words[0], words[-1]
        # The surname is the last word or all but the first: Pennick, O'Hara, Smith-Jones.
        found |= {words, (first, last), (last, first), (last, *words[:-1]), (*words[1:], first)}
        found |= {(title, *surname) for title in _TITLES for surname in (words[-1:], words[1:])}
    return found


def initials(name: str) -> set[Words]:
    """The initial of the first name, and the surname, of each person in a cell."""
    return {(words[0][0], *surname) for words in _people(name) for surname in (words[-1:], words[1:])}


def _people(name: str) -> Iterator[Words]:
    """Each person with at least two names in a cell, the surname last."""
    for person in _BETWEEN_PEOPLE.split(_BRACKETED.sub(" ", name)):
        surname, comma, first_names = person.partition(",")
        words = words_of(f"{first_names} {surname}" if comma else person)
        words = tuple(word for word in words if word not in _TITLES)
        if len(words) > 1:
            yield words


def _close(words: list[_Word]) -> bool:
    """Whether nothing wide stands between the words."""
    return all(after.start - before.end <= WIDEST_GAP for before, after in pairwise(words))
