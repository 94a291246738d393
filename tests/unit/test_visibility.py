"""Who sees whose findings."""

from __future__ import annotations

import pytest

from sampling.store.visibility import Sight


@pytest.mark.parametrize(
    ("author", "closed", "double", "completed", "seen"),
    [
        ("anna", True, True, False, True),  # one's own, always
        ("ben", True, False, True, False),  # before the debrief, nobody else's
        ("ben", False, True, False, False),  # a second reading stays blind
        ("ben", False, True, True, True),  # until one's own is completed
        ("ben", False, False, False, True),  # an ordinary case is open to the team
    ],
)
def test_the_rule(author: str, closed: bool, double: bool, completed: bool, seen: bool) -> None:
    cases = frozenset({"SG-1"})
    sight = Sight("anna", closed, cases if double else frozenset(), cases if completed else frozenset())
    assert sight.may_see(author, "SG-1") is seen


def test_changes_after_seeing_others_are_those_of_a_completed_double_reading() -> None:
    cases = frozenset({"SG-1"})
    assert Sight("anna", False, cases, cases).after_seeing("SG-1")
    assert not Sight("anna", False, cases, frozenset()).after_seeing("SG-1")
    assert not Sight("anna", True, cases, cases).after_seeing("SG-1")
