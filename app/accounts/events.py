"""What happens to accounts."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class ConfirmationAsked(Event):
    """Somebody signed up, or asked for the mail again; `leads_to` is where they were going."""

    user_id: int
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class EmailConfirmed(Event):
    """A person has shown for the first time that their address is theirs."""

    user_id: int


@dataclass(frozen=True, slots=True)
class SignUpRepeated(Event):
    """Somebody signed up with the address of an account that is already confirmed."""

    user_id: int


@dataclass(frozen=True, slots=True)
class PasswordForgotten(Event):
    """Somebody asked for a new password; the user is 0 when no account has the address."""

    user_id: int


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person has another password now."""

    user_id: int


@dataclass(frozen=True, slots=True)
class EmailChangeAsked(Event):
    """A person wants to be reached at another address."""

    user_id: int
    email: str


@dataclass(frozen=True, slots=True)
class EmailChanged(Event):
    """A person is reached at another address than before."""

    user_id: int
    former: str


@dataclass(frozen=True, slots=True)
class TidyingDue(Event):
    """It is time to delete what accounts no longer need."""
