"""Who is known from the start; what rooms let others do at first is theirs to say."""

from app.accounts.models import Role, Standing, User


def is_trusted(person: User) -> bool:
    """Return whether somebody has made the person more than a member of a portal."""
    return person.is_network_steward or any(
        one.role != Role.MEMBER and one.standing == Standing.ACTIVE for one in person.memberships
    )
