"""Thirty files in a sitting do not read alike, nor do two hundred."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest

from fixtures import load_scenario
from tests.reading import AREAS, casefile, frame, masked_sentences


def drawn(scenario: str, seed: str, count: int) -> list[tuple[str, str]]:
    """So many children of all areas, each once."""
    chosen: dict[str, str] = {}
    for area in AREAS:
        children = [child for child in frame(scenario, seed, area) if child not in chosen]
        random.Random(f"{scenario}|{area}").shuffle(children)
        chosen |= dict.fromkeys(children[: count // len(AREAS)], area)
    return list(chosen.items())


@pytest.mark.parametrize("scenario", ["ashmere", "dunmarsh"])
def test_no_two_documents_share_more_than_a_third_of_their_sentences(scenario: str) -> None:
    setting = load_scenario(scenario)
    places = (*setting.quarters, setting.place)
    documents = []
    for child, area in drawn(scenario, "1", 200):
        file = casefile(scenario, "1", child, area)
        documents += [(child, one.title, masked_sentences(file, one.text, places)) for one in file.documents]
    assert len(documents) > 1200
    holding: dict[str, list[int]] = {}
    for place, (_, _, sentences) in enumerate(documents):
        for sentence in sentences:
            holding.setdefault(sentence, []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places_of in holding.values():
        shared.update(combinations(places_of, 2))
    alike = [
        (documents[a][:2], documents[b][:2], documents[a][2] & documents[b][2])
        for (a, b), count in shared.items()
        if 3 * count > min(len(documents[a][2]), len(documents[b][2]))
    ]
    assert not alike


def test_every_document_has_something_to_read() -> None:
    setting = load_scenario("ashmere")
    for child, area in drawn("ashmere", "1", 80):
        file = casefile("ashmere", "1", child, area)
        for document in file.documents:
            found = masked_sentences(file, document.text, (*setting.quarters, setting.place))
            assert len(found) >= 6, (child, document.title, document.text)
