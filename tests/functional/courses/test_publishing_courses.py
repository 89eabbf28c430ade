"""Publishing courses with a note, withdrawing them, their history, their authors, their copies."""

import pytest
from sqlalchemy import select

from app.courses import actions
from app.courses.events import CoursePublished, CourseWithdrawn
from app.courses.models import Course, CourseReach
from app.kernel.db import session
from tests.factories import courses
from tests.factories.lessons import recorded
from tests.factories.people import person, place


def address(course, rest="", portal="north"):
    return f"/en/{portal}/courses/{course.id}{rest}"


def titled(title):
    return session.scalars(select(Course).where(Course.title == title)).one()


def renamed(client, course, title):
    client.get(address(course, "/facts"))
    client.submit("Save", {"title": title}, status=303)


@pytest.fixture
def colleague(north):
    """Another trainer of the North."""
    found = person("Marek Nowak")
    place(found, north.id, "trainer")
    return found


@pytest.fixture
def stranger(south):
    """A trainer of the South."""
    found = person("Indah Sari", languages=["id"])
    place(found, south.id, "trainer")
    return found


def test_a_draft_is_published_and_everyone_hears_of_it(client, north, tala, amina):
    draft = actions.draft(north, courses.syllabus("New here"), actor=tala)
    session.commit()
    client.sign_in(tala).get(address(draft, "/publication"))

    client.submit("Publish", {"note": "First of all"}, status=303)

    assert recorded(CoursePublished) == [{"course_id": draft.id, "actor_id": tala.id}]
    assert "First of all" in client.get(address(draft, "/revisions/")).main
    assert client.sign_in(amina).get(address(draft)).h1 == "New here"


def test_an_empty_course_is_not_published_and_says_what_is_missing(client, north, tala):
    draft = actions.draft(north, courses.syllabus("Empty", modules=()), actor=tala)
    session.commit()
    client.sign_in(tala).get(address(draft, "/publication"))

    page = client.submit("Publish", {"note": "Now"}, status=422)

    assert "this course is still empty" in page.main
    assert page.form("Publish").values["note"] == "Now"


def test_a_new_revision_says_what_changed(client, ict, tala):
    client.sign_in(tala)
    renamed(client, ict, "Teaching with two computers")
    page = client.get(address(ict, "/publication"))
    assert [e.text.strip() for e in page.all("ins")] == ["two computers"]

    client.submit("Publish", {"note": "One more"}, status=303)

    page = client.get(address(ict, "/revisions/2"))
    assert "What changed since revision 1" in page.main
    assert [e.text.strip() for e in page.all("del")] == ["one computer"]
    assert (
        "What changed since revision 2" in client.get(address(ict, "/revisions/1?against=2")).main
    )
    for nothing in ("3", "0", "99999999999999999999"):
        client.get(address(ict, f"/revisions/{nothing}"), status=404)
    page = client.get(address(ict, "/publication"))
    assert "Nothing has changed" in client.submit("Publish", status=422).main


def test_a_course_is_withdrawn_and_shown_again(client, ict, tala, amina):
    client.sign_in(tala).get(address(ict, "/withdrawal"))
    client.submit("Withdraw", {"reason": "Out of date."}, status=303)

    assert "Out of date." in client.follow().main
    assert recorded(CourseWithdrawn)
    client.sign_in(amina).get(address(ict), status=404)
    client.sign_in(tala).get(address(ict))
    client.submit("Show it again", status=303)
    client.sign_in(amina).get(address(ict))


def test_who_did_not_write_a_course_says_why_it_is_withdrawn(client, ict, dana):
    client.sign_in(dana).get(address(ict, "/withdrawal"))

    page = client.submit("Withdraw", {"reason": " "}, status=422)
    assert "Say why" in page.main
    client.submit("Withdraw", {"reason": "The pictures are not free."}, status=303)

    assert "The pictures are not free." in client.get(address(ict, "/revisions/")).main


@pytest.mark.parametrize("who", ["Marek Nowak", "marek nowak", "Marek.Nowak@school.example"])
def test_a_trainer_joins_by_name_or_address(client, ict, tala, colleague, who):
    client.sign_in(colleague).get(address(ict, "/edit"), status=403)
    client.sign_in(tala).get(address(ict, "/authors"))

    client.submit("Let them write it too", {"who": who}, status=303)

    assert "Marek Nowak" in client.follow().main
    client.sign_in(colleague).get(address(ict, "/edit"))


