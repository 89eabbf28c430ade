"""What people do with their accounts; most of it follows from a secret that came by mail."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import passwords, policy, queries, secret
from app.accounts.addresses import normal_email
from app.accounts.events import (
    ConfirmationAsked,
    EmailChangeAsked,
    EmailChanged,
    EmailConfirmed,
    PasswordChanged,
    PasswordForgotten,
    SignUpRepeated,
)
from app.accounts.models import Attempt, Purpose, Token, User, UserSession
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What somebody says when they sign up."""

    name: str
    email: str
    password: str
    languages: list[str]
    locale: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person says about themselves."""

    name: str
    headline: str
    about: str
    about_language: str | None
    locale: str
    time_zone: str


def sign_up(newcomer: Newcomer, *, leads_to: str = "") -> User:
    """Open an account that a mail has to confirm; a known address is told so by mail alone.

    Whoever signs up again before confirming begins anew, so that nobody can lie in wait with a
    password of theirs in an account that somebody else confirms.
    """
    password_hash = passwords.hashed(newcomer.password)
    user = queries.by_email(newcomer.email)
    if user is not None and user.is_confirmed:
        record(SignUpRepeated(user.id))
        return user
    if user is None:
        user = User(email=normal_email(newcomer.email), created_at=clock.now(), memberships=[])
    user.name, user.languages = newcomer.name, newcomer.languages
    user.locale, user.time_zone = newcomer.locale, newcomer.time_zone
    user.password_hash = password_hash
    _enter(user)
    _forget_tokens(user)
    record(ConfirmationAsked(user.id, leads_to))
    return user


def ask_confirmation(email: str, *, leads_to: str = "") -> None:
    """Send the mail that confirms an address again, if an account waits for it."""
    user = queries.by_email(email)
    waits = user is not None and not user.is_confirmed
    record(ConfirmationAsked(user.id if user and waits else 0, leads_to))


def confirm(token_text: str) -> User | None:
    """Confirm the address to which the token was sent; None when the token is used up."""
    token = queries.token(token_text, Purpose.CONFIRM)
    if token is None:
        return None
    confirm_address(token.user)
    _forget_tokens(token.user, Purpose.CONFIRM)
    return token.user


def confirm_address(user: User) -> None:
    """Take note that an address is its person's, however that was shown; the first time counts."""
    if not user.is_confirmed:
        user.confirm(clock.now())
        record(EmailConfirmed(user.id))


def authenticate(email: str, password: str) -> User | None:
    """Return the person whose address and password these are; unknown ones take as long."""
    if not passwords.is_right(password, queries.password_hash_of(email)):
        return None
    user = queries.by_email(email)
    if user and user.password_hash and passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hashed(password)
    return user


def begin_session(user: User, *, browser: str) -> tuple[UserSession, str]:
    """Sign a browser in; return its session and the secret that the browser keeps."""
    at, text = clock.now(), secret.new()
    begun = UserSession(
        user=user,
        token_hash=secret.fingerprint(text),
        created_at=at,
        seen_at=at,
        user_agent=browser[:300],
    )
    session.add(begun)
    session.flush()  # pages mark this session by its id
    return begun, text


def mark_as_seen(own: Session, session_id: int) -> None:
    """Write down that a browser was used just now, in a short session of the request's own."""
    own.execute(update(UserSession).where(UserSession.id == session_id).values(seen_at=clock.now()))


def end_session(session_id: int, *, actor: User) -> None:
    """Sign one of the person's browsers out, at once."""
    session.execute(
        delete(UserSession).where(UserSession.id == session_id, UserSession.user_id == actor.id)
    )


def end_sessions(user: User, *, but: int = 0) -> None:
    """Sign the person out everywhere, but in one browser."""
    session.execute(
        delete(UserSession).where(UserSession.user_id == user.id, UserSession.id != but)
    )


def forget_password(email: str) -> None:
    """Send a link to choose a new password, if anybody has this address."""
    user = queries.by_email(email)
    record(PasswordForgotten(user.id if user else 0))


def reset_password(token: Token, password: str) -> User:
    """Give the person of the token a new password and sign them out everywhere."""
    confirm_address(token.user)
    _give_password(token.user, passwords.hashed(password))
    end_sessions(token.user)
    return token.user


def change_password(user: User, password: str, *, actor: User, here: int = 0) -> None:
    """Give the person a new password; every browser but this one is signed out."""
    require(policy.can_change(actor, user))
    _give_password(user, passwords.hashed(password))
    end_sessions(user, but=here)


def ask_email_change(user: User, email: str, *, actor: User) -> None:
    """Ask the new address whether it is theirs; one that is taken is told by mail alone."""
    require(policy.can_change(actor, user))
    known = queries.by_email(email)
    if known is None:
        record(EmailChangeAsked(user.id, normal_email(email)))
    else:
        record(SignUpRepeated(known.id))


def change_email(token_text: str) -> User | None:
    """Reach the person at the address that came back with the token, and tell the old one."""
    token = queries.token(token_text, Purpose.CHANGE_EMAIL)
    if token is None or token.email is None:
        return None
    if queries.by_email(token.email) is not None:
        raise Refused(_("Another account has this address by now."))
    user, former = token.user, token.user.email or ""
    user.email = token.email
    _forget_tokens(user)
    record(EmailChanged(user.id, former))
    return user


def issue_token(user: User, purpose: Purpose, *, email: str | None = None) -> str:
    """Make a secret for one purpose; those made before for it are void."""
    _forget_tokens(user, purpose)
    text = secret.new()
    session.add(
        Token(
            user_id=user.id,
            purpose=purpose,
            token_hash=secret.fingerprint(text),
            email=email,
            expires_at=clock.now() + Token.LIFETIMES[purpose],
        )
    )
    return text


def describe(user: User, profile: Profile, *, actor: User) -> None:
    """Write down what the person says about themselves."""
    require(policy.can_change(actor, user))
    user.name, user.headline = profile.name, profile.headline
    user.about, user.about_language = profile.about, profile.about_language
    user.locale, user.time_zone = profile.locale, profile.time_zone


def prefer_language(user: User, tag: str, *, actor: User) -> None:
    """Put a language at the end of those the person reads."""
    require(policy.can_change(actor, user))
    user.prefer(tag)


def promote_language(user: User, tag: str, *, actor: User) -> None:
    """Put a language before the one above it."""
    require(policy.can_change(actor, user))
    user.put_before(tag)


def give_up_language(user: User, tag: str, *, actor: User) -> None:
    """Take a language off those the person reads."""
    require(policy.can_change(actor, user))
    user.give_up(tag)


def tidy() -> None:
    """Delete attempts, tokens and sessions that no longer mean anything."""
    now = clock.now()
    session.execute(delete(Attempt).where(Attempt.at < now - timedelta(days=1)))
    session.execute(delete(Token).where(Token.expires_at < now))
    session.execute(delete(UserSession).where(UserSession.seen_at < now - UserSession.LIFETIME))


def _enter(user: User) -> None:
    """Write the account down, though the same form may be sent twice at the same moment."""
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        raise Refused(_("You signed up a moment ago. Please look into your mail.")) from None


def _give_password(user: User, password_hash: str) -> None:
    user.password_hash = password_hash
    _forget_tokens(user)
    record(PasswordChanged(user.id))


def _forget_tokens(user: User, *purposes: Purpose) -> None:
    session.execute(
        delete(Token).where(Token.user_id == user.id, Token.purpose.in_(purposes or Purpose))
    )
