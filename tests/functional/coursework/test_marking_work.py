"""A trainer marks what waits: passes it, returns it, or not; corrects a mark; gives more time."""

import csv
import io
from datetime import date, timedelta
from io import BytesIO

import pytest

from app.cohorts import actions as running
from app.cohorts import items
from app.cohorts.models import Enrolment, Progress, State
from app.coursework.events import SubmissionMarked, SubmissionReturned
from app.coursework.models import Deed, Extension, Marking, Status
from app.kernel.db import session
from tests.client import fresh
from tests.factories import courses
from tests.factories.coursework import (
    ESSAY,
    RATED,
    cohort,
    handed_in,
    marked,
    place,
    returned,
    written,
)
from tests.factories.lessons import recorded
from tests.factories.people import person
from tests.factories.people import place as give_place


def marking(spring, work=None):
    base = f"/en/north/cohorts/{spring.id}/marking/"
    return f"{base}{work.id}" if work else base


def work_of(spring, key="essay001"):
    return f"/en/north/cohorts/{spring.id}/items/{key}/submission"


def history(work):
    found = session.query(Marking).filter_by(submission_id=work.id).order_by(Marking.id)
    return [(one.deed, one.status, one.points) for one in found]


def progress(work):
    return session.get(Progress, (work.enrolment_id, work.item_key))


class TestTheList:
    def test_it_is_reached_from_the_item_and_the_oldest_is_first(
        self, client, spring, amina, boris, tala, later
    ):
        handed_in(spring, boris)
        later(timedelta(hours=1))
        handed_in(spring, amina, RATED)
        client.sign_in(tala).get(f"/en/north/cohorts/{spring.id}/items/essay001")
        assert "1 submission waits to be marked." in client.page.main

        page = client.get(marking(spring))
        names = [link for link in page.links if link in ("Amina Diallo", "Борис Петров")]
        assert names == ["Борис Петров", "Amina Diallo"]
        assert "Waiting (2)" in page.main

        page = client.submit("Show", {"item": "rated001"}, status=200)
        assert "Amina Diallo" in page.main
        assert "Борис" not in page.main

    def test_one_marks_one_after_the_other(self, client, spring, amina, boris, tala):
        first, second = handed_in(spring, amina), handed_in(spring, boris)
        client.sign_in(tala).get(marking(spring))
        page = client.get(client.page.links["Amina Diallo"])
        assert client.page.links["The next one"] == marking(spring, second)
        assert "The one before" not in page.links

        client.submit("Passed", {"points": "80"}, leads_to=marking(spring, second))
        client.follow()
        client.submit("Not passed", {"points": "20"}, leads_to=marking(spring))
        assert "Nothing waits to be marked." in client.follow().main
        assert fresh(first).status == Status.PASSED

    def test_the_one_before_is_offered_when_nothing_comes_after(
        self, client, spring, amina, boris, tala
    ):
        first, second = handed_in(spring, amina), handed_in(spring, boris)
        page = client.sign_in(tala).get(marking(spring, second))
        assert page.links["The one before"] == marking(spring, first)
        client.submit("Passed", {"points": "80"}, leads_to=marking(spring, first))

    def test_what_is_marked_or_returned_is_found_again(self, client, spring, amina, boris, tala):
        marked(handed_in(spring, amina), ESSAY, tala)
        returned(handed_in(spring, boris), ESSAY, tala)
        client.sign_in(tala).get(marking(spring))

        page = client.get(client.page.links["Marked"])
        assert "Amina" in page.main
        assert "80 of 100 points" in page.main
        assert "Борис" not in page.main
        assert "Борис" in client.get(page.links["Returned"]).main
        assert (
            "Nothing here yet." in client.get(f"{marking(spring)}?state=marked&item=rated001").main
        )

    def test_who_has_handed_in_nothing_is_listed_and_may_get_more_time(
        self, client, spring, amina, boris, tala
    ):
        handed_in(spring, amina)
        written(spring, boris)
        client.sign_in(tala).get(marking(spring))
        page = client.get(client.page.links["Not handed in"])
        assert "Борис Петров" in page.main
        assert "Amina" not in page.main

        client.get(page.links["Give more time Борис Петров"])
        client.submit("Give more time", {"due_on": "2030-04-20"}, status=303)
        page = client.get(f"{marking(spring)}?state=missing&item=essay001")
        assert "Apr 20, 2030" in page.main
        assert "more time" in page.main
        page = client.get(f"{marking(spring)}?state=missing&item=free0001")
        assert "Борис Петров –" in page.main

    def test_when_all_have_handed_in_it_says_so(self, client, north, amina, tala):
        alone = cohort(north, tala, ESSAY)
        courses.enrolled(alone, amina, tala)
        handed_in(alone, amina)
        page = client.sign_in(tala).get(f"{marking(alone)}?state=missing")
        assert "Everybody has handed in." in page.main

    def test_a_course_without_assignments_has_nothing_to_mark(self, client, ict, tala):
        bare = cohort(ict.portal, tala, courses.page("Read", key="page0002"))
        assert "Nothing waits" in client.sign_in(tala).get(marking(bare)).main
        client.get(f"{marking(bare)}?state=missing")

    def test_many_are_listed_with_few_statements(self, client, spring, tala, query_count):
        for number in range(12):
            learner = person(f"Learner {number}")
            courses.enrolled(spring, learner, tala)
            handed_in(spring, learner)
        client.sign_in(tala)
        with query_count(14):
            client.get(marking(spring))

    def test_only_who_runs_the_cohort_sees_it(self, client, spring, amina, chidi, north):
        work = handed_in(spring, amina)
        other = person("Omar Said")
        give_place(other, north.id, "trainer")
        for stranger in (amina, chidi, other):
            client.sign_in(stranger).get(marking(spring), 403)
            client.get(marking(spring, work), 403)
            client.post(marking(spring, work), {"points": "100", "then": "pass"}, status=403)
            client.get(f"{marking(spring)}marks.csv", 403)
        client.sign_out().get(marking(spring), 303)


