"""What people of the demo network talk about, on boards and below lessons."""

from collections import Counter, defaultdict
from itertools import groupby, pairwise

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.demo import loader, talk
from app.demo.people import emails
from app.discussions.models import (
    Board,
    BoardReach,
    PollVote,
    Post,
    Posting,
    Thanks,
    Thread,
    ThreadKind,
)
from app.kernel import clock
from app.kernel.db import session
from app.lessons.models import Lesson
from app.lessons.transfer.reading import parse_yaml
from app.portals.models import Portal
from tests.client import text_of

PLANS = {
    Post: (joinedload(Post.thread).joinedload(Thread.lesson), joinedload(Post.reply_to)),
    Thread: (joinedload(Thread.portal),),
}


@pytest.fixture(scope="module")
def told():
    """What its writers wrote."""
    return parse_yaml(talk.TALK.read_text(encoding="utf-8"))


def every(model, *order):
    found = select(model).order_by(*order).options(*PLANS.get(model, ()))
    return session.scalars(found).unique().all()


def test_the_demo_network_talks(app, told, client):
    with app.app_context():
        loader.load()
    session.commit()

    _boards_are_everywhere()
    _everything_said_is_there(told)
    _posts_follow_each_other()
    _threads_of_all_kinds()
    _nothing_stays_a_placeholder()
    _pages_show_it(client)


def _boards_are_everywhere():
    boards = [board for board in every(Board) if not board.is_circle]
    open_ = session.scalars(select(Portal.id).where(~Portal.is_closed)).all()
    counts = Counter(board.portal_id for board in boards)
    assert counts.keys() == set(open_)
    assert set(counts.values()) <= {2, 3}
    assert all("en" in board.names and "en" in board.purposes for board in boards)
    assert Counter(board.reach for board in boards)[BoardReach.NETWORK] == 1
    assert Counter(board.reach for board in boards)[BoardReach.PORTAL] == 1
    assert Counter(board.posting for board in boards)[Posting.MODERATORS] == 1


def _everything_said_is_there(told):
    threads, posts = every(Thread), every(Post)
    assert len(threads) == len(told["threads"]) >= 27
    assert len(posts) == sum(len(said["posts"]) for said in told["threads"])
    assert sum(thread.lesson_id is not None for thread in threads) == 5
    assert len({thread.language for thread in threads}) >= 8
    thanks = session.scalar(select(func.count()).select_from(Thanks))
    assert thanks == sum(len(one.get("thanks", ())) for s in told["threads"] for one in s["posts"])
    mixed = defaultdict(set)
    for post in posts:
        mixed[post.thread_id].add(post.language)
    assert sum(len(languages) > 3 for languages in mixed.values()) >= 2


def _posts_follow_each_other():
    for _thread, said in groupby(every(Post, Post.thread_id, Post.number), lambda p: p.thread):
        posts = list(said)
        assert 2 <= len(posts) == posts[0].thread.posts_count <= 7
        assert all(one.created_at < other.created_at for one, other in pairwise(posts))
        assert posts[0].thread.created_at == posts[0].created_at
        assert posts[0].thread.active_at == posts[-1].created_at < clock.now()
        assert all(not one.reply_to or one.reply_to.number < one.number for one in posts)
        lesson = posts[0].thread.lesson
        assert lesson is None or lesson.published_at < posts[0].created_at


def _threads_of_all_kinds():
    threads = every(Thread)
    kinds = Counter(thread.kind for thread in threads)
    assert kinds.keys() == set(ThreadKind)
    assert [thread.kind for thread in threads if thread.is_pinned] == [ThreadKind.ANNOUNCEMENT]
    answered = Counter(thread.kind for thread in threads if thread.accepted_number)
    assert answered[ThreadKind.REQUEST] == 1 < kinds[ThreadKind.REQUEST]
    assert 1 < answered[ThreadKind.QUESTION] < kinds[ThreadKind.QUESTION]
    assert session.scalar(select(func.count()).select_from(PollVote)) == 4


def _nothing_stays_a_placeholder():
    posts = every(Post)
    assert not [post.text.source for post in posts if "{" in post.text.source]
    assert 5 <= sum("/@" in post.text.source for post in posts) <= len(posts) // 5


def _pages_show_it(client):
    gauge = session.scalars(select(Lesson).where(Lesson.title.startswith("Measuring a m"))).one()
    below = session.scalars(select(Thread).where(Thread.lesson_id == gauge.id)).one()
    page = client.get(f"/en/kerala/discussions/{below.id}")
    assert "Does the bottle have to be" in page.text
    client.sign_in(session.scalars(select(User).where(User.email == emails()["nadia"])).one())
    shown = {thread.language: thread for thread in every(Thread) if thread.board_id}
    for thread in shown.values():
        page = client.get(f"/en/{thread.portal.slug}/discussions/{thread.id}")
        assert page.h1 == thread.title
    asked = session.scalars(select(Thread).where(Thread.kind == ThreadKind.REQUEST))
    answer = next(thread for thread in asked if thread.accepted_number)
    page = client.get(f"/en/kerala/discussions/{answer.id}")
    assert [one for one in page.all("article", "card--row") if "Padrinos" in text_of(one)]
