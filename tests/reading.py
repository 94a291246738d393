"""Reading synthetic files as a stranger would: case files built from the lists and the material alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from fixtures import SyntheticDocuments, SyntheticKeys, load_scenario, rows
from sampling.caseload.build import build
from sampling.caseload.casefile import CaseFile
from sampling.caseload.cohorts import cohort
from sampling.caseload.lists import ListRow
from sampling.framework import edition_for, load
from sampling.training.key import CaseKey

AREAS = ("safeguarding", "children_in_need", "children_in_care", "leaving_care")
_SENTENCE = re.compile(r"(?<=[.!?”])\s+|\n+")
_DATE = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{4})?\b"
)
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")


@cache
def lists_of(scenario: str, seed: str) -> Mapping[int, Mapping[str, tuple[ListRow, ...]]]:
    """Rows by list and child."""
    found: dict[int, dict[str, list[ListRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(load_scenario(scenario), seed):
        found[row.list][row.child].append(row)
    return {
        number: {child: tuple(some) for child, some in children.items()} for number, children in found.items()
    }


@cache
def frame(scenario: str, seed: str, area: str) -> tuple[str, ...]:
    """The children of an area, in the order of their ids."""
    census = load_scenario(scenario).census_date
    by_list = {
        number: [row for some in children.values() for row in some]
        for number, children in lists_of(scenario, seed).items()
    }
    found = cohort(area, by_list, census, load(edition_for(census)))
    return tuple(sorted(member.child for member in found.members))


@cache
def casefile(scenario: str, seed: str, child: str, area: str) -> CaseFile:
    """A child's case file, as a reader gets it."""
    census = load_scenario(scenario).census_date
    mine = {number: found.get(child, ()) for number, found in lists_of(scenario, seed).items()}
    material = _documents(scenario, seed).material(child, area)
    return build(child, area, mine, census, load(edition_for(census)), material)


@cache
def key(scenario: str, seed: str, child: str, area: str) -> CaseKey:
    """What was planted in it."""
    return _keys(scenario, seed).case_key(child, area)


@cache
def _documents(scenario: str, seed: str) -> SyntheticDocuments:
    return SyntheticDocuments(scenario, seed)


@cache
def _keys(scenario: str, seed: str) -> SyntheticKeys:
    return SyntheticKeys(scenario, seed)


class Passage:
    """Finds a passage made from a line of a bank, whatever its choices and names."""

    def __init__(self, line: str) -> None:
        line = line.split(" ", 1)[1] if line.startswith("@") else line
        found, place, depth = [], 0, 0
        self._anchor = ""
        for match in re.finditer(r"\[(\d+)-(\d+)\]|\{\w+\}|[\[|\]]|$", line):
            literal = line[place : match.start()]
            if depth == 0 and len(literal) > len(self._anchor):
                self._anchor = literal.lower()
            depth += {"[": 1, "]": -1}.get(match[0], 0)
            found.append(re.escape(literal))
            if match[1]:
                found.append(r"\d+")
            elif match[0].startswith("{"):
                found.append(r"[^\n]+?")
            elif match[0]:
                found.append({"[": "(?:", "|": "|", "]": ")"}[match[0]])
            place = match.end()
        self._pattern = re.compile("".join(found), re.IGNORECASE)

    def search(self, text: str, lowered: str) -> bool:
        """Whether the passage stands in a text; ``lowered`` is the text in small letters."""
        return self._anchor in lowered and self._pattern.search(text) is not None


def masked_sentences(file: CaseFile, text: str, places: tuple[str, ...]) -> frozenset[str]:
    """The sentences of a text, with names, dates and places taken out."""
    names = {name for person in file.network for name in re.split(r"[ ,]+", person.name) if len(name) > 1}
    names |= {name for spell in file.workers for name in spell.worker.split()}
    names |= {name for document in file.documents for name in document.author.split()}
    names |= {word for place in places for word in place.split()}
    names |= {"Baby", "Nursery", "Primary", "Academy", "College", "School"}
    plain = _DAY.sub("#", _DATE.sub("#", text))
    plain = re.sub(
        r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b", "#", plain
    )
    plain = re.sub(r"\b[A-Z][a-z]+(?='s\b)", "#", plain)
    found = (sentence.strip(" -#.,;:“”\"'").lower() for sentence in _SENTENCE.split(plain))
    return frozenset(sentence for sentence in found if len(sentence) > 3)
