"""Reading courses: the lists, a course's page, its items, and who sees them."""

import json

import pytest
from jinja2 import ChoiceLoader, DictLoader

from app.courses import actions, pages
from app.courses.content import Item, ItemKind, Module
from app.courses.models import CourseReach
from app.kernel.db import session
from app.lessons.content import Text
from app.lessons.pages import Place
from tests.factories import courses, lessons
from tests.factories.people import person, place

LIST = "/en/north/courses/"


def address(course, rest="", portal="north"):
    return f"/en/{portal}/courses/{course.id}{rest}"


def two_items(**values):
    module = Module("Only one", items=(Item(ItemKind.PAGE, "Read", **values),), key="m1")
    return {"modules": (module,)}


def test_the_list_shows_what_the_portal_offers_then_the_network(client, north, south, tala, ict):
    farid = person("Salma Trainer")
    place(farid, south.id, "trainer")
    courses.course(south, farid, "Radio lessons", language="id", hours=None)

    page = client.get(LIST)

    assert page.h1 == "Courses"
    assert "Tala Haddad · 2 modules · 12 hours" in page.main
    own, other = page.links["Teaching with one computer"], page.links["Radio lessons"]
    assert (own, other) == (address(ict), f"/en/south/courses/{ict.id + 1}")
    assert page.main.index("Teaching with one computer") < page.main.index("other portals")
    assert client.get("/en/north/").links["Courses"] == LIST
    assert "Radio lessons" in client.get("/en/north/courses/network").links


def test_the_list_can_be_narrowed_to_a_language(client, north, tala, ict):
    courses.course(north, tala, "Un seul ordinateur", language="fr")

    page = client.get(f"{LIST}?language=fr")

    assert "Un seul ordinateur" in page.links
    assert "Teaching with one computer" not in page.links
    assert "No course here in that language" in client.get(f"{LIST}?language=id").main


def test_an_empty_list_says_what_to_do_to_whom_can_do_it(client, north, tala, amina):
    assert "offers no course yet" in client.sign_in(amina).get(LIST).main
    assert "Write a course" in client.sign_in(tala).get(LIST).links


def test_long_lists_are_paged_and_cost_the_same(client, north, tala, amina, query_count):
    for number in range(14):
        courses.course(north, tala, f"Course {number:02}")
    client.sign_in(amina).get(LIST)

    with query_count(8):
        first = client.get(LIST)

    assert "Course 13" in first.links
    assert "Course 00" not in first.links
    assert "Course 00" in client.get(first.links["Older"]).links


def test_a_course_and_its_items_cost_few_statements(client, ict, amina, query_count):
    client.sign_in(amina).get(address(ict))

    with query_count(8):
        client.get(address(ict))
    with query_count(8):
        client.get(address(ict, "/items/work0001"))


def test_trainers_see_what_waits_for_them_and_others_do_not(client, north, tala, ict, amina, dana):
    actions.draft(north, courses.syllabus("Not yet ready"), actor=tala)
    session.commit()

    assert "Not yet ready" in client.sign_in(tala).get(LIST).main
    assert "Not yet ready" in client.sign_in(dana).get(LIST).main
    for other in (amina, None):
        page = client.sign_in(other).get(LIST) if other else client.sign_out().get(LIST)
        assert "Not yet ready" not in page.text


def test_a_course_says_what_it_is(client, north, tala):
    aligned = ("unesco-ict-cft-v3:KA.3", "digcompedu-2017:5.2", "unknown:1")
    course = courses.course(north, tala, alignments=aligned, subjects=("computing",))

    page = client.get(address(course))

    assert page.h1 == "Teaching with one computer"
    for words in (
        "plan a lesson around one computer", "12 hours", "2 modules", "Computing", "Getting ready",
        "Before you begin", "Link · if you like", "Every module is done", "CC BY 4.0",
        "KA.3 Pedagogy: ICT-enhanced Teaching", "5.2 Differentiation and personalisation",
    ):  # fmt: skip
        assert words in page.main + page.text
    (said,) = (e for e in page.all("script") if e.get("type") == "application/ld+json")
    described = json.loads(said.text)
    assert (described["@type"], described["timeRequired"]) == ("Course", "PT12H")
    assert described["educationalAlignment"][0]["targetName"] == "KA.3 ICT-enhanced Teaching"


def test_names_of_competences_are_in_the_readers_language_or_marked_as_english(client, north, tala):
    aligned = ("unesco-ict-cft-v3:KA.3", "digcompedu-2017:5.2")
    course = courses.course(north, tala, alignments=aligned)

    page = client.get(f"/fr/north/courses/{course.id}")

    marked = {"".join(e.itertext()): e.get("lang") for e in page.all("span") if e.get("lang")}
    assert marked["Pédagogie: Enseignement amélioré grâce aux TIC"] == "fr"
    assert marked["Differentiation and personalisation"] == "en"


def test_items_lead_through_the_course(client, ict):
    client.get(address(ict))
    page = client.get(client.page.links["Before you begin"])

    assert page.h1 == "Before you begin"
    assert "Read Before you begin first." in page.main
    assert "1 of 2" in page.text
    following = client.get(page.links["Next: A film about it"])
    assert following.links["Back"] == address(ict, "/items/page0001")
    assert "https://example.org/one-computer" in following.links.values()
    assert "50 of 100 to pass" in client.get(address(ict, "/items/work0001")).main
    client.get(address(ict, "/items/nothing1"), status=404)