class TestMarking:
    def test_the_participant_reads_points_and_words(self, client, spring, amina, tala):
        work = handed_in(spring, amina)
        client.sign_in(tala).get(marking(spring, work))
        sent = {"points": "72.5", "feedback": "A *clear* plan.", "then": "pass"}
        sent["files"] = (BytesIO(b"notes"), "notes.txt")
        client.submit("Passed", sent, leads_to=marking(spring))

        page = client.sign_in(amina).get(work_of(spring))
        assert "You have passed this assignment." in page.main
        assert "72.5 of 100 points" in page.main
        assert "A clear plan." in page.main
        assert "notes.txt" in page.links
        assert "Tala Haddad says" in page.main
        assert (progress(work).state, progress(work).points) == (State.DONE, 72.5)
        assert len(recorded(SubmissionMarked)) == 1

    def test_levels_make_the_points(self, client, spring, amina, tala):
        work = handed_in(spring, amina, RATED)
        page = client.sign_in(tala).get(marking(spring, work))
        assert "Passed from 5 of 8 points on." in page.main
        assert "Very good 4 points" in page.main

        sent = {"level_plan": "1", "level_devs": "2"}
        client.submit("Passed", sent, leads_to=marking(spring))
        page = client.sign_in(amina).get(work_of(spring, "rated001"))
        assert "7 of 8 points" in page.main
        assert "Good · 3 of 4" in page.main

    @pytest.mark.parametrize(
        ("item", "sent", "button", "words"),
        [
            (ESSAY, {"points": ""}, "Passed", "Enter points from 0 to 100."),
            (ESSAY, {"points": "101"}, "Passed", "Enter points from 0 to 100."),
            (ESSAY, {"points": "-1"}, "Not passed", "Enter points from 0 to 100."),
            (ESSAY, {"points": "49"}, "Passed", "give more, or press “Not passed”"),
            (ESSAY, {"points": "50"}, "Not passed", "give fewer, or press “Passed”"),
            (RATED, {"level_plan": "1"}, "Passed", "Choose a level for each criterion."),
            (ESSAY, {"points": "10"}, "Return it", "Say what is to be done"),
        ],
    )
    def test_a_slip_is_shown_and_nothing_is_lost(
        self, client, spring, amina, tala, item, sent, button, words
    ):
        work = handed_in(spring, amina, item)
        client.sign_in(tala).get(marking(spring, work))
        said = {"feedback": "Half a page of words"} if button != "Return it" else {}
        page = client.submit(button, sent | said, status=422)

        assert words in page.main
        assert said.get("feedback", "") in page.html
        assert fresh(work).status == Status.HANDED_IN
        assert history(work) == []

    def test_two_trainers_do_not_overwrite_each_other(
        self, client, other_client, spring, amina, tala, dana
    ):
        work = handed_in(spring, amina)
        client.sign_in(tala).get(marking(spring, work))
        other_client.sign_in(dana).get(marking(spring, work))
        said = {"points": "60", "feedback": "Fine"}
        other_client.submit("Passed", said, leads_to=marking(spring))

        page = client.submit("Not passed", {"points": "30", "feedback": "Hm"}, status=409)
        assert "Somebody marked it" in page.main
        assert "60 of 100 points" in page.main
        assert "Hm" in page.html
        client.submit("Not passed", leads_to=marking(spring))
        assert history(work) == [
            (Deed.MARKED, Status.PASSED, 60),
            (Deed.CORRECTED, Status.FAILED, 30),
        ]

    def test_who_takes_it_back_meanwhile_is_not_marked(
        self, client, other_client, spring, amina, tala
    ):
        work = handed_in(spring, amina)
        client.sign_in(tala).get(marking(spring, work))
        other_client.sign_in(amina).post(f"{work_of(spring)}/taking-back", status=303)

        client.submit("Passed", {"points": "60"}, status=404)
        assert fresh(work).status == Status.DRAFT

    def test_a_mark_is_corrected_and_the_history_stays(self, client, spring, amina, tala):
        work = marked(handed_in(spring, amina), ESSAY, tala, 30)
        client.sign_in(tala).get(marking(spring, work))
        assert "Correct the mark" in client.page.main
        client.submit("Passed", {"points": "55"}, leads_to=marking(spring))

        assert history(work) == [
            (Deed.MARKED, Status.FAILED, 30),
            (Deed.CORRECTED, Status.PASSED, 55),
        ]
        assert progress(work).state == State.DONE
        page = client.get(marking(spring, work))
        assert "Corrected the mark: Passed · 55 of 100 points" in page.main
        assert "Well planned." in page.main

    def test_the_files_of_the_feedback_stay_until_they_are_taken_away(
        self, client, spring, amina, tala
    ):
        work = handed_in(spring, amina)
        client.sign_in(tala).get(marking(spring, work))
        sent = {"points": "60", "files": (BytesIO(b"notes"), "notes.txt")}
        client.submit("Passed", sent, leads_to=marking(spring))
        client.get(marking(spring, work))
        client.submit("Passed", {"points": "61"}, leads_to=marking(spring))
        page = client.get(marking(spring, work))
        assert "notes.txt" in page.links

        held = next(e.get("value") for e in page.all("input") if e.get("name") == "held")
        client.submit("Passed", {"without": held}, leads_to=marking(spring))
        assert "notes.txt" not in client.get(marking(spring, work)).links


