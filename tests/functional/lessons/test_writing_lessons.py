"""Writing a lesson: a draft, its revisions, and that nothing typed is ever lost."""

import pytest
from sqlalchemy import func, select

from app.kernel.db import session
from app.lessons.content import StepContent, Text
from app.lessons.events import LessonRevised
from app.lessons.models import Lesson, Revision
from app.portals.models import Portal
from tests.factories import lessons
from tests.factories.lessons import read_again, recorded

DRAFT, SAVE = "Save as a draft", "Save the new revision"
TYPED = {
    "title": "Shadows at noon",
    "summary": "Pupils find the shortest shadow.",
    "steps-0-title": "Measure",
    "steps-0-minutes": "15",
    "steps-0-grouping": "pairs",
    "steps-0-text": "Use a **stick**.",
    "steps-1-title": "Compare",
    "steps-1-minutes": "20",
}


def written() -> Lesson:
    """Return the only lesson there is."""
    (found,) = session.scalars(select(Lesson)).all()
    return read_again(found)


def revisions(lesson) -> int:
    session.rollback()
    counted = select(func.count()).where(Revision.lesson_id == lesson.id)
    return session.scalar(counted)


def test_a_member_writes_a_draft_that_only_they_see(client, north, amina, boris, chidi, nadia):
    client.sign_in(amina).get("/en/north/lessons/new")

    client.submit(DRAFT, TYPED, status=303)

    page = client.follow()
    assert page.h1 == "Shadows at noon"
    assert "only you can see it" in page.main
    assert "35 min in 2 steps" in page.text
    address = f"/en/north/lessons/{written().id}"
    client.get("/en/north/lessons/mine")
    assert "Shadows at noon" in client.page.links
    assert "Shadows at noon" not in client.get("/en/north/lessons/").text
    for other in (boris, chidi, nadia):
        client.sign_in(other).get(address, status=404)
    client.sign_out().get(address, status=404)


