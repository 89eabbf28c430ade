"""Who may do what with course work: the table is the policy.

“author” takes part and handed it in; “former author” did and has left the cohort since; “colleague”
takes part, too; “peer” was asked to look at it and is not told whose it is; “former peer” was and
has left. “trainer” runs the cohort; “other trainer” runs another one in the same portal; “foreign
trainer” trains in another portal. “steward” runs the portal, “network” the installation.
"""

from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import Role, Visitor
from app.cohorts import enrolling
from app.cohorts.models import Standing
from app.coursework import held, peers, policy, queries, reviews
from app.coursework.models import PeerTask, Submission
from app.kernel import files
from app.kernel.db import session
from tests.factories import courses
from tests.factories.coursework import (
    ESSAY,
    NAMED,
    SHARED,
    UNDATED,
    cohort,
    handed_in,
    marked,
    place,
    returned,
    written,
)
from tests.factories.people import person
from tests.factories.people import place as give_place
from tests.factories.portals import portal

TABLE = """
deed                                 | visitor stranger member author former_author colleague peer former_peer trainer other_trainer foreign_trainer moderator steward network
see the draft                        | -       -        -      yes    yes           -         -    -           -       -             -               -         -       -
see what was handed in               | -       -        -      yes    yes           -         -    -           yes     -             -               -         yes     yes
see it returned                      | -       -        -      yes    yes           -         -    -           yes     -             -               -         yes     yes
see it passed                        | -       -        -      yes    yes           -         -    -           yes     -             -               -         yes     yes
see that of another cohort           | -       -        -      -      -             -         -    -           -       yes           -               -         yes     yes
see that of a closed portal          | -       -        -      -      -             -         -    -           yes     -             -               -         -       yes
change the draft                     | -       -        -      yes    -             -         -    -           -       -             -               -         -       -
mark it                              | -       -        -      -      -             -         -    -           yes     -             -               -         yes     yes
mark the draft                       | -       -        -      -      -             -         -    -           -       -             -               -         -       -
mark that of another cohort          | -       -        -      -      -             -         -    -           -       yes           -               -         yes     yes
give the author more time            | -       -        -      -      -             -         -    -           yes     -             -               -         yes     yes
offer the passed one to the portal   | -       -        -      yes    yes           -         -    -           -       -             -               -         -       -
look at it as a peer                 | -       -        -      -      -             -         yes  -           -       -             -               -         -       -
say something of it as a peer        | -       -        -      -      -             -         yes  -           -       -             -               -         -       -
read its file                        | -       -        -      yes    yes           -         -    -           yes     -             -               -         yes     yes
read its file under a plain name     | -       -        -      -      -             -         yes  -           -       -             -               -         -       -
read the file of a named colleague   | -       -        -      yes    yes           -         yes  -           yes     -             -               -         yes     yes
read the file of the draft           | -       -        -      yes    yes           -         -    -           -       -             -               -         -       -
read the file of the feedback        | -       -        -      yes    yes           -         -    -           yes     -             -               -         yes     yes
"""  # a table is read across

ROLES = TABLE.strip().splitlines()[0].partition("|")[2].split()


