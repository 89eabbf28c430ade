"""What people read of badges and awards: a portal's, one badge, one award in each of its states."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.badges import actions, awarding, issuing
from app.badges.models import BadgeStatus, Showing
from app.badges.openbadges.values import Evidence
from app.kernel.db import session
from tests.factories.badges import awarded, badge, loaded, one_computer, settings
from tests.factories.courses import ict, spring, tala
from tests.factories.portals import cove, north, south

__all__ = ["cove", "ict", "north", "one_computer", "south", "spring", "tala"]

LESSON = Evidence(url="https://example.org/lesson", name="My lesson", narrative="It went well.")


@pytest.fixture
def award(app, one_computer, boris, tala):
    with app.app_context():
        return awarded(one_computer, boris, tala, evidence=(LESSON,))


@pytest.fixture
def change(app, award):
    """Change the award, or what it is of."""

    def changed(what):
        with app.app_context():
            what(loaded(award))
            session.commit()

    return changed


def test_an_award_says_what_who_by_whom_and_how_to_check_it(client, award, boris):
    page = client.get(f"/en/awards/{award.uid}")

    assert page.h1 == "One computer"
    assert page.title.startswith(f"One computer, awarded to {boris.name}")
    for said in (boris.name, "North", "Teaches a whole class", "Taught two lessons", "for ever"):
        assert said in page.main
    assert "It went well." in page.main
    assert page.links["My lesson"] == "https://example.org/lesson"
    assert page.links["Check this award"].startswith("/en/verify?address=")
    assert [e.text for e in page.all("p", "badge-sheet__state")] != []


def test_it_offers_each_form_to_take_along(client, award):
    page = client.get(f"/en/awards/{award.uid}")
    address = f"http://localhost/awards/{award.uid}"

    leads_to = {link.get("href") for link in page.all("a")}
    for form in (".png?save", ".svg?save", ".json?save", ".jwt?save", "/ob2"):
        assert f"{address}{form}" in leads_to
    assert f"{address}.pdf?locale=en&size=letter" in leads_to
    saved = client.get(f"/awards/{award.uid}.png?save").response
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_it_is_told_well_elsewhere_and_found_by_search_engines_only_if_wished(
    client, award, change
):
    page = client.get(f"/en/awards/{award.uid}")
    metas = {m.get("property") or m.get("name"): m.get("content") for m in page.all("meta")}

    assert metas["og:image"] == f"http://localhost/awards/{award.uid}/card.png"
    assert metas["robots"] == "noindex"
    assert client.get(f"/awards/{award.uid}/card.png").response.mimetype == "image/png"
    change(lambda kept: setattr(kept, "showing", Showing.PUBLIC))
    page = client.get(f"/en/awards/{award.uid}")
    assert "robots" not in {m.get("name") for m in page.all("meta")}


def test_nothing_on_it_comes_from_elsewhere(client, award):
    page = client.get(f"/en/awards/{award.uid}")

    loaded_from = [e.get("src") or "" for e in page.root.iter() if e.get("src")]
    assert all(address.startswith("/") for address in loaded_from)


@pytest.mark.parametrize(("locale", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_it_is_read_in_each_language(client, award, change, locale, direction):
    def translate(kept):
        kept.badge.names = kept.badge.names | {locale: "Ñame"}

    change(translate)
    page = client.get(f"/{locale}/awards/{award.uid}")

    assert page.root.get("dir") == direction
    assert page.h1 == "Ñame"
    assert next(page.root.iter("h1")).get("lang") == locale


def test_an_expired_award_says_since_when(client, award, change, later):
    change(lambda kept: setattr(kept, "expires_at", kept.issued_at + timedelta(days=2)))
    assert "Valid until" in client.get(f"/en/awards/{award.uid}").main
    later(timedelta(days=3))

    page = client.get(f"/en/awards/{award.uid}")

    assert "This award ended on" in page.main
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_revoked_award_says_why_and_is_printed_no_more(client, award, change, dana):
    change(lambda kept: awarding.revoke(kept, "It was somebody else’s work.", actor=dana))

    page = client.get(f"/en/awards/{award.uid}")

    assert "it does not count" in page.main
    assert "It was somebody else’s work." in page.main
    assert "Certificate" not in page.links
    client.get(f"/awards/{award.uid}.pdf", 409)


def test_a_replaced_award_leads_to_the_one_that_counts(app, client, award, boris):
    with app.app_context():
        boris.email = "boris.new@school.example"
        session.add(boris)
        session.flush()
        (new,) = awarding.bind_again(boris)
        session.commit()

    page = client.get(f"/en/awards/{award.uid}")

    assert page.links["Show the award that counts"] == f"/en/awards/{new.uid}"
    assert client.get(f"/en/awards/{new.uid}").links.get("Show the award that counts") is None


def test_an_award_of_an_erased_account_names_nobody(app, client, award, boris):
    name = boris.name
    with app.app_context():
        awarding.forget(boris)
        session.commit()

    page = client.get(f"/en/awards/{award.uid}")

    assert name not in page.html
    assert "account was erased" in page.main
    client.get(f"/awards/{award.uid}.pdf", 409)


def test_a_holder_is_called_by_the_name_that_they_have_now(app, client, award, boris):
    with app.app_context():
        boris.name = "Boris Ivanov"
        session.add(boris)
        session.commit()

    assert "Boris Ivanov" in client.get(f"/en/awards/{award.uid}").main


def test_evidence_is_shown_as_the_holder_wishes(client, award, change):
    change(lambda kept: setattr(kept, "shows_evidence", False))

    assert "It went well." not in client.get(f"/en/awards/{award.uid}").html


def test_a_private_award_is_not_found_by_others(client, award, change, amina, boris, tala):
    change(lambda kept: setattr(kept, "showing", Showing.PRIVATE))
    address = f"/en/awards/{award.uid}"

    client.get(address, 404)
    client.sign_in(amina).get(address, 404)
    client.sign_in(tala).get(address)
    page = client.sign_in(boris).get(address)
    assert "Only you and the trainers" in page.main


@pytest.mark.parametrize("size", ["", "&size=letter"])
def test_a_certificate_is_printed(client, award, size):
    address = f"/awards/{award.uid}.pdf?locale=fr{size}"

    page = client.get(address)
    sheet = PdfReader(BytesIO(page.response.get_data())).pages[0]

    assert page.response.mimetype == "application/pdf"
    assert award.uid in sheet.extract_text()
    assert "One computer" in sheet.extract_text()
    paper = {round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))}
    assert paper == ({612, 792} if size else {595, 842})


def test_a_portal_shows_what_can_be_earned(app, client, north, tala, one_computer):
    with app.app_context():
        hidden = badge(north, tala, "Long gone")
        hidden.status = BadgeStatus.ARCHIVED
        session.commit()

    page = client.get("/en/north/badges/")

    assert page.links["One computer"] == f"/en/north/badges/{one_computer.id}"
    assert "Long gone" not in page.main


def test_a_portal_without_badges_says_so(client, south):
    assert "No badge can be earned here yet." in client.get("/en/south/badges/").main


def test_many_badges_are_listed_in_pages_with_few_statements(app, client, north, tala, query_count):
    with app.app_context():
        for number in range(30):
            badge(north, tala, f"Badge {number}")

    client.get("/en/north/badges/")
    with query_count(6):
        page = client.get("/en/north/badges/?some=thing")
    assert len(page.all("article", "badge-tile")) == 24
    rest = client.get(page.links["Older"])
    assert len(rest.all("article", "badge-tile")) == 6


def test_a_badge_says_what_it_stands_for_and_how_it_is_earned(app, client, north, tala, ict):
    with app.app_context():
        made = badge(north, tala, course_id=ict.id, alignments=("unesco-ict-cft-v3:KA.1",))

    page = client.get(f"/en/north/badges/{made.id}")

    assert "Taught two lessons" in page.main
    assert page.links[ict.title] == f"/en/north/courses/{ict.id}"
    assert "UNESCO ICT Competency Framework" in page.main
    assert "KA.1" in page.main


def test_a_draft_is_seen_by_who_makes_it(app, client, north, tala, amina, one_computer):
    with app.app_context():
        made = badge(north, tala, "Half done")
        made.status = BadgeStatus.DRAFT
        session.commit()

    client.get(f"/en/north/badges/{made.id}", 404)
    client.sign_in(amina).get(f"/en/north/badges/{made.id}", 404)
    assert "This is a draft" in client.sign_in(tala).get(f"/en/north/badges/{made.id}").main


def test_a_badge_is_found_in_its_own_portal_alone(client, one_computer, south):
    client.get(f"/en/south/badges/{one_computer.id}", 404)
    client.get(f"/en/badges/{one_computer.id}", 404)


def test_an_award_of_a_closed_portal_is_shown_by_its_holder_to_strangers(
    app, client, cove, nadia, boris
):
    with app.app_context():
        made = badge(cove, nadia, "Of the cove")
        given = awarded(made, boris, nadia)

    page = client.get(f"/en/awards/{given.uid}")

    (picture,) = page.all("img", "badge-sheet__picture")
    client.get(picture.get("src"))
    client.get(f"/en/cove/badges/{made.id}", 404)


def test_the_network_awards_badges_too(app, client, nadia, boris):
    with app.app_context():
        made = actions.make(issuing.issuer_for(None), settings("For all"), actor=nadia)
        actions.publish(made, actor=nadia)
        given = awarded(made, boris, nadia)

    assert client.get(f"/en/badges/{made.id}").h1 == "For all"
    assert client.get(f"/en/awards/{given.uid}").h1 == "For all"
    assert "For all" in client.get("/en/issuers/network").main
    client.get(f"/badges/{made.id}", leads_to=f"/en/badges/{made.id}",
               headers={"Accept": "text/html"})  # fmt: skip


def test_a_visitors_page_is_made_anew_when_the_award_is_taken_back(client, award, change, dana):
    before = client.get(f"/en/awards/{award.uid}")
    change(lambda kept: awarding.revoke(kept, "A mistake.", actor=dana))

    assert "A mistake." not in before.main
    assert "A mistake." in client.get(f"/en/awards/{award.uid}").main


def test_an_award_is_loaded_with_few_statements(client, award, query_count):
    with query_count(7):
        client.get(f"/en/awards/{award.uid}")
