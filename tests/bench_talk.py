"""Talk to measure: 2,000 threads on a board, one of them with 2,000 posts."""

from datetime import timedelta

from sqlalchemy import func, select

from app.accounts.models import User
from app.discussions.models import Board, Post, Thread, ThreadTag
from app.kernel import clock, db
from app.kernel.markup import RichText
from app.portals.models import Portal

THREADS = POSTS = 2_000
TEXT = "**Reply** {n}: a gauge on the roof.\n\n- one\n- two\n\nWhat do you think, colleagues? "


def fill() -> int:
    """Let forty people talk, if nobody has; return the id of the long thread."""
    with db.transaction() as session:
        if not session.scalar(select(func.count()).select_from(Thread)):
            _fill()
        return session.scalars(select(Thread.id).where(Thread.posts_count == POSTS)).one()


def _fill() -> None:
    session, now = db.session, clock.now()
    portal = session.scalars(select(Portal)).one()
    people = [User(name=f"Person {n}", created_at=now, confirmed_at=now) for n in range(40)]
    board = Board(portal=portal, names={"en": "Bench"}, created_at=now)
    session.add_all([*people, board])
    texts = [RichText.from_markdown(TEXT.format(n=n) * 3) for n in range(50)]
    for number in range(THREADS):
        count = POSTS if number == 0 else 1
        at = now - timedelta(minutes=number)
        thread = Thread(
            portal_id=portal.id, board=board, author=people[number % 40], title=f"Thread {number}",
            language="en", created_at=at, active_at=at, posts_count=count,
            tags=[ThreadTag(tag="rain")],
        )  # fmt: skip
        session.add(thread)
        session.add_all(
            Post(
                thread=thread, number=n + 1, author=people[n % 40], language="en",
                text=texts[n % 50], created_at=at,
            )
            for n in range(count)
        )  # fmt: skip
    session.flush()