def test_the_minutes_of_the_steps_add_up(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")

    client.submit(DRAFT, TYPED | {"minutes": "5"}, status=303)

    lesson = written()
    assert lesson.minutes == 35
    assert [(step.title, step.minutes, step.grouping) for step in lesson.steps] == [
        ("Measure", 15, "pairs"),
        ("Compare", 20, None),
    ]
    assert lesson.steps[0].text.html == "<p>Use a <strong>stick</strong>.</p>"


def test_what_is_missing_is_said_and_what_was_typed_comes_back(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    values = TYPED | {
        "title": "  ",
        "age_min": "12",
        "age_max": "9",
        "steps-1-title": "",
        "steps-1-minutes": "soon",
        "outcomes": "read a scale\nname a cloud",
        "subjects": ["science", "geography"],
    }

    page = client.submit(DRAFT, values, status=422)

    assert "Enter a title." in page.main
    assert "The oldest age is below the youngest." in page.main
    assert "Not saved yet" in page.main
    back = page.form(DRAFT).values
    for name in ("summary", "steps-0-text", "steps-1-minutes", "outcomes", "subjects", "age_max"):
        assert back[name] == values[name]
    assert session.scalar(select(func.count()).select_from(Lesson)) == 0


def test_a_step_without_a_title_asks_for_one(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")

    page = client.submit(DRAFT, TYPED | {"steps-2-text": "Talk about it."}, status=422)

    assert "Give the step a title" in page.main
    assert page.form(DRAFT).values["steps-2-text"] == "Talk about it."


@pytest.mark.parametrize(("sent", "kept"), [("in", "id"), ("iw", "he"), ("pt-br", "pt-BR")])
def test_a_language_is_kept_by_its_present_code(client, north, amina, sent, kept):
    client.sign_in(amina).get("/en/north/lessons/new")

    client.submit(DRAFT, TYPED | {"language": sent}, status=303)

    assert written().language == kept


def test_what_is_no_language_is_refused(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")

    client.submit(DRAFT, TYPED | {"language": "klingonish"}, status=422)


def test_the_form_offers_the_writers_language_first(client, north, amina):
    amina.languages = ["fr", "en"]

    page = client.sign_in(amina).get("/en/north/lessons/new")

    assert page.form(DRAFT).values["language"] == "fr"


def test_every_save_is_a_revision_and_an_unchanged_one_is_none(client, lesson, amina):
    edit = f"/en/north/lessons/{lesson.id}/edit"
    client.sign_in(amina).get(edit)
    client.submit(SAVE, status=303)
    assert revisions(lesson) == 1

    client.get(edit)
    client.submit(SAVE, {"title": "Rain in a jar", "note": "Clearer"}, status=303)

    assert revisions(lesson) == 2
    assert read_again(lesson).title == "Rain in a jar"
    assert recorded(LessonRevised) == [{"lesson_id": lesson.id, "actor_id": amina.id}]
    history = client.get(f"/en/north/lessons/{lesson.id}/revisions/")
    assert "Clearer" in history.main


def test_an_unchanged_import_is_not_saved_again_and_loses_nothing(client, north, amina):
    lesson = lessons.published(
        north,
        amina,
        summary="Two lines\nof summary",
        subjects=("geography", "science"),
        licence="CC-BY-ND-3.0",
        language="gsw",
        steps=(StepContent("Look", text=Text("<p>Look <b>up</b></p>\n", "html")),),
        sections={"body": Text("Because\n")},
        materials=(
            lessons.link("Clouds", licence="MIT", credit="From an atlas, 1932"),
            lessons.link("Notes", step=7),
        ),
        origin={"identifier": "x-1"},
    )
    before = lesson.content()
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")

    client.submit(SAVE, status=303)
    assert read_again(lesson).content() == before
    assert revisions(lesson) == 1
    client.get(f"/en/north/lessons/{lesson.id}/edit")
    client.submit(SAVE, {"title": "Another title"}, status=303)

    after = read_again(lesson)
    assert after.content().materials[0] == before.materials[0]
    assert after.licence == "CC-BY-ND-3.0"
    assert after.language == "gsw"
    assert after.subjects == ["geography", "science"]
    assert after.steps[0].text.html == "<p>Look <b>up</b></p>"


def test_html_in_an_imports_markdown_stays_html(client, north, amina):
    lesson = lessons.published(
        north,
        amina,
        sections={"body": Text("H<sub>2</sub>O")},
        origin={"identifier": "x-1", "record": {"raw_html": True}},
    )
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")

    client.submit(SAVE, {"title": "Water"}, status=303)

    assert "<sub>2</sub>" in read_again(lesson).body.text.html


def test_what_this_room_does_not_ask_cannot_be_sent_along(client, lesson, north, south, amina):
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")
    values = client.page.form(SAVE).values | {
        "author_id": "1", "portal_id": str(south.id), "status": "draft", "family_id": "99",
        "resource_type": "game", "published_at": "2001-01-01", "revision_number": "7",
        "licence": "MIT",
    }  # fmt: skip

    client.post(f"/en/north/lessons/{lesson.id}/edit", values, status=422)
    client.post(f"/en/north/lessons/{lesson.id}/edit", values | {"licence": "CC0-1.0"}, status=303)

    after = read_again(lesson)
    assert (after.author_id, after.portal_id, after.status) == (amina.id, north.id, "published")
    assert (after.resource_type, after.revision_number) == ("lesson-plan", 2)
    assert after.published_at.year > 2001


def test_a_conflict_shows_both_texts_and_loses_nothing(client, other_client, lesson, amina):
    edit = f"/en/north/lessons/{lesson.id}/edit"
    client.sign_in(amina).get(edit)
    other_client.sign_in(amina).get(edit)
    other_client.submit(SAVE, {"summary": "Pupils count every drop."}, status=303)

    page = client.submit(SAVE, {"title": "Rain gauges", "steps-0-text": "Mine"}, status=409)

    assert "Amina Diallo saved this lesson while you were writing." in page.main
    assert "count every drop" in page.main
    back = page.form(SAVE).values
    assert (back["title"], back["steps-0-text"]) == ("Rain gauges", "Mine")
    assert read_again(lesson).summary == "Pupils count every drop."

    client.submit(SAVE, {"summary": "Both of us."}, status=303)
    assert read_again(lesson).title == "Rain gauges"


@pytest.mark.parametrize("opened", ["", "0", "99", "x"])
def test_a_save_that_does_not_say_what_it_changes_is_a_conflict(client, lesson, amina, opened):
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")

    page = client.submit(SAVE, {"opened": opened, "title": "Blind"}, status=409)

    assert page.form(SAVE).values["title"] == "Blind"


def test_rows_come_and_go_without_script_and_keep_what_was_typed(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    typed = TYPED | {"steps-1-minutes": "soon", "steps-2-title": "Third", "body": "Why"}

    page = client.submit("Add a step", typed, status=200)

    values = page.form(DRAFT).values
    assert values["steps-3-title"] == ""
    assert (values["steps-1-minutes"], values["body"]) == ("soon", "Why")

    page = client.post(
        "/en/north/lessons/new", values | {"steps-3-title": "Fourth", "row": "steps:up:3"},
        status=200,
    )  # fmt: skip
    values = page.form(DRAFT).values
    assert [values[f"steps-{n}-title"] for n in range(4)] == [
        "Measure", "Compare", "Fourth", "Third",
    ]  # fmt: skip

    for command in ("steps:down:0", "steps:remove:2"):
        page = client.post("/en/north/lessons/new", values | {"row": command}, status=200)
        values = page.form(DRAFT).values
    assert [values[f"steps-{n}-title"] for n in range(3)] == ["Compare", "Measure", "Third"]
    assert values["steps-0-minutes"] == "soon"
    assert values["steps-1-text"] == "Use a **stick**."
    assert "steps-3-title" not in values


@pytest.mark.parametrize("command", ["steps:up:9", "steps:burn:0", "title:add", "steps", "", ":::"])
def test_a_button_that_there_is_not_changes_nothing(client, north, amina, command):
    client.sign_in(amina).get("/en/north/lessons/new")
    values = client.page.form(DRAFT).values | TYPED

    page = client.post("/en/north/lessons/new", values | {"row": command}, status=200)

    assert page.form(DRAFT).values["steps-0-title"] == "Measure"


def test_a_material_follows_its_step(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    client.submit("Add a link", TYPED | {"steps-2-title": "Third"}, status=200)
    values = client.page.form(DRAFT).values | {
        "materials-0-url": "https://example.org/a",
        "materials-0-step": "1",
    }

    page = client.post("/en/north/lessons/new", values | {"row": "steps:down:1"}, status=200)
    assert page.form(DRAFT).values["materials-0-step"] == "2"
    values = page.form(DRAFT).values | {
        "steps-0-title": "",
        "steps-0-text": "",
        "steps-0-minutes": "",
    }
    client.post("/en/north/lessons/new", values | {"then": "draft"}, status=303)

    lesson = written()
    assert [step.title for step in lesson.steps] == ["Third", "Compare"]
    assert lesson.materials[0].step == 1
    assert lesson.materials_of(lesson.steps[1]) == lesson.materials


def test_the_number_of_rows_has_an_end(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    many = {f"steps-{n}-title": f"Step {n}" for n in range(40)}

    values = client.page.form(DRAFT).values | TYPED | many | {"row": "steps:add"}
    page = client.post("/en/north/lessons/new", values, status=200)

    assert "steps-40-title" not in page.form(DRAFT).values


def test_a_link_is_a_material_and_only_web_addresses_are_taken(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    client.submit("Add a link", TYPED, status=200)
    page = client.submit(DRAFT, {"materials-0-url": "javascript:alert(1)"}, status=422)
    assert "An address begins with https://" in page.main
    page = client.submit(DRAFT, {"materials-0-url": "", "materials-0-title": "Lost"}, status=422)
    assert "Enter the address, or remove this link." in page.main

    values = {"materials-0-url": "https://example.org/gauge", "materials-0-title": "A gauge"}
    client.submit(DRAFT, values, status=303)

    page = client.follow()
    assert page.links["A gauge"] == "https://example.org/gauge"


def test_the_reach_names_portals_only_when_they_are_chosen(client, north, south, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    client.submit(DRAFT, TYPED | {"reach": "chosen", "portals": [str(south.id)]}, status=303)
    lesson = written()
    assert lesson.content().portals == (south.id,)

    client.get(f"/en/north/lessons/{lesson.id}/edit")
    client.submit(DRAFT, {"reach": "portal"}, status=303)

    assert read_again(lesson).content().portals == ()


def test_a_chosen_portal_that_the_author_cannot_see_stays_chosen(client, north, cove, south, amina):
    lesson = lessons.draft(north, amina, reach="chosen", portals=(cove.id, south.id))
    page = client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")
    assert "Cove" not in page.main

    client.submit(DRAFT, {"title": "Changed"}, status=303)

    assert set(read_again(lesson).content().portals) == {cove.id, south.id}


def test_nobody_chooses_a_closed_portal_that_they_do_not_see(client, north, cove, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    values = client.page.form(DRAFT).values | TYPED

    client.post(
        "/en/north/lessons/new", values | {"reach": "chosen", "portals": [str(cove.id)]},
        status=422,
    )  # fmt: skip


def test_only_members_write_and_only_authors_change(
    client, lesson, south, boris, chidi, eka, nadia
):
    edit = f"/en/north/lessons/{lesson.id}/edit"
    client.get("/en/north/lessons/new", leads_to="/en/sign-in")
    client.get(edit, leads_to="/en/sign-in")
    for other in (eka, nadia):
        client.sign_in(other).get("/en/north/lessons/new", status=403)
        client.post("/en/north/lessons/new", TYPED, status=403)
    for other in (boris, chidi, eka, nadia):
        client.sign_in(other).get(edit, status=403)
        client.post(edit, TYPED, status=403)


def test_the_preview_shows_the_text_cleaned(client, north, amina, eka):
    sent = {"text": "**bold** <script>alert(1)</script>"}

    page = client.sign_in(amina).post("/en/north/lessons/preview", sent, status=200)
    assert "<strong>bold</strong>" in page.json["html"]
    assert "<script" not in page.json["html"]
    client.sign_in(eka).post("/en/north/lessons/preview", sent, status=403)


def test_an_older_revision_is_seen_compared_and_restored(client, lesson, amina):
    edit = f"/en/north/lessons/{lesson.id}/edit"
    client.sign_in(amina).get(edit)
    client.submit(SAVE, {"title": "Snow in a bottle"}, status=303)

    page = client.get(f"/en/north/lessons/{lesson.id}/revisions/2")
    assert [e.text for e in page.all("del")] == ["Rain "]
    assert [e.text for e in page.all("ins")] == ["Snow "]
    client.get(f"/en/north/lessons/{lesson.id}/revisions/1")
    client.submit("Make this the newest again", status=303)

    assert client.follow().h1 == "Rain in a bottle"
    assert revisions(lesson) == 3
    assert "Restored revision 1" in client.get(f"/en/north/lessons/{lesson.id}/revisions/").main
    client.post(f"/en/north/lessons/{lesson.id}/revisions/3/restoration", status=303)
    assert revisions(lesson) == 3
    client.get(f"/en/north/lessons/{lesson.id}/revisions/9", status=404)


def test_the_history_is_for_the_author_and_the_moderators(client, lesson, boris, chidi, north):
    history = f"/en/north/lessons/{lesson.id}/revisions/"
    client.get(history, leads_to="/en/sign-in")
    client.sign_in(boris).get(history, status=403)
    client.get(history + "1", status=403)
    client.sign_in(chidi).get(history)
    client.post(history + "1/restoration", status=403)
    assert "Make this" not in client.get(history + "1").text


def test_an_author_who_left_still_keeps_what_is_theirs(client, north, amina):
    lesson = lessons.draft(north, amina)
    for membership in list(amina.memberships):
        session.delete(membership)
    page = client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")

    assert "Publish" not in page.form(DRAFT).buttons
    values = page.form(DRAFT).values | {"title": "Mine still", "then": "publish"}
    client.post(f"/en/north/lessons/{lesson.id}/edit", values, status=303)

    after = read_again(lesson)
    assert (after.title, after.status) == ("Mine still", "draft")
    assert session.get(Portal, north.id) is not None
