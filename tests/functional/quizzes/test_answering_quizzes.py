"""Answering a quiz: nothing is lost, nothing of what is right is told before the end."""

import re

import pytest
from sqlalchemy import select

from app.cohorts import actions as running
from app.cohorts import enrolling
from app.cohorts import queries as cohorts
from app.cohorts.models import State
from app.courses import actions as writing
from app.courses.asked import asked
from app.courses.quizzes.codec import to_json
from app.kernel.db import session
from app.quizzes import queries
from app.quizzes.models import QuizAttempt
from tests.client import fresh
from tests.factories import courses
from tests.factories.quizzes import (
    ALL,
    DRAWN,
    HIDDEN,
    PAIRED,
    PICKED,
    RIGHT,
    SORTED,
    TICKED,
    begun,
    finished,
    place,
    quiz,
)  # fmt: skip

QUIZ = quiz()


@pytest.fixture
def here(spring):
    return f"/en/north/cohorts/{spring.id}"


def newest():
    session.rollback()
    return session.scalars(select(QuizAttempt).order_by(QuizAttempt.id.desc())).first()


def begin(client, learner, here, key="quiz0001"):
    client.sign_in(learner).get(f"{here}/items/{key}")
    client.submit("Begin the quiz", status=303)
    return client.follow()


def on_page(attempt, answers):
    """Return answers under the names that the page of the attempt gives them."""
    cohort = attempt.enrolment.cohort
    sent = {}
    for one in asked(queries.questions(cohort, attempt), {}, attempt.seed):
        said = answers.get(one.key)
        if said is None:
            continue
        if one.lines:
            sent |= {line.name: said[line.key] for line in one.lines if line.key in said}
        else:
            sent[one.name] = said
    return sent


def state_of(cohort, learner, key="quiz0001"):
    session.commit()
    found = queries.progress(place(cohort, learner), key)
    return (found.state, found.points, found.of) if found else None


def test_a_participant_answers_every_kind_finishes_and_passes(client, spring, amina, here):
    page = begin(client, amina, here)
    assert len(page.all("fieldset", "question")) == 6
    assert state_of(spring, amina)[0] == State.SEEN
    attempt = queries.get(amina, spring.id, spring.portal_id, newest().id)

    client.submit("Finish", on_page(attempt, RIGHT), status=303)
    page = client.follow()
    assert "You have answered all 6 questions." in page.main
    client.submit("Finish the attempt", status=303)

    page = client.follow()
    assert "Passed: 7 of 7 points" in page.main
    assert "Yes, Taking turns." in page.main
    assert "Where the cohort is." in page.main
    assert state_of(spring, amina) == (State.DONE, 7.0, 7.0)
    assert "Passed" in client.get(f"{here}/items/quiz0001").main


SECRET = (
    "Yes,", "No,", "Turns were the point", "Nairobi", "Nai*obi", "2.5", "2,5", "Halve it again",
    "Where the cohort is", "credit", "The name that trainers use", "feedback",
)  # fmt: skip


def test_nothing_of_what_is_right_reaches_the_browser_before_the_end(client, spring, amina, here):
    begin(client, amina, here)
    attempt = queries.get(amina, spring.id, spring.portal_id, newest().id)
    path = page_path(here, attempt)
    seed = attempt.seed
    wrong = {"typed": "Mombasa", "counted": "7"}

    seen = [client.get(f"{here}/items/quiz0001"), client.get(path)]
    seen.append(client.submit("Save", on_page(attempt, wrong), status=303))
    seen += [client.get(path), client.get(f"{path}/finishing")]
    seen.append(client.post(f"{path}/answers", on_page(attempt, wrong), status=200))
    seen.append(client.get(f"/en/north/courses/{spring.course_id}/items/quiz0001", 200))

    for one in seen:
        told = one.html + str(one.response.headers)
        assert not [secret for secret in SECRET if secret in _words(told)]
        assert seed not in told
    assert seen[-2].json == {"opened": 1}


def _words(told):
    """Return a page without what every page has."""
    return re.sub(r"<(head|header|footer|svg)\b.*?</\1>", "", told, flags=re.DOTALL)


def page_path(here, attempt):
    return f"{here}/attempts/{attempt.id}"


def test_neither_the_order_nor_the_keys_tell_what_is_right(client, spring, amina, here):
    begin(client, amina, here)

    page = client.page
    question = page.main.index("In which order?")
    at = [page.main.index(f"{one} ", question) for one in ("Plan", "Teach", "Look back")]
    assert at != sorted(at)
    offered = [option.get("value") for option in page.all("option")]
    assert not {"Sound", "Signs", "Money"} & set(offered)


