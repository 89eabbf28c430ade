"""The people of a portal, and what stewards decide about them."""

import pytest

from app.accounts.models import Role, Standing
from app.kernel.db import session
from app.portals import queries
from tests.factories.people import person, place
from tests.mails import text_of


def role_of(who, made):
    session.rollback()
    found = queries.membership(made.id, who.id)
    return found.role if found else None


def test_everyone_sees_the_members_of_an_open_portal(client, north):
    page = client.get("/en/north/people")

    for name in ("Amina Diallo", "Борис Петров", "Chidi Okafor", "Dana Levi"):
        assert name in page.main
    assert "Steward" in page.main


def test_who_is_not_confirmed_erased_or_still_waiting_is_not_shown(client, north):
    place(person("Un Confirmed", confirmed_at=None), north.id)
    place(person("Era Sed", email=None), north.id)
    place(person("Wai Ting"), north.id, standing=Standing.AWAITING)

    main = client.get("/en/north/people").main

    assert "Un Confirmed" not in main
    assert "Era Sed" not in main
    assert "Wai Ting" not in main


def test_people_are_found_by_name_and_role(client, north):
    client.get("/en/north/people")

    assert "Amina" not in client.submit("Find people", {"name": "boris"}, status=200).main
    found = client.submit("Find people", {"name": "БОРИС", "role": ""}, status=200).main
    assert "Борис Петров" in found
    assert "Amina Diallo" not in found
    found = client.get("/en/north/people?role=moderator").main
    assert "Chidi Okafor" in found
    assert "Amina Diallo" not in found


def test_a_role_that_does_not_exist_is_every_role(client, north):
    assert "Amina Diallo" in client.get("/en/north/people?role=emperor").main


def test_a_search_without_hits_leads_back(client, north):
    page = client.get("/en/north/people?name=zzz")

    assert page.links["All members"] == "/en/north/people"


def test_an_empty_portal_says_so(client, north):
    for who in queries.people(north.id).items:
        session.delete(who)

    assert "Nobody has come in yet" in client.get("/en/north/people").main


def test_a_long_list_is_turned_page_by_page(client, north, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    shown = {"Amina Diallo", "Chidi Okafor", "Dana Levi"}

    first = client.get("/en/north/people?name=a")
    second = client.get(first.links["Older"])
    back = client.get(second.links["Newer"])

    assert set(first.links) & shown == {"Chidi Okafor", "Dana Levi"}
    assert set(second.links) & shown == {"Amina Diallo"}
    assert set(back.links) & shown == set(first.links) & shown


def test_the_list_costs_the_same_however_long_it_is(client, north, amina, query_count):
    client.sign_in(amina).get("/en/north/people")
    with query_count(4):
        client.get("/en/north/people")
    for _ in range(12):
        place(person(), north.id)

    with query_count(4):
        client.get("/en/north/people")


def test_only_stewards_are_offered_what_only_they_may_do(client, north, chidi, dana):
    assert "Remove" not in client.sign_in(chidi).get("/en/north/people").links
    assert "Remove" in client.sign_in(dana).get("/en/north/people").links


@pytest.mark.parametrize("deed", ["role", "removal"])
def test_a_moderator_decides_nothing_about_a_member(client, north, chidi, amina, deed):
    client.sign_in(chidi).get(f"/en/north/people/{amina.id}/{deed}", status=403)
    client.post(f"/en/north/people/{amina.id}/{deed}", {"reason": "x"}, status=403)

    assert role_of(amina, north) == Role.MEMBER


@pytest.mark.parametrize("deed", ["role", "removal"])
def test_members_of_other_portals_are_not_found_here(client, north, dana, eka, south, deed):
    client.sign_in(dana).get(f"/en/north/people/{eka.id}/{deed}", status=404)
    client.post(f"/en/north/people/{eka.id}/{deed}", {"reason": "x"}, status=404)

    assert role_of(eka, south) == Role.MEMBER


def test_a_steward_gives_a_member_another_role(client, north, dana, amina, mails):
    amina.locale = "fr"
    client.sign_in(dana).get(f"/en/north/people/{amina.id}/role")

    client.submit(
        "Change the role",
        {"role": "trainer", "reason": "Runs our workshops"},
        leads_to="/en/north/people",
    )

    assert role_of(amina, north) == Role.TRAINER
    (mail,) = mails()
    assert mail["To"] == amina.email
    assert "Runs our workshops" in text_of(mail)
    assert 'lang="fr"' in mail.get_body(("html",)).get_content()


def test_nobody_rises_above_steward(client, north, dana, amina):
    client.sign_in(dana).get(f"/en/north/people/{amina.id}/role")

    client.submit("Change the role", {"role": "emperor", "reason": "Why not"}, status=422)

    assert role_of(amina, north) == Role.MEMBER


def test_the_last_steward_is_neither_demoted_nor_removed(client, north, dana, nadia):
    client.sign_in(nadia).get(f"/en/north/people/{dana.id}/role")
    client.submit("Change the role", {"role": "member", "reason": "Away"}, status=409)
    client.get(f"/en/north/people/{dana.id}/removal")
    client.submit("Remove", {"reason": "Away"}, status=409)

    assert role_of(dana, north) == Role.STEWARD


def test_a_steward_removes_a_member_with_a_reason(client, north, dana, amina, mails):
    client.sign_in(dana).get(f"/en/north/people/{amina.id}/removal")
    client.submit("Remove", {"reason": ""}, status=422)
    assert role_of(amina, north) == Role.MEMBER

    client.submit("Remove", {"reason": "Not a teacher"}, leads_to="/en/north/people")

    assert role_of(amina, north) is None
    (mail,) = mails()
    assert "Not a teacher" in text_of(mail)


def test_nobody_hears_by_mail_of_their_own_deed(client, north, eka, mails):
    client.sign_in(eka).post("/en/north/membership", status=303)
    client.post("/en/north/departure", status=303)

    assert mails() == []


def test_a_persons_page_names_their_portals_as_far_as_they_exist_for_the_reader(
    client, north, cove, amina
):
    place(amina, cove.id, Role.TRAINER)

    public = client.get(f"/en/people/{amina.id}").main
    own = client.sign_in(amina).get(f"/en/people/{amina.id}").main

    assert "North" in public
    assert "Cove" not in public
    assert "Cove Trainer" in own
