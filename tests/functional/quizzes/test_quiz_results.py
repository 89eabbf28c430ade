"""What trainers see of a quiz, and how they let somebody try once more."""

from datetime import timedelta

import pytest

from app.cohorts import actions as running
from app.cohorts import items
from app.cohorts.models import State
from app.kernel.db import session
from app.quizzes import actions, queries
from tests.client import text_of
from tests.factories import courses
from tests.factories.people import person
from tests.factories.people import place as give_place
from tests.factories.quizzes import DRAWN, PICKED, RIGHT, begun, finished, place, quiz

QUIZ = quiz()


@pytest.fixture
def here(spring):
    return f"/en/north/cohorts/{spring.id}"


@pytest.fixture
def results(here):
    return f"{here}/items/quiz0001/quiz/results"


def of(spring, who, results):
    return f"{results}/{place(spring, who).id}"


def state_of(cohort, learner):
    session.commit()
    return queries.progress(place(cohort, learner), "quiz0001").state


def test_trainers_see_who_passed_and_which_questions_were_hard(
    client, spring, amina, boris, tala, results
):
    finished(spring, amina, QUIZ, typed="Mombasa")
    finished(spring, amina, QUIZ, **RIGHT)
    finished(spring, boris, QUIZ, picked=RIGHT["picked"], sorted={})

    page = client.sign_in(tala).get(results)

    rows = {row[0]: row[1:] for row in rows_of(page)}
    assert rows["Amina Diallo"][:3] == ["2", "100%", "Passed"]
    assert rows["Борис Петров"][:3] == ["1", "14%", "Not passed"]
    assert rows["The name that trainers use"] == ["67%", "3", "2", "0", "1"]
    assert rows["The capital of Kenya?"] == ["33%", "3", "1", "0", "1"]
    assert page.main.index("The capital of Kenya?") < page.main.index("The name that trainers")


def rows_of(page):
    return [[text_of(cell) for cell in row] for row in page.all("tr")]


def test_results_begin_empty(client, spring, amina, tala, results):
    page = client.sign_in(tala).get(results)

    assert "Questions, those" not in page.main
    assert "–" in page.main


def test_a_cohort_without_people_says_so(client, spring, tala):
    other = courses.cohort(spring.course, tala, "Autumn 2026")

    page = client.sign_in(tala).get(f"/en/north/cohorts/{other.id}/items/quiz0001/quiz/results")

    assert "Nobody takes part yet." in page.main


def test_a_trainer_gives_one_more_attempt_and_says_why(
    client, spring, amina, boris, tala, here, results
):
    finished(spring, amina, QUIZ)
    finished(spring, amina, QUIZ)
    finished(spring, boris, QUIZ)
    assert state_of(spring, amina) == State.FAILED
    path = of(spring, amina, results)

    page = client.sign_in(tala).get(path)
    assert "0 attempts are left." in page.main
    client.submit("Give one more attempt", {"reason": "The power failed."}, leads_to=path)

    assert "1 attempt was given in addition." in client.follow().main
    assert state_of(spring, amina) == State.RETURNED
    page = client.sign_in(amina).get(f"{here}/items/quiz0001")
    assert "A trainer gave you 1 more attempt. The power failed." in page.main
    client.submit("Try again", status=303)
    assert "Attempt 3" in client.follow().main
    client.sign_in(boris).get(f"{here}/items/quiz0001")
    assert "more attempt." not in client.page.main


def test_one_more_attempt_opens_the_quiz_after_the_cohort_is_closed(
    client, spring, amina, tala, here, results, later
):
    finished(spring, amina, QUIZ)
    running.close(spring, actor=tala)
    later(timedelta(minutes=1))
    client.sign_in(amina).post(f"{here}/items/quiz0001/quiz", status=409)

    client.sign_in(tala).get(of(spring, amina, results))
    client.submit("Give one more attempt", {"reason": ""}, status=303)

    later(timedelta(minutes=1))
    client.sign_in(amina).get(f"{here}/items/quiz0001")
    client.submit("Try again", status=303)
    finished_one = place(spring, amina)
    actions.finish(
        queries.get(amina, spring.id, spring.portal_id, _last(finished_one)), actor=amina
    )
    client.post(f"{here}/items/quiz0001/quiz", status=409)


def _last(enrolment):
    return queries.of_item(enrolment, "quiz0001")[0].id


def test_there_is_nothing_to_give_where_there_is_no_limit(client, spring, amina, tala, here):
    path = f"{here}/items/drawn001/quiz/results/{place(spring, amina).id}"
    begun(spring, amina, DRAWN)

    page = client.sign_in(tala).get(path)

    assert "There is no limit" in page.main
    assert "An attempt is being answered." in page.main
    assert "Give one more attempt" not in page.main
    client.post(path, {"reason": "x"}, status=422)
    assert "as often as they like" in client.page.main


def test_a_reason_that_is_too_long_comes_back(client, spring, amina, tala, results):
    client.sign_in(tala).get(of(spring, amina, results))

    page = client.submit("Give one more attempt", {"reason": "x" * 1001}, status=422)

    assert page.form("Give one more attempt").values["reason"] == "x" * 1001


def test_nobody_else_sees_results_or_gives_attempts(
    client, spring, north, south, amina, boris, chidi, tala, results
):
    attempt = finished(spring, amina, QUIZ, picked=PICKED.choices[1].key)
    path = of(spring, amina, results)
    foreign = person("Foreign Trainer")
    give_place(foreign, south.id, "trainer")

    client.sign_out().get(results, leads_to=f"/en/sign-in?next={results}")
    for stranger in (amina, boris, foreign):
        client.sign_in(stranger).get(results, 403)
        client.get(path, 403)
        client.post(path, {"reason": "x"}, status=403)
    assert "Results of all" not in client.sign_in(amina).get(results.partition("/quiz/")[0]).main
    client.sign_in(tala).get(f"{results}/999999", 404)
    client.get(results.replace("quiz0001", "page0001"), 404)
    client.get(results.replace("/north/", "/south/"), 404)
    assert attempt.number == 1


def test_a_steward_who_takes_part_gives_themselves_nothing(client, spring, tala, amina, results):
    steward = person("Steward")
    give_place(steward, spring.portal_id, "steward")
    courses.enrolled(spring, steward, tala)
    path = of(spring, steward, results)

    page = client.sign_in(steward).get(path)

    assert "Give one more attempt" not in page.main
    client.post(path, {"reason": "x"}, status=403)


def test_the_table_of_a_cohort_leads_to_what_somebody_answered(client, spring, amina, results):
    with client.app.test_request_context(f"{results}"):
        client.app.preprocess_request()
        assert items.marking(spring, place(spring, amina), QUIZ) == of(spring, amina, results)
