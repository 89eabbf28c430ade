"""Making badges: who may, in several languages, how it looks, what becomes of it."""

import io

import pytest
from PIL import Image

from app.badges import issuing, queries
from app.badges.models import Badge, BadgeStatus
from app.kernel.db import session
from tests.client import fresh
from tests.factories.badges import awarded, one_computer
from tests.factories.courses import course, ict, tala
from tests.factories.people import person, place
from tests.factories.portals import cove, north, south

__all__ = ["cove", "ict", "north", "one_computer", "south", "tala"]

NEW = "/en/north/badges/new"
WORDS = {
    "name": "Careful reader",
    "description": "Reads with a class.",
    "criteria": "Read **three** texts with a class.",
}


def picture(size=(300, 200)) -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, "PNG")
    written.seek(0)
    return written, "ours.png"


def only() -> Badge:
    session.rollback()
    return session.query(Badge).one()


def edit_of(badge: Badge) -> str:
    return f"/en/north/badges/{badge.id}/edit"


def test_a_trainer_makes_a_badge_that_others_see_once_it_is_published(client, tala, amina, north):
    client.sign_in(tala).get(NEW)
    client.submit("Save", WORDS | {"shape": "shield", "symbol": "book", "level": "2"}, status=303)
    badge = only()
    address = f"/en/north/badges/{badge.id}"
    assert badge.status == BadgeStatus.DRAFT
    assert badge.drawing == {
        "shape": "shield", "symbol": "book", "hue": 160, "text": "", "level": 2,
    }  # fmt: skip
    client.sign_in(amina).get(address, 404)

    client.sign_in(tala).get(address)
    client.submit("Publish", leads_to=address)

    assert "Careful reader" in client.sign_in(amina).get(address).main


@pytest.mark.parametrize("name", ["amina", "eka"])
def test_who_does_not_train_here_makes_none(client, name, north, south, request):
    client.sign_in(request.getfixturevalue(name))

    client.get(NEW, 403)
    client.post(NEW, WORDS, status=403)
    assert session.query(Badge).count() == 0


def test_a_visitor_is_led_to_the_door(client, one_computer):
    for path in (NEW, edit_of(one_computer), f"/en/north/badges/{one_computer.id}/awards"):
        client.get(path, leads_to=f"/en/sign-in?next={path}")


DEEDS = ("edit", "publication", "archive", "code", "code/end", "awards/new")


@pytest.mark.parametrize("deed", DEEDS)
def test_a_member_and_a_trainer_of_elsewhere_change_nothing(
    client, one_computer, amina, south, deed
):
    path = f"/en/north/badges/{one_computer.id}/{deed}"
    stranger = person("Trainer of South")
    place(stranger, south.id, "trainer")
    before = one_computer.lock

    client.sign_in(amina).post(path, status=403)
    client.sign_in(stranger).post(path, status=403)

    assert fresh(one_computer).lock == before


@pytest.mark.parametrize("deed", DEEDS)
def test_under_another_portal_s_address_there_is_no_such_badge(
    client, one_computer, south, nadia, deed
):
    client.sign_in(nadia).post(f"/en/south/badges/{one_computer.id}/{deed}", status=404)


def test_what_was_typed_comes_back_when_it_is_refused(client, tala, north):
    client.sign_in(tala).get(NEW)

    page = client.submit("Save", WORDS | {"name": "", "text": "año", "valid_days": "0"}, status=422)

    assert "Give the badge a name." in page.main
    assert "Only digits and the letters A to Z can be drawn." in page.main
    assert "Read **three** texts with a class." in page.main
    assert page.form("Save").values["text"] == "año"


def test_the_picture_is_shown_as_it_is_chosen_and_nothing_is_saved(client, tala, north):
    client.sign_in(tala).get(NEW)

    page = client.submit("Show it", WORDS | {"shape": "leaf", "text": "2026"}, status=200)

    (drawn,) = page.all("img", "drawing__picture")
    assert "shape=leaf" in drawn.get("src", "")
    assert "text=2026" in drawn.get("src", "")
    assert page.form("Save").values["name"] == "Careful reader"
    assert session.query(Badge).count() == 0
    assert client.get(drawn.get("src")).response.mimetype == "image/svg+xml"


