"""A course to its end: a cohort by code, work handed in twice, a badge, a stranger who checks it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.courses import actions as courses
from app.courses.content import Assignment, Completion, CompletionRule, Module, Rule, Takes
from app.kernel import clock
from app.kernel.db import session
from tests.factories.badges import badge
from tests.factories.courses import syllabus, tala
from tests.factories.lessons import draft
from tests.factories.portals import north

__all__ = ["north", "tala"]

pytestmark = pytest.mark.browser

PHONE = 360


@pytest.fixture
def course(app, north, tala):
    """A course with one assignment, which takes a lesson, and the badge that it leads to."""
    content = syllabus()
    item = replace(content.item("work0001"), assignment=Assignment((Takes.LESSON,)))
    content = replace(
        content,
        modules=(Module("Trying it out", items=(item,), key="modul002"),),
        completion=Completion((CompletionRule(Rule.MODULES, 1),)),
    )
    made = courses.draft(north, content, actor=tala)
    courses.publish(made, actor=tala)
    session.flush()
    with app.app_context():
        badge(north, tala, "One computer, one class", course_id=made.id)
    session.commit()
    return made


@pytest.fixture
def lesson(north, amina):
    made = draft(north, amina, "Forty guesses before one click")
    session.commit()
    return made


def test_a_learner_comes_in_by_code_and_ends_with_a_badge_that_a_stranger_checks(
    browse, course, lesson, tala, amina, quiet, run_jobs, tmp_path
):
    trainer = browse(tala)
    code = start_a_cohort(trainer, course)
    learner = browse(amina, width=PHONE)
    work = come_in(learner, code)
    hand_in(learner, work, lesson.title)

    mark(trainer, course, "Say what the others do meanwhile.", "Return it")
    learner.goto(work)
    expect(learner.get_by_text("Say what the others do meanwhile.").first).to_be_visible()
    hand_in(learner, work, lesson.title)
    mark(trainer, course, "Now everyone thinks.", "Passed")
    with quiet:
        run_jobs()

    learner.goto("/en/backpack")
    learner.get_by_role("link", name="One computer, one class").first.click()
    sheet, picture = take_away(learner, tmp_path)
    assert sheet.read_bytes().startswith(b"%PDF")
    verify(browse(None), picture, amina.email)


def start_a_cohort(page: Page, course) -> str:
    """Plan and open a cohort that is entered by code; return the code."""
    page.goto(f"/en/north/courses/{course.id}")
    page.get_by_role("link", name="Start a cohort").click()
    page.fill("input[name=title]", "Spring")
    today = clock.now().date()
    page.fill("input[name=starts_on]", today.isoformat())
    page.fill("input[name=ends_on]", (today + timedelta(days=90)).isoformat())
    page.locator("input[name=entry][value=code]").check()
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Open it").click()
    shown = page.locator("main").inner_text()
    found = re.search(r"\b[A-HJ-NP-Z2-9]{4}[ -]?[A-HJ-NP-Z2-9]{4}\b", shown)
    assert found, shown
    return found[0]


def come_in(page: Page, code: str) -> str:
    """Type the code on a phone; return where the assignment is handed in."""
    page.goto("/en/north/cohorts/enter")
    page.fill("input[name=code]", code.lower())
    page.get_by_role("button", name="Come in").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.get_by_role("link", name="Plan a lesson").first.click()
    return f"{page.url}/submission"


def hand_in(page: Page, work: str, title: str) -> None:
    """Hand a lesson in as it stands."""
    page.goto(work)
    chosen = page.locator("select[name=lesson] option", has_text=title).get_attribute("value")
    page.select_option("select[name=lesson]", chosen)
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("h1")).to_have_text("Hand this in?")
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()


def mark(page: Page, course, words: str, verdict: str) -> None:
    """Mark what waits, in words."""
    page.goto(f"/en/north/courses/{course.id}")
    page.get_by_role("link", name="Spring").first.click()
    page.goto(f"{page.url}/marking/")
    page.locator("main").get_by_role("link", name="Amina Diallo").first.click()
    page.fill("input[name=points]", "80")
    page.fill("textarea[name=feedback]", words)
    page.get_by_role("button", name=verdict, exact=True).click()


def take_away(page: Page, folder):
    """Download the certificate and the picture that carries the proof."""
    files = []
    for name in ("Certificate (PDF)", "Picture with the award in it (PNG)"):
        address = page.get_by_role("link", name=name).get_attribute("href")
        kept = folder / name[-4:-1]
        kept.write_bytes(page.request.get(address.removeprefix("http://localhost")).body())
        files.append(kept)
    return files


def verify(page: Page, picture, email: str) -> None:
    """Check the picture as somebody who has never been here."""
    page.goto("/en/verify")
    page.set_input_files("main input[type=file]", picture)
    page.fill("main input[name=email]", email)
    page.get_by_role("button", name="Check").first.click()
    expect(page.locator(".verdict")).to_contain_text("One computer, one class")
    expect(page.locator(".finding--failed")).to_have_count(0)
