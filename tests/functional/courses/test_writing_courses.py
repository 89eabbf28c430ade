"""Writing a course: facts, modules, items of every kind, and that nothing typed is ever lost."""

from io import BytesIO

import pytest
from sqlalchemy import select

from app import search
from app.courses import actions, queries
from app.courses.content import Item, ItemKind, Module, Quiz, Rule, Takes
from app.courses.models import Course, CourseReach
from app.kernel import files
from app.kernel.db import session
from tests.factories import courses, lessons
from tests.factories.people import person, place

NEW = "/en/north/courses/new"
BEGUN = {"title": "Reading maps", "summary": "Maps on paper and on phones.", "hours": "6"}


def address(course, rest=""):
    return f"/en/north/courses/{course.id}{rest}"


def the_course(title="Reading maps"):
    return session.scalars(select(Course).where(Course.title == title)).one()


def working(course):
    """Return the working copy as the database has it now."""
    session.rollback()
    return session.get(Course, course.id, populate_existing=True).content


def saved_meanwhile(course, author, **changes):
    """Let somebody else save first."""
    session.rollback()
    session.expire_all()
    now = queries.workshop(author, course.portal_id, course.id)
    actions.revise(now, courses.syllabus(**changes), opened=now.lock, actor=author)
    session.commit()


def pages_of_writing(course):
    return [
        address(course, rest)
        for rest in (
            "/edit", "/facts", "/alignment", "/modules/new", "/modules/modul001",
            "/modules/modul001/items/new?kind=page", "/items/page0001/edit", "/removal/page0001",
            "/publication", "/withdrawal", "/revisions/", "/revisions/1", "/authors",
        )
    ]  # fmt: skip


def test_a_trainer_begins_a_course_and_goes_on_to_its_outline(client, north, tala):
    client.sign_in(tala).get(NEW)

    client.submit("Begin", BEGUN | {"subjects": ["geography"]}, status=303)

    page = client.follow()
    course = the_course()
    assert page.h1 == "Reading maps"
    assert "Module 1" in page.main
    assert working(course).hours == 6
    assert working(course).subjects == ("geography",)


def test_what_is_missing_is_said_and_what_was_typed_comes_back(client, north, tala):
    client.sign_in(tala).get(NEW)

    page = client.submit(
        "Begin", {"title": " ", "summary": "Something", "hours": "many"}, status=422
    )

    assert "Enter a title." in page.main
    assert page.form("Begin").values["summary"] == "Something"
    assert page.form("Begin").values["hours"] == "many"


def test_only_trainers_of_the_portal_begin_a_course(client, north, south, tala, amina, eka):
    trainer = person("Trainer of the South")
    place(trainer, south.id, "trainer")
    client.sign_in(tala).get(NEW)
    for other in (amina, eka, trainer):
        client.sign_in(other).get(NEW, status=403)
        client.post(NEW, BEGUN | {"language": "en", "reach": "network"}, status=403)
    client.sign_out().get(NEW, status=303)


def test_only_authors_and_stewards_write(client, north, south, tala, ict, amina, chidi, dana, eka):
    trainer = person("Another trainer")
    place(trainer, north.id, "trainer")
    for page in pages_of_writing(ict):
        for writer in (tala, dana):
            client.sign_in(writer).get(page)
        for other in (amina, chidi, trainer, eka):
            client.sign_in(other).get(page, status=403)
        client.get(page.replace("/north/", "/south/"), status=404)
        client.sign_out().get(page, status=303)


def test_refused_deeds_change_nothing(client, ict, amina):
    deeds = {
        "/facts": {"title": "Mine"}, "/moves": {"key": "modul001", "to": "down", "opened": "1"},
        "/removal/modul001": {"opened": str(ict.lock)}, "/modules/new": {"title": "Mine"},
        "/publication": {}, "/withdrawal": {"reason": "No"}, "/return": {}, "/authors": {"who": "x"},
        "/items/page0001/edit": {"title": "Mine"}, "/alignment": {},
        f"/authors/{ict.authors[0].user_id}/parting": {},
    }  # fmt: skip
    client.sign_in(amina)

    for rest, values in deeds.items():
        client.post(address(ict, rest), values, status=403)

    assert working(ict) == courses.syllabus()


