"""One portal endorses another's badge: signed, shown, carried by awards that come after."""

import json

import pytest

from app.accounts.models import Role
from app.badges import queries, writing_down
from app.badges.models import Endorsement
from app.badges.openbadges import checking
from app.kernel import clock
from app.kernel.db import session
from tests.factories.badges import awarded, badge, one_computer
from tests.factories.courses import tala
from tests.factories.people import person, place
from tests.factories.portals import cove, north, south

__all__ = ["cove", "north", "one_computer", "south", "tala"]

OURS = "/en/south/badges/endorsements"


@pytest.fixture
def said(one_computer) -> dict[str, str]:
    address = f"http://localhost/en/north/badges/{one_computer.id}"
    return {"address": address, "comment": "Our schools ask for it."}


@pytest.fixture
def sari(south):
    """A trainer of the South."""
    found = person("Sari Dewi")
    place(found, south.id, Role.TRAINER)
    return found


@pytest.fixture
def endorsed(client, sari, said) -> Endorsement:
    client.sign_in(sari).get(OURS)
    client.submit("Endorse", said, leads_to=OURS)
    session.rollback()
    return session.query(Endorsement).one()


def test_it_is_signed_published_and_shown_on_the_badge_s_page(client, endorsed, one_computer, app):
    client.sign_out()
    assert "Our schools ask for it." in client.get(f"/en/north/badges/{one_computer.id}").main

    published = client.get(f"/endorsements/{endorsed.uid}").response.get_data()

    with app.app_context():
        known = writing_down.verification_keys(queries.issuer("south"))
    checked = checking.verify(published, keys=known, now=clock.now())
    assert checked.signature.code == "signature.valid"
    assert checked.issuer.code == "issuer.holds_key"
    about = f"http://localhost/badges/{one_computer.id}"
    assert checked.document["credentialSubject"]["id"] == about


def test_awards_made_later_carry_it_and_prove_themselves(endorsed, one_computer, boris, tala, app):
    with app.app_context():
        made = awarded(queries.find(tala, one_computer.id), boris, tala)
        known = writing_down.verification_keys(queries.issuer("north"))
        checked = checking.verify(made.credential, keys=known, now=clock.now())

    (carried,) = json.loads(made.credential)["credentialSubject"]["achievement"]["endorsement"]
    assert carried["id"] == f"http://localhost/endorsements/{endorsed.uid}"
    assert checked.signature.code == "signature.valid"


def test_it_is_withdrawn_by_its_portal_alone(client, endorsed, sari, tala, one_computer):
    path = f"endorsements/{endorsed.uid}/withdrawal"
    client.sign_in(tala).post(f"/en/north/badges/{path}", status=404)
    client.post(f"/en/south/badges/{path}", status=403)

    client.sign_in(sari).get(OURS)
    client.submit("Endorse “One computer” no more", leads_to=OURS)

    client.get(f"/endorsements/{endorsed.uid}", 404)
    assert "Our schools" not in client.get(f"/en/north/badges/{one_computer.id}").main


def test_once_is_enough(client, endorsed, said):
    page = client.get(OURS) and client.submit("Endorse", said, status=422)

    assert "This badge is endorsed already." in page.main


def test_nobody_endorses_their_own_or_what_they_do_not_see(
    client, tala, sari, north, cove, said, app
):
    client.sign_in(tala).get("/en/north/badges/endorsements")
    page = client.submit("Endorse", said, status=422)
    assert "Only badges of other issuers that can be earned are endorsed." in page.main

    hidden = person("Trainer of Cove")
    place(hidden, cove.id, Role.TRAINER)
    with app.app_context():
        secret = badge(cove, hidden, "Hidden")
    client.sign_in(sari).get(OURS)
    page = client.submit("Endorse", said | {"address": f"/badges/{secret.id}"}, status=422)
    assert "There is no badge of this network at that address." in page.main
    client.submit("Endorse", said | {"comment": ""}, status=422)
    assert session.query(Endorsement).count() == 0


def test_members_and_strangers_endorse_nothing(client, eka, tala, said, south):
    client.sign_in(eka).post(OURS, said, status=403)
    client.sign_in(tala).post(OURS, said, status=403)
    client.sign_out().get(OURS, leads_to=f"/en/sign-in?next={OURS}")
