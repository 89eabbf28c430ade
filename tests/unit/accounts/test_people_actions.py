"""Deeds that no page leads to: in somebody else's name, at the same moment, by a job."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event, func, insert, select

from app.accounts import actions, profile, queries
from app.accounts.actions import Newcomer, Profile
from app.accounts.events import (
    ConfirmationAsked,
    EmailChangeAsked,
    EmailChanged,
    PasswordChanged,
    PasswordForgotten,
    SignUpRepeated,
    TidyingDue,
)
from app.accounts.models import Purpose, Token, User, UserSession
from app.kernel import clock, schedule
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from app.kernel.jobs import record
from tests.factories.people import PASSWORD

NEWCOMER = Newcomer(
    name="Ngozi",
    email="ngozi@school.example",
    password=PASSWORD,
    languages=["en"],
    locale="en",
    time_zone="UTC",
)
SOMEBODY = Profile(
    name="x", headline="", about="", about_language=None, locale="en", time_zone="UTC"
)


@pytest.mark.parametrize(
    "deed",
    [
        lambda amina, boris: actions.describe(amina, SOMEBODY, actor=boris),
        lambda amina, boris: actions.change_password(amina, PASSWORD, actor=boris),
        lambda amina, boris: actions.ask_email_change(amina, "x@school.example", actor=boris),
        lambda amina, boris: actions.prefer_language(amina, "sw", actor=boris),
        lambda amina, boris: actions.promote_language(amina, "fr", actor=boris),
        lambda amina, boris: actions.give_up_language(amina, "fr", actor=boris),
    ],
)
def test_nobody_changes_another_persons_account(amina, boris, deed):
    with pytest.raises(Denied):
        deed(amina, boris)


def test_the_same_form_sent_twice_at_once_is_refused_once():
    def be_quicker(mapper, connection, target):
        values = {"email": target.email, "name": "Quicker", "created_at": clock.now()}
        connection.execute(insert(User).values(**values, languages=[], about="", headline=""))

    event.listen(User, "before_insert", be_quicker)
    try:
        with pytest.raises(Refused, match="a moment ago"):
            actions.sign_up(NEWCOMER)
    finally:
        event.remove(User, "before_insert", be_quicker)


def test_a_password_kept_with_weaker_settings_is_hashed_anew(amina):
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    amina.password_hash = weak
    session.commit()

    assert actions.authenticate(amina.email, PASSWORD) is amina
    assert amina.password_hash != weak
    session.commit()
    assert actions.authenticate(amina.email, PASSWORD) is amina


def test_a_token_that_lost_its_address_changes_nothing(amina):
    assert actions.change_email(actions.issue_token(amina, Purpose.CHANGE_EMAIL)) is None


def test_jobs_about_people_who_are_gone_are_done(mails):
    for happened in (
        ConfirmationAsked(999), SignUpRepeated(999), PasswordForgotten(0), PasswordChanged(999),
        EmailChangeAsked(999, "x@school.example"), EmailChanged(999, "x@school.example"),
    ):  # fmt: skip
        record(happened)

    assert mails() == []


def test_a_confirmed_person_gets_no_second_confirmation(mails, amina):
    record(ConfirmationAsked(amina.id))

    assert mails() == []


def test_what_accounts_no_longer_need_is_deleted_by_the_clock(amina, later, run_jobs, monkeypatch):
    monkeypatch.setattr(schedule, "_looked_at", [])
    actions.begin_session(amina, browser="old")
    actions.issue_token(amina, Purpose.RESET)
    session.commit()
    schedule.run_due()
    later(timedelta(days=31))
    new, _secret = actions.begin_session(session.get_one(User, amina.id), browser="new")
    session.commit()

    schedule.run_due()
    run_jobs()

    assert session.scalars(select(UserSession.id)).all() == [new.id]
    assert session.scalar(select(func.count(Token.id))) == 0


def test_tidying_is_harmless_when_there_is_nothing(run_jobs):
    record(TidyingDue())

    assert run_jobs() == 1


def test_a_long_browser_name_is_cut(amina):
    begun, _secret = actions.begin_session(amina, browser="x" * 5000)

    assert len(begun.user_agent) == 300


def test_rooms_add_to_a_persons_page_as_far_as_the_reader_may_see(
    amina, boris, visitor, monkeypatch
):
    monkeypatch.setattr(profile, "_makers", {})

    @profile.section
    def for_members(actor, person):
        return profile.Section("x.html", {"whose": person.name}) if actor.is_signed_in else None

    assert profile.sections(visitor, amina) == []
    (section,) = profile.sections(boris, amina)
    assert section.values == {"whose": "Amina Diallo"}


def test_a_person_is_found_by_address_in_any_case(amina):
    assert queries.by_email(" Amina.DIALLO@school.example ") is amina
    assert queries.by_email("nobody@school.example") is None