def test_facts_are_saved_as_they_were_typed(client, ict, tala):
    client.sign_in(tala).get(address(ict, "/facts"))

    client.submit(
        "Save",
        {
            "title": "One computer", "aims": "plan\nshare", "modules": "1", "marks": "60",
            "needed": "1", "participant_guide": "Ask *us*.", "facilitator_guide": "Bring paper.",
            "reach": "portal", "licence": "CC0-1.0",
        },
        status=303,
    )  # fmt: skip

    content = working(ict)
    assert (content.title, content.aims, content.licence) == (
        "One computer",
        ("plan", "share"),
        "CC0-1.0",
    )
    assert [(r.rule, r.value) for r in content.completion.rules] == [
        (Rule.MODULES, 1),
        (Rule.MARKS, 60),
    ]
    assert content.completion.needed == 1
    assert content.participant_guide.source == "Ask *us*."
    assert content.modules == courses.syllabus().modules
    assert session.get(Course, ict.id).reach == CourseReach.PORTAL
    assert "One computer" in client.follow().h1


def test_a_course_is_aligned_by_ticks_and_the_list_can_be_narrowed(client, ict, tala):
    client.sign_in(tala).get(address(ict, "/alignment"))
    page = client.submit(
        "Narrow this list", {"find": "inclusion", "chosen": ["unesco-ict-cft-v3:KA.3"]}, status=200
    )
    assert "Accessibility and inclusion" in page.main
    assert "ICT-enhanced Teaching" in page.main
    assert "Assessment strategies" not in page.main

    both = ["unesco-ict-cft-v3:KA.3", "digcompedu-2017:5.1"]
    client.submit("Save", {"chosen": both}, status=303)

    assert working(ict).alignments == tuple(both)


def test_modules_are_added_changed_moved_and_removed(client, ict, tala):
    client.sign_in(tala).get(address(ict, "/modules/new"))
    client.submit("Save", {"title": "Looking back", "summary": "What stays."}, status=303)
    page = client.follow()
    assert [m.title for m in working(ict).modules] == [
        "Getting ready",
        "Trying it out",
        "Looking back",
    ]

    client.submit("Move up: Looking back", status=303)
    assert [m.title for m in working(ict).modules][1] == "Looking back"
    client.get(address(ict, "/modules/modul001"))
    client.submit("Save", {"title": "Before all"}, status=303)
    page = client.get(address(ict, "/removal/modul002"))
    assert "1 item goes with it" in page.main
    client.submit("Remove", status=303)

    assert [m.title for m in working(ict).modules] == ["Before all", "Looking back"]


def test_items_are_moved_and_removed(client, ict, tala):
    client.sign_in(tala).get(address(ict, "/edit"))
    client.submit("Move down: Before you begin", status=303)
    assert [i.title for i in working(ict).modules[0].items] == [
        "A film about it",
        "Before you begin",
    ]

    client.get(address(ict, "/removal/link0001"))
    client.submit("Remove", status=303)

    assert [i.key for i in working(ict).items] == ["page0001", "work0001"]
    client.get(address(ict, "/removal/link0001"), status=404)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("page", {"text": "Read **this**."}),
        ("link", {"url": "https://example.org/a"}),
        ("discussion", {"text": "What do you think?", "due_days": "3"}),
        ("session", {"minutes": "120"}),
    ],
)
def test_an_item_is_added_once(client, ict, tala, kind, typed):
    add = address(ict, f"/modules/modul002/items/new?kind={kind}")
    client.sign_in(tala).get(add)
    form = client.page.form("Save")
    sent = form.filled("Save", typed | {"title": "Something new"})

    client.post(form.action, sent, status=303)
    client.post(form.action, sent, status=303)

    (first, made) = working(ict).module("modul002").items
    assert (first.key, made.title, made.kind) == ("work0001", "Something new", ItemKind(kind))
    assert "Something new" in client.get(address(ict, "/edit")).main
    for name, value in typed.items():
        said = made.text.source if name == "text" else getattr(made, name)
        assert str(said) == value


def test_what_is_no_web_address_is_refused_and_comes_back(client, ict, tala):
    client.sign_in(tala).get(address(ict, "/modules/modul001/items/new?kind=link"))

    page = client.submit("Save", {"title": "A link", "url": "javascript:alert(1)"}, status=422)

    assert "An address begins with https://" in page.main
    assert page.form("Save").values["title"] == "A link"


def test_a_strange_kind_or_module_leads_nowhere(client, ict, tala):
    client.sign_in(tala)
    client.get(address(ict, "/modules/modul001/items/new?kind=lottery"), status=404)
    client.get(address(ict, "/modules/nomodule/items/new?kind=page"), status=404)
    values = {"kind": "page", "title": "X", "opened": str(ict.lock), "key": "abcd1234"}
    client.post(address(ict, "/modules/nomodule/items/new"), values, status=404)