class TestReturning:
    def test_it_comes_back_and_is_handed_in_again(self, client, spring, amina, tala):
        work = handed_in(spring, amina)
        client.sign_in(tala).get(marking(spring, work))
        client.submit("Return it", {"feedback": "Add times."}, leads_to=marking(spring))
        assert progress(work).state == State.RETURNED
        assert len(recorded(SubmissionReturned)) == 1

        page = client.sign_in(amina).get(f"/en/north/cohorts/{spring.id}/items/essay001")
        page = client.get(page.links["Read what is to be done"])
        assert "Add times." in page.main
        assert "My *plan*." in page.html
        client.submit("Hand in…", {"text": "With times"}, leads_to=f"{work_of(spring)}/handing-in")
        client.follow()
        client.submit("Hand in", leads_to=work_of(spring))
        page = client.get(work_of(spring))
        assert "Try 2" in page.main
        assert "Try 1" in page.main

        page = client.sign_in(tala).get(marking(spring))
        assert "try 2" in page.main
        page = client.get(page.links["Amina Diallo"])
        assert "With times" in page.main
        assert "Add times." in page.main

    def test_what_was_handed_in_again_is_marked_no_more(self, client, spring, amina, tala):
        first = returned(handed_in(spring, amina), ESSAY, tala)
        handed_in(spring, amina, text="With times")

        page = client.sign_in(tala).get(marking(spring, first))
        assert "mark what came last" in page.main
        sent = {"points": "60", "then": "pass", "opened": str(first.lock), "language": "en"}
        client.post(marking(spring, first), sent, status=422)
        assert fresh(first).status == Status.RETURNED

    def test_marked_work_may_still_be_returned(self, client, spring, amina, tala):
        work = marked(handed_in(spring, amina), ESSAY, tala, 30)
        client.sign_in(tala).get(marking(spring, work))
        client.submit("Return it", {"feedback": "Try again"}, leads_to=marking(spring))
        assert progress(work).state == State.RETURNED


