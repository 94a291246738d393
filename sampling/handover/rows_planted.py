"""Rows of the answer key of a training session, once its debrief has brought it in."""

from __future__ import annotations

import json
from typing import Any

from sampling.handover.declaration import Row
from sampling.handover.ground import Ground
from sampling.store.comparing import key_text


def answer_key(ground: Ground) -> list[Row]:
    """What was planted in each case of the list, its case rating first; nothing before the debrief."""
    text = key_text(ground.inspection)
    cases = json.loads(text)["cases"] if text else []
    answers = [
        (ground.names.case(case["case"]), answer)
        for case in cases
        if case["case"] in ground.lines
        for answer in (case, *case["criteria"])
    ]
    answers.sort(key=lambda item: item[0])
    return [{"id": number, **_row(ground, *item)} for number, item in enumerate(answers, start=1)]


def _row(ground: Ground, case: str, answer: dict[str, Any]) -> Row:
    """One answer of the key; the case rating has no criterion."""
    return {
        "case": case,
        "criterion": answer.get("criterion"),
        "rating": answer.get("level") or answer["rating"],
        "reason": answer["reason"] or None,
        "citations": tuple(ground.names.citation(entry) for entry in answer.get("entries", ())),
    }
