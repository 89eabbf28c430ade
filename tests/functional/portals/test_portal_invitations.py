"""Inviting people by mail, with an account and without."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.kernel.db import session
from app.portals import queries
from app.portals.models import Invitation
from tests.factories.people import PASSWORD, person
from tests.mails import link_in, text_of


def role_of(who, made):
    session.rollback()
    found = queries.membership(made.id, who.id)
    return found.role if found else None


@pytest.fixture
def invite(client, dana, mails):
    """Let Dana invite an address; return the path in the mail."""

    def invited(email, role="member", slug="north"):
        client.sign_in(dana).get(f"/en/{slug}/invitations")
        client.submit(
            "Send the invitation",
            {"email": email, "role": role},
            leads_to=f"/en/{slug}/invitations",
        )
        (mail,) = mails()
        assert mail["To"] == email.lower()
        return link_in(mail)

    return invited


def test_a_person_with_an_account_accepts(invite, other_client, north, eka):
    link = invite("Eka.Wijaya@school.example", "trainer")

    page = other_client.sign_in(eka).get(link)
    assert "Dana Levi invites you to North" in page.main
    assert "Your role: Trainer" in page.main
    assert role_of(eka, north) is None
    other_client.submit("Join North", status=303)

    assert role_of(eka, north) == Role.TRAINER
    other_client.get(link, status=404)


def test_a_person_without_an_account_signs_up_and_comes_back(invite, other_client, north, mails):
    link = invite("new.comer@school.example")
    page = other_client.get(link)
    other_client.get(page.links["Sign up"])
    newcomer = {"name": "New Comer", "email": "new.comer@school.example", "password": PASSWORD}
    other_client.submit("Sign up", newcomer, status=303)
    (mail,) = mails()

    other_client.get(link_in(mail))
    other_client.submit("Yes, confirm", leads_to=link)
    other_client.follow()
    other_client.submit("Join North", status=303)

    assert "You are a member of North now" in other_client.follow().text


def test_the_invited_come_into_a_closed_portal(app, other_client, client, cove, mails):
    steward = session.get_one(type(person()), queries.held_steward_ids(cove.id)[0])
    client.sign_in(steward).get("/en/cove/invitations")
    client.submit(
        "Send the invitation", {"email": "in@school.example"}, leads_to="/en/cove/invitations"
    )
    invited = person("In Vited", email="in@school.example")
    (mail,) = mails()

    other_client.sign_in(invited).get("/en/cove/people", status=404)
    other_client.get(link_in(mail))
    other_client.submit("Join Cove", status=303)

    assert "In Vited" in other_client.get("/en/cove/people").main


def test_the_mail_speaks_the_readers_language(client, north, dana, eka, mails):
    eka.locale = "ar"
    client.sign_in(dana).get("/en/north/invitations")
    client.submit("Send the invitation", {"email": eka.email}, leads_to="/en/north/invitations")

    (mail,) = mails()

    assert link_in(mail).startswith("/ar/invitations/")
    assert 'dir="rtl"' in text_of(mail, "html")


def test_the_mail_to_a_stranger_speaks_the_portals_language(client, north, dana, mails):
    north.locale = "fr"
    client.sign_in(dana).get("/en/north/invitations")
    client.submit(
        "Send the invitation", {"email": "x@school.example"}, leads_to="/en/north/invitations"
    )

    (mail,) = mails()

    assert link_in(mail).startswith("/fr/invitations/")
    assert "Le Nord" in mail["Subject"]


def test_the_secret_is_kept_only_as_a_hash(invite, north):
    token = invite("new@school.example").rpartition("/")[2]

    kept = session.scalars(select(Invitation)).one()

    assert token not in (kept.token_hash, kept.email)
    assert len(kept.token_hash) == 64


def test_an_invitation_is_of_no_use_to_others(invite, other_client, north, eka):
    link = invite("somebody@school.example")

    assert "another address than yours" in other_client.sign_in(eka).get(link).main
    other_client.post(link, status=403)

    assert role_of(eka, north) is None


def test_a_visitor_who_accepts_is_led_to_sign_in(invite, other_client, north):
    other_client.post(invite("x@school.example"), leads_to="/en/sign-in")


def test_a_link_that_nobody_made_leads_nowhere(client, north, eka):
    client.get("/en/invitations/made-up", status=404)
    client.sign_in(eka).post("/en/invitations/made-up", status=404)


def test_an_invitation_ends_after_fourteen_days(invite, other_client, north, eka, later):
    link = invite(eka.email)
    other_client.sign_in(eka)

    later(timedelta(days=14, seconds=1))

    other_client.get(link, status=404)
    other_client.post(link, status=404)


def test_a_steward_sees_what_is_open_and_revokes_it(invite, client, other_client, north):
    link = invite("x@school.example", "moderator")
    page = client.get("/en/north/invitations")
    assert "x@school.example Moderator Dana Levi" in page.main

    client.submit("Revoke the invitation to x@school.example", leads_to="/en/north/invitations")

    assert "x@school.example" not in client.follow().main
    other_client.get(link, status=404)


def test_a_steward_of_another_portal_revokes_nothing_here(invite, client, south, north):
    invite("x@school.example")
    made = session.scalars(select(Invitation)).one()
    farid = session.get_one(type(person()), queries.held_steward_ids(south.id)[0])

    client.sign_in(farid).post(f"/en/south/invitations/{made.id}/revocation", status=404)
    client.post(f"/en/north/invitations/{made.id}/revocation", status=403)


@pytest.mark.parametrize("email", ["", "nobody", "a b@school.example", "@school.example"])
def test_an_address_that_no_mail_reaches_is_refused_and_kept_in_the_form(
    client, north, dana, email, mails
):
    client.sign_in(dana).get("/en/north/invitations")

    page = client.submit("Send the invitation", {"email": email}, status=422)

    assert f'value="{email}"' in page.html
    assert mails() == []


def test_a_member_is_not_invited(client, north, dana, amina, mails):
    client.sign_in(dana).get("/en/north/invitations")

    assert (
        "member already"
        in client.submit("Send the invitation", {"email": amina.email}, status=409).main
    )
    assert mails() == []


def test_nobody_is_invited_above_steward(client, north, dana, mails):
    client.sign_in(dana).get("/en/north/invitations")

    client.submit("Send the invitation", {"email": "x@school.example", "role": "king"}, status=422)

    assert mails() == []
