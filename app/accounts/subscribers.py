"""The mails that accounts send, and the tidying up."""

from datetime import timedelta
from typing import Any

from app.accounts import actions, queries
from app.accounts.events import (
    ConfirmationAsked,
    EmailChangeAsked,
    EmailChanged,
    PasswordChanged,
    PasswordForgotten,
    SignUpRepeated,
    TidyingDue,
)
from app.accounts.models import Purpose, User
from app.kernel import mail, schedule
from app.kernel.jobs import Turn, subscribe

schedule.every(timedelta(hours=1), TidyingDue)


@subscribe(ConfirmationAsked, turn=Turn.FIRST)
def send_confirmation(event: ConfirmationAsked) -> None:
    """Ask a newcomer whether the address is theirs."""
    user = queries.by_id(event.user_id)
    if user is not None and not user.is_confirmed:
        token = actions.issue_token(user, Purpose.CONFIRM)
        _write(user, "confirm", token=token, leads_to=event.leads_to or None)


@subscribe(SignUpRepeated, turn=Turn.FIRST)
def send_already_registered(event: SignUpRepeated) -> None:
    """Remind a person that they have an account."""
    user = queries.by_id(event.user_id)
    if user is not None:
        _write(user, "already-registered")


@subscribe(PasswordForgotten, turn=Turn.FIRST)
def send_reset(event: PasswordForgotten) -> None:
    """Send a link to choose a new password."""
    user = queries.by_id(event.user_id)
    if user is not None:
        _write(user, "reset", token=actions.issue_token(user, Purpose.RESET))


@subscribe(PasswordChanged, turn=Turn.FIRST)
def send_password_changed(event: PasswordChanged) -> None:
    """Tell a person that their password is another one now."""
    user = queries.by_id(event.user_id)
    if user is not None:
        _write(user, "password-changed")


@subscribe(EmailChangeAsked, turn=Turn.FIRST)
def send_new_address(event: EmailChangeAsked) -> None:
    """Ask the new address whether it is theirs."""
    user = queries.by_id(event.user_id)
    if user is not None:
        token = actions.issue_token(user, Purpose.CHANGE_EMAIL, email=event.email)
        _write(user, "new-address", to=event.email, token=token, email=event.email)


@subscribe(EmailChanged, turn=Turn.FIRST)
def send_email_changed(event: EmailChanged) -> None:
    """Tell the old address that mail goes elsewhere."""
    user = queries.by_id(event.user_id)
    if user is not None:
        _write(user, "email-changed", to=event.former, email=user.email)


@subscribe(TidyingDue)
def tidy(event: TidyingDue) -> None:
    """Delete what accounts no longer need."""
    actions.tidy()


def _write(user: User, template: str, *, to: str | None = None, **values: Any) -> None:
    """Write to the person in their language; an erased account has no address."""
    address = to or user.email
    if address:
        mail.send(address, template, locale=user.locale, name=user.name, address=address, **values)
