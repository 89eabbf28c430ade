"""Attempts as values: what is asked, put together, marked and told; and what deeds refuse."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.cohorts import enrolling, progress
from app.cohorts.models import State
from app.courses import asked, responses
from app.courses.content import Draw, Quiz
from app.courses.quizzes.codec import to_json
from app.courses.quizzes.questions import Question
from app.kernel import clock
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from app.kernel.markup import RichText
from app.quizzes import actions, limits, outcomes, paper, queries, scoring, statistics
from app.quizzes.forms import NEVER, opened_state
from app.quizzes.models import QuizAllowance, QuizAttempt, share
from tests.factories import courses
from tests.factories.quizzes import (
    ALL,
    COUNTED,
    DRAWN,
    PAIRED,
    PICKED,
    RIGHT,
    SORTED,
    TICKED,
    TYPED,
    begun,
    finished,
    place,
    quiz,
)  # fmt: skip

BANK = [to_json(one) for one in ALL]
QUIZ = quiz()


def keys(questions):
    return [one.key for one in questions]


def test_named_questions_come_first_and_drawn_ones_are_others():
    said = Quiz(questions=("typed", "gone", "picked"), draws=(Draw(2), Draw(9, "devices")),
                is_shuffled=False)  # fmt: skip

    found = keys(paper.questions(said, BANK, "seed"))

    assert found[:2] == ["typed", "picked"]
    assert len(found) == len(set(found)) == 4 + ("ticked" not in found[2:4])


def test_the_same_seed_asks_the_same_and_others_ask_otherwise():
    said = Quiz(draws=(Draw(3),))

    orders = {tuple(keys(paper.questions(said, BANK, f"seed {n}"))) for n in range(20)}

    assert len(orders) > 5
    assert paper.questions(said, BANK, "a") == paper.questions(said, BANK, "a")
    assert len({paper.new_seed() for _ in range(5)}) == 5


def test_an_order_is_a_response_only_when_every_place_is_given_once():
    first, second, third = (item.key for item in SORTED.items)
    kept = {first: "2", second: "1", third: "3"}

    assert responses.response(SORTED, {"sorted": kept}) == [second, first, third]
    for half in ({first: "1"}, {first: "1", second: "1", third: "2"}, kept | {third: "9"}):
        assert responses.response(SORTED, {"sorted": half}) == half
    assert responses.response(SORTED, {}) is None
    assert responses.response(TYPED, {"typed": "x"}) == "x"


def test_an_empty_answer_of_an_old_page_takes_nothing_away():
    before = {"a": "kept", "b": {"x": "1", "y": "2"}, "c": ["k"], "d": ""}
    sent = {"a": " ", "b": {"x": "", "y": "3"}, "c": [], "d": "new", "e": "more"}

    both = responses.merged(before, sent)

    assert both == {"a": "kept", "b": {"x": "1", "y": "3"}, "c": ["k"], "d": "new", "e": "more"}


def test_right_answers_in_any_digits_earn_all_points():
    marked = scoring.score(ALL, RIGHT)

    assert marked.points == marked.of == Decimal(7)
    assert all(one.is_right for one in marked.marks.values())
    assert scoring.score(ALL, {}).points == 0


def test_what_is_shown_of_a_question_knows_nothing_of_what_is_right():
    said = repr(asked.asked(ALL, {}, "seed"))

    for secret in (
        "Nairobi",
        "2.5",
        "Fraction",
        "Halve",
        "Yes,",
        "No,",
        "trainers use",
        "Turns were",
    ):
        assert secret not in said


def test_kinds_of_controls_are_known():
    assert [asked.kind_of(one) for one in ALL] == [
        "single", "multiple", "matching", "ordering", "text", "numeric",
    ]  # fmt: skip


def test_what_is_right_is_said_in_words():
    said = [[f"{one.text}{one.to}" for one in outcomes.right(question)] for question in ALL]

    assert said == [
        ["Taking turns"],
        ["A screen", "A printer"],
        ["BlindSound", "DeafSigns"],
        ["1Plan", "2Teach", "3Look back"],
        ["Nairobi"],
        ["2.5, give or take 0.1"],
    ]
    assert outcomes.right(Question(key="x", language="en", text=RichText.from_html("?"))) == ()


def test_outcomes_tell_verdicts_and_hide_what_is_not_told():
    given = {"picked": PICKED.choices[1].key, "ticked": [TICKED.choices[0].key], "typed": "nairobi"}

    told = outcomes.outcomes(ALL, given, "seed", shows_right=True)
    hidden = outcomes.outcomes(ALL, given, "seed", shows_right=False)

    assert [one.verdict for one in told] == ["wrong", "partly", "empty", "empty", "right", "empty"]
    assert told[0].about == {PICKED.choices[1].key: RichText.from_markdown("No, Silence.").markup}
    assert [bool(one.right) for one in told] == [True, True, True, True, False, True]
    assert not any(one.right or one.right_keys for one in hidden)


def test_statistics_count_only_what_was_asked():
    right = {"points": 1.0, "of": 1.0, "right": True, "answered": True}
    partly = right | {"points": 0.5, "right": False}
    empty = right | {"points": 0.0, "right": False, "answered": False}
    tried = [QuizAttempt(marks={"a": right, "b": empty}), QuizAttempt(marks={"a": partly})]

    counted = statistics.counts({"a": PICKED}, tried)

    assert [(c.key, c.asked, c.right, c.partly, c.unanswered) for c in counted] == [
        ("b", 1, 0, 0, 1), ("a", 2, 1, 1, 0),
    ]  # fmt: skip
    assert counted[0].question is None
    assert counted[1].share == 0.5


def test_a_quiz_that_gives_no_points_is_passed_by_answering():
    attempt = QuizAttempt(answers={}, saves=0)
    attempt.finish(scoring.Score({}), clock.now(), pass_percent=60)

    assert attempt.passed
    assert attempt.share == share(None, None) == 1.0
    with pytest.raises(Refused):
        attempt.finish(scoring.Score({}), clock.now(), pass_percent=60)


def test_attempts_are_counted_with_what_was_given(spring, amina):
    allowance = QuizAllowance(more=1, at=clock.now())
    old = QuizAttempt(started_at=clock.now() - timedelta(days=1))
    limited, endless = Quiz(attempts=1), Quiz()

    assert limits.left(limited, [old], None) == 0
    assert limits.left(limited, [old], allowance) == 1
    assert limits.left(endless, [old], None) is None
    assert limits.closed(spring, limited, [old], None) == limits.Closed.USED_UP
    assert limits.closed(spring, endless, [old], None) is None
    spring.close()
    assert limits.closed(spring, endless, [], None) == limits.Closed.COHORT
    assert limits.closed(spring, limited, [old], allowance) is None
    now = QuizAttempt(started_at=clock.now())
    assert limits.closed(spring, limited, [old, now], allowance) == limits.Closed.COHORT
    assert all(limits.sentence(why) for why in limits.Closed)
    assert not limits.is_endless(spring, endless)


def test_a_page_names_the_state_that_it_showed():
    assert opened_state({"opened": "3"}) == 3
    assert [opened_state({"opened": one}) for one in ("", "x", "9" * 30)] == [NEVER] * 3


def test_an_item_without_settings_cannot_be_begun(spring, amina):
    with pytest.raises(Refused):
        actions.begin(spring, place(spring, amina), courses.page(), actor=amina)


def test_a_place_in_another_cohort_begins_nothing_here(spring, amina, tala):
    other = courses.cohort(spring.course, tala, "Autumn 2026")
    courses.enrolled(other, amina, tala)

    with pytest.raises(Denied):
        actions.begin(spring, place(other, amina), QUIZ, actor=amina)


def test_saving_the_same_again_changes_nothing(spring, amina):
    attempt = begun(spring, amina, QUIZ)
    assert actions.save(attempt, {"typed": "x"}, opened=0, actor=amina) is False
    at = attempt.saved_at

    assert actions.save(attempt, {"typed": "x"}, opened=1, actor=amina) is False
    assert (attempt.saves, attempt.saved_at) == (1, at)
    assert actions.save(attempt, {"typed": ""}, opened=0, actor=amina) is True
    assert attempt.answers == {"typed": "x"}


def test_what_was_done_better_in_another_cohort_stays(spring, amina):
    mine = place(spring, amina)
    progress.note(mine, "quiz0001", State.DONE, 9, 10, actor=amina)

    finished(spring, amina, QUIZ, typed="Nairobi")
    kept = queries.progress(mine, "quiz0001")
    assert (kept.state, kept.points) == (State.DONE, 9)

    finished(spring, amina, QUIZ, **RIGHT)
    assert (kept.state, kept.points) == (State.DONE, 7)


def test_a_better_attempt_that_does_not_pass_keeps_what_is_done(spring, amina):
    mine = place(spring, amina)
    progress.note(mine, "quiz0001", State.DONE, 0, 10, actor=amina)

    finished(spring, amina, QUIZ, typed="Nairobi")

    kept = queries.progress(mine, "quiz0001")
    assert (kept.state, kept.points, kept.of) == (State.DONE, 1, 7)


def test_without_a_limit_nobody_fails_for_good(spring, amina):
    for _turn in range(3):
        finished(spring, amina, DRAWN)

    assert queries.progress(place(spring, amina), "drawn001").state == State.RETURNED


def test_no_more_is_given_to_who_has_left_or_has_enough(spring, amina, boris, tala):
    for _turn in range(actions.MOST_MORE):
        given = actions.allow(spring, place(spring, amina), QUIZ, " why ", actor=tala)
    assert (given.more, given.reason, given.by_id) == (actions.MOST_MORE, "why", tala.id)
    with pytest.raises(Refused):
        actions.allow(spring, place(spring, amina), QUIZ, "", actor=tala)
    enrolling.leave(spring, actor=boris)
    session.flush()
    with pytest.raises(Refused):
        actions.allow(spring, place(spring, boris), QUIZ, "", actor=tala)


def test_a_revision_without_the_quiz_asks_nothing(spring):
    assert queries.quiz_of(spring, 1, "page0001") == Quiz()
    assert queries.drawn(spring, 1, "page0001", "seed") == []
    assert {*queries.known_questions(spring, [1])} == {one.key for one in ALL}
    assert COUNTED.key in queries.known_questions(spring, [])
    assert PAIRED.key
