"""Reading people, their sessions and their tokens."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts import secret
from app.accounts.addresses import normal_email
from app.accounts.models import Actor, Purpose, Token, User, UserSession
from app.accounts.policy import visible_to
from app.kernel import clock, db
from app.kernel.db import session

WHOLE = (selectinload(User.memberships),)
"""With their places in portals, so that the person can answer what they may do."""

AT_ONCE = 500
"""People of one statement."""

SIGNED_IN = (joinedload(UserSession.user).joinedload(User.memberships),)

_SIGNED_IN_BY = (
    select(UserSession)
    .where(UserSession.token_hash == bindparam("fingerprint"))
    .options(*SIGNED_IN)
)
"""One statement, built once: every page of a signed-in person begins with it."""


def visible(actor: Actor) -> Select[User]:
    """Select the people who exist for this actor."""
    return select(User).where(visible_to(actor))


def get(actor: Actor, user_id: int) -> User | None:
    """Return a person: the one door to them."""
    return session.scalar(visible(actor).where(User.id == user_id).options(*WHOLE))


def by_id(user_id: int) -> User | None:
    """Return a person whoever asks: for jobs, which write to them."""
    return session.get(User, user_id)


def with_places(user_id: int) -> User | None:
    """Return a person with their places, so that a job can ask what they may see."""
    return session.scalar(select(User).where(User.id == user_id).options(*WHOLE))


def many_with_places(user_ids: Iterable[int]) -> Iterator[User]:
    """Yield people with their places, so that a job can ask what each of very many may see."""
    for ids in _in_parts(sorted(set(user_ids))):
        yield from session.scalars(select(User).where(User.id.in_(ids)).options(*WHOLE))


def _in_parts(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def hold(person: User) -> None:
    """Let nobody else act in this person's name until the transaction ends: forms sent twice wait.

    On SQLite whoever writes holds everything already.
    """
    held = select(User.id).where(User.id == person.id)
    session.execute(held.with_for_update(key_share=True))


def by_email(email: str) -> User | None:
    """Return the person who has this address."""
    return session.scalar(select(User).where(User.email == normal_email(email)).options(*WHOLE))


def password_hash_of(email: str) -> str | None:
    """Return what a password is compared with, read aside: comparing takes long, locks must not."""
    with db.aside() as own:
        return own.scalar(select(User.password_hash).where(User.email == normal_email(email)))


def signed_in_by(cookie: str) -> UserSession | None:
    """Return the session of a browser, with its person; None when it is over or revoked."""
    asked = {"fingerprint": secret.fingerprint(cookie)}
    found = session.scalars(_SIGNED_IN_BY, asked).unique().one_or_none()
    return None if found is None or found.is_over(clock.now()) else found


def sessions_of(user: User) -> list[UserSession]:
    """Return the browsers in which a person is signed in, the last used first."""
    found = session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user.id)
        .order_by(UserSession.seen_at.desc(), UserSession.id.desc())
    )
    return [one for one in found if not one.is_over(clock.now())]


def token(text: str, purpose: Purpose) -> Token | None:
    """Return a token that may still be used, held until the transaction ends."""
    return session.scalar(
        select(Token)
        .where(
            Token.token_hash == secret.fingerprint(text),
            Token.purpose == purpose,
            Token.expires_at > clock.now(),
        )
        .options(joinedload(Token.user))
        .with_for_update(of=Token)
    )


def pending_email(user: User) -> str | None:
    """Return the address that the person has asked for and not confirmed yet."""
    return session.scalar(
        select(Token.email)
        .where(
            Token.user_id == user.id,
            Token.purpose == Purpose.CHANGE_EMAIL,
            Token.expires_at > clock.now(),
        )
        .order_by(Token.id.desc())
        .limit(1)
    )
