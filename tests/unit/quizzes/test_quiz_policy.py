"""Who may do what with an attempt: the table is the policy.

“learner” takes part and made the attempt; “former learner” has left the cohort since; “colleague”
takes part, too. “trainer” runs the cohort; “other trainer” runs another one in the same portal;
“foreign trainer” trains in another portal. “steward” runs the portal, “network” the installation.
"""

import pytest

from app.accounts import queries as accounts
from app.accounts.models import Role, Visitor
from app.cohorts import enrolling
from app.kernel.db import session
from app.quizzes import policy, queries
from app.quizzes.models import QuizAttempt
from tests.factories import courses
from tests.factories.people import person
from tests.factories.people import place as give_place
from tests.factories.portals import portal
from tests.factories.quizzes import begun, course, finished, place, quiz

TABLE = """
deed                        | visitor stranger member learner former_learner colleague trainer other_trainer foreign_trainer moderator steward network
see the open attempt        | -       -        -      yes     yes            -         -       -             -               -         -       -
see the finished attempt    | -       -        -      yes     yes            -         yes     -             -               -         yes     yes
see that of another cohort  | -       -        -      -       -              -         -       -             yes             -         -       yes
begin in their place        | -       -        -      yes     -              -         -       -             -               -         -       -
answer the open attempt     | -       -        -      yes     -              -         -       -             -               -         -       -
give the learner one more   | -       -        -      -       -              -         yes     -             -               -         yes     yes
"""  # a table is read across

ROLES = TABLE.strip().splitlines()[0].partition("|")[2].split()
ITEM = quiz()


class Scene:
    """A cohort with an open and a finished attempt, another one elsewhere, and who looks at it."""

    def __init__(self, role: str) -> None:
        self.portal, self.far = portal("Open"), portal("Far")
        self.trainer, self.foreign = person("The Trainer"), person("The Foreign Trainer")
        give_place(self.trainer, self.portal.id, Role.TRAINER)
        give_place(self.foreign, self.far.id, Role.TRAINER)
        self.learner = person("The Learner")
        give_place(self.learner, self.portal.id)
        self._attempts()
        self.actor = self._somebody(role)
        session.flush()

    def _attempts(self) -> None:
        self.cohort = courses.cohort(course(self.portal, self.trainer, ITEM), self.trainer)
        courses.enrolled(self.cohort, self.learner, self.trainer)
        self.finished = finished(self.cohort, self.learner, ITEM)
        self.open = begun(self.cohort, self.learner, ITEM)
        there = courses.cohort(course(self.far, self.foreign, ITEM), self.foreign)
        elsewhere = person("Elsewhere")
        courses.enrolled(there, elsewhere, self.foreign)
        self.other = finished(there, elsewhere, ITEM)

    def _somebody(self, role: str):
        if role == "visitor":
            return Visitor()
        known = {
            "learner": self.learner, "former_learner": self.learner,
            "trainer": self.trainer, "foreign_trainer": self.foreign,
        }  # fmt: skip
        somebody = known.get(role) or person("Somebody", is_network_steward=role == "network")
        if role == "former_learner":
            enrolling.leave(self.cohort, actor=self.learner)
        if role == "colleague":
            courses.enrolled(self.cohort, somebody, self.trainer)
        if role == "other_trainer":
            give_place(somebody, self.portal.id, Role.TRAINER)
            courses.cohort(self.cohort.course, somebody, "Autumn 2026")
        if role in ("member", "moderator", "steward"):
            give_place(somebody, self.portal.id, Role(role))
        session.flush()
        return accounts.with_places(somebody.id)

    def can(self, deed: str) -> bool:
        mine = place(self.cohort, self.learner)
        return {
            "see the open attempt": lambda: self._sees(self.open),
            "see the finished attempt": lambda: self._sees(self.finished),
            "see that of another cohort": lambda: self._sees(self.other),
            "begin in their place": lambda: policy.can_begin(self.actor, mine),
            "answer the open attempt": lambda: policy.can_answer(self.actor, self.open),
            "give the learner one more": lambda: policy.can_allow(self.actor, self.cohort, mine),
        }[deed]()

    def _sees(self, attempt: QuizAttempt) -> bool:
        """Ask in Python and in SQL: both must say the same."""
        said = policy.can_view(self.actor, attempt)
        listed = session.scalars(queries.visible(self.actor)).all()
        assert (attempt.id in [one.id for one in listed]) == said
        return said


def _cells():
    for row in TABLE.strip().splitlines()[1:]:
        deed, _, answers = row.partition("|")
        for role, answer in zip(ROLES, answers.split(), strict=True):
            yield pytest.param(role, deed.strip(), answer == "yes", id=f"{role} {deed.strip()}")


@pytest.mark.parametrize(("role", "deed", "allowed"), list(_cells()))
def test_policy(role, deed, allowed):
    assert Scene(role).can(deed) == allowed
