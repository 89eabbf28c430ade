"""Who is told, once and bundled, and what they have subscribed to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import notifications
from app.kernel.db import session
from app.kernel.jobs import Job
from app.notifications import Level, Notice, Pace, actions, isolate, subscriptions
from app.notifications.models import Target, Undeliverable
from tests.factories.notices import at_pace, told
from tests.factories.people import person


def notices_of(user):
    return list(session.scalars(select(Notice).where(Notice.user_id == user.id)))


def mails_due():
    return list(session.scalars(select(Job).where(Job.handler.contains("notifications"))))


def test_more_of_a_bundle_counts_one_up_while_it_is_unread(letters, amina):
    told(amina, subject_id=1)
    told(amina, subject_id=2)

    (notice,) = notices_of(amina)
    assert (notice.count, notice.subject_id) == (2, 2)

    notice.is_unread = False
    session.flush()
    told(amina, subject_id=3)

    assert sorted(one.count for one in notices_of(amina)) == [1, 2]


def test_nobody_is_told_twice_of_the_same_not_even_after_reading(letters, amina):
    told(amina, subject_id=1)
    told(amina, subject_id=2)
    told(amina, subject_id=1)
    (notice,) = notices_of(amina)
    assert notice.count == 2

    notice.is_unread = False
    session.flush()
    told(amina, subject_id=1)

    assert len(notices_of(amina)) == 1


def test_something_older_that_is_released_later_is_told_all_the_same(letters, amina):
    told(amina, subject_id=5)
    told(amina, subject_id=3)

    (notice,) = notices_of(amina)
    assert (notice.count, notice.subject_id) == (2, 3)


def test_nobody_is_told_of_their_own_deed(letters, amina, boris):
    told(amina, boris, actor_id=amina.id)

    assert notices_of(amina) == []
    assert notices_of(boris)[0].actor_id == amina.id


@pytest.mark.parametrize(
    ("kind", "target", "is_told"),
    [("thread", 7, False), ("thread", 8, True), ("board", 7, True), ("author", 0, False)],
)
def test_who_has_muted_what_it_is_about_or_who_acts_hears_nothing(
    letters, amina, boris, kind, target, is_told
):
    target = target or boris.id
    notifications.set_level(amina, kind, target, Level.MUTE)

    told(amina, actor_id=boris.id)

    assert bool(notices_of(amina)) is is_told


def test_a_subject_is_muted_by_its_slug(letters, amina):
    notifications.set_level(amina, "subject", 0, Level.MUTE, slug="science")

    told(amina, bundle="subject:science")
    told(amina, bundle="subject:music")

    assert [one.bundle for one in notices_of(amina)] == ["subject:music"]


def test_an_erased_account_is_told_nothing(letters):
    gone = person("Gone", email=None)

    told(gone)

    assert notices_of(gone) == []


def test_one_mail_is_due_for_a_bundle_and_none_for_who_wants_digests(letters, amina, boris):
    at_pace(boris, "letter", Pace.WEEKLY)

    told(amina, boris, subject_id=1)
    told(amina, boris, subject_id=2)

    (job,) = mails_due()
    assert job.payload == {"notice_id": notices_of(amina)[0].id}
    assert job.run_at - job.created_at == timedelta(minutes=1)


def test_a_kind_that_nobody_registered_is_a_mistake(letters, amina):
    with pytest.raises(LookupError, match="bell"):
        told(amina, kind="bell")


def test_telling_many_takes_few_statements(letters, query_count):
    people = [person() for _ in range(60)]

    with query_count(5):
        told(*people, kind="parcel")
    with query_count(5):
        told(*people, kind="parcel", subject_id=2)


def test_a_level_is_set_changed_and_taken_back(amina, boris):
    notifications.set_level(amina, "thread", 1, Level.WATCH)
    notifications.set_level(amina, "thread", 2, Level.FOLLOW)
    notifications.set_level(boris, "thread", 1, Level.WATCH)
    session.flush()

    assert notifications.level_of(amina.id, "thread", 1) == Level.WATCH
    assert notifications.levels_of(amina.id, "thread", [1, 2, 3]) == {1: "watch", 2: "follow"}
    assert notifications.subscribers("thread", 1, Level.WATCH) == [amina.id, boris.id]
    assert session.scalars(notifications.watched(amina.id, "thread")).all() == [1]

    notifications.set_level(amina, "thread", 1, Level.MUTE)
    notifications.set_level(amina, "thread", 2, None)
    notifications.set_level(amina, "thread", 3, None)
    notifications.forget_target("thread", 1)

    assert notifications.levels_of(amina.id, "thread", [1, 2, 3]) == {}


def test_of_somebody_without_an_address_no_mail_comes_back(amina):
    amina.email = None

    actions.came_back(amina, "550")

    assert session.get(Undeliverable, amina.id) is None


def test_who_was_never_unreachable_can_try_again_in_vain(amina):
    actions.try_again(actor=amina)

    assert session.get(Undeliverable, amina.id) is None


def test_a_name_turns_around_nothing_but_itself():
    assert isolate("\u202eelgoog\u2069 \u2066Amina") == "\u2068elgoog Amina\u2069"


def test_a_subscription_that_another_press_made_meanwhile_takes_the_later_level(amina):
    notifications.set_level(amina, "thread", 12, Level.WATCH)
    session.flush()
    subscriptions._begin(amina.id, Target.THREAD, 12, "", Level.MUTE)
    session.expire_all()

    assert notifications.level_of(amina.id, "thread", 12) == Level.MUTE