def test_a_file_is_taken_along_and_downloaded(client, ict, tala, amina):
    client.sign_in(tala).get(address(ict, "/modules/modul001/items/new?kind=file"))
    form = client.page.form("Save")
    sent = form.filled("Save", {"title": "The plan"}) | {"file": (BytesIO(b"a,b\n"), "plan.csv")}

    client.post(form.action, sent, status=303)

    item = next(i for i in working(ict).items if i.title == "The plan")
    stored = files.by_ids([item.file_id])[item.file_id]
    assert (stored.name, stored.uploader_id) == ("plan.csv", tala.id)
    shown = f"/files/{stored.id}/plan.csv"
    client.sign_in(amina).get(shown, status=404)  # nobody has published it yet
    client.sign_in(tala).get(address(ict, "/publication"))
    client.submit("Publish", status=303)
    client.sign_in(amina).get(shown).response.close()
    client.get(address(ict, f"/items/{item.key}"))
    assert shown in client.page.links.values()


def test_a_file_that_is_refused_says_why_and_one_that_came_stays(client, ict, tala):
    client.sign_in(tala).get(address(ict, "/modules/modul001/items/new?kind=file"))
    form = client.page.form("Save")

    page = client.post(
        form.action,
        form.filled("Save", {"title": "X"}) | {"file": (BytesIO(b"MZ\0"), "virus.exe")},
        status=422,
    )
    assert "“virus.exe” was not taken." in page.main
    page = client.post(
        form.action,
        form.filled("Save", {"title": ""}) | {"file": (BytesIO(b"a"), "a.txt")},
        status=422,
    )
    assert "a.txt" in page.main
    client.submit("Save", {"title": "A text"}, status=303)
    assert any(i.title == "A text" and i.file_id for i in working(ict).items)


def test_nobody_names_a_file_of_somebody_else(client, ict, tala, amina):
    theirs = files.store(BytesIO(b"private"), "private.txt", amina.id)
    session.commit()
    client.sign_in(tala).get(address(ict, "/modules/modul001/items/new?kind=file"))

    page = client.submit("Save", {"title": "Taken", "file_id": str(theirs.id)}, status=422)

    assert "Choose a file." in page.main
    assert not any(i.file_id for i in working(ict).items)


def test_a_lesson_is_found_by_words_or_named_by_its_address(client, north, ict, tala, amina, app):
    plan = lessons.published(north, amina, "Rain in a bottle")
    hidden = lessons.draft(north, amina, "Snow in a bottle")
    session.commit()
    with app.app_context():
        search.changed("lesson", [plan.id])
    add = address(ict, "/modules/modul001/items/new?kind=lesson")
    client.sign_in(tala).get(add)

    page = client.submit(
        "Look for it", {"find": "rain bottle", "title": "Look at this"}, status=200
    )
    assert "Rain in a bottle · Amina Diallo" in page.main
    client.submit("Save", {"lesson_id": str(plan.id)}, status=303)
    client.get(add)
    pasted = f"http://localhost/en/north/lessons/{hidden.id}"
    page = client.submit("Save", {"title": "No", "address": pasted}, status=422)
    assert "There is no published lesson at that address." in page.main
    assert page.form("Save").values["address"] == pasted
    client.submit("Save", {"address": f"/en/north/lessons/{plan.id}?x=1"}, status=303)

    assert [i.lesson_id for i in working(ict).items if i.kind == ItemKind.LESSON] == [plan.id] * 2


def test_an_assignment_has_a_rubric_to_begin_with(client, ict, tala):
    edit = address(ict, "/items/work0001/edit")
    client.sign_in(tala).get(edit)

    page = client.submit(
        "Lesson design for the 21st century", {"takes": ["text", "lesson"]}, status=200
    )
    assert page.form("Save").values["criteria-0-title"] == "Working together"
    page = client.post(edit, page.form("Save").values | {"row": "criteria:remove:0"}, status=200)
    page = client.post(edit, page.form("Save").values | {"row": "criteria:down:0"}, status=200)
    values = {
        "criteria-0-levels-3-description": "They carry it out.",
        "pass_points": "12",
        "peer_count": "2",
    }
    client.submit("Save", values, status=303)

    work = working(ict).item("work0001").assignment
    assert work.takes == (Takes.TEXT, Takes.LESSON)
    assert [c.title for c in work.rubric.criteria][:2] == ["Real problems", "Building knowledge"]
    assert len(work.rubric.criteria) == 5
    assert work.rubric.criteria[0].levels[3].description == "They carry it out."
    assert (work.of, work.pass_points, work.peers.count) == (20, 12, 2)
    key = work.rubric.criteria[0].key
    client.get(edit)
    client.submit("Save", {"criteria-0-title": "True problems"}, status=303)
    again = working(ict).item("work0001").assignment.rubric.criteria[0]
    assert (again.title, again.key) == ("True problems", key)
    page = client.get(address(ict, "/items/work0001?working=1"))
    assert "True problems" in page.main
    assert "12 of 20 to pass" in page.main


