"""Who may do what in a portal: the table is the policy."""

import pytest
from sqlalchemy import select

from app.accounts.models import Membership, Role, Standing, Visitor
from app.kernel import clock
from app.kernel.db import session
from app.portals import policy, queries
from app.portals.models import Joining, Portal
from tests.factories.people import person, place
from tests.factories.portals import portal

TABLE = """
deed                 | visitor unconfirmed stranger waits   member trainer moderator steward network
see an open portal   | yes     yes         yes      yes     yes    yes     yes       yes     yes
see a closed portal  | -       -           -        -       yes    yes     yes       yes     yes
join an open portal  | -       -           yes      -       -      -       -         -       yes
ask to join          | -       -           yes      -       -      -       -         -       yes
join uninvited       | -       -           -        -       -      -       -         -       -
leave                | -       -           -        yes     yes    yes     yes       yes     -
write in the portal  | -       -           -        -       yes    yes     yes       yes     -
change the settings  | -       -           -        -       -      -       -         yes     yes
decide who belongs   | -       -           -        -       -      -       -         yes     yes
"""

DEEDS = {
    "see an open portal": lambda who, at: policy.can_view(who, at(is_closed=False)),
    "see a closed portal": lambda who, at: policy.can_view(who, at(is_closed=True)),
    "join an open portal": lambda who, at: policy.can_join(who, at(joining=Joining.OPEN)),
    "ask to join": lambda who, at: policy.can_join(who, at(joining=Joining.APPROVAL)),
    "join uninvited": lambda who, at: policy.can_join(who, at(joining=Joining.INVITATION)),
    "leave": lambda who, at: policy.can_leave(who, at()),
    "write in the portal": lambda who, at: policy.can_write(who, at()),
    "change the settings": lambda who, at: policy.can_steward(who, at()),
    "decide who belongs": lambda who, at: policy.can_decide(
        who, Membership(portal_id=at().id, user_id=0)
    ),
}


def rows():
    head, *lines = TABLE.strip().splitlines()
    columns = head.partition("|")[2].split()
    for line in lines:
        deed, _, answers = line.partition("|")
        for role, answer in zip(columns, answers.split(), strict=True):
            yield deed.strip(), role, answer == "yes"


def somebody(role: str, made: Portal):
    """Return a person who is this in the portal."""
    if role == "visitor":
        return Visitor()
    if role == "unconfirmed":
        return person(confirmed_at=None)
    if role == "network":
        return person(is_network_steward=True)
    who = person()
    if role == "waits":
        place(who, made.id, standing=Standing.AWAITING)
    elif role != "stranger":
        place(who, made.id, Role(role))
    return who


@pytest.mark.parametrize(("deed", "role", "allowed"), list(rows()))
def test_a_person_may_do_what_the_table_says(deed, role, allowed):
    made = portal("Place")
    who = somebody(role, made)

    def at(**values):
        for name, value in values.items():
            setattr(made, name, value)
        return made

    assert DEEDS[deed](who, at) is allowed


@pytest.mark.parametrize(
    "role",
    TABLE.strip().splitlines()[0].partition("|")[2].split(),
)
def test_the_list_shows_exactly_what_the_policy_allows(role):
    own = portal("Own")
    portals = [own, portal("Own cove"), portal("Other"), portal("Other cove")]
    for closed in (portals[1], portals[3]):
        closed.is_closed = True
    who = somebody(role, own)
    if role not in ("visitor", "unconfirmed", "network", "stranger"):
        standing = Standing.AWAITING if role == "waits" else Standing.ACTIVE
        place(who, portals[1].id, standing=standing)

    shown = set(session.scalars(queries.visible(who)))

    assert shown == {one for one in portals if policy.can_view(who, one)}


@pytest.mark.parametrize(
    ("role", "joining", "expected"),
    [
        ("visitor", Joining.OPEN, policy.Place.VISITOR),
        ("unconfirmed", Joining.OPEN, policy.Place.UNCONFIRMED),
        ("stranger", Joining.OPEN, policy.Place.MAY_JOIN),
        ("stranger", Joining.APPROVAL, policy.Place.MAY_ASK),
        ("stranger", Joining.INVITATION, policy.Place.NEEDS_INVITATION),
        ("waits", Joining.APPROVAL, policy.Place.AWAITING),
        ("trainer", Joining.INVITATION, policy.Place.MEMBER),
    ],
)
def test_a_page_knows_how_a_person_stands_to_a_portal(role, joining, expected):
    made = portal(joining=joining)

    assert policy.place_of(somebody(role, made), made) == expected


def test_members_are_counted_in_one_statement_and_only_the_confirmed(query_count):
    full, empty = portal("Full"), portal("Empty")
    place(person(), full.id)
    place(person(), full.id, Role.STEWARD)
    place(person(), full.id, standing=Standing.AWAITING)
    place(person(confirmed_at=None), full.id)
    place(person(email=None), full.id)
    session.flush()

    with query_count(1):
        listed = queries.listed(Visitor())

    assert [(one.portal.slug, one.members) for one in listed] == [("full", 2), ("empty", 0)]
    assert (queries.count_members(full.id), queries.count_members(empty.id)) == (2, 0)
    assert len(session.scalars(queries.members(full.id)).all()) == 2


def test_portals_are_grouped_by_region_and_by_each_of_their_languages():
    portal("Kenya", region="africa", languages=["sw", "en"])
    portal("Brazil", region="americas", languages=["pt"])
    portal("Senegal", region="africa", languages=["fr"])

    listed = queries.listed(Visitor())

    def slugs(groups):
        return {key: [one.portal.slug for one in group] for key, group in groups.items()}

    assert slugs(queries.by_region(listed)) == {
        "africa": ["kenya", "senegal"],
        "americas": ["brazil"],
    }
    assert slugs(queries.by_language(listed)) == {
        "sw": ["kenya"],
        "en": ["kenya"],
        "pt": ["brazil"],
        "fr": ["senegal"],
    }


def test_a_name_is_found_by_any_part_in_any_case_and_script():
    made = portal("Names")
    for name in ("Élodie Traoré", "Борис Петров", "Ben O_Neil", "അമൃത നായർ"):
        place(person(name, email=f"{len(name)}@school.example"), made.id)

    def found(words):
        return [one.user.name for one in queries.people(made.id, name=words).items]

    assert found("élodie") == ["Élodie Traoré"]
    assert found("traoré ÉLO") == ["Élodie Traoré"]
    assert found("петр") == ["Борис Петров"]
    assert found("നായർ") == ["അമൃത നായർ"]
    assert found("o_n") == ["Ben O_Neil"]
    assert found("%") == []


def test_members_come_page_by_page_the_newest_first(monkeypatch):
    made = portal("Large")
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    people = [person() for _ in range(5)]
    for who in people:
        place(who, made.id)

    first = queries.people(made.id)
    second = queries.people(made.id, after=first.older)
    back = queries.people(made.id, before=second.newer)

    assert [one.user for one in first.items] == people[:2:-1]
    assert [one.user for one in second.items] == people[2:0:-1]
    assert back.items == first.items
    assert first.newer is None


def test_the_portal_of_an_address_comes_in_one_statement(query_count):
    portal("North")
    session.flush()

    with query_count(1):
        assert queries.by_slug(Visitor(), "north") is not None
    assert queries.by_slug(Visitor(), "nowhere") is None
    assert session.scalar(select(Portal.created_at)) <= clock.now()