class TestMoreTime:
    def address(self, spring, person, key="essay001"):
        found = session.query(Enrolment).filter_by(cohort_id=spring.id, user_id=person.id).one()
        return f"/en/north/cohorts/{spring.id}/people/{found.id}/extensions/{key}"

    def test_one_person_gets_more(self, client, spring, amina, boris, tala):
        client.sign_in(tala).get(self.address(spring, amina))
        sent = {"due_on": "2030-04-15", "reason": "Your school was closed"}
        client.submit("Give more time", sent, status=303)

        client.get(self.address(spring, amina))
        assert "Your school was closed" in client.page.html
        client.submit("Give more time", {"due_on": "2030-04-20"}, status=303)

        page = client.sign_in(amina).get(work_of(spring))
        assert "Apr 20, 2030" in page.main
        assert "Your school was closed" in page.main
        assert "Apr 1, 2030" in client.sign_in(boris).get(work_of(spring)).main

    def test_what_came_late_is_not_late_then_and_is_again_when_it_ends(
        self, client, north, amina, tala
    ):
        past = cohort(north, tala, starts_on=date(2020, 3, 2), ends_on=date(2020, 5, 29))
        courses.enrolled(past, amina, tala)
        work = handed_in(past, amina)
        assert work.is_late
        at = self.address(past, amina)
        client.sign_in(tala).get(at)
        client.submit("Give more time", {"due_on": "2031-01-01"}, status=303)
        assert not fresh(work).is_late

        client.get(at)
        client.submit("Take this time back", status=303)
        assert fresh(work).is_late
        client.post(f"{at}/removal", status=409)

    def test_a_day_that_is_over_helps_nobody(self, client, spring, amina, tala):
        client.sign_in(tala).get(self.address(spring, amina))
        page = client.submit(
            "Give more time", {"due_on": "2020-01-01", "reason": "Ill"}, status=422
        )
        assert "That day is over." in page.main
        assert "Ill" in page.html
        client.submit("Give more time", {"due_on": ""}, status=422)
        assert session.query(Extension).count() == 0

    def test_only_who_runs_the_cohort_gives_it(self, client, spring, amina, chidi, tala, dana):
        at = self.address(spring, amina)
        for other in (amina, chidi):
            client.sign_in(other).get(at, 403)
            client.post(at, {"due_on": "2030-04-15"}, status=403)
            client.post(f"{at}/removal", status=403)
        courses.enrolled(spring, dana, tala)
        client.sign_in(dana).get(self.address(spring, dana), 403)
        client.get(self.address(spring, amina, "page0001"), 404)
        client.get(f"/en/north/cohorts/{spring.id}/people/0/extensions/essay001", 404)

    def test_after_the_end_it_says_what_it_means(self, client, spring, amina, tala):
        running.close(spring, actor=tala)
        page = client.sign_in(tala).get(self.address(spring, amina))
        assert "you take the work of this person nevertheless" in page.main


def test_marks_go_out_as_a_table(client, spring, amina, boris, tala):
    boris.name = "=SUM(A1)"
    returned(handed_in(spring, amina), ESSAY, tala)
    marked(handed_in(spring, amina, text="Again"), ESSAY, tala)
    handed_in(spring, boris, RATED)
    written(spring, boris)

    page = client.sign_in(tala).get(f"{marking(spring)}marks.csv")
    assert page.response.mimetype == "text/csv"
    assert "attachment" in page.response.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(page.html.removeprefix("\ufeff"))))
    assert rows[0][:5] == ["Name", "E-mail", "Assignment", "Try", "Handed in"]
    assert sorted((row[0], row[2], row[3], row[6], row[7], row[9]) for row in rows[1:]) == [
        ("'=SUM(A1)", "Teach it", "1", "Handed in", "", ""),
        ("Amina Diallo", "Plan a lesson", "2", "Passed", "80", "Tala Haddad"),
    ]


def test_who_follows_the_table_of_a_cohort_comes_to_the_mark(app, spring, amina, boris, tala):
    work = handed_in(spring, amina)
    with app.test_request_context("/en/north/"):
        app.preprocess_request()
        at = items.marking(spring, place(spring, amina), ESSAY)
        nothing = items.marking(spring, place(spring, boris), ESSAY)
    assert at == marking(spring, work)
    assert nothing == f"{marking(spring)}?item=essay001"
