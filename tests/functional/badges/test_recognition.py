"""What badges and courses count for: stated by stewards, added up for members."""

import pytest

from app.badges import awarding
from app.badges.models import Recognition
from app.kernel import clock
from app.kernel.db import session
from tests.factories.badges import awarded, one_computer
from tests.factories.courses import enrolled, ict, spring, tala
from tests.factories.portals import north, south

__all__ = ["ict", "north", "one_computer", "south", "spring", "tala"]

COUNTS = "/en/north/badges/recognitions"
STATEMENT = "/en/backpack/statement"


def stated(client, what: str, amount: str, authority: str = "Ministry", **more: str) -> None:
    client.get(COUNTS)
    values = {"what": what, "authority": authority, "unit": "hours", "amount": amount}
    client.submit("Save", values | more, leads_to=COUNTS)


@pytest.fixture
def counts(client, dana, one_computer, ict) -> None:
    client.sign_in(dana)
    stated(client, f"badge-{one_computer.id}", "2.5", reference="M-7")
    stated(client, f"course-{ict.id}", "12")
    stated(client, f"badge-{one_computer.id}", "1", "University", unit="points")


def test_a_year_adds_up_for_each_authority(client, counts, boris, tala, one_computer, spring, app):
    with app.app_context():
        awarded(one_computer, boris, tala)
        enrolled(spring, boris, tala).complete(clock.now())
        session.commit()

    main = client.sign_in(boris).get(STATEMENT).main

    assert "M-7" in main
    assert "Together14.5" in main
    assert "University" in main


def test_what_is_revoked_or_came_too_late_counts_nothing(
    client, dana, boris, tala, one_computer, ict, spring, app
):
    client.sign_in(dana)
    stated(client, f"badge-{one_computer.id}", "2.5")
    stated(client, f"course-{ict.id}", "12", valid_until="2020-01-01")
    with app.app_context():
        made = awarded(one_computer, boris, tala)
        awarding.revoke(made, "A mistake.", actor=tala)
        enrolled(spring, boris, tala).complete(clock.now())
        session.commit()

    assert "Nothing that your portals recognise" in client.sign_in(boris).get(STATEMENT).main


def test_another_portal_s_statements_are_not_mine(client, counts, eka, tala, one_computer, app):
    with app.app_context():
        awarded(one_computer, eka, tala)

    assert "Ministry" not in client.sign_in(eka).get(STATEMENT).main


def test_it_is_changed_and_taken_back(client, counts):
    one = session.query(Recognition).filter_by(reference="M-7").one()
    client.get(f"{COUNTS}/{one.id}")
    assert client.page.form("Save").values["amount"] == "2.5"
    client.submit("Save", {"amount": "3"}, leads_to=COUNTS)
    session.rollback()
    assert session.get_one(Recognition, one.id).amount == 3

    client.post(f"{COUNTS}/{one.id}/removal", leads_to=COUNTS)
    assert session.query(Recognition).count() == 2


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, dana, north):
    client.sign_in(dana).get(COUNTS)

    page = client.submit("Save", {"authority": "Ministry", "amount": "-1"}, status=422)

    assert "Choose a badge, or a course." in page.main
    assert "Enter a number above 0." in page.main
    assert page.form("Save").values["authority"] == "Ministry"


def test_only_stewards_state_it_and_only_of_their_portal(client, counts, tala, boris, nadia, south):
    one = session.query(Recognition).first().id
    for who in (tala, boris):
        client.sign_in(who).get(COUNTS, 403)
        client.post(COUNTS, {"authority": "X"}, status=403)
        client.post(f"{COUNTS}/{one}/removal", status=403)
    client.sign_in(nadia).post(f"/en/south/badges/recognitions/{one}/removal", status=404)
    assert session.query(Recognition).count() == 3


def test_a_visitor_is_led_to_the_door(client, north):
    for path in (COUNTS, STATEMENT):
        client.get(path, leads_to=f"/en/sign-in?next={path}")
