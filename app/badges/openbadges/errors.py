"""What can be wrong with a badge that somebody hands in, or asks for."""


class OpenBadgeError(Exception):
    """The root of the errors of this package."""


class Invalid(OpenBadgeError, ValueError):
    """A value that the standard does not allow."""


class Unreadable(OpenBadgeError):
    """Not a badge: broken, cut short, or made to do harm."""


class TooLarge(Unreadable):
    """Larger than any badge has to be."""


class WrongSecret(OpenBadgeError):
    """A sealed key does not open: another secret sealed it, or it was changed."""


class UnknownContext(OpenBadgeError):
    """A JSON-LD context that is not shipped; it is never fetched."""


class Unproven(OpenBadgeError):
    """A signature that does not hold; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
