"""The backpack: order, who sees what, taking it all out, and badges from elsewhere."""

import io
import json
from zipfile import ZipFile

import pytest

from app.badges import queries, writing_down
from app.badges.models import Award, ForeignBadge, Showing
from app.badges.openbadges import baking, checking, keys, signing
from app.badges.openbadges.values import Evidence, Recipient
from app.kernel import clock
from app.kernel.db import session
from tests.client import fresh
from tests.factories import openbadges
from tests.factories.badges import awarded, badge, one_computer
from tests.factories.courses import tala
from tests.factories.portals import north
from tests.unit.badges.pictures import a_png

__all__ = ["north", "one_computer", "tala"]

BACKPACK = "/en/backpack"


@pytest.fixture
def mine(app, one_computer, boris, tala) -> Award:
    """One computer, awarded to Boris for two lessons."""
    with app.app_context():
        return awarded(one_computer, boris, tala, evidence=(Evidence(narrative="Two lessons."),))


def held(of: Award) -> str:
    return f"{BACKPACK}/{of.uid}"


def test_what_is_held_stands_in_the_backpack_of_its_holder_only(client, boris, amina, mine):
    assert "One computer" in client.sign_in(boris).get(BACKPACK).links
    assert "One computer" not in client.sign_in(amina).get(BACKPACK).links
    client.get(held(mine), 404)
    client.post(held(mine), {"showing": "public"}, status=404)
    client.post(f"{held(mine)}/up", status=404)
    client.post(f"{held(mine)}/name", status=404)
    assert fresh(mine).showing == Showing.LINK


def test_a_visitor_is_led_to_the_door(client, mine):
    for path in (BACKPACK, held(mine), f"{BACKPACK}/import", f"{BACKPACK}/badges.zip"):
        client.get(path, leads_to=f"/en/sign-in?next={path}")


def test_even_who_awarded_it_does_not_decide_who_sees_it(client, tala, mine):
    client.sign_in(tala).post(held(mine), {"showing": "public"}, status=404)


def test_the_order_is_the_holder_s(client, boris, tala, north, mine, app):
    with app.app_context():
        second = awarded(badge(north, tala, "Careful reader"), boris, tala)
    client.sign_in(boris).get(BACKPACK)
    assert _names(client) == ["Careful reader", "One computer"]

    client.submit("Move “One computer” up", leads_to=BACKPACK)
    client.follow()
    assert _names(client) == ["One computer", "Careful reader"]
    client.post(f"{held(second)}/down", leads_to=BACKPACK)
    assert _names(client.sign_in(boris), again=True) == ["One computer", "Careful reader"]


def _names(client, *, again=False) -> list[str]:
    page = client.get(BACKPACK) if again else client.page
    return ["".join(h2.itertext()).strip() for h2 in page.all("h2", "backpack__name")]


@pytest.mark.parametrize(
    ("showing", "status", "on_profile"),
    [("private", 404, False), ("link", 200, False), ("public", 200, True)],
)
def test_the_holder_says_who_sees_it(client, boris, mine, showing, status, on_profile):
    client.sign_in(boris).get(held(mine))

    client.submit("Save", {"showing": showing}, leads_to=held(mine))

    client.sign_out()
    client.get(f"/awards/{mine.uid}.json", status)
    profile = client.get(f"/en/people/{boris.id}")
    assert ("One computer" in profile.links) is on_profile


def test_evidence_is_shown_or_not(client, boris, mine):
    client.sign_in(boris).get(held(mine))
    values = dict(client.page.form("Save").values)
    values.pop("shows_evidence")

    client.post(held(mine), values, leads_to=held(mine))

    assert fresh(mine).shows_evidence is False


def test_a_strange_showing_is_refused(client, boris, mine):
    client.sign_in(boris).post(held(mine), {"showing": "everybody"}, status=422)


def test_the_address_can_be_copied_without_script(client, boris, mine):
    page = client.sign_in(boris).get(held(mine))

    (address,) = page.all("input", "share__address")
    assert address.get("value") == f"http://localhost/awards/{mine.uid}"


def test_it_is_issued_again_in_the_present_name(client, boris, mine):
    before = mine.holder_name
    client.sign_in(boris).get(held(mine))
    assert "Issue it again with my present name" not in client.page.main
    client.post(f"{held(mine)}/name", status=409)
    session.get_one(type(boris), boris.id).name = "Boris Ivanov"
    session.commit()

    client.sign_in(boris).get(held(mine))
    client.submit("Issue it again with my present name", status=303)

    session.rollback()
    old, new = session.query(Award).order_by(Award.id).all()
    assert (old.holder_name, new.holder_name) == (before, "Boris Ivanov")
    assert old.is_revoked
    assert old.replaced_by_id == new.id
    assert new.evidence == old.evidence
    assert new.issued_at == old.issued_at
    assert len(client.get(BACKPACK).all("h2", "backpack__name")) == 1


def test_all_is_taken_out_as_one_file_and_proves_itself(client, boris, mine, app):
    response = client.sign_in(boris).get(f"{BACKPACK}/badges.zip").response

    archive = ZipFile(io.BytesIO(response.get_data()))
    assert archive.namelist() == ["01 One computer.png", "01 One computer.json", "01 One computer.jwt"]  # fmt: skip
    carried = baking.read(archive.read("01 One computer.png"))
    assert json.loads(carried.assertion)["badge"]
    with app.app_context():
        for said in (carried.credential, archive.read("01 One computer.jwt")):
            known = writing_down.verification_keys(queries.issuer("north"))
            checked = checking.verify(said, keys=known, now=clock.now(), recipient=boris.email)
            assert checked.signature.code == "signature.valid"
            assert checked.recipient.code == "recipient.matches"


