"""What a room says when it will not do a thing; `app.kernel.pages` turns each into an answer."""


class Refused(Exception):
    """The record's rules forbid it just now (409). The message is for the person who asked."""


class Denied(Exception):
    """The person may see the record but not do this to it (403)."""


class NotFound(Exception):
    """There is no such thing, or none that this person may know of (404)."""


class Throttled(Exception):
    """Too many tries (429); `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
