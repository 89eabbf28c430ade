"""A trainer plans a cohort, opens it, changes it, shares it, closes it, plans the next."""

from datetime import date

import pytest
from sqlalchemy import select

from app.cohorts import queries
from app.cohorts.models import Cohort, CohortStatus, Entry
from app.kernel.db import session
from app.portals.models import Portal
from tests.client import fresh
from tests.factories.courses import cohort, enrolled
from tests.factories.people import person, place


def planned():
    """Return the cohort that was made last."""
    return session.scalars(select(Cohort).order_by(Cohort.id.desc())).first()


def test_a_trainer_plans_a_cohort_opens_it_and_others_see_it(client, ict, tala, amina):
    client.sign_in(tala).get(f"/en/north/cohorts/new?course={ict.id}")
    page = client.submit("Plan it", {"title": "Autumn"}, status=303)
    made = planned()
    assert page.leads_to == f"/en/north/cohorts/{made.id}"
    assert made.status == CohortStatus.PLANNED
    client.sign_in(amina).get(page.leads_to, 404)

    client.sign_in(tala).get(page.leads_to)
    client.submit("Open it", leads_to=page.leads_to)

    shown = client.sign_out().get(f"/en/north/cohorts/{made.id}")
    assert "Tala Haddad" in shown.text
    assert "There is room for everyone." in shown.text
    assert "Sign in" in shown.links
    assert "Autumn" in client.get("/en/north/cohorts/").main


def test_what_was_typed_comes_back_when_something_is_wrong(client, ict, tala):
    client.sign_in(tala).get(f"/en/north/cohorts/new?course={ict.id}")
    values = {"title": "Autumn", "starts_on": "2026-09-01", "ends_on": "2026-08-01"}

    page = client.submit("Plan it", values | {"meeting_url": "ftp://x"}, status=422)

    assert "The last day comes before the first." in page.main
    assert "Enter an address with https://." in page.main
    assert "Autumn" in page.html


def test_only_trainers_start_cohorts_and_only_of_courses_that_they_see(
    client, ict, amina, eka, tala, south
):
    place_new = f"/en/north/cohorts/new?course={ict.id}"
    assert "/sign-in" in client.sign_out().get(place_new, 303).leads_to
    client.sign_in(amina).get(place_new, 403)
    client.sign_in(eka).get(place_new, 403)
    client.sign_in(tala).get("/en/north/cohorts/new?course=999", 404)
    client.get(f"/en/south/cohorts/new?course={ict.id}", 403)


def test_two_who_change_the_settings_see_each_others_changes(
    client, other_client, spring, tala, dana, here
):
    client.sign_in(tala).get(f"{here}/edit")
    other_client.sign_in(dana).get(f"{here}/edit")
    client.submit("Save", {"title": "Spring term"}, leads_to=here)

    page = other_client.submit("Save", {"place": "Room 4"}, status=409)
    assert "Somebody saved these settings" in page.main
    assert "“Spring term”" in page.main
    assert "Room 4" in page.html
    other_client.submit("Save", {}, leads_to=here)

    assert fresh(spring).place == "Room 4"


def test_more_places_let_those_in_who_wait(client, ict, tala, amina, boris):
    full = cohort(ict, tala, "Small", capacity=1)
    enrolled(full, amina, tala)
    waiting = enrolled(full, boris, tala, "waiting")

    client.sign_in(tala).get(f"/en/north/cohorts/{full.id}/edit")
    client.submit("Save", {"capacity": "2"}, status=303)

    assert fresh(waiting).is_active


def test_an_item_may_be_due_on_another_day(client, spring, tala, here):
    client.sign_in(tala).get(f"{here}/edit")
    client.submit("Save", {"due_work0001": "2026-04-15"}, leads_to=here)
    assert fresh(spring).due == {"work0001": "2026-04-15"}

    client.get(f"{here}/edit")
    client.submit("Save", {"due_work0001": "2026-03-30"}, leads_to=here)
    assert fresh(spring).due == {}


def test_the_next_run_is_planned_with_all_days_shifted_by_whole_weeks(
    client, spring, tala, timo, here
):
    client.sign_in(tala).post(f"{here}/trainers/{timo.id}", leads_to=f"{here}/trainers")

    client.get(f"{here}/copy")
    client.submit("Plan it", {"title": "Next term"}, status=303)

    made = planned()
    shift = made.starts_on - date(2026, 3, 2)
    assert shift.days % 7 == 0
    assert shift.days > 0
    assert made.ends_on - made.starts_on == date(2026, 5, 29) - date(2026, 3, 2)
    assert made.copied_from_id == spring.id
    found = queries.by_ids(tala, [made.id])[0]
    assert set(found.trainer_ids) == {tala.id, timo.id}


def test_a_closed_cohort_takes_nobody_and_loses_nothing(client, spring, tala, amina, boris, here):
    mine = enrolled(spring, amina, tala)
    client.sign_in(tala).get(here)
    client.submit("Close it", leads_to=here)

    client.sign_in(boris).get(here, 404)
    assert "Getting ready" in client.sign_in(amina).get(here).main
    assert fresh(mine).is_active
    client.sign_in(tala).get(here)
    client.submit("Open it again", leads_to=here)
    client.sign_in(boris).get(here)


