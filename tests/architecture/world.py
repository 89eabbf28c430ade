"""A small network with everything in it that somebody must not see."""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Role, Standing, User
from app.kernel import clock, files
from app.kernel.db import session
from app.lessons import actions as lessons
from app.lessons.content import LessonContent, MaterialContent, StepContent, Text
from app.portals.models import Invitation, Joining, Portal
from tests.architecture.letters import letters
from tests.architecture.talk import talk
from tests.architecture.told import told
from tests.architecture.training import training
from tests.client import Client
from tests.factories.people import person, place
from tests.factories.portals import portal

ACTORS = ("visitor", "stranger", "member", "trainer", "author", "moderator", "steward", "network")
STATES = ("published", "members", "draft", "withdrawn")
PLACES = ("north", "cove")
MOST_SPECIFIC = (
    "submission_id", "enrolment_id", "uid", "badge_id", "cohort_id", "course_id", "institution_id",
    "report_id", "note_id", "post_id", "thread_id", "board_id", "lesson_id", "file_id",
    "notice_id", "saved_id",
)  # fmt: skip
"""The arguments of addresses that name a record; the first that an address has decides."""
INSIDERS = {"member", "trainer", "author", "moderator", "steward", "network"}


@dataclass
class World:
    """North is open, cove is closed; the same people have the same roles in both."""

    app: Flask
    people: dict[str, User] = field(default_factory=dict)
    portals: dict[str, Portal] = field(default_factory=dict)
    lessons: dict[tuple[str, str], int] = field(default_factory=dict)
    files: dict[tuple[str, str], int] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    baits: dict[str, str] = field(default_factory=dict)
    """The word that stands beside a canary: one searches for it, and must not see the canary."""
    seen_by: dict[str, set[str]] = field(default_factory=dict)
    """Who may see a canary."""
    records: dict[str, dict[tuple[str, str], dict[str, int | str]]] = field(default_factory=dict)
    """By the argument that names a record in an address: for each portal and state of it, what
    the arguments are filled with."""
    values: dict[str, Any] = field(default_factory=dict)
    """What the variable parts of addresses are filled with."""

    def browser(self, role: str) -> tuple[FlaskClient, dict[str, str]]:
        """Return a new browser of this person, and the token that its forms send."""
        browser = self.app.test_client()
        if cookie := self.cookies.get(role):
            browser.set_cookie("staffroom", cookie)
        client = Client(self.app)
        client.browser = browser
        return browser, {"csrf_token": client._csrf_token()}

    def put(self, argument: str, place: str, state: str, **values: int | str) -> None:
        """Keep how a record of this portal, in this state, is named in addresses."""
        self.records.setdefault(argument, {})[place, state] = values

    def states_of(self, arguments: set[str]) -> dict[tuple[str, str], dict[str, int | str]]:
        """Return the records that an address with these arguments may name, by portal and state."""
        about = next((one for one in MOST_SPECIFIC if one in arguments), None)
        return self.records[about] if about else {}

    def canary(self, name: str, seen_by: set[str]) -> str:
        """Return a bait and a canary, two words that stand nowhere else."""
        number = len(self.baits)
        word, bait = f"canary{number:02}{name}", _word_like_no_other(name)
        self.baits[word], self.seen_by[word] = bait, seen_by
        return f"{bait} {word}"


def _word_like_no_other(name: str) -> str:
    """Return twelve letters that no spelling correction takes for another bait."""
    return "".join(chr(97 + byte % 26) for byte in sha256(name.encode()).digest()[:12])


def world(app: Flask) -> World:
    """Build it; every hidden record holds a canary in each of its texts."""
    made = World(app)
    _people(made)
    made.portals["south"] = portal("South")
    place(made.people["stranger"], made.portals["south"].id)
    for name in PLACES:
        _portal(made, name)
        for state in STATES:
            _lesson(made, name, state)
        talk(made, name)
        with app.app_context():
            training(made, name)
    _rest(made)
    letters(made)
    told(made)
    session.commit()
    for role, user in made.people.items():
        made.clients[role] = Client(app).sign_in(user)
        made.cookies[role] = made.clients[role].browser.get_cookie("staffroom").value
    made.clients["visitor"] = Client(app)
    return made


