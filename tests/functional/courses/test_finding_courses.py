"""Courses beside lessons: in the one search, and for programs."""

from app.courses import actions
from app.courses.content import Item, ItemKind, Module
from app.courses.models import CourseReach
from app.kernel.db import session
from app.lessons.content import Text
from tests.factories import courses, lessons

HIT = "Teaching with one computer"


def found(client, words):
    return client.get(f"/en/search?q={words}").links


def names(answer):
    return [one["title"] for one in answer.json["results"]]


def test_the_one_search_finds_courses_beside_lessons(client, north, tala, ict, amina, run_jobs):
    lessons.published(north, amina, "One computer for a class")
    run_jobs()

    links = found(client, "computer")

    assert links[HIT] == f"/en/north/courses/{ict.id}"
    assert HIT in found(client, "getting+ready")


def test_withdrawn_and_hidden_courses_are_not_found(client, north, tala, amina, run_jobs):
    hidden = courses.course(north, tala, "Hidden computer")
    gone = courses.course(north, tala, "Gone computer")
    run_jobs()
    hidden, gone = (session.merge(one) for one in (hidden, gone))
    actions.set_reach(hidden, CourseReach.PORTAL, actor=tala)
    actions.withdraw(gone, actor=tala)
    run_jobs()

    assert {"Hidden computer", "Gone computer"}.isdisjoint(found(client, "computer"))
    client.sign_in(amina)
    assert "Hidden computer" in found(client, "computer")


def test_the_texts_of_a_closed_course_are_not_searched(client, north, tala, run_jobs):
    text = Text("Zebrafinches sing.")
    item = Item(ItemKind.PAGE, "Birds", text)
    courses.course(north, tala, "Open", modules=(Module("One", items=(item,)),))
    courses.course(north, tala, "Closed", modules=(Module("One", items=(item,)),), is_open=False)
    run_jobs()

    links = found(client, "zebrafinches")

    assert "Open" in links
    assert "Closed" not in links


def test_programs_read_lists_page_by_page(client, north, south, tala):
    for number in range(3):
        courses.course(north, tala, f"Course {number}", language="fr" if number else "en")
    first = client.get("/api/v1/courses/?portal=north&limit=2")

    assert names(first) == ["Course 2", "Course 1"]
    following = client.get(first.json["next"].removeprefix("http://localhost"))
    assert names(following) == ["Course 0"]
    assert following.json["next"] is None
    assert names(client.get("/api/v1/courses/?language=en")) == ["Course 0"]
    assert names(client.get("/api/v1/courses/?portal=south")) == []


def test_programs_read_one_course_in_the_words_of_schema_org(client, north, tala, amina):
    hidden = lessons.published(north, amina, "For members", reach="portal")
    item = Item(ItemKind.LESSON, "Look", lesson_id=hidden.id)
    module = Module("One", items=(courses.page(), item))
    course = courses.course(north, tala, modules=(module,), alignments=("digcompedu-2017:5.1",))

    answer = client.get(f"/api/v1/courses/{course.id}").json

    assert answer["url"] == f"http://localhost/en/north/courses/{course.id}"
    assert answer["modules"][0]["items"][0]["html"].startswith("<p>Read <em>Before")
    assert answer["modules"][0]["items"][1]["lesson"] is None
    assert answer["schema_org"]["@type"] == "Course"
    assert answer["schema_org"]["teaches"] == ["plan a lesson around one computer"]
    mine = client.sign_in(amina).get(f"/api/v1/courses/{course.id}").json
    assert mine["modules"][0]["items"][1]["lesson"] == hidden.id


def test_programs_do_not_read_what_is_not_for_them(client, north, cove, tala):
    closed = courses.course(north, tala, is_open=False)
    draft = actions.draft(north, courses.syllabus("Draft"), actor=tala)
    session.commit()

    client.get(f"/api/v1/courses/{draft.id}", status=404)
    answer = client.get(f"/api/v1/courses/{closed.id}").json
    assert [item["html"] for m in answer["modules"] for item in m["items"]] == ["", "", ""]
    assert answer["modules"][0]["items"][1]["link"] is None
    assert names(client.get("/api/v1/courses/")) == [HIT]