def test_colleagues_who_train_here_are_added_and_taken_off(client, spring, tala, timo, amina, here):
    client.sign_in(tala).get(f"{here}/trainers?q=timo")
    client.submit("Add Timo Aalto", leads_to=f"{here}/trainers")
    client.sign_in(timo).get(f"{here}/edit")

    page = client.get(f"{here}/trainers?q=amina")
    assert "Nobody who trains in this portal" in page.main
    client.post(f"{here}/trainers/{amina.id}", status=409)
    client.get(f"{here}/trainers")
    client.submit("Remove Tala Haddad", status=303)
    client.sign_in(tala).get(f"{here}/edit", 403)
    client.sign_in(timo).post(f"{here}/trainers/{timo.id}/removal", status=409)


DEEDS = ["opening", "closing", "code", "edit", "copy", "trainers/1", "trainers/1/removal", "revision",
         "people/1/acceptance", "people/1/refusal", "people/1/removal", "people/1/return",
         "people/1/completion", "people/1/completion/removal", "people/1/move", "invitations",
         "invitations/1/revocation", "list", "behind", "announcements/new", "announcements/1/removal",
         "sessions/new", "sessions/1/edit", "sessions/1/cancellation", "sessions/1/attendance",
         "sessions/1/code", "sessions/1/code/removal"]  # fmt: skip
PAGES = ["edit", "copy", "trainers", "revision", "people/1", "people/1/refusal", "people/1/removal",
         "invitations", "list", "table", "table.csv", "behind", "to-mark", "announcements/new",
         "sessions/new", "sessions/1/edit", "sessions/1/cancellation", "sessions/1/attendance",
         "sessions/1/sheet"]  # fmt: skip


@pytest.mark.parametrize("who", ["amina", "timo", "learner", "eka"])
def test_nobody_else_runs_it(client, spring, tala, amina, timo, eka, boris, here, who):
    enrolled(spring, boris, tala)
    people = {"amina": amina, "timo": timo, "learner": boris, "eka": eka}
    client.sign_in(people[who])
    for deed in DEEDS:
        client.post(f"{here}/{deed}", status=403)
    for shown in PAGES:
        client.get(f"{here}/{shown}", 403)


def test_under_another_portals_address_it_is_not_there(client, spring, tala, south, here):
    place(tala, south.id, "trainer")
    elsewhere = here.replace("north", "south")
    client.sign_in(tala)
    for shown in ["", "/people", "/sessions", "/announcements", *(f"/{one}" for one in PAGES)]:
        client.get(f"{elsewhere}{shown}", 404)
    for deed in DEEDS:
        client.post(f"{elsewhere}/{deed}", status=404)


def test_a_visitor_is_led_to_sign_in_from_all_that_is_not_public(client, spring, here):
    for shown in PAGES:
        page = client.get(f"{here}/{shown}", 303)
        assert "/sign-in" in page.leads_to


def test_the_stewards_run_every_cohort_of_their_portal(client, spring, dana, here):
    page = client.sign_in(dana).get(here)
    assert "Settings" in page.links


def test_a_code_is_made_anew_and_the_old_one_opens_nothing(client, ict, tala, amina):
    by_code = cohort(ict, tala, "By code", entry=Entry.CODE)
    old = by_code.code
    client.sign_in(tala).get(f"/en/north/cohorts/{by_code.id}")
    client.submit("Make another code", status=303)
    assert fresh(by_code).code != old

    client.sign_in(amina).get("/en/north/cohorts/enter")
    page = client.submit("Come in", {"code": old}, status=422)
    assert "No cohort here has this code." in page.main


def test_a_course_of_another_portal_is_run_here(client, ict, south):
    farid = person("Farid the Trainer")
    place(farid, session.get_one(Portal, south.id).id, "trainer")
    client.sign_in(farid).get(f"/en/south/cohorts/new?course={ict.id}")
    client.submit("Plan it", {"title": "Selatan"}, status=303)
    assert planned().portal_id == south.id


def test_settings_without_a_right_number_are_refused(client, spring, tala, here):
    client.sign_in(tala).get(f"{here}/edit")
    page = client.submit("Save", {"capacity": "0", "silent_days": ""}, status=422)
    assert "Enter a number from 1." in page.main


def test_the_courses_page_says_when_it_begins_and_trainers_start_from_there(
    client, ict, spring, tala, boris
):
    hidden = cohort(ict, tala, "By invitation", entry=Entry.INVITATION)
    at = f"/en/north/courses/{ict.id}"
    page = client.sign_out().get(at)
    assert page.links["Spring 2026"] == f"/en/north/cohorts/{spring.id}"
    assert "By invitation" not in page.text
    assert "Start a cohort" not in page.links

    page = client.sign_in(tala).get(at)
    assert page.links["By invitation"] == f"/en/north/cohorts/{hidden.id}"
    client.get(page.links["Start a cohort"])
    client.submit("Plan it", {"title": "From there"}, status=303)


def test_my_cohorts_stand_first_on_the_list(client, spring, tala, boris):
    enrolled(spring, boris, tala)
    assert "Where I take part" in client.sign_in(boris).get("/en/north/cohorts/").main
    assert "What I run" in client.sign_in(tala).get("/en/north/cohorts/").main
