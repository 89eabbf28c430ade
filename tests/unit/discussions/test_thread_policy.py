"""`can_view` and `visible_to` say the same, for every kind of person and thread."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Visitor
from app.discussions import actions, boards, lists, moderating, policy, queries
from app.discussions.models import Board, Post, Thread
from app.kernel import clock
from app.kernel.db import session
from tests.factories import discussions, lessons
from tests.factories.people import place

PEOPLE = ("amina", "boris", "chidi", "dana", "eka", "nadia", "visitor")


@pytest.fixture
def world(north, south, cove, amina, boris, chidi, dana, eka, nadia):
    """Threads of every state on boards of every reach, and below lessons."""
    for portal, steward in ((north, dana), (cove, nadia)):
        for reach in ("portal", "open", "network"):
            board = discussions.board(portal, steward, reach.title(), reach=reach)
            author = amina if portal is north else nadia
            if portal is cove and not nadia.is_member_of(cove.id):
                place(nadia, cove.id)
            discussions.thread(board, author, f"{reach} open")
            discussions.thread(board, author, f"{reach} held", is_held=True)
            gone = discussions.thread(board, author, f"{reach} gone")
            gone.withdrawn_at = clock.now()
            kept = discussions.thread(board, author, f"{reach} kept")
            post = discussions.reply(kept, author, "Taken back")
            moderating.withdraw_post(post, actor=author)
            discussions.reply(kept, author, "Waiting", is_held=True)
    circle = boards.make_circle(north, "Spring", "en", [boris.id, eka.id])
    discussions.thread(circle, boris, "circle open")
    discussions.thread(circle, boris, "circle held", is_held=True)
    for reach in ("network", "portal"):
        lesson = lessons.published(north, amina, reach=reach)
        actions.talk_about(lesson, discussions.said("Nice"), actor=boris)
    session.flush()


@pytest.mark.parametrize("name", PEOPLE)
def test_sql_and_python_say_the_same_of_threads(world, name, request):
    actor = request.getfixturevalue(name)
    everything = session.scalars(select(Thread).options(*queries.HEAD)).unique().all()

    seen = set(session.scalars(select(Thread.id).where(policy.visible_to(actor))))

    assert seen == {one.id for one in everything if policy.can_view(actor, one)}
    assert seen or name == "nobody"


@pytest.mark.parametrize("name", PEOPLE)
def test_sql_and_python_say_the_same_of_boards_and_posts(world, name, request):
    actor = request.getfixturevalue(name)
    everything = session.scalars(select(Board).options(joinedload(Board.portal))).all()
    posts = (
        session.scalars(select(Post).options(joinedload(Post.thread).options(*queries.HEAD)))
        .unique()
        .all()
    )

    seen = set(session.scalars(select(Board.id).where(policy.visible_boards(actor))))
    assert seen == {one.id for one in everything if policy.can_view_board(actor, one)}
    readable = set(
        session.scalars(
            select(Post.id)
            .join(Post.thread)
            .where(policy.visible_to(actor), policy.readable_by(actor))
        )
    )
    assert readable == {one.id for one in posts if policy.can_read(actor, one)}


def test_visitors_write_nowhere(world, visitor):
    for thread in session.scalars(select(Thread).options(*queries.HEAD)).unique():
        assert not policy.can_reply(Visitor(), thread)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_list_shows_what_the_policy_lets_one_see(world, north, cove, name, request):
    actor = request.getfixturevalue(name)
    for portal in (north, cove):
        seen = queries.boards(actor, portal.id)
        on_them = select(Thread).where(Thread.board_id.in_([board.id for board in seen]))
        threads = session.scalars(on_them.options(*queries.HEAD)).unique().all()

        listed = set(session.scalars(lists.on_boards(actor, seen).with_only_columns(Thread.id)))

        assert listed == {one.id for one in threads if policy.can_view(actor, one)}


def test_a_circle_is_for_its_people_and_the_stewards(north, amina, boris, eka, chidi, dana):
    circle = boards.make_circle(north, "Spring", "en", [boris.id])
    boards.admit(circle.id, eka.id)
    session.flush()
    session.refresh(circle)

    readers = [
        one for one in (amina, boris, eka, chidi, dana) if policy.can_view_board(one, circle)
    ]
    writers = [one for one in readers if policy.can_start(one, circle)]
    assert readers == writers == [boris, eka, dana]

    boards.dismiss(circle.id, boris.id)
    session.flush()
    session.refresh(circle)
    assert not policy.can_view_board(boris, circle)


def test_nobody_finds_what_a_circle_says(north, boris, dana):
    circle = boards.make_circle(north, "Spring", "en", [boris.id])
    thread = discussions.thread(circle, boris, "Between us")

    assert policy.audience(thread) == frozenset()
    assert circle not in queries.own_boards(dana, north.id)


def test_no_steward_runs_the_board_of_a_circle(client, north, boris, dana):
    circle = boards.make_circle(north, "Spring", "en", [boris.id])
    session.commit()
    client.sign_in(dana)

    for deed in ("archive", "restoration", "up", "edit"):
        client.post(f"/en/north/discussions/boards/{circle.id}/{deed}", status=403)