def test_a_reload_shows_the_same_questions_in_the_same_order(client, spring, amina, here):
    begin(client, amina, here, "drawn001")
    first = client.page
    again = client.get(page_path(here, newest()))

    assert first.main == again.main
    assert len(first.all("fieldset", "question")) == 2


def test_beginning_twice_opens_the_same_attempt(client, spring, amina, here):
    begin(client, amina, here)
    path = page_path(here, newest())

    client.post(f"{here}/items/quiz0001/quiz", leads_to=path)
    client.get(f"{here}/items/quiz0001")
    assert client.page.links["Go on answering"] == path


def test_answers_are_kept_whole_or_not_and_what_is_unclear_is_said_at_its_field(
    client, spring, amina, here
):
    begin(client, amina, here)
    attempt = queries.get(amina, spring.id, spring.portal_id, newest().id)
    half = {"sorted": {SORTED.items[0].key: "1", SORTED.items[1].key: "1"}, "counted": "many"}

    client.submit("Save", on_page(attempt, half), leads_to=page_path(here, attempt))

    page = client.follow()
    assert "Put all of them in order." in page.main
    assert "Type a number, for example 3.5." in page.main
    field = next(e for e in page.all("input") if e.get("name") == "q6")
    assert field.get("value") == "many"
    assert "q6-error" in field.get("aria-describedby")
    assert field.get("aria-invalid") == "true"
    page = client.get(f"{page_path(here, attempt)}/finishing")
    assert "4 questions are not answered:" in page.main
    assert "2 answers cannot be understood" in page.main


def test_a_script_keeps_answers_and_an_empty_page_elsewhere_takes_nothing_away(
    client, other_client, spring, amina, here
):
    begin(client, amina, here)
    attempt = queries.get(amina, spring.id, spring.portal_id, newest().id)
    path = page_path(here, attempt)
    other_client.sign_in(amina).get(path)

    answered = client.post(f"{path}/answers", {"opened": "0", "q5": "Nairobi"}, status=200)
    assert answered.json == {"opened": 1}
    other_client.submit("Save", {"q6": "2.5", "q3-1": "x"}, leads_to=path)

    kept = newest().answers
    assert (kept["typed"], kept["counted"]) == ("Nairobi", "2.5")
    assert "answered in another window" in other_client.follow().text
    client.post(f"{path}/answers", {"opened": "2", "q5": "", "q6": "2.5"}, status=200)
    assert newest().answers["typed"] == ""


def test_finishing_after_another_window_saved_shows_both_first(
    client, other_client, spring, amina, here
):
    begin(client, amina, here)
    path = page_path(here, newest())
    other_client.sign_in(amina).get(path)
    other_client.submit("Save", {"q5": "Nairobi"}, status=303)

    client.submit("Finish", {"q6": "2.5"}, leads_to=path)


def test_a_finished_attempt_stays_as_it_is(client, spring, amina, here):
    done = finished(spring, amina, QUIZ, typed="Nairobi")
    path = page_path(here, done)

    client.sign_in(amina).post(path, {"opened": "1", "q5": "Mombasa"}, status=409)
    client.post(f"{path}/answers", {"opened": "1", "q5": "Mombasa"}, status=409)
    client.post(f"{path}/finishing", status=409)
    client.get(f"{path}/finishing", leads_to=path)

    assert fresh(done).answers["typed"] == "Nairobi"


def test_who_fails_comes_back_until_the_attempts_are_used_up(client, spring, amina, here):
    finished(spring, amina, QUIZ, typed="Nairobi")
    assert state_of(spring, amina) == (State.RETURNED, 1.0, 7.0)
    page = client.sign_in(amina).get(f"{here}/items/quiz0001")
    assert "1 attempt is left." in page.main
    finished(spring, amina, QUIZ)

    assert state_of(spring, amina) == (State.FAILED, 1.0, 7.0)
    assert "You have used all attempts." in client.get(f"{here}/items/quiz0001").main
    client.post(f"{here}/items/quiz0001/quiz", status=409)


def test_the_best_attempt_counts(client, spring, amina):
    finished(spring, amina, QUIZ, **RIGHT)
    finished(spring, amina, QUIZ, typed="Nairobi")

    assert state_of(spring, amina) == (State.DONE, 7.0, 7.0)


def test_right_answers_are_told_only_if_the_quiz_tells_them(client, spring, amina, tala, here):
    open_ = finished(spring, amina, QUIZ, picked=PICKED.choices[1].key, typed="Mombasa")
    hidden = finished(spring, amina, HIDDEN, typed="Mombasa")

    page = client.sign_in(amina).get(page_path(here, open_))
    assert "No, Silence." in page.main
    assert "Nairobi" in page.main
    assert "2.5, give or take 0.1" in page.main
    assert "Turns were the point." in page.main
    assert "Nairobi" not in client.get(page_path(here, hidden)).html
    assert "Nairobi" in client.sign_in(tala).get(page_path(here, hidden)).main


