"""A participant writes, saves, looks once more, hands in, takes back, and loses nothing."""

from datetime import date
from io import BytesIO

from app.cohorts import actions as running
from app.cohorts import enrolling
from app.cohorts.models import Progress, State
from app.coursework import marking
from app.coursework.events import SubmissionHandedIn, SubmissionTakenBack
from app.coursework.models import Status, Submission, SubmissionFile
from app.kernel import files
from app.kernel.db import session
from app.lessons import actions as writing
from tests.client import fresh
from tests.factories import courses, lessons
from tests.factories.coursework import (
    ESSAY,
    cohort,
    handed_in,
    marked,
    place,
    returned,
    written,
)
from tests.factories.lessons import recorded


def at(spring, key="essay001"):
    return f"/en/north/cohorts/{spring.id}/items/{key}/submission"


def only():
    return session.query(Submission).one()


def of_files(work):
    found = session.query(SubmissionFile).filter_by(submission_id=work.id)
    return [one.file_id for one in found]


def state_of(work):
    found = session.get(Progress, (work.enrolment_id, work.item_key))
    return found.state if found else None


class TestWriting:
    def test_the_item_leads_to_the_work(self, client, spring, amina):
        client.sign_in(amina).get(f"/en/north/cohorts/{spring.id}/items/essay001")
        page = client.get(client.page.links["Begin"])

        assert page.h1 == "Plan a lesson"
        assert "Plan it for your own class." in page.main
        assert "A text or Files or A lesson of one’s own" in page.main
        assert "50 of 100 to pass" in page.main

    def test_the_due_moment_is_shown_in_my_zone_and_theirs(self, client, spring, amina):
        page = client.sign_in(amina).get(at(spring))

        assert "Apr 1, 2030, 8:59" in page.main
        assert "11:59" in page.main
        assert "Kenya" in page.main

    def test_a_draft_is_kept_and_nobody_else_sees_it(self, client, spring, amina, tala):
        client.sign_in(amina).get(at(spring))
        client.submit("Save the draft", {"text": "Groups of *four*"}, leads_to=at(spring))

        assert "Groups of *four*" in client.get(at(spring)).html
        assert only().status == Status.DRAFT
        listed = client.sign_in(tala).get(f"/en/north/cohorts/{spring.id}/marking/")
        assert "Amina" not in listed.main
        client.get(f"/en/north/cohorts/{spring.id}/marking/{only().id}", 404)

    def test_what_is_typed_is_kept_without_a_button(self, client, spring, amina):
        client.sign_in(amina).get(at(spring))
        client.post(f"{at(spring)}/text?opened=0", {"text": "Half a thought"}, status=200)
        page = client.get(at(spring))
        assert "Half a thought" in page.html

        client.submit("Save the draft", {"text": "A whole one"}, leads_to=at(spring))
        client.post(f"{at(spring)}/text?opened=0", {"text": "Half a thought"}, status=409)
        assert fresh(only()).text.source == "A whole one"

    def test_files_are_kept_and_taken_away(self, client, spring, amina):
        client.sign_in(amina).get(at(spring))
        sent = {"files": (BytesIO(b"One, two"), "plan.txt")}
        client.submit("Save the draft", sent, leads_to=at(spring))
        page = client.get(at(spring))
        assert "plan.txt" in page.links

        client.submit("Save the draft", leads_to=at(spring))
        assert "plan.txt" in client.get(at(spring)).links
        (held,) = of_files(only())
        client.submit("Save the draft", {"without": str(held)}, leads_to=at(spring))
        assert "plan.txt" not in client.get(at(spring)).links

    def test_a_file_of_somebody_else_is_not_taken(self, client, spring, amina, boris):
        theirs = handed_in(spring, boris, text="", file_ids=(_file(boris),))
        client.sign_in(amina).get(at(spring))
        sent = {"text": "x", "opened": "0", "language": "en", "lesson": ""}
        client.post(at(spring), sent | _held(theirs), leads_to=at(spring))

        mine = session.query(Submission).filter_by(status=Status.DRAFT).one()
        assert of_files(mine) == []

    def test_a_refused_file_takes_nothing_else_away(self, client, spring, amina):
        client.sign_in(amina).get(at(spring))
        sent = {"text": "My plan", "files": (BytesIO(b"MZ\x90\x00"), "virus.exe")}
        page = client.submit("Save the draft", sent, status=422)

        assert "“virus.exe” was not taken." in page.main
        assert "My plan" in page.html

    def test_two_windows_show_both_texts(self, client, other_client, spring, amina):
        for browser in (client, other_client):
            browser.sign_in(amina).get(at(spring))
        other_client.submit("Save the draft", {"text": "From the school"}, leads_to=at(spring))

        page = client.submit("Save the draft", {"text": "From home"}, status=409)
        assert "From the school" in page.main
        assert "From home" in page.html
        client.submit("Save the draft", leads_to=at(spring))
        assert only().text.source == "From home"

    def test_what_was_handed_in_elsewhere_gives_the_text_back(
        self, client, other_client, spring, amina
    ):
        for browser in (client, other_client):
            browser.sign_in(amina).get(at(spring))
        other_client.submit("Hand in…", {"text": "Done"}, leads_to=f"{at(spring)}/handing-in")
        other_client.follow()
        other_client.submit("Hand in", leads_to=at(spring))

        page = client.submit("Save the draft", {"text": "A late thought"}, status=409)
        assert "You have handed this in already." in page.main
        assert "A late thought" in page.html

    def test_nothing_is_asked_that_is_not_taken(self, client, spring, amina):
        page = client.sign_in(amina).get(at(spring, "free0001"))
        assert not any(field.get("name") in ("lesson", "files") for field in page.all("input"))

        client.post(
            at(spring, "free0001"),
            {"text": "x", "opened": "0", "language": "en", "lesson": "1"},
            leads_to=at(spring, "free0001"),
        )
        assert only().lesson_id is None


