"""A question to its end: asked in the browser, answered by mail, accepted, told in the digest.

The app of the test itself is served, so that the test has its mails and sets its clock.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from threading import Lock

import pytest
from playwright.sync_api import Page, expect

from app import notifications
from app.kernel.db import session
from app.kernel.jobs import record
from app.notifications import Level, tokens
from app.notifications.events import DigestsDue
from tests.factories.discussions import science
from tests.factories.portals import north
from tests.mails import text_of

__all__ = ["north", "science"]

pytestmark = pytest.mark.browser

TITLE = "Rain without a yard"


def test_a_question_is_answered_by_mail_accepted_and_told_in_the_digest(
    browse, post_office, amina, boris, chidi, science, later
):
    notifications.set_level(chidi, "board", science.id, Level.WATCH)
    post_office.turn_of_digests()

    page = browse(boris)
    page.goto(f"/en/north/discussions/boards/{science.id}/new")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_text("Question", exact=True).click()
    ask(page, "Where do you put the gauge,", amina.name)
    expect(page.locator("h1")).to_contain_text(TITLE)

    (mail,) = post_office.mails_to(amina)
    assert "Where do you put the gauge" in text_of(mail)
    post_office.receive(answer(mail, "On the roof, where no tree keeps the rain away."))

    page.reload()
    reply = page.locator("#post-2")
    expect(reply).to_contain_text(amina.name)
    expect(reply).to_contain_text("where no tree keeps the rain away")
    expect(reply).not_to_contain_text("Where do you put the gauge")
    reply.get_by_role("button", name="This answers it").click()
    expect(reply).to_contain_text("Chosen answer")

    later(timedelta(days=8))
    post_office.turn_of_digests()
    (digest,) = post_office.mails_to(chidi)
    assert digest["Subject"] == "Your week on Staffroom"
    assert TITLE in text_of(digest)
    assert "/en/north/discussions/posts/" in text_of(digest)


def ask(page: Page, words: str, name: str) -> None:
    """Write a post that calls a colleague, whose name is chosen from those that are offered."""
    first, _space, rest = name.partition(" ")
    expect(page.locator(".composer__names")).to_be_attached()
    text = page.locator("textarea[name=text]")
    text.press_sequentially(f"{words} @{first} {rest[:3]}")
    page.locator(".composer__names li").first.click()
    expect(text).to_have_value(re.compile(rf"\[@{name}\]\(/@\d+\)"))
    page.get_by_role("button", name="Post", exact=True).click()


def answer(mail: EmailMessage, words: str) -> EmailMessage:
    """Return what a mail program sends when its reader answers above what was written."""
    quoted = "\n".join(f"> {line}" for line in text_of(mail).splitlines())
    made = EmailMessage()
    made["From"], made["To"] = mail["To"], mail["Reply-To"]
    made["Subject"] = f"Re: {mail['Subject']}"
    made["Message-ID"] = "<answer@school.example>"
    made["In-Reply-To"] = mail["Message-ID"]
    made.set_content(f"{words}\n\nOn Mon, 2 Mar 2026, {mail['From']} wrote:\n{quoted}\n")
    return made


class PostOffice:
    """The mails that go out and come in, each while no page is being made."""

    def __init__(self, app, quiet: Lock, mails: Callable[[], list[EmailMessage]], later) -> None:
        self.app, self.quiet, self.mails, self.later = app, quiet, mails, later

    def mails_to(self, person) -> list[EmailMessage]:
        """Let two minutes go by, in which mails wait for more; return what this person gets."""
        with self.quiet:
            sent = self.mails()
            self.later(timedelta(minutes=2))
            return [mail for mail in sent + self.mails() if mail["To"] == person.email]

    def receive(self, mail: EmailMessage) -> None:
        """Hand a mail over as a mail server does."""
        with self.quiet:
            done = self.app.test_cli_runner().invoke(args=["mail", "receive"], input=bytes(mail))
        assert done.output.strip() == "taken", done.output

    def turn_of_digests(self) -> None:
        """Let the clock call those up whose digest is due."""
        with self.quiet:
            record(DigestsDue())
            session.commit()


@pytest.fixture
def post_office(app, quiet, mails, later, monkeypatch) -> PostOffice:
    seal = app.extensions["notifications"]
    ours = tokens.Seal(seal.secret_key, "reply@in.example", "bounces@in.example")
    monkeypatch.setitem(app.extensions, "notifications", ours)
    return PostOffice(app, quiet, mails, later)