class Scene:
    """Cohorts in an open and a closed portal, work in every state, and somebody who looks at it."""

    def __init__(self, role: str) -> None:
        self.portal, self.closed = portal("Open"), portal("Closed", is_closed=True)
        self.trainer, self.other = self._trainer("The Trainer"), self._trainer("The Other Trainer")
        give_place(self.trainer, self.closed.id, Role.TRAINER)
        self.author, self.peer = person("The Author"), person("The Peer")
        give_place(self.author, self.portal.id)
        self._work()
        self.actor = self._somebody(role)
        session.flush()
        session.expire_all()
        session.scalars(select(Submission).options(*queries.PLAN)).unique().all()
        session.scalars(select(PeerTask).options(*reviews.TASK)).unique().all()
        if role != "visitor":
            self.actor = accounts.by_email(self.actor.email)

    def _trainer(self, name: str):
        made = person(name)
        give_place(made, self.portal.id, Role.TRAINER)
        return made

    def _work(self) -> None:
        self.spring = cohort(self.portal, self.trainer)
        self.autumn = cohort(self.portal, self.other)
        self.inner = cohort(self.closed, self.trainer)
        stranger = person("Somebody Else")
        for one in (self.author, self.peer):
            courses.enrolled(self.spring, one, self.trainer)
        courses.enrolled(self.autumn, stranger, self.other)
        courses.enrolled(self.inner, stranger, self.trainer)
        self.files = {name: self._file(name) for name in ("work", "draft", "named")}
        self.files["feedback"] = self._file("feedback", self.trainer)
        self.work = {
            "draft": written(self.spring, self.author, UNDATED),
            "handed in": self._handed_in(SHARED, "work"),
            "passed": self._passed(),
            "autumn": handed_in(self.autumn, stranger),
            "inner": handed_in(self.inner, stranger),
        }
        self._peers()
        self.work["returned"] = returned(self._handed_in(NAMED, "named"), NAMED, self.trainer)
        self._peers(NAMED)
        self.work["file draft"] = written(
            self.spring, self.author, NAMED, file_ids=(self.files["draft"],)
        )

    def _handed_in(self, item, name: str):
        return handed_in(self.spring, self.author, item, file_ids=(self.files[name],))

    def _passed(self):
        work = handed_in(self.spring, self.author, ESSAY)
        return marked(work, ESSAY, self.trainer, file_ids=(self.files["feedback"],))

    def _file(self, name: str, by=None) -> int:
        stored = files.store(BytesIO(f"This is {name}".encode()), f"{name}.txt", None)
        stored.uploader_id = (by or self.author).id
        session.flush()
        return stored.id

    def _peers(self, item=SHARED) -> None:
        handed_in(self.spring, self.peer, item)
        peers.assign(self.spring, item)

    def _somebody(self, role: str):
        if role == "visitor":
            return Visitor(["en"])
        if role.startswith("former_"):
            leaving = self.author if role == "former_author" else self.peer
            enrolling.put(self.spring, leaving, Standing.LEFT, actor=leaving)
        named = {"author": self.author, "former_author": self.author, "peer": self.peer}
        named |= {"former_peer": self.peer, "trainer": self.trainer, "other_trainer": self.other}
        if role in named:
            return named[role]
        somebody = person("Somebody", is_network_steward=role == "network")
        if role == "foreign_trainer":
            give_place(somebody, portal("Elsewhere").id, Role.TRAINER)
        if role in ("moderator", "steward"):
            give_place(somebody, self.portal.id, Role(role))
        if role in ("member", "colleague"):
            give_place(somebody, self.portal.id)
        if role == "colleague":
            courses.enrolled(self.spring, somebody, self.trainer)
        return somebody

    def sees(self, name: str) -> bool:
        asked = policy.can_view(self.actor, self.work[name])
        found = queries.visible(self.actor).where(Submission.id == self.work[name].id)
        assert asked == (session.scalar(found) is not None), "SQL and Python differ"
        return asked

    def marks(self, name: str) -> bool:
        return policy.can_mark(self.actor, self.work[name])

    @property
    def task(self) -> PeerTask:
        tasks = reviews.of(self.work["handed in"])
        return reviews.by_ids([tasks[0].id])[0]

    def reviews(self) -> bool:
        asked = policy.can_review(self.actor, self.task)
        found = reviews.get(self.actor, self.spring, self.task.id)
        assert asked == (found is not None), "SQL and Python differ"
        return asked

    def reads(self, file_id: int | None) -> bool:
        assert file_id is not None
        return held.readable_file(self.actor, file_id) is not None

    @property
    def plain_id(self) -> int | None:
        (file,) = self.work["handed in"].files
        return file.plain_id

    def extends(self) -> bool:
        return policy.can_extend(self.actor, self.spring, place(self.spring, self.author))


DEEDS = {
    "see the draft": lambda s: s.sees("draft"),
    "see what was handed in": lambda s: s.sees("handed in"),
    "see it returned": lambda s: s.sees("returned"),
    "see it passed": lambda s: s.sees("passed"),
    "see that of another cohort": lambda s: s.sees("autumn"),
    "see that of a closed portal": lambda s: s.sees("inner"),
    "change the draft": lambda s: policy.can_change(s.actor, s.work["draft"]),
    "mark it": lambda s: s.marks("handed in"),
    "mark the draft": lambda s: s.marks("draft"),
    "mark that of another cohort": lambda s: s.marks("autumn"),
    "give the author more time": lambda s: s.extends(),
    "offer the passed one to the portal": lambda s: policy.can_offer(s.actor, s.work["passed"]),
    "look at it as a peer": lambda s: s.reviews(),
    "say something of it as a peer": lambda s: policy.can_say(s.actor, s.task),
    "read its file": lambda s: s.reads(s.files["work"]),
    "read its file under a plain name": lambda s: s.reads(s.plain_id),
    "read the file of a named colleague": lambda s: s.reads(s.files["named"]),
    "read the file of the draft": lambda s: s.reads(s.files["draft"]),
    "read the file of the feedback": lambda s: s.reads(s.files["feedback"]),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_table_is_the_policy(role):
    scene = Scene(role)
    column = ROLES.index(role)
    rows = [line.split("|") for line in TABLE.strip().splitlines()[1:]]
    said = {row[0].strip(): row[1].split()[column] == "yes" for row in rows}

    assert {deed: allowed(scene) for deed, allowed in DEEDS.items()} == said


def test_nobody_marks_their_own_or_gives_themselves_time():
    scene = Scene("steward")
    courses.enrolled(scene.spring, scene.actor, scene.trainer)
    own = handed_in(scene.spring, scene.actor)

    assert not policy.can_mark(scene.actor, own)
    assert not policy.can_extend(scene.actor, scene.spring, own.enrolment)


def test_who_may_not_write_in_a_portal_does_not_offer_to_it():
    scene = Scene("author")
    somebody = person("A Guest")
    trainer = accounts.by_email(scene.trainer.email)
    courses.enrolled(scene.spring, somebody, trainer)
    work = marked(handed_in(scene.spring, somebody), ESSAY, trainer)

    assert not policy.can_offer(somebody, work)