class TestHandingIn:
    def test_everything_is_shown_before_it_is_handed_in(self, client, spring, amina):
        client.sign_in(amina).get(at(spring))
        client.submit("Hand in…", {"text": "Groups of *four*"}, leads_to=f"{at(spring)}/handing-in")
        page = client.follow()
        assert page.h1 == "Hand this in?"
        assert "Groups of four" in page.main
        assert "late" not in page.main

        client.submit("Hand in", leads_to=at(spring))
        page = client.follow()
        assert "Handed in. The trainers see it now." in page.text
        assert only().status == Status.HANDED_IN
        assert not only().is_late
        assert state_of(only()) == State.HANDED_IN
        assert [one["submission_id"] for one in recorded(SubmissionHandedIn)] == [only().id]

    def test_nothing_cannot_be_handed_in(self, client, spring, amina):
        client.sign_in(amina).get(f"{at(spring)}/handing-in", 409)
        client.get(at(spring))
        client.submit("Hand in…", leads_to=f"{at(spring)}/handing-in")
        client.follow()

        page = client.submit("Hand in", status=409)
        assert "There is nothing to hand in yet." in page.main

    def test_what_changed_meanwhile_is_shown_again(self, client, spring, amina):
        written(spring, amina)
        client.sign_in(amina).get(f"{at(spring)}/handing-in")
        written(spring, amina, text="Another plan")

        page = client.submit("Hand in", status=409)
        assert "It was changed meanwhile." in page.main
        assert "Another plan" in page.main
        client.submit("Hand in", leads_to=at(spring))

    def test_late_work_is_taken_and_says_so(self, client, north, amina, tala):
        past = cohort(north, tala, starts_on=date(2020, 3, 2), ends_on=date(2020, 5, 29))
        courses.enrolled(past, amina, tala)
        written(past, amina)
        page = client.sign_in(amina).get(f"{at(past)}/handing-in")
        assert "This is late." in page.main

        client.submit("Hand in", leads_to=at(past))
        assert "Handed in, late." in client.follow().text
        assert only().is_late

    def test_after_the_end_a_trainer_must_allow_it(self, client, spring, amina, tala):
        written(spring, amina)
        running.close(spring, actor=tala)
        page = client.sign_in(amina).get(at(spring))
        assert "This cohort is closed." in page.main
        client.get(f"{at(spring)}/handing-in")
        assert "Ask a trainer" in client.submit("Hand in", status=409).main

        mine = place(spring, amina)
        marking.extend(mine.cohort, mine, ESSAY, date(2030, 6, 30), "You were ill", actor=tala)
        page = client.get(at(spring))
        assert "This cohort is closed." not in page.main
        assert "You were given more time. You were ill" in page.main
        client.get(f"{at(spring)}/handing-in")
        client.submit("Hand in", leads_to=at(spring))

    def test_what_was_returned_is_taken_also_after_the_end(self, client, spring, amina, tala):
        returned(handed_in(spring, amina), ESSAY, tala)
        running.close(spring, actor=tala)

        client.sign_in(amina).get(at(spring))
        client.submit("Hand in…", {"text": "With times"}, leads_to=f"{at(spring)}/handing-in")
        client.follow()
        client.submit("Hand in", leads_to=at(spring))

    def test_a_lesson_is_handed_in_as_it_stands(self, client, north, spring, amina, tala):
        lesson = lessons.draft(north, amina)
        written(spring, amina, text="", lesson_id=lesson.id)
        page = client.sign_in(amina).get(f"{at(spring)}/handing-in")
        assert "Rain in a bottle" in page.main
        client.submit("Hand in", leads_to=at(spring))
        _revised(lesson, amina, "Snow in a bottle")

        page = client.sign_in(tala).get(f"/en/north/cohorts/{spring.id}/marking/{only().id}")
        assert "Rain in a bottle" in page.main
        assert "Cut the bottle carefully." in page.main
        assert "Snow" not in page.main
        client.get(f"/en/north/lessons/{lesson.id}", 404)

    def test_a_lesson_that_changed_is_looked_at_once_more(self, client, north, spring, amina):
        lesson = lessons.draft(north, amina)
        written(spring, amina, text="", lesson_id=lesson.id)
        client.sign_in(amina).get(f"{at(spring)}/handing-in")
        _revised(lesson, amina, "Snow in a bottle")

        assert "Snow in a bottle" in client.submit("Hand in", status=409).main
        client.submit("Hand in", leads_to=at(spring))
        assert only().lesson_revision == 2

    def test_a_lesson_of_somebody_else_cannot_be_chosen(self, client, north, spring, amina, boris):
        theirs = lessons.published(north, boris, "Wind")
        client.sign_in(amina).get(at(spring))
        assert "Wind" not in client.page.main

        page = client.submit("Save the draft", {"lesson": str(theirs.id)}, status=422)
        assert "Not a valid choice" in page.main

    def test_who_takes_no_part_writes_nothing(self, client, spring, amina, eka, tala):
        for other in (eka, tala):
            client.sign_in(other).get(at(spring), 404)
            client.post(at(spring), {"text": "x"}, status=404)
            client.post(f"{at(spring)}/text", {"text": "x"}, status=404)
            client.post(f"{at(spring)}/handing-in", status=404)
        client.sign_in(amina).get(at(spring, "page0001"), 404)
        client.get(at(spring, "no-such"), 404)
        client.get(at(spring).replace("north", "south"), 404)

    def test_who_has_left_still_reads_their_work(self, client, spring, amina):
        handed_in(spring, amina, text="My plan of March")
        enrolling.leave(spring, actor=amina)

        page = client.sign_in(amina).get(at(spring))
        assert "My plan of March" in page.main
        assert "Take it back" not in page.main
        client.post(at(spring), {"text": "x"}, status=403)
        client.post(f"{at(spring)}/taking-back", status=403)


