"""“I taught this”: half a minute, and the lesson knows how it went."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from app.kernel import clock
from app.kernel.db import session
from app.lessons import actions as lessons_actions
from app.teaching import queries
from app.teaching.models import TaughtReport
from tests.client import fresh, text_of
from tests.factories import lessons
from tests.factories.lessons import picture
from tests.factories.people import person
from tests.factories.teaching import reported

LESSON = "/en/north/lessons"


@pytest.fixture
def place(lesson):
    """Where Amina's lesson is."""
    return f"{LESSON}/{lesson.id}"


def the_report() -> TaughtReport:
    session.rollback()
    return session.query(TaughtReport).one()


def test_the_date_is_filled_in_and_is_enough(client, boris, place):
    page = client.sign_in(boris).get(place)
    page = client.get(page.links["I taught this"])
    today = clock.now().date()
    assert page.form("Save").values["taught_on"] == today.isoformat()

    client.submit("Save", status=303)

    report = the_report()
    assert client.page.leads_to == f"{place}/taught/{report.id}"
    assert (report.taught_on, report.reporter_id) == (today, boris.id)
    assert "Taught 1 time." in client.get(place).main


def test_everything_that_was_said_is_shown(client, boris, lesson, place):
    client.sign_in(boris).get(f"{place}/taught/new")
    client.submit(
        "Save",
        {
            "taught_on": "2026-03-02",
            "level": "primary",
            "pupils": "32",
            "minutes": "55",
            "devices": "none",
            "country": "KE",
            "worked": "Guessing *first*",
            "failed": "Too little water",
            "changed": "A jug for each group",
        },
        status=303,
    )

    said = client.get(place).main
    for words in (
        "Борис Петров", "March 2, 2026", "Primary", "32 pupils", "Kenya", "55 min",
        "without devices", "Guessing first", "Too little water", "A jug for each group",
    ):  # fmt: skip
        assert words in said


def test_today_is_the_day_where_the_teacher_is(client, lesson, place, monkeypatch):
    evening = datetime(2026, 3, 2, 20, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: evening)
    eastern = person("Ema Tokyo", time_zone="Asia/Tokyo")

    page = client.sign_in(eastern).get(f"{place}/taught/new")
    assert page.form("Save").values["taught_on"] == "2026-03-03"
    client.submit("Save", status=303)


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(client, boris, place):
    client.sign_in(boris).get(f"{place}/taught/new")
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    page = client.submit("Save", {"taught_on": tomorrow, "worked": "Guessing"}, status=422)

    assert "That day is still to come." in page.main
    assert page.form("Save").values["worked"] == "Guessing"
    assert session.query(TaughtReport).count() == 0


@pytest.mark.parametrize(
    ("name", "value"), [("pupils", "-3"), ("minutes", "x"), ("taught_on", "yesterday"),
                        ("taught_on", "0202-03-01"), ("taught_on", "")]
)  # fmt: skip
def test_what_makes_no_sense_is_asked_again(client, boris, place, name, value):
    client.sign_in(boris).get(f"{place}/taught/new")
    client.submit("Save", {name: value}, status=422)


@pytest.mark.parametrize("name", ["level", "devices", "country", "language"])
def test_nothing_can_be_chosen_that_there_is_not(client, boris, place, name):
    page = client.sign_in(boris).get(f"{place}/taught/new")
    sent = page.form("Save").values | {name: "bogus"}
    client.post(f"{place}/taught/new", sent, status=422)


def test_the_same_form_sent_twice_makes_one_report(client, boris, place):
    page = client.sign_in(boris).get(f"{place}/taught/new")
    sent = page.form("Save").values
    first = client.post(f"{place}/taught/new", sent, status=303).leads_to
    second = client.post(f"{place}/taught/new", sent, status=303).leads_to

    assert first == second
    assert session.query(TaughtReport).count() == 1


def test_the_next_report_begins_where_the_last_class_was(client, boris, north, amina, lesson):
    reported(lesson, boris, level="lower-secondary", country="KZ")
    other = lessons.published(north, amina, levels=("primary", "lower-secondary"))

    page = client.sign_in(boris).get(f"{LESSON}/{other.id}/taught/new")

    values = page.form("Save").values
    assert (values["level"], values["country"]) == ("lower-secondary", "KZ")


def test_the_country_is_guessed_from_the_time_zone(client, amina, place):
    page = client.sign_in(amina).get(f"{place}/taught/new")
    assert page.form("Save").values["country"] == "SN"


def test_a_picture_goes_with_it_and_stays_when_the_form_comes_back(client, boris, lesson, place):
    page = client.sign_in(boris).get(f"{place}/taught/new")
    sent = page.form("Save").values | {
        "picture": (picture(), "board.png"), "alt": "The board", "pupils": "-1",
    }  # fmt: skip
    page = client.post(f"{place}/taught/new", sent, status=422)
    assert page.form("Save").values["file_id"]

    client.submit("Save", {"pupils": "20"}, status=303)

    shown = client.get(place)
    image = next(i for i in shown.all("img") if i.get("alt") == "The board")
    served = client.sign_out().get(image.get("src")).response
    assert served.mimetype == "image/png"
    served.close()


def test_a_picture_can_be_taken_away(client, boris, lesson, place):
    page = client.sign_in(boris).get(f"{place}/taught/new")
    sent = page.form("Save").values | {"picture": (picture(), "board.png")}
    client.post(f"{place}/taught/new", sent, status=303)
    client.follow()
    client.get(client.page.links["Change"])
    client.submit("Save", {"without_picture": "y"}, status=303)

    assert the_report().file_id is None


