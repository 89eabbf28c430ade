"""Signing in and out, and finding at the start of each request who asks.

Flask-Login keeps a random secret in the signed cookie; our own `UserSession` table knows its
hash, so that browsers are listed and revoked. Its remember cookie is not used.
"""

from dataclasses import dataclass

from flask import Flask, abort, current_app, g, request
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from app.accounts import actions, destinations, keeping, queries
from app.accounts.models import User, UserSession, Visitor
from app.kernel import clock, db, i18n
from app.kernel.access import Access, access_of
from app.kernel.errors import Denied
from app.kernel.pages import problem
from app.kernel.web import READING, wants_json

PRIVATE = (Access.SIGNED_IN, Access.STEWARD, Access.NETWORK_STEWARD)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What Flask-Login holds: a browser's session, its person, and the secret that proves it."""

    session: UserSession
    secret: str

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.secret


def init_app(app: Flask) -> None:
    """Know who asks before any view runs, and keep visitors out of what is not public."""
    app.config.update(
        PERMANENT_SESSION_LIFETIME=UserSession.LIFETIME, SESSION_REFRESH_EACH_REQUEST=False
    )
    manager = LoginManager()
    manager.session_protection = None  # a change of network is a bus ride, not a theft
    manager.user_loader(_load)
    manager.init_app(app, add_context_processor=False)
    app.before_request(_recognise)
    app.before_request(_keep_the_door)
    app.register_error_handler(CSRFError, _lose_nothing)
    app.context_processor(lambda: {"actor": g.get("actor") or Visitor()})


def sign_in(user: User) -> None:
    """Begin a session in this browser, with nothing left of the one before."""
    sign_out()
    begun, secret = actions.begin_session(user, browser=request.user_agent.string)
    login_user(SignedIn(begun, secret))
    cookie.permanent = True
    g.actor, g.user_session = user, begun


def sign_out() -> None:
    """End the session of this browser, here and in the database."""
    if g.user_session is not None:
        actions.end_session(g.user_session.id, actor=g.actor)
        logout_user()
    _clear_cookie()
    g.actor, g.user_session = _visitor(), None


def _load(secret: str) -> SignedIn | None:
    found = queries.signed_in_by(secret)
    return SignedIn(found, secret) if found else None


def _visitor() -> Visitor:
    """Return a visitor who reads the language of the address: a kept page is the same for all."""
    return Visitor([i18n.current().babel.language])


def _recognise() -> None:
    """Set `g.actor` and `g.user_session`; a POST gives the database back before its view runs."""
    token = db.reading.set(True)
    found: UserSession | None = current_user.session if current_user.is_authenticated else None
    if request.method not in READING:
        db.begin_anew()
    db.reading.reset(token)
    if found is not None:
        g.actor, g.user_session = found.user, found
        i18n.set_zone(g.actor.time_zone)
        _mark_as_seen(found)
    else:
        g.actor, g.user_session = _visitor(), None
        i18n.set_zone(None)
        if "_user_id" in cookie:
            _clear_cookie()


def _clear_cookie() -> None:
    """Leave nothing in it; the token of forms goes too, and a page made now needs a new one."""
    cookie.clear()
    g.pop("csrf_token", None)


def _mark_as_seen(seen: UserSession) -> None:
    """Write down now and then that the session is in use, and let the cookie live as long."""
    if seen.is_stale(clock.now()):
        with db.aside() as own:
            actions.mark_as_seen(own, seen.id)
        cookie.modified = True


def _keep_the_door() -> Response | None:
    access = _access()
    if access not in PRIVATE or g.actor.is_signed_in:
        if access == Access.NETWORK_STEWARD and not g.actor.is_network_steward:
            raise Denied
        return None
    if wants_json():
        abort(401)
    return keeping.sign_in_first(keeping.of_request())


def _access() -> Access | None:
    return access_of(current_app, request.endpoint) if request.endpoint else None


def _lose_nothing(error: CSRFError) -> Response:
    """Keep what a page of ours sent with the token of a session that is over by now."""
    sent = keeping.brought() or (keeping.of_request() if _access() in PRIVATE else None)
    if sent is None or wants_json() or not destinations.is_asked_from_here():
        return problem(400)
    _recognise()
    return keeping.send_again(sent, 400) if g.actor.is_signed_in else keeping.sign_in_first(sent)