class TestTakingBack:
    def test_unmarked_work_is_taken_back(self, client, spring, amina):
        work = handed_in(spring, amina)
        client.sign_in(amina).get(at(spring))
        client.submit("Take it back", leads_to=at(spring))

        assert "My *plan*." in client.get(at(spring)).html
        assert fresh(work).status == Status.DRAFT
        assert state_of(work) == State.SEEN
        assert len(recorded(SubmissionTakenBack)) == 1

    def test_of_a_later_try_the_item_is_still_to_be_done_again(self, client, spring, amina, tala):
        returned(handed_in(spring, amina), ESSAY, tala)
        work = handed_in(spring, amina, text="With times")
        client.sign_in(amina).post(f"{at(spring)}/taking-back", leads_to=at(spring))

        assert state_of(work) == State.RETURNED

    def test_marked_work_stays(self, client, spring, amina, tala):
        marked(handed_in(spring, amina), ESSAY, tala)
        client.sign_in(amina).post(f"{at(spring)}/taking-back", status=409)

    def test_there_must_be_something(self, client, spring, amina):
        client.sign_in(amina).post(f"{at(spring)}/taking-back", status=404)


def test_a_marked_item_takes_no_more_drafts(client, spring, amina, tala):
    marked(handed_in(spring, amina), ESSAY, tala)
    client.sign_in(amina).get(at(spring))
    assert "Save the draft" not in client.page.main

    sent = {"text": "x", "opened": "0", "language": "en", "lesson": ""}
    page = client.post(at(spring), sent, status=409)
    assert "This is marked." in page.main


def test_what_counts_as_done_from_another_cohort_is_not_asked_again(client, spring, amina):
    mine = place(spring, amina)
    session.add(
        Progress(enrolment_id=mine.id, item_key="essay001", state=State.DONE, at=mine.since)
    )
    page = client.sign_in(amina).get(at(spring))
    assert "Save the draft" not in page.main

    sent = {"text": "x", "opened": "0", "language": "en", "lesson": ""}
    assert "in another cohort" in client.post(at(spring), sent, status=409).main


def _file(uploader):
    return files.store(BytesIO(b"mine"), "theirs.txt", uploader.id).id


def _held(work):
    return {"held": str(work.content().file_ids[0])}


def _revised(lesson, author, title):
    again = lessons.read_again(lesson)
    writing.revise(again, lessons.said(title), opened=again.revision_number, actor=author)
    session.flush()