def test_what_is_no_picture_is_refused(client, boris, place):
    page = client.sign_in(boris).get(f"{place}/taught/new")
    sent = page.form("Save").values | {"picture": (_text_file(), "notes.txt"), "worked": "This"}
    page = client.post(f"{place}/taught/new", sent, status=422)

    assert "Send a picture" in page.main
    assert page.form("Save").values["worked"] == "This"


def _text_file():
    return BytesIO(b"no picture at all")


def test_nobody_takes_somebody_elses_picture(client, other_client, boris, eka, lesson, place):
    page = client.sign_in(boris).get(f"{place}/taught/new")
    sent = page.form("Save").values | {"picture": (picture(), "board.png"), "pupils": "-1"}
    page = client.post(f"{place}/taught/new", sent, status=422)
    stolen = page.form("Save").values["file_id"]
    other_client.sign_in(eka).get(f"/files/taught/{stolen}/board.png", 404)

    page = other_client.get(f"{place}/taught/new")
    other_client.post(
        f"{place}/taught/new", page.form("Save").values | {"file_id": stolen}, status=303
    )

    assert the_report().file_id is None


def test_a_report_is_changed_by_its_author_alone(client, other_client, boris, chidi, lesson, place):
    report = reported(lesson, boris, worked="Guessing")
    at = f"{place}/taught/{report.id}"
    client.sign_in(boris).get(f"{at}/edit")
    client.submit("Save", {"worked": "Guessing twice", "taught_on": "2026-03-03"}, leads_to=at)

    assert "Guessing twice" in client.follow().main
    other_client.sign_in(chidi).get(f"{at}/edit", 403)


def test_a_withdrawn_report_is_gone_for_others_and_can_come_back(
    client, other_client, boris, chidi, lesson, place
):
    report = reported(lesson, boris, worked="Guessing")
    at = f"{place}/taught/{report.id}"
    client.sign_in(boris).get(at)
    client.get(client.page.links["Withdraw"])
    client.submit("Withdraw", leads_to=at)
    client.get(f"{at}/edit", 403)

    other_client.get(at, 404)
    assert "Guessing" not in other_client.get(place).main
    assert "Guessing" not in other_client.get(f"{place}/taught/").main
    assert "Guessing" in other_client.sign_in(chidi).get(at).main

    client.get(at)
    client.submit("Show it again", leads_to=at)
    assert "Guessing" in other_client.sign_out().get(place).main


def test_a_moderator_says_why_and_the_author_reads_it(client, boris, chidi, lesson, place):
    report = reported(lesson, boris, worked="Guessing")
    at = f"{place}/taught/{report.id}"
    client.sign_in(chidi).get(f"{at}/withdrawal")
    page = client.submit("Withdraw", {"reason": " "}, status=422)
    assert "Say why" in page.main
    client.submit("Withdraw", {"reason": "It names a pupil."}, leads_to=at)

    page = client.sign_in(boris).get(at)
    assert "It names a pupil." in page.main
    client.post(f"{at}/restoration", status=403)
    client.sign_in(chidi).post(f"{at}/restoration", leads_to=at)


def test_a_withdrawn_lesson_hides_its_reports(client, amina, boris, lesson, place):
    report = reported(lesson, boris, worked="Guessing")
    lessons_actions.withdraw(lesson, actor=amina)

    client.sign_in(boris).get(f"{place}/taught/{report.id}", 404)
    client.get(f"{place}/taught/", 404)
    client.get(f"{place}/taught/new", 404)
    assert "Guessing" in client.sign_in(amina).get(f"{place}/taught/").main


def test_only_people_who_are_known_report(client, lesson, place):
    assert "I taught this" in client.get(place).links
    unsure = person("Unsure", confirmed_at=None)
    assert "I taught this" not in client.sign_in(unsure).get(place).links
    client.get(f"{place}/taught/new", 403)


def test_a_draft_cannot_have_been_taught(client, north, amina):
    draft = lessons.draft(north, amina)
    page = client.sign_in(amina).get(f"{LESSON}/{draft.id}")

    assert "I taught this" not in page.links
    client.get(f"{LESSON}/{draft.id}/taught/new", 403)


def test_many_reports_come_a_page_at_a_time(client, boris, lesson, place, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    for number in range(3):
        reported(lesson, boris, worked=f"Time {number}")

    page = client.get(f"{place}/taught/")
    assert "Time 2" in page.main
    assert "Time 0" not in page.main
    assert "Time 0" in client.get(page.links["Older"]).main


def test_its_text_is_in_its_language_and_direction(client, boris, lesson, place):
    reported(lesson, boris, worked="نجح العمل", language="ar")

    page = client.get(place)
    words = next(e for e in page.all("dd") if "نجح العمل" in text_of(e))
    assert (words.get("lang"), words.get("dir")) == ("ar", "rtl")
    assert "العربية" in page.main


def test_html_in_a_report_does_nothing(client, boris, lesson, place):
    report = reported(lesson, boris, worked="<img src=x onerror=alert(1)> **fine**")
    page = client.get(f"{place}/taught/{report.id}")
    assert not [i for i in page.all("img") if i.get("onerror") or i.get("src") == "x"]
    assert "fine" in page.main


def test_an_unchanged_form_leaves_the_report_as_it_was(client, boris, lesson, place):
    report = reported(lesson, boris, worked="Guessing")
    client.sign_in(boris).get(f"{place}/taught/{report.id}/edit")
    lock = fresh(report).lock
    client.submit("Save", status=303)
    assert fresh(report).lock == lock


def test_a_lesson_that_was_taught_often_keeps_its_budget(client, boris, lesson, place, query_count):
    for number in range(30):
        reported(lesson, person(), minutes=40 + number, worked=f"Time {number}", country="KE")
    client.sign_in(boris).get(place)
    with query_count(8):
        client.get(place)
    with query_count(6):
        client.get(f"{place}/taught/")
