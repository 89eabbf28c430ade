"""What trainers decide about people: removing, inviting, lists, moving on, completion by decision."""

from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.cohorts import progress, queries
from app.cohorts.models import CohortInvitation, Standing, State
from app.kernel.db import session
from tests.client import fresh
from tests.factories.courses import cohort, enrolled
from tests.factories.people import person


@pytest.fixture
def learner(spring, boris, tala):
    return enrolled(spring, boris, tala)


def standing(of, who):
    mine = queries.enrolment_of(who, of)
    return mine.standing if mine else None


def test_participants_see_names_and_no_addresses(client, spring, tala, learner, amina, boris, here):
    enrolled(spring, amina, tala)
    client.sign_in(boris).get(f"{here}/people")
    assert "Amina Diallo" in client.page.main
    assert amina.email not in client.page.html
    assert "Remove" not in client.page.main

    assert amina.email in client.sign_in(tala).get(f"{here}/people").main


def test_somebody_is_removed_with_a_reason_and_let_in_after_all(
    client, spring, tala, learner, boris, here, heard
):
    heard()
    client.sign_in(tala).get(f"{here}/people/{learner.id}/removal")
    client.submit("Remove", {"reason": ""}, status=422)
    client.submit("Remove", {"reason": "You asked for it"}, status=303)
    client.sign_in(boris).get(f"{here}/people", 403)
    assert "You asked for it" in client.get(here).main
    (mail,) = heard()
    assert mail["To"] == boris.email
    body = mail.get_body(("plain",)).get_content()
    assert "You asked for it" in body
    assert "You get this mail because you want to hear at once about" in body

    client.sign_in(tala).get(f"{here}/people?standing=removed")
    client.submit("Let Борис Петров in after all", status=303)
    assert fresh(learner).standing == Standing.ACTIVE


def test_somebody_with_an_account_is_invited_by_a_notice(client, spring, tala, eka, here, heard):
    heard()
    client.sign_in(tala).get(f"{here}/invitations")
    client.submit("Send the invitation", {"email": eka.email}, leads_to=f"{here}/invitations")

    (mail,) = heard()
    assert mail["To"] == eka.email
    client.sign_in(eka).get(here)
    client.submit("Take the place", leads_to=here)
    assert standing(spring, eka) == Standing.ACTIVE


def link_in(mail):
    body = mail.get_body(("plain",)).get_content()
    return next(line for line in body.splitlines() if "course-invitations" in line).removeprefix(
        "http://localhost"
    )


def test_somebody_without_an_account_is_invited_by_a_link_that_works_once(
    client, spring, tala, here, mails
):
    client.sign_in(tala).get(f"{here}/invitations")
    client.submit(
        "Send the invitation", {"email": "new@school.example", "name": "Newcomer"}, status=303
    )
    (mail,) = mails()
    assert "Hello Newcomer," in mail.get_body(("plain",)).get_content()
    assert "because a trainer of North wrote your address" in " ".join(
        mail.get_body(("plain",)).get_content().split()
    )
    link = link_in(mail)

    page = client.sign_out().get(link)
    assert "Sign up" in page.links
    other = person("Somebody Else")
    assert "another address" in client.sign_in(other).get(link).main
    client.post(link, status=403)
    newcomer = person("Newcomer", email="new@school.example")
    client.sign_in(newcomer).get(link)
    client.submit("Take part", leads_to=here)
    assert standing(spring, newcomer) == Standing.ACTIVE
    client.get(link, 404)


def test_an_invitation_is_taken_back_and_a_new_one_makes_the_old_void(
    client, spring, tala, here, mails
):
    client.sign_in(tala)
    links = []
    for _ in range(2):
        client.get(f"{here}/invitations")
        client.submit("Send the invitation", {"email": "new@school.example"}, status=303)
        (mail,) = mails()
        links.append(link_in(mail))
    client.get(links[0], 404)
    client.get(links[1])
    assert session.scalar(select(CohortInvitation.email)) == "new@school.example"

    client.get(f"{here}/invitations")
    client.submit("Revoke the invitation to new@school.example", status=303)
    for link in links:
        client.get(link, 404)


LIST = "E-Mail;Name\namina.diallo@school.example;Amina\nnobody;X\n;Y\nEKA.wijaya@school.example;Eka\nnew@school.example;Zoë\neka.wijaya@school.example;Twice\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_looked_at_first_and_then_carried_out(
    client, spring, tala, amina, eka, here, heard, encoding
):
    client.sign_in(tala).get(f"{here}/list")
    sent = client.page.form("Look at it first").filled("Look at it first", {"at_once": "y"})
    sent["file"] = (BytesIO(LIST.encode(encoding)), "people.csv")
    page = client.post(f"{here}/list", sent, status=200)

    assert "3 lines were not understood" in page.main
    assert "Line 3: this is no e-mail address" in page.main
    assert "Line 4: there is no e-mail address" in page.main
    assert "Line 7: this address stands on the list already" in page.main
    assert "Zoë" in page.main
    assert "takes part at once" in page.main
    assert standing(spring, amina) is None
    heard()

    client.submit("Do it for 3 people", status=303)
    assert standing(spring, amina) == Standing.ACTIVE
    assert standing(spring, eka) == Standing.INVITED
    assert {mail["To"] for mail in heard()} == {amina.email, eka.email, "new@school.example"}

    client.get(f"{here}/list")
    page = client.submit("Look at it first", {"text": LIST}, status=200)
    assert "takes part already" in page.main
    assert page.main.count("is invited already") == 2
    assert "Do it for" not in page.main