def test_a_quiz_keeps_its_questions_when_its_title_changes(client, north, tala):
    quiz = Item(ItemKind.QUIZ, "Ten questions", quiz=Quiz(("q1", "q2"), attempts=2), key="quiz0001")
    course = courses.course(north, tala, modules=(Module("One", items=(quiz,)),))
    client.sign_in(tala).get(address(course, "/items/quiz0001/edit"))

    client.submit("Save", {"title": "Twelve questions"}, status=303)

    after = working(course).item("quiz0001")
    assert (after.title, after.quiz) == ("Twelve questions", quiz.quiz)


def test_an_assignment_that_nobody_can_pass_is_refused(client, ict, tala):
    client.sign_in(tala).get(address(ict, "/items/work0001/edit"))

    page = client.submit("Save", {"points": "10", "pass_points": "11", "takes": []}, status=422)

    assert "Nobody can reach more than 10 points." in page.main
    assert "Choose what participants hand in." in page.main


def test_what_somebody_else_saved_is_shown_and_nothing_is_lost(client, ict, tala, dana):
    edit = address(ict, "/items/page0001/edit")
    client.sign_in(tala).get(edit)
    typed = client.page.form("Save").filled("Save", {"text": "What Tala wrote."})
    saved_meanwhile(ict, dana, title="Renamed")

    page = client.post(edit, typed, status=409)

    assert "Somebody saved this course while you were writing." in page.main
    assert page.form("Save").values["text"] == "What Tala wrote."
    assert [e.text for e in page.all("ins")]
    assert working(ict).item("page0001").text.source != "What Tala wrote."
    client.submit("Save", status=303)
    content = working(ict)
    assert content.item("page0001").text.source == "What Tala wrote."
    assert content.title == "Renamed"


def test_an_item_that_was_removed_meanwhile_is_put_back(client, ict, tala, dana):
    edit = address(ict, "/items/page0001/edit")
    client.sign_in(tala).get(edit)
    typed = client.page.form("Save").filled("Save", {"text": "What Tala wrote."})
    saved_meanwhile(ict, dana, modules=courses.syllabus().modules[1:])

    page = client.post(edit, typed, status=409)
    assert "They removed this part." in page.main
    client.submit("Save", status=303)

    assert working(ict).item("page0001").text.source == "What Tala wrote."
    assert working(ict).item("work0001")


@pytest.mark.parametrize(
    ("rest", "button", "values"),
    [
        ("/facts", "Save", {"title": "Mine"}),
        ("/alignment", "Save", {"chosen": ["digcompedu-2017:5.1"]}),
        ("/modules/modul001", "Save", {"title": "Mine"}),
    ],
)
def test_every_form_shows_a_conflict_and_then_saves(client, ict, tala, dana, rest, button, values):
    client.sign_in(tala).get(address(ict, rest))
    typed = client.page.form(button).filled(button, values)
    saved_meanwhile(ict, dana, hours=99)

    page = client.post(address(ict, rest), typed, status=409)
    assert "Somebody saved this course" in page.main
    for name, value in values.items():
        assert page.form(button).values[name] == (value if isinstance(value, str) else value[0])
    client.submit(button, status=303)


def test_an_outdated_move_or_removal_shows_the_outline_as_it_is(client, ict, tala, dana):
    client.sign_in(tala).get(address(ict, "/edit"))
    stale = client.page.form("Move down: Getting ready").filled("Move down: Getting ready", {})
    saved_meanwhile(ict, dana, hours=99)

    page = client.post(address(ict, "/moves"), stale, status=409)
    assert "Somebody saved this course meanwhile" in page.text
    removal = {"opened": stale["opened"]}
    client.post(address(ict, "/removal/modul001"), removal, status=409)
    client.post(address(ict, "/moves"), stale | {"key": "nothing1"}, status=404)

    assert [m.key for m in working(ict).modules] == ["modul001", "modul002"]
    assert queries.text(session.get(Course, ict.id)).hours == 12
