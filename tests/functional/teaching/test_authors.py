"""What the author of a lesson does with what colleagues say: answers, suggestions, feedback."""

import pytest

from app.kernel.db import session
from app.lessons import actions as lessons_actions
from app.teaching import actions, queries
from app.teaching.events import SuggestionTaken
from app.teaching.models import Answer, FeedbackNote, TakenSuggestion
from tests.factories import lessons
from tests.factories.lessons import recorded
from tests.factories.people import person
from tests.factories.teaching import reported


@pytest.fixture
def place(lesson):
    """Where Amina's lesson is."""
    return f"/en/north/lessons/{lesson.id}"


@pytest.fixture
def report(lesson, boris):
    """What Boris says of it."""
    return reported(lesson, boris, worked="Guessing first", changed="A jug for each group")


def test_the_author_answers_once_and_may_change_it(client, amina, place, report):
    at = f"{place}/taught/{report.id}"
    client.sign_in(amina).get(place)
    client.get(client.page.links["Answer"])
    client.submit("Save", {"text": "Thank you, *Boris*"}, leads_to=at)
    assert "Thank you, Boris" in client.get(place).main

    client.get(client.page.links["Change the answer"])
    client.submit("Save", {"text": "Thanks"}, leads_to=at)
    page = client.get(place)
    assert "Thanks" in page.main
    assert "Thank you" not in page.main
    assert session.query(Answer).count() == 1


def test_an_empty_answer_is_taken_away(client, amina, place, report):
    at = f"{place}/taught/{report.id}"
    client.sign_in(amina).post(f"{at}/answer", {"text": "Hm", "language": "en"}, leads_to=at)
    client.post(f"{at}/answer", {"text": " ", "language": "en"}, leads_to=at)

    assert "answers" not in client.get(at).main


def test_nobody_else_answers(client, boris, chidi, place, report):
    for other in (boris, chidi):
        client.sign_in(other).get(f"{place}/taught/{report.id}/answer", 403)
        sent = {"text": "Me too", "language": "en"}
        client.post(f"{place}/taught/{report.id}/answer", sent, status=403)


def test_too_long_an_answer_is_asked_again_and_not_lost(client, amina, place, report):
    text = "x" * 5001
    sent = {"text": text, "language": "en"}
    page = client.sign_in(amina).post(f"{place}/taught/{report.id}/answer", sent, status=422)
    assert page.form("Save").values["text"] == text


def test_a_suggestion_goes_into_a_new_revision_with_credit(client, amina, boris, place, report):
    client.sign_in(amina).get(place)
    page = client.get(client.page.links["Use this in my lesson"])
    assert "A jug for each group" in page.main
    assert page.form("Save the new revision").values["note"] == "With a suggestion by Борис Петров"
    client.submit("Save the new revision", {"title": "Rain in a jug"}, leads_to=place)

    page = client.get(place)
    assert "Taken into revision 2" in page.main
    assert "Борис Петров" in page.links
    assert "With suggestions by" in page.text
    assert "With a suggestion by Борис Петров" in client.get(f"{place}/revisions/").main
    assert "Use this in my lesson" not in client.get(f"{place}/taught/{report.id}").links
    assert [one["report_id"] for one in recorded(SuggestionTaken)] == [report.id]


def test_an_unchanged_lesson_has_taken_nothing(client, amina, place, report):
    client.sign_in(amina).get(f"{place}/edit?suggestion=report-{report.id}")
    client.submit("Save the new revision", leads_to=place)

    assert session.query(TakenSuggestion).count() == 0


def test_a_refused_form_still_knows_whom_to_credit(client, amina, place, report):
    client.sign_in(amina).get(f"{place}/edit?suggestion=report-{report.id}")
    page = client.submit("Save the new revision", {"title": ""}, status=422)
    assert "A jug for each group" in page.main
    client.submit("Save the new revision", {"title": "Rain in a jug"}, leads_to=place)

    assert session.query(TakenSuggestion).one().revision == 2


@pytest.mark.parametrize("name", ["report-0", "report-x", "report-", "other-1", "%00", "report-٣"])
def test_a_suggestion_that_there_is_not_changes_nothing(client, amina, place, report, name):
    page = client.sign_in(amina).get(f"{place}/edit?suggestion={name}")
    assert page.form("Save the new revision").values.get("note", "") == ""
    client.submit("Save the new revision", {"title": "Rain in a jug"}, leads_to=place)
    assert session.query(TakenSuggestion).count() == 0


def test_nobody_is_credited_for_another_lesson(client, north, amina, place, report):
    other = lessons.published(north, amina, "Another")
    page = client.sign_in(amina).get(
        f"/en/north/lessons/{other.id}/edit?suggestion=report-{report.id}"
    )
    assert "A jug for each group" not in page.main