def _people(made: World) -> None:
    """Let people join who have been here for long: new ones may not say all that is said here."""
    long_ago = clock.now() - timedelta(days=30)
    for role in ACTORS[1:]:
        made.people[role] = person(
            f"{role.title()} Person", is_network_steward=role == "network", confirmed_at=long_ago
        )


def _portal(made: World, name: str) -> None:
    closed = name == "cove"
    seen = INSIDERS if closed else set(ACTORS)
    said = made.canary(f"portal{name}", seen)
    made.portals[name] = portal(
        name.title(),
        names={"en": f"{name.title()} {said}"},
        welcomes={"en": said},
        is_closed=closed,
        joining=Joining.APPROVAL,
    )
    roles = {"trainer": Role.TRAINER, "moderator": Role.MODERATOR, "steward": Role.STEWARD}
    for role in ("member", "trainer", "author", "moderator", "steward"):
        place(made.people[role], made.portals[name].id, roles.get(role, Role.MEMBER))
    asking = person(f"Asking {name.title()}")
    place(asking, made.portals[name].id, standing=Standing.AWAITING)
    made.values["asking_id"] = asking.id


def _lesson(made: World, name: str, state: str) -> None:
    seen = {
        "published": INSIDERS if name == "cove" else set(ACTORS),
        "members": INSIDERS,
        "draft": {"author"},
        "withdrawn": {"author", "moderator", "steward", "network"},
    }[state]
    said = made.canary(f"{name}{state}", seen)
    author = made.people["author"]
    stored = files.store(BytesIO(f"In a file: {said}".encode()), f"{said}.txt", author.id)
    lesson = lessons.draft(made.portals[name], _content(said, state, stored.id), actor=author)
    if state != "draft":
        lessons.publish(lesson, actor=author)
    if state == "withdrawn":
        lessons.withdraw(lesson, actor=author, reason=said)
    made.lessons[name, state], made.files[name, state] = lesson.id, stored.id
    made.put("lesson_id", name, state, lesson_id=lesson.id)
    made.put("file_id", name, state, file_id=stored.id)


def _content(said: str, state: str, file_id: int) -> LessonContent:
    return LessonContent(
        title=f"Title {said}",
        summary=f"Summary {said}",
        language="en",
        subjects=("science",),
        levels=("primary",),
        devices="none",
        keywords=(said,),
        outcomes=(said,),
        supplies=(said,),
        reach="portal" if state == "members" else "network",
        sections={"body": Text(f"Body {said}"), "assessment": Text(said)},
        steps=(StepContent(said, 10, "pairs", Text(said)),),
        materials=(MaterialContent(said, file_id=file_id, author=said, credit=said),),
    )


def _rest(made: World) -> None:
    """Hide what is private to a person, and fill in the variable parts of addresses."""
    person(made.canary("unconfirmed", set()), confirmed_at=None)
    now = clock.now()
    invitation = Invitation(
        portal_id=made.portals["north"].id,
        email=f"{made.canary('invited', {'steward', 'network'}).replace(' ', '.')}@school.example",
        token_hash="0" * 64,
        created_at=now,
        expires_at=now.replace(year=now.year + 1),
    )
    session.add(invitation)
    session.flush()
    made.values |= {
        "fingerprint": "x",
        "path": "css/app.css",
        "kind": "chalk",
        "name": "shelf",
        "tag": "en",
        "token": "no-such-token",
        "number": 1,
        "user_id": made.people["member"].id,
        "session_id": 0,
        "invitation_id": invitation.id,
        "import_id": 0,
        "deed": "closing",
        "place": "thread",
        "key": "work0001",
        "which": "participant",
        "way": "up",
        "form": "png",
        "slug": "north",
        "announcement_id": 0,
        "recognition_id": 0,
        "attempt_id": 0,
        "task_id": 0,
    }
