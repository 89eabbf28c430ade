"""Taking a mail in: once, by whom it concerns, or refused with the reason."""

import logging
from enum import StrEnum

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel import clock, db, mail
from app.kernel.db import session
from app.kernel.errors import Denied, NotFound, Refused, Throttled
from app.kernel.i18n import gettext as _
from app.kernel.i18n import speaking
from app.notifications import actions, replies, tokens
from app.notifications.incoming import letter
from app.notifications.incoming.letter import Letter, UnreadableError
from app.notifications.incoming.quoting import own_words
from app.notifications.models import ReceivedMail
from app.notifications.tokens import Answer

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of a mail."""

    TAKEN = "taken"
    REFUSED = "refused"
    CAME_BACK = "came back"
    IGNORED = "ignored"
    REPEATED = "repeated"
    UNREADABLE = "unreadable"


def receive(raw: bytes, to: str | None = None) -> Outcome:
    """Take a mail in; one that nobody can read is left aside, for it will never be another."""
    try:
        outcome = _receive(letter.read(raw, to))
    except UnreadableError as error:
        log.warning("mail cannot be read", extra={"reason": repr(error.__cause__)[:200]})
        outcome = Outcome.UNREADABLE
    log.info("mail received", extra={"outcome": outcome})
    return outcome


def _receive(arrived: Letter) -> Outcome:
    """Do what a mail asks for; that and that it was here are written in one transaction."""
    try:
        with db.transaction():
            return _take(arrived) if _is_new(arrived) else Outcome.REPEATED
    except Refused as refused:
        with db.transaction():
            _is_new(arrived)
            _answer(arrived, str(refused))
        return Outcome.REFUSED


def _is_new(arrived: Letter) -> bool:
    """Note that the mail was here; return whether it is the first time."""
    if session.get(ReceivedMail, arrived.fingerprint) is not None:
        return False
    session.add(ReceivedMail(fingerprint=arrived.fingerprint, at=clock.now()))
    return True


def _take(arrived: Letter) -> Outcome:
    for address in arrived.recipients:
        user_id = tokens.bounced_person(address)
        if user_id is not None:
            return _take_back(arrived, address, user_id)
    ours = [address for address in arrived.recipients if tokens.is_reply_address(address)]
    if not ours or arrived.is_automatic:
        return Outcome.IGNORED
    answer = next(filter(None, map(tokens.read_reply_address, ours)), None)
    with speaking(_locale(arrived)):
        if answer is None:
            raise Refused(_("The address that you answered is not whole, or not one of ours."))
    _hand_on(arrived, answer)
    return Outcome.TAKEN


def _take_back(arrived: Letter, address: str, user_id: int) -> Outcome:
    """Stop mail to an address from which it came back for good."""
    person = accounts.by_id(user_id)
    if person is None or person.email is None:
        return Outcome.IGNORED
    if not tokens.is_bounce_of(address, person.id, person.email):
        return Outcome.IGNORED
    words = arrived.failure
    if words is None:
        return Outcome.IGNORED
    actions.came_back(person, words)
    return Outcome.CAME_BACK


def _hand_on(arrived: Letter, answer: Answer) -> None:
    """Let the room whose mail was answered take the answer."""
    person, handler = accounts.with_places(answer.user_id), replies.handler_of(answer.prefix)
    with speaking(person.locale if person else _locale(arrived)):
        if person is None or person.email is None or handler is None:
            raise Refused(_("What you answered does not take answers any more."))
        if arrived.sender != person.email:
            raise Refused(_("Answer from the address to which our mail came, so that we know you."))
        text, files = _words(arrived), arrived.attachments()
        if not text and not files:
            raise Refused(_("We found no words of yours above the mail that you answered."))
        try:
            handler(person, answer.payload, text, files, arrived.message)
        except (Denied, NotFound) as error:
            raise Refused(_("What you answered is not open to you any more.")) from error
        except Throttled as error:
            raise Refused(str(error)) from error


def _words(arrived: Letter) -> str:
    seal = tokens.seal()
    bases = {mail.post().sender, seal.replies or mail.post().sender}
    ours = {base.casefold() for base in bases}
    ours |= {address.casefold() for address in arrived.recipients}
    return own_words(arrived.text, ours)


def _answer(arrived: Letter, reason: str) -> None:
    """Tell a member why their mail was refused, and nobody else; programs were left aside before.

    Nothing that the mail says goes into ours without an address signed for them: it may be forged.
    """
    person = accounts.by_email(arrived.sender)
    if person is None:
        return
    known = _answering(arrived)
    identity = arrived.identity
    row = {"In-Reply-To": identity, "References": identity} if identity else {}
    mail.send(
        arrived.sender,
        "notifications/refused",
        locale=person.locale,
        headers={"Auto-Submitted": "auto-replied", **row},
        envelope="",
        name=person.name,
        reason_given=reason,
        said=_words(arrived) if known is not None and known.id == person.id else "",
    )


def _answering(arrived: Letter) -> User | None:
    """Return whose signed address the mail was sent to."""
    for address in arrived.recipients:
        answer = tokens.read_reply_address(address)
        if answer is not None:
            return accounts.by_id(answer.user_id)
    return None


def _locale(arrived: Letter) -> str:
    person = _answering(arrived) or accounts.by_email(arrived.sender)
    return person.locale if person else "en"