def test_feedback_is_read_by_the_author_and_who_sent_it_alone(
    client, other_client, amina, boris, chidi, eka, nadia, place
):
    client.sign_in(boris).get(place)
    client.get(client.page.links["Tell the author privately"])
    client.submit("Send", {"text": "A slip in *step two*"}, leads_to=place)

    assert "A slip in step two" in client.get(f"{place}/feedback").main
    amina_sees = other_client.sign_in(amina)
    assert "A slip in step two" in amina_sees.get("/en/north/lessons/mine").main
    assert "A slip in step two" in amina_sees.get(f"{place}/feedback").main
    for other in (chidi, eka, nadia):
        assert "A slip" not in other_client.sign_in(other).get(f"{place}/feedback").main
        assert "A slip" not in other_client.get(place).main
    other_client.sign_out().get(f"{place}/feedback", leads_to="/en/sign-in")


def test_empty_feedback_is_asked_again_and_the_same_form_sends_once(client, boris, place):
    page = client.sign_in(boris).get(f"{place}/feedback")
    client.submit("Send", {"text": "  "}, status=422)
    sent = page.form("Send").values | {"text": "A slip"}
    client.post(f"{place}/feedback", sent, leads_to=place)
    client.post(f"{place}/feedback", sent, leads_to=place)

    assert session.query(FeedbackNote).count() == 1


def test_an_author_does_not_write_to_themselves(client, amina, place):
    client.sign_in(amina).post(f"{place}/feedback", {"text": "Hm"}, status=403)


def test_a_person_page_says_how_often_colleagues_taught_their_lessons(
    client, amina, boris, lesson, report, north
):
    reported(lesson, amina)
    withdrawn = reported(lesson, boris)
    actions.withdraw(queries.by_ids([withdrawn.id])[0], actor=boris)

    assert "Taught by colleagues 1 time · 1 lesson" in client.get(f"/en/people/{amina.id}").main
    assert "Taught by colleagues" not in client.get(f"/en/people/{boris.id}").main


class TestNotices:
    @pytest.fixture
    def told(self, client, run_jobs):
        def of(who) -> str:
            run_jobs()
            return client.sign_in(who).get("/en/notices").main

        return of

    def test_the_author_hears_that_colleagues_taught(self, told, amina, boris, eka, lesson):
        reported(lesson, boris, worked="Guessing first")
        said = told(amina)
        assert "Борис Петров" in said
        assert "Guessing first" in said
        reported(lesson, eka)
        assert "2 reports say how" in told(amina)

    def test_a_withdrawn_report_is_not_told(self, client, told, amina, boris, lesson):
        report = reported(lesson, boris, worked="Guessing first")
        told(amina)
        actions.withdraw(queries.by_ids([report.id])[0], actor=boris)
        assert "Guessing first" not in told(amina)
        assert client.get("/en/notices/count").json["unread"] == 0

    def test_who_reported_hears_of_an_answer_and_of_credit(self, told, amina, boris, report):
        loaded = queries.by_ids([report.id])[0]
        actions.answer(loaded, "Thank you", language="en", actor=amina)
        actions.take(loaded, actor=amina)
        said = told(boris)
        assert "answers what you said about" in said
        assert "took your suggestion into" in said

    def test_the_author_hears_of_feedback(self, told, amina, boris, chidi, lesson):
        actions.send_feedback(lesson, "A slip in step two", actor=boris)
        assert "A slip in step two" in told(amina)
        assert "A slip" not in told(chidi)

    def test_who_may_not_see_the_lesson_any_more_is_told_nothing(
        self, told, amina, boris, lesson, report
    ):
        actions.answer(queries.by_ids([report.id])[0], "Thank you", language="en", actor=amina)
        assert "Thank you" in told(boris)
        again = queries.by_ids([report.id])[0].lesson
        lessons_actions.withdraw(again, actor=amina)
        assert "Thank you" not in told(boris)


class TestApi:
    def test_it_says_how_a_lesson_went(self, client, lesson, boris, report):
        reported(lesson, person("Second"), minutes=50, country="KE", level="primary")
        answer = client.get(f"/api/v1/lessons/{lesson.id}/reports?limit=1").response.json

        assert (answer["times"], answer["minutes"]) == (2, 50)
        assert [one["country"] for one in answer["results"]] == ["KE"]
        following = client.get(answer["next"]).response.json
        assert following["results"][0]["reporter"] == "Борис Петров"
        assert "<p>Guessing first</p>" in following["results"][0]["worked"]
        assert following["next"] is None

    def test_it_hides_what_pages_hide(self, client, lesson, amina, boris, report):
        actions.withdraw(queries.by_ids([report.id])[0], actor=boris)
        answer = client.sign_in(boris).get(f"/api/v1/lessons/{lesson.id}/reports").response.json
        assert (answer["times"], answer["results"]) == (0, [])
        client.get("/api/v1/lessons/999/reports", 404)