def test_a_list_that_is_none_is_refused(client, spring, tala, here):
    client.sign_in(tala).get(f"{here}/list")
    page = client.submit("Look at it first", {"text": " "}, status=422)
    assert "Send a file or paste a list." in page.main
    sent = {"file": (BytesIO(b"PK\x03\x04\x00\x01\x02"), "people.xlsx")}
    page = client.post(f"{here}/list", sent, status=422)
    assert "save it as CSV" in page.main


def test_in_a_closed_portal_only_its_members_are_invited(client, spring, north, tala, eka, here):
    north.is_closed = True
    client.sign_in(tala).get(f"{here}/invitations")
    for email in (eka.email, "new@school.example"):
        page = client.submit("Send the invitation", {"email": email}, status=422)
        assert "a steward has to invite this person" in page.main


def test_a_trainer_lets_the_course_count_and_takes_that_back(
    client, spring, tala, learner, boris, here
):
    at = f"{here}/people/{learner.id}"
    client.sign_in(tala).get(at)
    client.submit("Let it count", {"reason": " "}, status=422)
    client.submit("Let it count", {"reason": "Taught it for ten years"}, leads_to=at)
    assert "Taught it for ten years" in client.follow().main
    page = client.sign_in(boris).get(here)
    assert "You have completed this course." in page.main
    assert "Taught it for ten years" in page.main
    client.sign_in(tala).post(f"{at}/completion", {"reason": "Again"}, status=409)

    client.get(at)
    client.submit("Let the rules decide", {"reason": "A mistake"}, leads_to=at)
    page = client.follow()
    assert "Does not count as completed any more" in page.main
    assert "A mistake" in client.sign_in(boris).get(here).main
    assert not fresh(learner).is_completed


def test_who_moves_to_the_next_cohort_keeps_what_was_done(
    client, spring, ict, tala, learner, boris, here
):
    autumn = cohort(ict, tala, "Autumn")
    progress.note(learner, "page0001", State.DONE, actor=accounts.by_email(boris.email))
    client.sign_in(tala).get(f"{here}/people/{learner.id}")

    client.submit("Move", {"cohort": str(autumn.id)}, status=303)

    assert fresh(learner).standing == Standing.MOVED
    mine = queries.enrolment_of(boris, autumn)
    assert mine.is_active
    assert mine.moved_from_id == learner.id
    assert [one.item_key for one in mine.progress] == ["page0001"]
    assert "You go on in another cohort" in client.sign_in(boris).get(here).main


def test_nobody_moves_into_a_cohort_that_the_trainer_does_not_run(
    client, spring, ict, tala, timo, learner, here
):
    theirs = cohort(ict, timo, "Timo's")
    client.sign_in(tala).post(
        f"{here}/people/{learner.id}/move", {"cohort": str(theirs.id)}, status=404
    )
    assert fresh(learner).is_active


def test_people_of_another_cohort_are_not_found_here(client, spring, ict, tala, learner, here):
    other = cohort(ict, tala, "Other")
    client.sign_in(tala).get(f"/en/north/cohorts/{other.id}/people/{learner.id}", 404)
    client.post(f"/en/north/cohorts/{other.id}/people/{learner.id}/acceptance", status=404)


def test_nobody_is_invited_into_a_cohort_that_is_not_open(client, spring, tala, boris, here):
    client.sign_in(tala).get(here)
    client.submit("Close it", leads_to=here)
    for at, button, values in (
        ("invitations", "Send the invitation", {"email": boris.email}),
        ("list", "Look at it first", {"text": boris.email}),
    ):
        client.get(f"{here}/{at}")
        page = client.submit(button, values, status=422)
        assert "Open the cohort first" in page.main


def test_nobody_comes_in_by_a_mail_after_the_cohort_is_closed(client, spring, tala, here, mails):
    client.sign_in(tala).get(f"{here}/invitations")
    client.submit("Send the invitation", {"email": "new@school.example"}, status=303)
    link = link_in(mails()[0])
    client.get(here)
    client.submit("Close it", leads_to=here)
    newcomer = person("Newcomer", email="new@school.example")
    client.sign_in(newcomer).post(link, status=409)
    assert standing(spring, newcomer) is None


def test_in_a_closed_cohort_nobody_moves_up(client, ict, tala, amina, boris):
    full = cohort(ict, tala, "Small", capacity=1)
    hers = enrolled(full, amina, tala)
    enrolled(full, boris, tala, Standing.WAITING)
    at = f"/en/north/cohorts/{full.id}"
    client.sign_in(tala).get(at)
    client.submit("Close it", leads_to=at)
    client.get(f"{at}/people/{hers.id}/removal")
    client.submit("Remove", {"reason": "Asked for"}, status=303)
    assert standing(full, boris) == Standing.WAITING


def test_who_takes_part_talks_on_the_cohorts_board_until_they_leave(
    client, spring, amina, boris, tala, run_jobs
):
    board = f"/en/north/discussions/boards/{spring.board_id}"
    enrolled(spring, amina, tala)
    run_jobs()

    client.sign_in(amina)
    assert client.get(f"/en/north/cohorts/{spring.id}").links["Discussion"].endswith(board)
    client.get(board)
    client.sign_in(boris)
    client.get(board, status=404)
    client.sign_in(tala)
    client.get(board)

    client.sign_in(amina)
    client.post(f"/en/north/cohorts/{spring.id}/departure", status=303)
    run_jobs()
    client.get(board, status=404)