@pytest.mark.parametrize(
    "query",
    ["shape=blob", "shape=circle&symbol=skull", "hue=400", "hue=x", "level=9", "text=TOOLONG", "text=<b>"],
)  # fmt: skip
def test_what_cannot_be_drawn_is_not_found(client, query):
    client.get(f"/badges/drawing.svg?{query}", 404)


def test_a_drawing_is_kept_by_browsers(client):
    page = client.get("/badges/drawing.svg?shape=seal&symbol=atom&hue=20")

    assert "max-age=86400" in page.response.headers["Cache-Control"]


def test_further_languages_are_added_and_the_rest_stays(client, tala, one_computer):
    client.sign_in(tala).get(f"{edit_of(one_computer)}?language=fr")
    french = {"name": "Un seul ordinateur", "description": "Oui.", "criteria": "Deux leçons."}

    client.submit("Save", french, status=303)

    badge = fresh(one_computer)
    assert badge.names == {"en": "One computer", "fr": "Un seul ordinateur"}
    assert badge.criteria["fr"] == "Deux leçons."
    assert badge.language == "en"


def test_a_language_is_told_whole_or_not_at_all(client, tala, one_computer):
    client.sign_in(tala).get(f"{edit_of(one_computer)}?language=fr")

    page = client.submit("Save", {"name": "Un seul ordinateur"}, status=422)

    assert "Say what one must have done: it stands in every award." in page.main
    assert set(fresh(one_computer).names) == {"en"}


def test_a_published_badge_keeps_its_words(client, tala, one_computer):
    client.sign_in(tala).get(edit_of(one_computer))

    client.submit("Save", {"criteria": "  "}, status=422)

    assert fresh(one_computer).criteria["en"]


def test_a_draft_without_criteria_is_saved_but_not_published(client, tala, north):
    client.sign_in(tala).get(NEW)
    client.submit("Save", {"name": "Half done"}, status=303)
    client.follow()

    client.submit("Publish", status=409)

    assert only().status == BadgeStatus.DRAFT


def test_two_who_change_it_at_once_see_both(client, other_client, tala, dana, one_computer):
    client.sign_in(tala).get(edit_of(one_computer))
    other_client.sign_in(dana).get(edit_of(one_computer))
    other_client.submit("Save", {"name": "One computer for all", "valid_days": "30"}, status=303)

    page = client.submit("Save", {"name": "A single computer"}, status=409)

    assert "Somebody saved this badge while you were writing." in page.main
    assert "One computer for all" in page.main
    assert page.form("Save").values["name"] == "A single computer"
    client.submit("Save", {"valid_days": "30"}, status=303)
    badge = fresh(one_computer)
    assert (badge.names["en"], badge.valid_days) == ("A single computer", 30)


def test_a_picture_of_one_s_own_stands_instead_of_the_drawing(client, tala, amina, one_computer):
    client.sign_in(tala).get(edit_of(one_computer))
    client.submit("Save", {"picture": picture()}, status=303)
    badge = fresh(one_computer)

    assert badge.file_id
    client.get(edit_of(badge))
    (shown,) = client.page.all("img", "row-set__picture")
    response = client.get(shown.get("src")).response
    response.get_data()
    response.close()
    assert response.mimetype in ("image/png", "image/webp")
    client.sign_in(amina).get(shown.get("src"), 404)
    client.sign_in(tala).get(edit_of(badge))
    client.submit("Save", {"without_picture": "y"}, status=303)
    assert fresh(badge).file_id is None


def test_nobody_names_a_picture_that_somebody_else_sent(client, tala, dana, one_computer):
    client.sign_in(dana).get(NEW)
    client.submit("Save", WORDS | {"picture": picture()}, status=303)
    theirs = session.query(Badge.file_id).where(Badge.file_id.is_not(None)).scalar()
    client.sign_in(tala).get(edit_of(one_computer))

    client.submit("Save", {"file_id": str(theirs)}, status=303)

    assert fresh(one_computer).file_id is None