class OwnName(keys.SigningKey):
    """A key that JWTs name as proofs do."""

    @property
    def kid(self) -> str:
        return self.method


def from_elsewhere(email: str, **changes) -> signing.Issued:
    """A badge of an issuer that nobody here knows, whose key is its name."""
    private = keys.generate()
    name = keys.multikey(private.public_key())
    own = OwnName(f"did:key:{name}#{name}", private)
    values = {
        "issuer": openbadges.issuer(id=f"did:key:{name}", name="Elsewhere"),
        "recipient": Recipient.of_email(email, "salt"),
        "status": None,
    }
    return openbadges.issued(own, **values | changes)


def bring(client, content: bytes, name: str, **expected):
    client.get(f"{BACKPACK}/import")
    return client.submit("Check it and keep it", {"file": (io.BytesIO(content), name)}, **expected)


FORMS = {
    "json": lambda issued: json.dumps(issued.document).encode(),
    "jwt": lambda issued: issued.jwt.encode(),
    "png": lambda issued: baking.bake(a_png(), baking.Baked(json.dumps(issued.document))),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_from_elsewhere_is_checked_and_kept(client, boris, form):
    content = FORMS[form](from_elsewhere(boris.email))

    bring(client.sign_in(boris), content, f"badge.{form}", status=303)

    page = client.follow()
    assert page.h1 == "ICT I"
    assert "The signature fits" in page.main
    assert "It was awarded to your e-mail address." in page.main
    client.submit("Save", {"is_public": "y"}, status=303)
    client.sign_out()
    assert "ICT I" in client.get(f"/en/people/{boris.id}").main


def test_the_same_is_kept_once(client, boris):
    content = FORMS["jwt"](from_elsewhere(boris.email))
    bring(client.sign_in(boris), content, "badge.jwt", status=303)

    page = bring(client, content, "again.jwt", status=422)

    assert "This badge is in your backpack already." in page.main


def test_a_forged_or_foreign_one_is_kept_but_shown_to_nobody(client, boris, amina):
    issued = from_elsewhere(boris.email)
    forged = issued.document | {"name": "Professor"}
    bring(client.sign_in(boris), json.dumps(forged).encode(), "forged.json", status=303)
    one = _id(client)
    assert "The signature does not fit." in client.follow().main
    client.post(f"{BACKPACK}/elsewhere/{one}", {"is_public": "y"}, status=409)

    bring(client, FORMS["jwt"](from_elsewhere(amina.email)), "hers.jwt", status=303)
    client.post(f"{BACKPACK}/elsewhere/{_id(client)}", {"is_public": "y"}, status=409)

    client.sign_out()
    assert "Professor" not in client.get(f"/en/people/{boris.id}").main


def _id(client) -> int:
    return int(client.page.leads_to.rpartition("/")[2])


@pytest.mark.parametrize("content", [b"just words", b"\x89PNG\r\n\x1a\nbroken", b"{}", b"<svg/>"])
def test_what_holds_no_badge_is_refused_in_words(client, boris, content):
    page = bring(client.sign_in(boris), content, "badge.png", status=422)

    assert "There is no badge in it that we can read." in page.main


def test_an_award_of_ours_is_not_brought_in_again(client, boris, mine):
    client.sign_in(boris)
    content = client.get(f"/awards/{mine.uid}.jwt").response.get_data()

    page = bring(client, content, "ours.jwt", status=422)

    assert "That is an award of this network" in page.main


def test_nobody_else_reaches_it_and_its_holder_takes_it_out(client, boris, amina):
    content = FORMS["png"](from_elsewhere(boris.email))
    bring(client.sign_in(boris), content, "badge.png", status=303)
    address = client.page.leads_to
    picture = client.follow().all("img")[-1].get("src")
    client.sign_in(amina).get(address, 404)
    client.get(picture, 404)
    client.post(f"{address}/check", status=404)
    client.post(f"{address}/removal", status=404)

    client.sign_in(boris).get(f"{address}/removal")
    client.submit("Take it out", leads_to=BACKPACK)

    assert session.query(ForeignBadge).count() == 0


def test_it_is_checked_again_and_what_is_refuted_by_then_is_hidden(client, boris):
    content = FORMS["jwt"](from_elsewhere(boris.email))
    bring(client.sign_in(boris), content, "badge.jwt", status=303)
    client.follow()
    client.submit("Save", {"is_public": "y"}, status=303)
    session.get_one(type(boris), boris.id).email = "boris.new@school.example"
    session.commit()

    client.follow()
    client.submit("Check it again", status=303)

    assert "It was awarded to another e-mail address" in client.follow().main
    assert session.query(ForeignBadge).one().showing == Showing.PRIVATE


def test_it_goes_out_with_the_rest(client, boris):
    bring(client.sign_in(boris), FORMS["jwt"](from_elsewhere(boris.email)), "a.jwt", status=303)

    response = client.get(f"{BACKPACK}/badges.zip").response

    assert ZipFile(io.BytesIO(response.get_data())).namelist() == ["elsewhere/01 ICT I.jwt"]


def test_the_backpack_costs_the_same_whatever_is_in_it(
    client, boris, tala, north, mine, app, query_count
):
    with app.app_context():
        for number in range(12):
            awarded(badge(north, tala, f"Badge {number}"), boris, tala)
    client.sign_in(boris).get(BACKPACK)

    with query_count(12):
        client.get(BACKPACK)
