"""The pictures of reports: seen by whoever sees the report, also from a host of their own."""

import pytest

from app.kernel.files import store
from app.teaching import actions, held, queries
from tests.client import Client
from tests.factories import lessons
from tests.factories.lessons import picture
from tests.factories.teaching import reported
from tests.files_host import FILES, built


def shown(lesson, reporter):
    """Return a report with a picture, and where that is."""
    file = store(picture(size=(1200, 600)), "board.png", reporter.id)
    report = reported(lesson, reporter, file_id=file.id, alt="The board")
    return report, f"/files/taught/{file.id}/board.png"


def fetched(client, address, status=200, **more):
    response = client.get(address, status, **more).response
    response.get_data()
    response.close()
    return response


def test_a_picture_is_seen_as_far_as_the_lesson(client, north, amina, boris, eka):
    members = lessons.published(north, amina, reach="portal")
    _report, address = shown(members, boris)

    fetched(client, address, 404)
    fetched(client.sign_in(eka), address, 404)
    assert fetched(client.sign_in(amina), address).mimetype == "image/png"
    assert fetched(client, f"{address}?w=960").mimetype == "image/webp"


def test_the_picture_of_a_withdrawn_report_is_gone(client, lesson, amina, boris, chidi):
    report, address = shown(lesson, boris)
    fetched(client, address)
    actions.withdraw(queries.by_ids([report.id])[0], actor=boris)

    fetched(client, address, 404)
    fetched(client.sign_in(amina), address, 404)
    fetched(client.sign_in(chidi), address)


def test_a_file_of_a_lesson_is_no_picture_of_a_report(client, lesson, boris):
    file = store(picture(), "other.png", boris.id)
    fetched(client, f"/files/taught/{file.id}/other.png", 404)


def test_no_sweep_takes_the_picture_of_a_report(lesson, boris):
    report, _address = shown(lesson, boris)
    assert set(held.by_reports()) == {report.file_id}


class TestTheirOwnHost:
    @pytest.fixture
    def browser(self, config, rolled_back):
        return Client(built(config))

    def test_the_picture_of_an_open_report_has_a_plain_address(self, browser, lesson, boris):
        _report, address = shown(lesson, boris)
        page = browser.get(f"/en/north/lessons/{lesson.id}")
        assert f'src="{FILES}{address}?w=960"' in page.html
        fetched(browser, f"{FILES}{address}?w=960")

    def test_another_opens_with_its_key_alone(self, browser, north, amina, boris):
        members = lessons.published(north, amina, reach="portal")
        _report, address = shown(members, boris)
        page = browser.sign_in(boris).get(f"/en/north/lessons/{members.id}")
        image = next(i for i in page.all("img") if i.get("alt") == "The board")
        assert "key=" in image.get("src")

        browser.sign_out()
        fetched(browser, image.get("src"))
        fetched(browser, f"{FILES}{address}", 404)

    def test_a_path_at_the_pages_host_leads_there(self, browser, lesson, boris):
        _report, address = shown(lesson, boris)
        assert browser.get(address, 302).leads_to == f"{FILES}{address}"
