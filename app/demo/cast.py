"""Who a visitor of the demo can be, and what each of them should try."""

from dataclasses import dataclass

EVERYBODYS = "chalk dust and a good question"


@dataclass(frozen=True, slots=True)
class Part:
    """One sign-in for each role."""

    role: str
    key: str
    tries: str


CAST = (
    Part("teacher", "lakshmi", "finish a draft, publish it, find it from another portal"),
    Part("trainer", "yutong", "open a lesson that only members of France see"),
    Part("moderator", "chidi", "withdraw a lesson in Kenya, with a reason"),
    Part("steward", "dana", "bring lessons into Jordan, let members in; in Arabic"),
    Part("network steward", "nadia", "see every portal, the closed pilot school too"),
)