def test_partly_right_answers_say_which_part(client, spring, amina, here):
    half = {PAIRED.pairs[0].key: RIGHT["paired"][PAIRED.pairs[0].key]}
    done = finished(spring, amina, QUIZ, paired=half, ticked=[TICKED.choices[0].key])

    page = client.sign_in(amina).get(page_path(here, done))

    assert page.main.count("Partly right") == 2
    assert "0.5 of 1 point" in page.main


def test_an_attempt_keeps_its_questions_when_the_cohort_takes_a_newer_revision(
    client, spring, amina, tala, here
):
    attempt = begun(spring, amina, QUIZ)
    course = cohorts.get(tala, spring.portal_id, spring.id).course
    writing.ask(course, [to_json(one) for one in ALL[:2]], opened=course.lock, actor=tala)
    writing.publish(course, actor=tala)
    session.flush()
    spring.revision = 2
    session.flush()

    page = client.sign_in(amina).get(page_path(here, attempt))

    assert len(page.all("fieldset", "question")) == 6
    client.submit("Finish", on_page(attempt, RIGHT), status=303)
    client.follow()
    client.submit("Finish the attempt", status=303)
    assert "7 of 7 points" in client.follow().main


def test_a_quiz_without_questions_cannot_be_begun(client, spring, amina, here):
    client.sign_in(amina).get(f"{here}/items/empty001")

    client.submit("Begin the quiz", status=409)

    assert "no questions yet" in client.page.main


def test_in_a_closed_cohort_open_attempts_are_finished_and_none_is_begun(
    client, spring, amina, tala, here
):
    attempt = begun(spring, amina, QUIZ)
    running.close(spring, actor=tala)
    client.sign_in(amina).get(page_path(here, attempt))
    client.submit("Save", {"q5": "Nairobi"}, status=303)
    client.get(f"{page_path(here, attempt)}/finishing")
    client.submit("Finish the attempt", status=303)

    assert "The cohort is closed." in client.get(f"{here}/items/quiz0001").main
    client.post(f"{here}/items/quiz0001/quiz", status=409)


def test_who_does_not_take_part_finds_no_quiz_and_no_attempt(
    client, spring, north, amina, boris, chidi, eka, tala, here
):
    attempt = finished(spring, amina, QUIZ)
    running_one = begun(spring, boris, QUIZ)
    other = courses.cohort(spring.course, tala, "Autumn 2026")
    courses.enrolled(other, eka, tala)
    path, theirs = page_path(here, attempt), page_path(here, running_one)

    client.sign_out().get(path, leads_to=f"/en/sign-in?next={path}")
    for stranger in (chidi, eka, boris):
        client.sign_in(stranger).get(path, 404)
        client.post(path, {"q5": "x"}, status=404)
        client.post(f"{path}/answers", {"q5": "x"}, status=404)
        client.get(f"{path}/finishing", 404)
        client.post(f"{path}/finishing", status=404)
    client.sign_in(eka).post(f"{here}/items/quiz0001/quiz", status=403)
    client.sign_in(tala).get(theirs, 404)
    client.sign_in(amina).get(f"/en/south/cohorts/{spring.id}/attempts/{attempt.id}", 404)
    client.get(f"/en/north/cohorts/{other.id}/attempts/{attempt.id}", 404)
    client.get(f"{here}/attempts/999999", 404)
    client.post(f"{here}/items/page0001/quiz", status=404)


def test_trainers_read_a_finished_attempt_and_change_nothing(client, spring, amina, tala, here):
    path = page_path(here, finished(spring, amina, QUIZ, typed="Nairobi"))

    page = client.sign_in(tala).get(path)

    assert "Amina Diallo" in page.main
    client.post(path, {"q5": "x"}, status=403)
    client.post(f"{path}/finishing", status=403)
    client.get(f"{path}/finishing", 403)
    client.post(f"{here}/items/quiz0001/quiz", status=403)


def test_who_has_left_reads_what_they_did_and_answers_no_more(client, spring, amina, here):
    done = finished(spring, amina, QUIZ, typed="Nairobi")
    attempt = begun(spring, amina, DRAWN)
    enrolling.leave(spring, actor=amina)
    session.flush()

    client.sign_in(amina).get(page_path(here, done))
    page = client.get(page_path(here, attempt))

    assert "You do not take part any more." in page.main
    assert not [b for b in page.all("button") if b.text == "Finish"]
    client.post(page_path(here, attempt), {"q1": "x"}, status=403)