def test_only_trainers_of_the_portal_join(client, ict, tala, amina, stranger):
    client.sign_in(tala).get(address(ict, "/authors"))
    for who in ("Amina Diallo", "Indah Sari", "indah.sari@school.example", "Nobody"):
        page = client.submit("Let them write it too", {"who": who}, status=422)
        assert "No trainer of this portal is called that." in page.main
        assert page.form("Let them write it too").values["who"] == who


def test_two_of_one_name_are_told_apart(client, north, ict, tala, colleague):
    second = person("Marek Nowak", email="marek2@school.example")
    place(second, north.id, "trainer")
    client.sign_in(tala).get(address(ict, "/authors"))

    page = client.submit("Let them write it too", {"who": "Marek Nowak"}, status=422)

    assert "enter the e-mail address" in page.main


def test_an_author_parts_but_not_the_last_one(client, ict, tala, colleague):
    client.sign_in(tala).get(address(ict, "/authors"))
    assert "A course needs an author" in client.submit("Part: Tala Haddad", status=409).main
    client.submit("Let them write it too", {"who": "Marek Nowak"}, status=303)
    client.follow()

    client.submit("Part: Tala Haddad", leads_to="/en/north/courses/")

    client.get(address(ict, "/edit"), status=403)
    client.sign_in(colleague).get(address(ict, "/edit"))


def test_an_edition_in_another_language_is_of_the_same_family(client, north, ict, tala):
    client.sign_in(tala).get(address(ict, "/edition"))
    values = {"title": "Un ordinateur", "language": "fr", "portal": str(north.id)}

    client.submit("Begin", values, status=303)

    made = titled("Un ordinateur")
    assert (made.family_id, made.language, made.status) == (ict.family_id, "fr", "draft")
    assert [m.key for m in made.content.modules] == ["modul001", "modul002"]
    client.get(address(made, "/publication"))
    client.submit("Publish", status=303)
    assert client.get(address(ict)).links["Français"] == address(made)


def test_a_copy_is_a_new_course_with_credits(client, south, ict, stranger):
    client.sign_in(stranger).get(address(ict, "/copy"))
    assert client.page.form("Begin").values["title"] == "Teaching with one computer (copy)"

    client.submit("Begin", {"title": "Satu komputer"}, status=303)

    made = titled("Satu komputer")
    assert client.page.leads_to == address(made, "/edit", portal="south")
    assert made.portal_id == south.id
    assert made.family_id != ict.family_id
    (credit,) = made.content.credits
    assert "Teaching with one computer” · Tala Haddad · CC BY 4.0" in credit
    assert "Tala Haddad" in client.get(address(made, portal="south")).text


def test_a_licence_that_forbids_changes_forbids_copies(client, north, tala, stranger):
    course = courses.course(north, tala, licence="CC-BY-ND-4.0")
    client.sign_in(stranger).get(address(course, "/copy"))

    page = client.submit("Begin", status=422)

    assert "does not let anyone change it" in page.main


def test_only_trainers_who_see_a_course_copy_it(client, north, ict, amina, tala, stranger):
    hidden = courses.course(north, tala, "For our own")
    actions.set_reach(hidden, CourseReach.PORTAL, actor=tala)
    for rest in ("/copy", "/edition"):
        client.sign_in(amina).get(address(ict, rest), status=403)
        client.post(address(ict, rest), {"title": "X", "portal": str(north.id)}, status=403)
        client.sign_out().get(address(ict, rest), status=303)
    client.sign_in(stranger).get(address(hidden, "/copy"), status=404)


def test_a_copy_goes_only_where_its_maker_trains(client, north, south, ict, stranger):
    client.sign_in(stranger).get(address(ict, "/copy"))

    client.submit("Begin", {"title": "Taken", "portal": str(north.id)}, status=422)
    client.sign_in(stranger).post(
        address(ict, "/edition"),
        {"title": "Taken", "language": "en", "portal": str(south.id)},
        status=422,
    )

    assert not session.scalars(select(Course).where(Course.title == "Taken")).all()
