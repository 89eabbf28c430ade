"""What is refused of reports and feedback, and what is said only once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import queries as accounts
from app.kernel import clock
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from app.teaching import actions, limits, queries
from app.teaching.models import FeedbackNote
from tests.factories.teaching import reported, said

LONG = timedelta(days=30)
LINKS = "See <https://a.example>, <https://b.example> and <https://c.example>."


@pytest.fixture
def report(lesson, boris):
    """Boris taught Amina's lesson."""
    made = reported(lesson, boris, worked="Guessing")
    return queries.by_ids([made.id])[0]


def test_a_withdrawn_report_cannot_be_changed(report, boris):
    actions.withdraw(report, actor=boris)

    with pytest.raises(Refused, match="Show it again before"):
        report.say(said(worked="Nothing"))
    with pytest.raises(Denied):
        actions.revise(report, said(worked="Nothing"), actor=boris)
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw(report, actor=boris)


def test_what_everyone_reads_cannot_be_shown_again(report, chidi):
    with pytest.raises(Refused, match="already"):
        actions.show(report, actor=chidi)


def test_a_moderator_without_a_reason_withdraws_nothing(report, chidi):
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(report, actor=chidi, reason=" ")

    assert not report.is_withdrawn


def test_the_same_feedback_sent_twice_is_one_note(lesson, boris):
    notes = [actions.send_feedback(lesson, "A slip", actor=boris, key="k") for _ in range(2)]

    assert notes[0] is notes[1]
    assert session.scalar(select(func.count()).select_from(FeedbackNote)) == 1


def test_feedback_without_words_is_refused(lesson, boris):
    with pytest.raises(Refused, match="Write what you want"):
        actions.send_feedback(lesson, "  ", actor=boris)


def test_an_answer_is_changed_and_taken_back(report, amina):
    author = accounts.by_email(amina.email)
    actions.answer(report, "Thank you", language="en", actor=author)
    first = report.answer.at

    actions.answer(report, "Merci", language="fr", actor=author)
    assert (report.answer.text.source, report.answer.language) == ("Merci", "fr")
    assert first <= report.answer.at <= clock.now()

    actions.answer(report, " ", language="fr", actor=author)
    assert report.answer is None


def test_nobody_has_taught_tomorrow(lesson, boris):
    with pytest.raises(Refused, match="still to come"):
        reported(lesson, boris, taught_on=actions.today_of(boris) + timedelta(days=1))


def test_nobody_floods_an_author_with_feedback(client, lesson, boris):
    boris.confirmed_at -= LONG
    for number in range(limits.MOST_A_DAY):
        actions.send_feedback(lesson, f"Note {number}", actor=boris)
    session.flush()

    place = f"/en/north/lessons/{lesson.id}/feedback"
    page = client.sign_in(boris).post(place, {"text": "One more"}, status=422)
    assert "That is very much for one day." in page.text
    assert "One more" in page.html


def test_a_new_member_tells_authors_less_and_hears_what_lifts_the_limit(
    client, lesson, boris, later
):
    place = f"/en/north/lessons/{lesson.id}/feedback"
    client.sign_in(boris)
    page = client.post(place, {"text": LINKS}, status=422)
    assert "New members set 2 links to other sites when they tell of a lesson." in page.text
    assert "This limit ends by itself after 5 reports" in page.text
    assert "https://c.example" in page.html

    for number in range(limits.NEW_A_DAY):
        client.post(place, {"text": f"Note {number}"}, status=303)
    page = client.post(place, {"text": "One more"}, status=422)
    assert "New members tell of lessons 5 times a day." in page.text

    later(timedelta(days=3))
    client.sign_in(boris).post(place, {"text": LINKS}, status=303)


def test_a_new_member_advertises_in_no_report_nor_by_changing_one(client, lesson, report, boris):
    place = f"/en/north/lessons/{lesson.id}/taught"
    client.sign_in(boris)
    for form in (f"{place}/new", f"{place}/{report.id}/edit"):
        sent = client.get(form).form("Save").filled("Save", {"failed": LINKS})
        page = client.post(form, sent, status=422)
        assert "New members set 2 links" in page.text
        assert "https://c.example" in page.html


def test_moderators_are_known_from_the_start(app, lesson, chidi):
    for _ in range(limits.NEW_A_DAY + 1):
        with app.app_context():
            reported(lesson, chidi, worked=LINKS)


def test_nobody_floods_a_lesson_with_reports(client, lesson, boris):
    boris.confirmed_at -= LONG
    for _ in range(limits.MOST_A_DAY):
        reported(lesson, boris)

    place = f"/en/north/lessons/{lesson.id}/taught/new"
    sent = client.sign_in(boris).get(place).form("Save").filled("Save", {})
    page = client.post(place, sent, status=422)
    assert "That is very much for one day." in page.text
