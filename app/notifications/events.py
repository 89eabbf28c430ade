"""What happens on the way from a deed to a person's mailbox."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class NoticeMailDue(Event):
    """A notice has waited a little for more of its bundle; now a mail may tell of it."""

    notice_id: int


@dataclass(frozen=True, slots=True)
class DigestsDue(Event):
    """It is time to see whose digest is due."""


@dataclass(frozen=True, slots=True)
class DigestGroupDue(Event):
    """These people's digests are due; all tell from the same moments on."""

    user_ids: list[int]
    daily_since: str
    weekly_since: str | None
    """None where the week is not over."""


@dataclass(frozen=True, slots=True)
class NoticeTidyingDue(Event):
    """It is time to forget what nobody will ask for again."""
