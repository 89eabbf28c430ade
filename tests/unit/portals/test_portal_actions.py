"""What people do with portals and their places in them, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import Role, Standing
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from app.kernel.jobs import Job, subscribe
from app.portals import actions, queries
from app.portals.events import (
    MemberJoined,
    MemberRemoved,
    PortalRevised,
    RequestRefused,
    RoleChanged,
)
from app.portals.models import Deed, Invitation, Joining, MembershipChange, Settings
from tests.factories.people import person, place
from tests.factories.portals import portal


@pytest.fixture
def request_to_join(north, eka):
    return place(eka, north.id, standing=Standing.AWAITING)


def role_of(who, made):
    found = queries.membership(made.id, who.id)
    return found.role if found else None


def deeds():
    """Return what was written down, oldest first."""
    found = session.scalars(select(MembershipChange).order_by(MembershipChange.id))
    return [(one.deed, one.user_id, one.by_id, one.reason) for one in found]


@subscribe(MemberJoined, RequestRefused, RoleChanged, MemberRemoved, PortalRevised)
def heard(event):
    """Stand for another room that wants to know."""


def events():
    """Return what other rooms will hear, oldest first."""
    jobs = select(Job).where(Job.handler.endswith(".heard")).order_by(Job.id)
    return [job.subject for job in session.scalars(jobs)]


def settings(**values):
    defaults = {"names": {"en": "West"}, "languages": ["en"], "descriptions": {}, "welcomes": {}}
    return Settings(**(defaults | values))


def test_whoever_joins_an_open_portal_belongs_to_it_at_once(north, eka):
    joined = actions.join(north, actor=eka)

    assert (joined.role, joined.standing) == (Role.MEMBER, Standing.ACTIVE)
    assert eka.is_member_of(north.id)
    assert deeds() == [(Deed.JOINED, eka.id, eka.id, "")]


def test_whoever_asks_to_join_waits(north, eka):
    north.joining = Joining.APPROVAL

    actions.join(north, actor=eka)

    assert eka.awaits(north.id)
    assert deeds() == [(Deed.ASKED, eka.id, eka.id, "")]


@pytest.mark.parametrize("joining", [Joining.INVITATION, Joining.OPEN])
def test_nobody_joins_without_invitation_or_twice(north, amina, eka, joining):
    north.joining = joining

    with pytest.raises(Denied):
        actions.join(north, actor=eka if joining == Joining.INVITATION else amina)


def test_a_member_leaves_and_it_is_written_down(north, amina):
    actions.leave(queries.membership(north.id, amina.id), actor=amina)

    assert role_of(amina, north) is None
    assert deeds() == [(Deed.LEFT, amina.id, amina.id, "")]


def test_nobody_leaves_in_another_ones_name(north, amina, dana):
    with pytest.raises(Denied):
        actions.leave(queries.membership(north.id, amina.id), actor=dana)


def test_a_request_is_taken_back_without_telling_that_a_member_left(north, eka, request_to_join):
    actions.leave(request_to_join, actor=eka)

    assert role_of(eka, north) is None
    assert events() == []


def test_the_last_steward_stays(north, dana):
    own = queries.membership(north.id, dana.id)

    for deed in (
        lambda: actions.leave(own, actor=dana),
        lambda: actions.remove(own, "Enough", actor=dana),
        lambda: actions.change_role(own, Role.MEMBER, "Enough", actor=dana),
    ):
        with pytest.raises(Refused, match="needs a steward"):
            deed()
    assert role_of(dana, north) == Role.STEWARD


def test_one_of_two_stewards_goes(north, dana, boris):
    actions.change_role(queries.membership(north.id, boris.id), Role.STEWARD, "Help", actor=dana)

    actions.leave(queries.membership(north.id, dana.id), actor=dana)

    assert queries.held_steward_ids(north.id) == [boris.id]


def test_a_steward_who_only_waits_does_not_count(north, dana, eka):
    place(eka, north.id, Role.STEWARD, Standing.AWAITING)

    with pytest.raises(Refused):
        actions.leave(queries.membership(north.id, dana.id), actor=dana)


def test_a_steward_lets_somebody_in(north, dana, eka, request_to_join):
    actions.accept(request_to_join, actor=dana)

    assert role_of(eka, north) == Role.MEMBER
    assert deeds() == [(Deed.ACCEPTED, eka.id, dana.id, "")]


def test_a_steward_refuses_somebody_with_a_reason(north, dana, eka, request_to_join):
    actions.refuse(request_to_join, " Only teachers of the North. ", actor=dana)

    assert role_of(eka, north) is None
    assert deeds() == [(Deed.REFUSED, eka.id, dana.id, "Only teachers of the North.")]


def test_a_moderator_decides_nothing_about_members(north, chidi, amina, request_to_join):
    member = queries.membership(north.id, amina.id)

    for deed in (
        lambda: actions.accept(request_to_join, actor=chidi),
        lambda: actions.refuse(request_to_join, "No", actor=chidi),
        lambda: actions.change_role(member, Role.TRAINER, "Yes", actor=chidi),
        lambda: actions.remove(member, "No", actor=chidi),
        lambda: actions.invite(north, "a@school.example", Role.MEMBER, actor=chidi),
        lambda: actions.revise(north, settings(), actor=chidi),
    ):
        with pytest.raises(Denied):
            deed()


def test_a_steward_of_another_portal_decides_nothing_here(north, south, amina):
    farid = accounts.by_email("farid.rahman@school.example")
    member = queries.membership(north.id, amina.id)

    with pytest.raises(Denied):
        actions.remove(member, "No", actor=farid)


def test_decisions_need_a_reason(north, dana, amina, request_to_join):
    member = queries.membership(north.id, amina.id)

    for deed in (
        lambda: actions.refuse(request_to_join, " ", actor=dana),
        lambda: actions.change_role(member, Role.TRAINER, "", actor=dana),
        lambda: actions.remove(member, "\n", actor=dana),
    ):
        with pytest.raises(Refused, match="Say why"):
            deed()


def test_requests_and_members_are_not_mixed_up(north, dana, amina, request_to_join):
    member = queries.membership(north.id, amina.id)

    for deed in (
        lambda: actions.accept(member, actor=dana),
        lambda: actions.refuse(member, "No", actor=dana),
        lambda: actions.change_role(request_to_join, Role.STEWARD, "Yes", actor=dana),
        lambda: actions.remove(request_to_join, "No", actor=dana),
    ):
        with pytest.raises(Refused):
            deed()


def test_a_role_that_stays_the_same_is_no_event(north, dana, amina):
    member = queries.membership(north.id, amina.id)

    actions.change_role(member, Role.MEMBER, "As before", actor=dana)

    assert (deeds(), events()) == ([], [])


def test_a_member_gets_another_role(north, dana, amina):
    actions.change_role(queries.membership(north.id, amina.id), Role.TRAINER, "ICT", actor=dana)

    assert role_of(amina, north) == Role.TRAINER
    assert deeds() == [(Deed.ROLE_CHANGED, amina.id, dana.id, "ICT")]


def test_the_operator_appoints_a_stranger_a_waiting_person_and_a_member(north, eka, amina):
    waiting = person("Wanjiru Kamau")
    place(waiting, north.id, standing=Standing.AWAITING)

    for who in (eka, waiting, amina):
        actions.appoint(north, who, Role.TRAINER)
    actions.appoint(north, amina, Role.TRAINER)

    assert [role_of(who, north) for who in (eka, waiting, amina)] == [Role.TRAINER] * 3
    assert waiting.is_member_of(north.id)
    assert list(map(type, events())) == [MemberJoined, MemberJoined, RoleChanged]


def test_the_operator_leaves_a_portal_its_last_steward(north, dana):
    with pytest.raises(Refused):
        actions.appoint(north, dana, Role.MEMBER)


def test_an_invitation_gives_its_role_once(app, north, dana, eka):
    with app.app_context():
        made = actions.invite(north, " EKA.Wijaya@school.example ", Role.MODERATOR, actor=dana)
        session.flush()

    actions.accept_invitation(made, actor=eka)

    assert role_of(eka, north) == Role.MODERATOR
    assert deeds() == [(Deed.JOINED, eka.id, dana.id, "")]
    with pytest.raises(Refused, match="used already"):
        actions.accept_invitation(made, actor=eka)


def test_a_second_invitation_to_an_address_voids_the_first(app, north, dana):
    with app.app_context():
        actions.invite(north, "new@school.example", Role.MEMBER, actor=dana)
        second = actions.invite(north, "new@school.example", Role.TRAINER, actor=dana)
        session.flush()

    assert session.scalars(select(Invitation)).all() == [second]


def test_a_member_is_not_invited_again(app, north, dana, amina):
    with app.app_context(), pytest.raises(Refused, match="member already"):
        actions.invite(north, amina.email, Role.TRAINER, actor=dana)


def test_an_invitation_is_for_its_address_only(app, north, dana, eka):
    with app.app_context():
        made = actions.invite(north, "somebody@school.example", Role.MEMBER, actor=dana)

    with pytest.raises(Denied):
        actions.accept_invitation(made, actor=eka)


def test_an_unconfirmed_person_cannot_use_an_invitation(app, north, dana):
    newcomer = person("New Comer", confirmed_at=None)
    with app.app_context():
        made = actions.invite(north, newcomer.email, Role.MEMBER, actor=dana)

    with pytest.raises(Denied):
        actions.accept_invitation(made, actor=newcomer)


def test_nobody_loses_a_role_by_an_older_invitation(app, north, dana, eka):
    with app.app_context():
        made = actions.invite(north, eka.email, Role.MEMBER, actor=dana)
        session.flush()
    actions.appoint(north, eka, Role.MODERATOR)

    actions.accept_invitation(made, actor=eka)

    assert role_of(eka, north) == Role.MODERATOR


def test_an_invitation_is_void_after_fourteen_days(app, north, dana, later):
    with app.app_context():
        made = actions.invite(north, "late@school.example", Role.MEMBER, actor=dana)
        session.flush()

    assert queries.invitations(north.id) == [made]
    later(timedelta(days=14))

    assert queries.invitations(north.id) == []
    assert queries.invitation_of(north.id, made.id) is None


def test_a_revoked_invitation_is_gone(app, north, dana, chidi):
    with app.app_context():
        made = actions.invite(north, "new@school.example", Role.MEMBER, actor=dana)
        session.flush()

    with pytest.raises(Denied):
        actions.revoke(made, actor=chidi)
    actions.revoke(made, actor=dana)

    assert queries.invitations(north.id) == []


def test_a_portal_is_founded():
    made = actions.found("west", "europe", settings(), reserved=frozenset())

    assert queries.named("west") == made
    assert made.id


@pytest.mark.parametrize(
    ("slug", "complaint"),
    [
        ("West", "small letters"),
        ("w", "small letters"),
        ("-west", "small letters"),
        ("west--coast", "small letters"),
        ("w" * 41, "small letters"),
        ("9west", "small letters"),
        ("sign-in", "page of the network"),
        ("taken", "already"),
    ],
)
def test_an_address_that_cannot_be_a_portals_is_refused(slug, complaint):
    portal("Taken")

    with pytest.raises(Refused, match=complaint):
        actions.found(slug, "europe", settings(), reserved=frozenset({"sign-in"}))


@pytest.mark.parametrize(("closed", "told"), [(True, True), (False, False)])
def test_other_rooms_hear_whether_a_portal_closed(north, dana, closed, told):
    actions.revise(north, settings(is_closed=closed), actor=dana)

    assert north.names == {"en": "West"}
    assert events() == [PortalRevised(north.id, dana.id, closing_changed=told)]
