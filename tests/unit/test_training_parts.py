"""The parts of training that need no file: plans, simulated readers, sizes, rooms, pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.readers import MARK, SimulatedReader, room
from sampling.agreement.compare import compare
from sampling.agreement.marks import Mark, level
from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.framework import Grade
from sampling.store.room import reached, reached_words, room_answers
from sampling.training.debrief import LEANS, in_words
from sampling.training.figures import HALF, leaning_bar, matrix_lines
from sampling.training.key import AnswerKey, CaseKey, PlantedLevel
from sampling.training.pages import Block, Figure, Heading, Lines, Paragraph, Table, to_html, to_markdown
from sampling.training.plan import SessionPlan, check, deal
from sampling.training.report import agreement_lines
from sampling.training.sizing import sizes
from tests.session_world import HandKeys, plan
from tui.sessions import reader_names, rehearsed_marks

KEY = AnswerKey(
    "i", "s", "1", tuple(HandKeys().case_key(f"K{number:03}", "children_in_care") for number in range(1, 41))
)
GOOD = CaseKey(
    "CC-1",
    "1",
    "children_in_care",
    Rating.GOOD,
    "",
    tuple(PlantedLevel(f"X-{number:03}", Rating.GOOD, "") for number in range(2000)),
)


ANSWERS = {"s": Rating.STRONG, "g": Rating.GOOD, "0": Rating.NOT_APPLICABLE, "-": Rating.NOT_SEEN}


@pytest.mark.parametrize(
    ("readers", "said"),
    [
        (
            ["gs", "gg"],
            ["0.000 (no interval: too few cases", "none. No variation: every answer is of one"],
        ),
        (["gs"], ["none. No case was rated by two", "No two readers rated", "No two readers answered"]),
        (["gg", "gg"], ["none. No variation: every rating is the same", "2 were the same (100%)"]),
        (["--", "--"], ["none. No case was rated by two", "none. No variation: every answer is of"]),
        (["--", "-0"], ["none. No case was rated by two", "1 was of one kind: rated, not appl"]),
        ([], ["none. No case was rated by two", "none. No case was answered by two", "No two readers"]),
    ],
)
def test_what_has_no_number_is_said_in_words(readers: list[str], said: list[str]) -> None:
    marks = [
        Mark(f"r{place}", "CC-1", f"CIC-{number}", ANSWERS[answer])
        for place, answers in enumerate(readers)
        for number, answer in enumerate(answers)
    ]
    told = " ".join(agreement_lines(compare(marks), "case and criterion"))
    assert all(words in told for words in said), told
    assert "not seen" not in " ".join(agreement_lines(compare(marks), "case", states=False))
    assert "nan" not in told


@given(
    readers=st.integers(1, 12),
    files=st.integers(1, 20),
    data=st.data(),
    areas=st.sampled_from([("a",), ("a", "b"), ("a", "b", "c")]),
)
def test_everybody_reads_as_many_files_as_planned(
    readers: int, files: int, data: st.DataObject, areas: tuple[str, ...]
) -> None:
    shared = data.draw(st.integers(0, files))
    names = tuple(f"r{number}" for number in range(readers))
    laid = check(SessionPlan(names, areas, files, shared, "1"))
    drawn = {area: [f"{area}{number}" for number in range(laid.drawn_in(area))] for area in areas}
    reads = deal(laid, drawn)
    assert sum(laid.drawn_in(area) for area in areas) == len(reads) == shared + readers * (files - shared)
    for name in names:
        assert sum(name in (one.reader, *one.also) for one in reads) == files
    everybody = [one for one in reads if len({one.reader, *one.also}) == readers]
    assert len(everybody) >= shared
    # The reader whose findings the roll-up takes changes from shared case to shared case.
    first = Counter(one.reader for one in reads if one.also)
    assert not first or max(first.values()) - min(first.get(name, 0) for name in names) <= 1


def test_the_seed_of_the_draws_is_not_the_authoritys() -> None:
    laid = plan("anna", files=2)
    assert laid.seed not in laid.draw_seed
    assert laid.draw_seed != replace(laid, seed=f"{laid.seed}0").draw_seed


@pytest.mark.parametrize("name", ["a|b", "a,b", " ", "x" * 61, "two  spaces"])
def test_names_that_would_not_fit_a_journal_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        plan(name)


def test_names_that_would_be_one_file_are_refused() -> None:
    with pytest.raises(UsageError, match="two readers"):
        plan("Anna", "anna")
    with pytest.raises(UsageError, match="two readers"):
        plan("a/b", "a_b")


def test_readers_are_a_number_or_names() -> None:
    assert reader_names("3") == ("reader-01", "reader-02", "reader-03")
    assert reader_names("anna, ben") == ("anna", "ben")


def test_a_perfect_reader_gives_the_keys_own_answers() -> None:
    for case in KEY.cases:
        found = SimulatedReader("any", 1.0).read(case)
        assert found.overall.rating is case.rating
        assert {name: answer.rating for name, answer in found.criteria.items()} == {
            item.criterion: item.level for item in case.criteria
        }


def test_the_same_reader_answers_the_same_and_another_otherwise() -> None:
    case = KEY.cases[0]
    assert SimulatedReader("a", 0.5).read(case) == SimulatedReader("a", 0.5).read(case)
    assert any(
        SimulatedReader("a", 0.5).read(one) != SimulatedReader("b", 0.5).read(one) for one in KEY.cases
    )


@pytest.mark.parametrize(("leaning", "sign"), [(-0.6, -1), (0.6, 1)])
def test_a_leaning_moves_answers_one_way_as_often_as_it_says(leaning: float, sign: int) -> None:
    found = SimulatedReader("a", 1.0, leaning).read(GOOD)
    moved = Counter(answer.rating for answer in found.criteria.values())
    towards = Rating.STRONG if sign < 0 else Rating.NEEDS_IMPROVEMENT
    assert set(moved) == {Rating.GOOD, towards}
    # 2,000 answers: six standard errors either way.
    assert abs(moved[towards] / 2000 - 0.6) < 0.066


def test_skill_is_how_often_a_reader_is_right() -> None:
    found = SimulatedReader("a", 0.7).read(GOOD)
    right = sum(answer.rating is Rating.GOOD for answer in found.criteria.values())
    assert abs(right / 2000 - 0.7) < 0.062


def test_an_ambiguous_criterion_divides_even_perfect_readers() -> None:
    odd = KEY.cases[0].criteria[0].criterion
    readers = room("s", 12, skill=1.0, ambiguous=frozenset({odd}))
    answers = [{reader.read(case).criteria[odd].rating for reader in readers} for case in KEY.cases]
    assert sum(len(given) > 1 for given in answers) > 35
    other = KEY.cases[0].criteria[1].criterion
    assert all(
        len({reader.read(case).criteria[other].rating for reader in readers}) == 1 for case in KEY.cases
    )


def test_every_rating_of_a_simulated_reader_says_that_it_is_one() -> None:
    found = SimulatedReader("a", 0.5).read(KEY.cases[0])
    rated = [answer for answer in (found.overall, *found.criteria.values()) if answer.rating.rated]
    assert rated
    assert all(answer.evidence.startswith(MARK) for answer in rated)


def test_a_room_has_as_many_kind_and_harsh_readers_as_asked() -> None:
    leanings = [reader.leaning for reader in room("s", 5, kind=1, harsh=2)]
    assert [leaning < 0 for leaning in leanings] == [True, False, False, False, False]
    assert [leaning > 0 for leaning in leanings] == [False, True, True, False, False]


def test_more_shared_files_make_agreement_better_known() -> None:
    found = sizes(rehearsed_marks(KEY, room("s", 6)), (4, 16, 64))
    assert [size.files for size in found] == [4, 16, 64]
    # The spread of a mean falls with the root of the number: by half from 4 to 16, and again to 64.
    assert found[0].half_width > 1.5 * found[1].half_width > 2 * found[2].half_width


def test_sizes_of_readers_who_all_answer_alike_are_left_out() -> None:
    same = [Mark(name, "C-1", "X", Rating.GOOD) for name in ("a", "b")]
    assert sizes(same) == ()
    assert sizes([]) == ()


@pytest.mark.parametrize(
    ("answers", "middle"),
    [
        ("strong good good", "good"),
        ("strong good needs_improvement serious_weakness", "needs_improvement"),  # of two the harsher
        ("strong", "strong"),
        ("good not_seen", "good"),  # half of them rated it
        ("good not_seen not_seen", "not_seen"),
        ("not_applicable not_applicable not_seen", "not_applicable"),
        ("not_applicable not_seen", "not_seen"),
    ],
)
def test_the_rooms_answer_is_the_middle_one(answers: str, middle: str) -> None:
    marks = [Mark(f"r{place}", "C-1", "X", Rating(word)) for place, word in enumerate(answers.split())]
    assert room_answers(marks) == {("C-1", "X"): Rating(middle)}


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        (None, "nothing to measure a leaning by"),
        (0.1, "no leaning to speak of"),
        (-0.2, "a little kinder than the key"),
        (0.5, "too harsh: harsher than the key"),
        (-0.5, "too kind: kinder than the key"),
    ],
)
def test_leanings_in_words(severity: float | None, words: str) -> None:
    assert in_words(severity, "key", 24) == words


def test_nobody_is_accused_over_a_few_ratings() -> None:
    assert in_words(1.0, "key", 1) == "too few to tell a leaning by (1 rating)"
    few = replace(GOOD, criteria=GOOD.criteria[:24])
    accused = [0, 0]
    for seed in range(400):
        answers = SimulatedReader(f"fair {seed}", skill=0.8).read(few).criteria
        for place, ratings in enumerate((12, 24)):
            some = [level(answer.rating) for answer in list(answers.values())[:ratings]]
            steps = [found - 2 for found in some if found is not None]
            accused[place] += abs(sum(steps) / len(steps)) >= LEANS
    assert accused[1] < accused[0] / 2
    assert accused[1] <= 6, "of 400, whatever the reader's seed"


@given(st.one_of(st.none(), st.floats(-3, 3)))
def test_a_leaning_bar_is_always_as_wide_and_points_the_right_way(severity: float | None) -> None:
    bar = leaning_bar(severity)
    assert len(bar) == 2 * HALF + 1
    if severity is not None:
        left, right = bar[:HALF].strip(), bar[HALF + 1 :].strip()
        assert not (left and right)
        assert not left or severity < 0
        assert not right or severity > 0
        assert (abs(severity) < 1 / 24) or bool(left or right)


def test_a_matrix_counts_down_by_the_key_and_across_by_the_reader() -> None:
    lines = matrix_lines(((1, 0, 0, 0), (0, 2, 3, 0), (0, 0, 0, 0), (0, 0, 0, 12)))
    assert [line.split()[-4:] for line in lines] == [
        ["1", "2", "3", "4"],
        ["1", "·", "·", "·"],
        ["·", "2", "3", "·"],
        ["·", "·", "·", "·"],
        ["·", "·", "·", "12"],
    ]
    assert len({len(line) for line in lines}) == 1


HOSTILE = "<script>alert(1)</script> *a* | b [x](http://e.x) `c`\n# d"


def test_pages_show_text_as_it_is() -> None:
    blocks: list[Block] = [
        Heading(2, HOSTILE),
        Paragraph(HOSTILE),
        Lines((HOSTILE, "- one", "1. two")),
        Table(("a",), ((HOSTILE,),)),
        Figure(("█ <b>",), HOSTILE),
    ]
    html = to_html(HOSTILE, blocks)
    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("&lt;script&gt;") == 6
    markdown = to_markdown(blocks)
    lines = markdown.splitlines()
    assert sum(line.startswith("#") for line in lines) == 1
    assert r"\<script\>" in markdown
    assert r"- \- one" in lines
    assert r"- 1\. two" in lines
    row = next(line for line in lines if line.startswith("| \\<"))
    assert row.replace(r"\|", "").count("|") == 2


def test_a_key_survives_being_written_and_read() -> None:
    from sampling.training.key import parse

    assert parse(KEY.text) == KEY
    assert parse(KEY.text).sha256 == KEY.sha256
    assert replace(KEY, seed="2").sha256 != KEY.sha256


O, G, R, I = Grade  # noqa: E741 - the grades in order, as the table below is read


@pytest.mark.parametrize(
    ("answers", "planted", "words"),
    [
        ((G, R), (G, R), "reached, narrowed to 2 grades"),
        ((R,), (R,), "reached, narrowed to one grade"),
        ((O, G, R, I), (O, G, R, I), "says nothing yet (all four grades stay open)"),
        ((O, G, R, I), (R,), "says nothing yet (all four grades stay open)"),
        ((O, G, R), (G, R, I), "in part, narrowed to 3 grades, not the same as planted"),
        ((G, R), (O, G, R, I), "in part, narrowed to 2 grades, not the same as planted"),
        ((O,), (R, I), "missed, narrowed to one grade, none of those planted"),
        ((), (R, I), ""),
        ((R, I), (), ""),
    ],
)
def test_where_every_grade_stays_open_the_room_has_reached_nothing(
    answers: tuple[Grade, ...], planted: tuple[Grade, ...], words: str
) -> None:
    assert reached_words(reached(answers, planted), answers) == words
