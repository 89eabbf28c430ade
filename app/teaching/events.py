"""What happens to taught reports."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class ReportEvent(Event):
    """Something happened to a taught report."""

    report_id: int
    lesson_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class TaughtReported(ReportEvent):
    """Somebody says how a lesson went, or shows again what they said."""


@dataclass(frozen=True, slots=True)
class TaughtReportRevised(ReportEvent):
    """It says something else than before."""


@dataclass(frozen=True, slots=True)
class TaughtReportWithdrawn(ReportEvent):
    """It is out of sight."""


@dataclass(frozen=True, slots=True)
class ReportAnswered(ReportEvent):
    """The author of the lesson answers it for the first time."""


@dataclass(frozen=True, slots=True)
class SuggestionTaken(ReportEvent):
    """The lesson says now what the report suggested."""


@dataclass(frozen=True, slots=True)
class FeedbackSent(Event):
    """Somebody told the author of a lesson something in private."""

    note_id: int
    lesson_id: int
    actor_id: int
