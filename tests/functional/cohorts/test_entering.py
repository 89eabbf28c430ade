"""Coming into a cohort in each of its ways, waiting for a place, leaving."""

from datetime import timedelta

import pytest

from app.cohorts import queries
from app.cohorts.models import Entry, Standing
from tests.factories.courses import cohort, enrolled
from tests.factories.people import person, place


def standing(of, who):
    mine = queries.enrolment_of(who, of)
    return mine.standing if mine else None


def address(of):
    return f"/en/north/cohorts/{of.id}"


@pytest.fixture
def by_code(ict, tala):
    return cohort(ict, tala, "By code", entry=Entry.CODE)


@pytest.fixture
def asking(ict, tala):
    return cohort(ict, tala, "On request", entry=Entry.APPROVAL)


def test_a_member_takes_part_at_once_leaves_and_comes_back(client, spring, boris):
    client.sign_in(boris).get(address(spring))
    client.submit("Take part", leads_to=address(spring))
    assert "Getting ready" in client.follow().main

    client.submit("Leave", leads_to=address(spring))
    assert "You have left this cohort." in client.follow().main
    client.submit("Take part", leads_to=address(spring))
    assert standing(spring, boris) == Standing.ACTIVE


def test_the_page_for_others_names_nobody_who_takes_part(client, spring, tala, boris, amina):
    enrolled(spring, boris, tala)

    page = client.sign_in(amina).get(address(spring))

    assert boris.name not in page.html
    client.get(f"{address(spring)}/people", 403)
    client.get(f"{address(spring)}/items/page0001", 403)


def test_the_meeting_link_is_for_those_who_take_part(client, ict, tala, boris, amina):
    online = cohort(ict, tala, "Online", meeting_url="https://meet.example/secret")
    enrolled(online, boris, tala)

    assert "meet.example" not in client.sign_in(amina).get(address(online)).html
    assert "meet.example" in client.sign_in(boris).get(address(online)).html


def test_who_asks_is_let_in_or_refused_with_a_reason(client, asking, tala, amina, boris, mails):
    for who in (amina, boris):
        client.sign_in(who).get(address(asking))
        client.submit("Ask for a place", leads_to=address(asking))
        assert "You have asked for a place." in client.follow().main
    mails()

    people = f"{address(asking)}/people?standing=asked"
    client.sign_in(tala).get(people)
    client.submit("Let Amina Diallo in", leads_to=people)
    page = client.follow()
    client.get(page.links["Refuse"])
    client.submit("Refuse", {"reason": " "}, status=422)
    client.submit("Refuse", {"reason": "The course is in English"}, leads_to=people)

    assert standing(asking, amina) == Standing.ACTIVE
    assert "The course is in English" in client.sign_in(boris).get(address(asking)).main
    client.post(f"{address(asking)}/enrolment", status=403)


def test_a_full_cohort_lets_people_wait_in_line(client, ict, tala, amina, boris, dana):
    full = cohort(ict, tala, "Small", capacity=1)
    for who in (amina, boris, dana):
        if who is dana:
            enrolled(full, dana, tala, Standing.WAITING)
            continue
        page = client.sign_in(who).get(address(full))
        client.submit("Take part", leads_to=address(full))
    assert "number 1 in line" in client.get(address(full)).main
    assert "All places are taken." in page.text

    client.sign_in(amina).get(address(full))
    client.submit("Leave", leads_to=address(full))

    assert standing(full, boris) == Standing.ACTIVE
    assert standing(full, dana) == Standing.WAITING


def test_who_waits_may_leave_the_line(client, ict, tala, amina, boris):
    full = cohort(ict, tala, "Small", capacity=1)
    enrolled(full, amina, tala)
    client.sign_in(boris).get(address(full))
    client.submit("Take part", leads_to=address(full))
    client.follow()
    client.submit("Leave the line", leads_to=address(full))

    assert standing(full, boris) == Standing.LEFT


def test_a_code_is_typed_on_a_phone_with_spaces_and_small_letters(client, by_code, boris):
    client.sign_in(boris).get("/en/north/cohorts/enter")
    typed = f" {by_code.code[:4].lower()} {by_code.code[4:].lower()} "

    client.submit("Come in", {"code": typed}, leads_to=address(by_code))

    assert standing(by_code, boris) == Standing.ACTIVE
    client.get("/en/north/cohorts/enter")
    client.submit("Come in", {"code": by_code.code}, leads_to=address(by_code))


def test_the_code_is_typed_on_the_cohorts_own_page_too(client, by_code, boris):
    client.sign_in(boris).get(address(by_code))
    page = client.submit("Come in", {"code": "WRONG234"}, status=422)
    assert "That is not the code of this cohort." in page.main
    client.submit("Come in", {"code": by_code.code}, leads_to=address(by_code))


def test_a_visitors_code_is_kept_through_signing_in(client, by_code):
    client.get("/en/north/cohorts/enter?code=" + by_code.code)
    page = client.submit("Come in", status=401)
    assert "sent" in page.form("Sign in").values


def test_wrong_codes_are_soon_refused_and_later_taken_again(client, by_code, boris, later):
    client.sign_in(boris)
    for _ in range(10):
        client.get("/en/north/cohorts/enter")
        client.submit("Come in", {"code": "WRONG234"}, status=422)
    client.get("/en/north/cohorts/enter")
    page = client.submit("Come in", {"code": by_code.code}, status=429)
    assert "There were many tries." in page.main
    client.get(address(by_code))
    client.submit("Come in", {"code": by_code.code}, status=429)

    later(timedelta(minutes=16))
    client.get("/en/north/cohorts/enter")
    client.submit("Come in", {"code": by_code.code}, leads_to=address(by_code))


def test_a_code_opens_nothing_in_another_portal(client, by_code, south, eka):
    client.sign_in(eka).get("/en/south/cohorts/enter")
    client.submit("Come in", {"code": by_code.code}, status=422)


def test_a_cohort_by_invitation_is_not_there_for_others(client, ict, tala, boris, amina):
    closed = cohort(ict, tala, "Invited", entry=Entry.INVITATION)
    client.sign_in(boris).get(address(closed), 404)
    client.post(f"{address(closed)}/enrolment", status=404)
    assert "Invited" not in client.get("/en/north/cohorts/").main

    enrolled(closed, boris, tala, Standing.INVITED)
    client.get(address(closed))
    client.submit("Take the place", leads_to=address(closed))
    assert standing(closed, boris) == Standing.ACTIVE

    enrolled(closed, amina, tala, Standing.INVITED)
    client.sign_in(amina).get(address(closed))
    client.submit("No, thank you", leads_to="/en/north/cohorts/")
    assert standing(closed, amina) == Standing.LEFT


def test_who_has_not_confirmed_the_address_and_who_runs_it_do_not_enrol(
    client, spring, tala, north
):
    unsure = person("Unsure", confirmed_at=None)
    place(unsure, north.id)
    page = client.sign_in(unsure).get(address(spring))
    assert "Confirm your e-mail address first" in page.main
    client.post(f"{address(spring)}/enrolment", status=403)
    client.sign_in(tala).post(f"{address(spring)}/enrolment", status=403)


def test_a_stranger_to_the_portal_may_take_part(client, spring, eka):
    client.sign_in(eka).get(address(spring))
    client.submit("Take part", leads_to=address(spring))
    assert standing(spring, eka) == Standing.ACTIVE


def test_a_closed_portals_cohorts_are_not_there_for_strangers(client, spring, north, eka):
    north.is_closed = True
    client.sign_in(eka).get(address(spring), 404)
    client.get("/en/north/cohorts/enter", 404)
