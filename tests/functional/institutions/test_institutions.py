"""Institutions: made by stewards, run by coordinators, who confirm who belongs to them."""

import pytest

from app.institutions import actions, queries
from app.institutions.actions import InstitutionSettings
from app.institutions.models import InstitutionKind
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from tests.factories.portals import cove, north, south

__all__ = ["cove", "north", "south"]


@pytest.fixture
def college(north, boris, dana):
    """A college of the North, which Boris coordinates."""
    settings = InstitutionSettings(
        language="en", name="Hilltop College", kind=InstitutionKind.COLLEGE, town="Mbale"
    )
    made = actions.make(north, settings, coordinator=boris, actor=dana)
    session.flush()
    return made


def typed(**values):
    return {
        "language": "en", "name": "River School", "kind": "school", "town": "", "url": "",
        "description": "", "coordinator": "boris@school.example",
    } | values  # fmt: skip


def test_a_steward_adds_one_and_names_who_runs_it(client, north, dana, boris):
    client.sign_in(dana)

    page = client.post("/en/north/institutions/new", typed(), status=303)
    shown = client.get(page.leads_to)
    assert "River School" in shown.main
    assert boris.name in shown.main
    assert "River School" in client.get("/en/north/institutions/").main


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"coordinator": "nobody@school.example"}, {"url": "javascript:1"}],
)
def test_what_cannot_be_is_refused_and_given_back(client, north, dana, boris, wrong):
    client.sign_in(dana)

    page = client.post("/en/north/institutions/new", typed(town="Mbale") | wrong, status=422)

    assert 'value="Mbale"' in page.html
    assert not queries.of_portal(dana, north)


@pytest.mark.parametrize("name", ["visitor", "amina", "chidi", "eka"])
def test_who_is_no_steward_adds_none(client, north, boris, name, request):
    if name != "visitor":
        client.sign_in(request.getfixturevalue(name))

    client.post("/en/north/institutions/new", typed(), status=401 if name == "visitor" else 403)

    assert not queries.of_portal(boris, north)


def test_a_member_says_that_they_belong_and_a_coordinator_confirms(
    client, college, amina, boris, run_jobs
):
    here = f"/en/north/institutions/{college.id}"
    client.sign_in(amina)
    client.post(f"{here}/places", status=303)
    assert "still to confirm" in client.get(here).text
    run_jobs()

    client.sign_in(boris)
    assert "Amina Diallo" in client.get("/en/notices").main
    assert "Hilltop College" not in client.get(f"/en/people/{amina.id}").main
    client.post(f"{here}/places/{amina.id}/confirmation", status=303)
    run_jobs()

    assert "Hilltop College" in client.get(f"/en/people/{amina.id}").main
    client.sign_in(amina)
    assert "You belong to" in client.get("/en/notices").main


def test_a_refusal_has_a_reason_that_the_person_reads(client, college, amina, boris, run_jobs):
    actions.ask(college, actor=amina)
    session.flush()
    here = f"/en/north/institutions/{college.id}/places/{amina.id}/removal"
    client.sign_in(boris)

    client.post(here, {"reason": " "}, status=422)
    client.post(here, {"reason": "You teach at the school next door."}, status=303)
    run_jobs()

    client.sign_in(amina)
    assert "the school next door" in client.get("/en/notices").main
    assert queries.place_of(amina, college) is None


@pytest.mark.parametrize("name", ["amina", "chidi", "eka"])
def test_who_does_not_run_it_confirms_nobody(client, college, eka, amina, boris, name, request):
    actions.ask(college, actor=amina)
    session.flush()
    client.sign_in(request.getfixturevalue(name))
    here = f"/en/north/institutions/{college.id}"

    for path in (f"places/{amina.id}/confirmation", f"places/{amina.id}/removal", "edit"):
        client.post(f"{here}/{path}", {"reason": "No"}, status=403)
    assert not queries.place_of(amina, college).is_confirmed
    assert "Who wants to be confirmed" not in client.get(here).main


def test_one_coordinator_stays(college, amina, boris, dana):
    with pytest.raises(Refused):
        actions.leave(college, actor=boris)
    actions.ask(college, actor=amina)
    place = queries.place(college, amina.id)
    with pytest.raises(Refused):
        actions.make_coordinator(college, place, actor=boris)
    actions.confirm(college, place, actor=boris)
    with pytest.raises(Refused):
        actions.confirm(college, place, actor=boris)

    actions.make_coordinator(college, place, actor=boris)
    actions.end_coordinator(college, queries.place(college, boris.id), actor=amina)

    with pytest.raises(Refused):
        actions.end_coordinator(college, place, actor=dana)
    with pytest.raises(Denied):
        actions.refuse(college, place, actor=boris, reason="Mine")
    actions.leave(college, actor=boris)
    assert [one.id for one in queries.coordinators(college.id)] == [amina.id]


def test_who_saves_second_sees_that_somebody_was_first(client, college, boris):
    here = f"/en/north/institutions/{college.id}"
    client.sign_in(boris)
    words = {"language": "en", "name": "Hilltop", "kind": "college", "description": "", "url": ""}

    client.post(f"{here}/edit", words | {"opened": "1", "town": "Jinja"}, status=303)
    page = client.post(f"{here}/edit", words | {"opened": "1", "town": "Gulu"}, status=409)

    assert 'value="Gulu"' in page.html
    assert "Jinja" in client.get(here).text


def test_a_closed_institution_is_read_and_takes_nobody(client, college, amina, dana):
    here = f"/en/north/institutions/{college.id}"
    client.sign_in(dana)
    client.post(f"{here}/closing", status=303)
    client.post(f"{here}/closing", status=409)

    client.sign_in(amina)
    client.post(f"{here}/places", status=403)
    assert "Hilltop College" in client.get(here).main
    assert "Hilltop College" not in client.get("/en/north/institutions/").main

    client.sign_in(dana)
    client.post(f"{here}/opening", status=303)
    client.post(f"{here}/opening", status=409)
    assert "Hilltop College" in client.get("/en/north/institutions/").main


def test_another_portals_address_knows_it_not(client, college, south, nadia):
    client.sign_in(nadia)

    client.get(f"/en/south/institutions/{college.id}", status=404)
    client.get(f"/en/south/institutions/{college.id}/edit", status=404)


def test_a_coordinator_who_left_the_portal_runs_it_no_more(client, college, boris):
    for membership in boris.memberships:
        session.delete(membership)
    session.commit()
    client.sign_in(boris)

    client.get(f"/en/north/institutions/{college.id}/edit", status=403)