def test_what_is_no_picture_is_refused_in_words(client, tala, north):
    client.sign_in(tala).get(NEW)

    page = client.submit(
        "Save", WORDS | {"picture": (io.BytesIO(b"just words"), "a.txt")}, status=422
    )

    assert "Send a picture" in page.main


def test_only_courses_of_the_portal_lead_to_it(client, tala, one_computer, ict, south):
    elsewhere = person("Trainer of South")
    place(elsewhere, south.id, "trainer")
    other = course(south, elsewhere, "Their course")
    client.sign_in(tala).get(edit_of(one_computer))

    client.submit("Save", {"course_id": str(ict.id)}, status=303)
    assert fresh(one_computer).course_id == ict.id
    client.get(edit_of(one_computer))
    client.submit("Save", {"course_id": str(other.id)}, status=422)


def test_what_it_answers_to_who_stands_behind_it_and_the_rules(
    client, tala, one_computer, south, nadia
):
    with client.app.app_context():
        beside = issuing.issuer_for(south)
    chosen = {
        "alignments": "digcompedu-2017:1.1",
        "co_issuers": str(beside.id),
        "is_renewable": "y",
        "is_own_claim_allowed": "y",
        "valid_days": "365",
    }
    client.sign_in(tala).get(edit_of(one_computer))

    client.submit("Save", chosen, status=303)

    badge = fresh(one_computer)
    assert badge.alignments == ["digcompedu-2017:1.1"]
    assert (badge.is_renewable, badge.is_own_claim_allowed, badge.valid_days) == (True, True, 365)
    with client.app.app_context():
        whole = queries.find(nadia, badge.id)
        assert [one.issuer.slug for one in whole.co_issuers] == ["south"]


def test_archiving_asks_first_and_awards_stay(client, tala, boris, one_computer):
    with client.app.app_context():
        awarded(one_computer, boris, tala)
    client.sign_in(tala).get(f"/en/north/badges/{one_computer.id}/archive")
    assert "The award of 1 person stays" in client.page.main

    client.submit("Archive", leads_to=f"/en/north/badges/{one_computer.id}")

    assert fresh(one_computer).status == BadgeStatus.ARCHIVED
    client.follow()
    client.submit("Publish it again", status=303)
    assert fresh(one_computer).status == BadgeStatus.PUBLISHED


def test_drafts_stand_in_a_box_for_who_makes_them_only(client, tala, amina, north):
    client.sign_in(tala).get(NEW)
    client.submit("Save", {"name": "Half done"}, status=303)

    assert "Half done" in client.get("/en/north/badges/").links
    assert "Half done" not in client.sign_in(amina).get("/en/north/badges/").text


def test_a_code_is_made_made_anew_and_ended(client, tala, one_computer):
    client.sign_in(tala).get(f"/en/north/badges/{one_computer.id}/code")
    client.submit("Make a code", status=303)
    first = fresh(one_computer).code
    client.follow()
    assert f"{first[:4]} {first[4:]}" in client.page.main

    client.submit("Another code", status=303)
    assert fresh(one_computer).code not in (None, first)
    client.follow()
    client.submit("No code any more", status=303)
    assert fresh(one_computer).code is None


def test_criteria_are_previewed_as_they_will_be_shown(client, tala, amina, north):
    path = "/en/north/badges/preview"

    page = client.sign_in(tala).post(path, {"text": "**Do** <script>x</script>"}, status=200)

    assert "<strong>Do</strong>" in page.json["html"]
    assert "<script" not in page.json["html"]
    client.sign_in(amina).post(path, {"text": "x"}, status=403)


def test_a_form_without_anything_in_it_is_given_back(client, one_computer, tala):
    client.sign_in(tala)

    client.post(f"/en/north/badges/{one_computer.id}/edit", {}, status=422)