@pytest.mark.parametrize("to_be_seen", [True, False])
def test_a_lesson_shows_as_a_card_where_its_reader_may_see_it(
    client, north, tala, amina, to_be_seen
):
    reach = "network" if to_be_seen else "portal"
    plan = lessons.published(north, amina, "Rain in a bottle", reach=reach)
    item = Item(ItemKind.LESSON, "To learn from", lesson_id=plan.id, key="less0001")
    course = courses.course(north, tala, modules=(Module("One", items=(item,)),))

    page = client.get(address(course, "/items/less0001"))

    assert ("Rain in a bottle" in page.links) is to_be_seen
    assert ("not available to you" in page.main) is not to_be_seen
    assert "Rain in a bottle" in client.sign_in(tala).get(address(course, "/items/less0001")).links


def test_a_closed_course_shows_its_outline_and_keeps_its_pages(client, north, tala, amina, chidi):
    text = Text("Only for us.")
    course = courses.course(north, tala, is_open=False, **two_items(text=text, key="page0001"))
    item = address(course, "/items/page0001")

    page = client.get(address(course))
    assert "Read" in page.main
    assert item not in page.links.values()
    for hidden in (item, address(course, "/kit.zip"), address(course, "/guides/participant")):
        client.get(hidden, status=404)
        client.sign_in(amina).get(hidden, status=404)
        client.sign_out()
    assert "Only for us." in client.sign_in(chidi).get(item).main
    assert "Only for us." in client.sign_in(tala).get(item).main


def test_a_guide_is_for_its_readers(client, north, tala, amina, boris):
    guides = {"participant_guide": Text("Ask us."), "facilitator_guide": Text("Bring paper.")}
    course = courses.course(north, tala, **guides)

    page = client.sign_in(amina).get(address(course))
    assert "For participants" in page.links
    assert "For facilitators" not in page.links
    assert "Ask us." in client.get(address(course, "/guides/participant")).main
    for hidden in ("facilitator", "nobody"):
        client.get(address(course, f"/guides/{hidden}"), status=404)
    assert "Bring paper." in client.sign_in(tala).get(address(course, "/guides/facilitator")).main


def test_what_is_not_published_exists_for_its_writers_alone(
    client, north, south, tala, amina, eka, dana
):
    draft = actions.draft(north, courses.syllabus("Not yet"), actor=tala)
    session.commit()
    stranger = person("Trainer of the South")
    place(stranger, south.id, "trainer")

    for rest in ("", "/items/page0001", "/kit.zip"):
        for nobody in (None, amina, eka, stranger):
            browser = client.sign_in(nobody) if nobody else client.sign_out()
            browser.get(address(draft, rest), status=404)
        for somebody in (tala, dana):
            client.sign_in(somebody).get(address(draft, rest))


def test_a_course_is_found_in_its_own_portal_only(client, ict, south):
    client.get(address(ict, portal="south"), status=404)
    client.get(address(ict, "/items/page0001", portal="south"), status=404)


def test_a_course_for_members_is_for_members(client, north, south, tala, amina, eka):
    course = courses.course(north, tala)
    actions.set_reach(course, CourseReach.PORTAL, actor=tala)
    session.commit()

    client.get(address(course), status=404)
    client.sign_in(eka).get(address(course), status=404)
    assert course.title not in client.get("/en/south/courses/").text
    assert "Members only" in client.sign_in(amina).get(address(course)).main


def test_readers_read_what_is_published_and_writers_see_what_is_not(
    client, north, tala, amina, ict
):
    changed = courses.syllabus("Teaching with two computers")
    actions.revise(ict, changed, opened=ict.lock, actor=tala)
    session.commit()

    assert client.sign_in(amina).get(address(ict)).h1 == "Teaching with one computer"
    working = address(ict, "/items/page0001?working=1")
    assert "working copy" not in client.get(working).main
    page = client.sign_in(tala).get(address(ict))
    assert "it has been changed since" in page.main
    assert "working copy" in client.get(working).main


def test_a_room_above_hangs_its_box_on_the_page(client, ict, app, monkeypatch):
    box = DictLoader({"box.html": "<p>{{ dates }}</p>"})
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([box, app.jinja_env.loader]))
    monkeypatch.setattr(pages, "_on_course", {})

    @pages.section
    def dates(actor, course):
        said = f"{course.title} begins in March"
        return pages.Section({Place.LEAD: "box.html"}, {"dates": said})

    assert "Teaching with one computer begins in March" in client.get(address(ict)).main


def test_the_map_for_search_engines_names_open_courses(client, north, tala, ict):
    hidden = courses.course(north, tala, "Hidden")
    actions.set_reach(hidden, CourseReach.PORTAL, actor=tala)
    session.commit()

    page = client.get("/sitemap.xml")

    said = page.response.get_data(as_text=True)
    assert f"/courses/{ict.id}<" in said
    assert f"/courses/{hidden.id}<" not in said
