"""With FILES_URL: files come from a host of their own, to whoever was shown their address."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from app.kernel.files import store
from app.lessons.content import MaterialContent, StepContent, Text
from config import Config, ConfigError
from tests.client import Client, fresh
from tests.factories import lessons
from tests.factories.lessons import picture
from tests.files_host import FILES, built

ADDRESS = re.compile(rf"{FILES}/files/[^\"\s]+")
ON_SITE = re.compile(r"(?<!localhost)/files/\d+")


@pytest.fixture
def house(config, rolled_back):
    return built(config)


@pytest.fixture
def browser(house):
    """A browser at the house that has a host for files."""
    return Client(house)


def held(portal, author, name="gauge.png", **values):
    """Return a lesson that lists a picture, shows it in a text, and the picture."""
    file = store(picture(size=(2000, 1000)), name, author.id)
    shown = StepContent("Look", text=Text(f'![Scale](/files/{file.id}/{name}?w=960) “src="/x"”'))
    material = MaterialContent(title="A gauge", file_id=file.id, alt="A bottle with a scale")
    return lessons.published(portal, author, steps=(shown,), materials=(material,), **values), file


def addresses(page):
    """Return where the page's files are; none may be asked for at the pages' own host."""
    assert not ON_SITE.search(page.html)
    return {address.replace("&amp;", "&") for address in ADDRESS.findall(page.html)}


def fetched(client, address, status=200, **more):
    response = client.get(address, status, **more).response
    response.get_data()
    response.close()
    return response


def test_everybodys_files_have_plain_addresses(browser, client, north, amina):
    lesson, file = held(north, amina)

    found = addresses(browser.get(f"/en/north/lessons/{lesson.id}"))

    plain = f"{FILES}/files/{file.id}/gauge.png"
    assert found == {plain, f"{plain}?w=960"}
    sent = fetched(browser, f"{plain}?w=960")
    assert Image.open(BytesIO(sent.data)).size == (960, 480)
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in sent.headers
    assert FILES not in client.get(f"/en/north/lessons/{lesson.id}").html


def test_the_files_of_some_open_with_their_key_and_no_other(browser, north, amina, boris):
    lesson, file = held(north, amina, reach="portal")
    _other, another = held(north, amina, "other.png", reach="portal")

    found = addresses(browser.sign_in(boris).get(f"/en/north/lessons/{lesson.id}"))

    browser.sign_out()
    for address in found:
        assert fetched(browser, address).mimetype.startswith("image/")
    key = next(iter(found)).rpartition("key=")[2]
    for wrong in (
        f"{FILES}/files/{file.id}/gauge.png",
        f"{FILES}/files/{file.id}/gauge.png?key=",
        f"{FILES}/files/{file.id}/gauge.png?key={key[:-1]}",
        f"{FILES}/files/{another.id}/other.png?key={key}",
        f"{FILES}/files/{another.id}/gauge.png?key={key}",
        f"/files/{file.id}/gauge.png?key={key}",
    ):
        fetched(browser, wrong, 404)


def test_every_page_of_a_lesson_names_the_host(browser, north, amina):
    lesson, file = held(north, amina, reach="portal")
    browser.sign_in(amina)

    for path in (f"/{lesson.id}", f"/{lesson.id}/print", f"/{lesson.id}/edit"):
        found = ADDRESS.findall(browser.get(f"/en/north/lessons{path}").html)
        assert found, path
        for address in found:
            fetched(browser, address.replace("&amp;", "&"))
    said = browser.get(f"/api/v1/lessons/{lesson.id}").json
    fetched(browser.sign_out(), said["materials"][0]["url"])
    assert f'src="{FILES}/files/{file.id}/gauge.png?w=960&amp;key=' in said["steps"][0]["html"]


def test_a_program_is_told_whole_addresses_without_the_host_too(client, north, amina):
    lesson, file = held(north, amina)

    said = client.get(f"/api/v1/lessons/{lesson.id}").json

    assert said["materials"][0]["url"] == f"http://localhost/files/{file.id}/gauge.png"
    assert f'src="/files/{file.id}/gauge.png?w=960"' in said["steps"][0]["html"]


def test_an_address_stays_for_a_while_and_ends(browser, north, amina, boris, later):
    lesson, _file = held(north, amina, reach="portal")
    page = f"/en/north/lessons/{lesson.id}"
    browser.sign_in(boris)
    (first, *_) = found = addresses(browser.get(page))
    assert addresses(browser.get(page)) == found

    later(timedelta(minutes=30))
    renewed = addresses(browser.get(page))
    assert not renewed & found
    fetched(browser, first)

    later(timedelta(minutes=31))
    answer = fetched(browser, first, 302)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    led = answer.headers["Location"]
    assert led == first.partition("key=")[0].rstrip("?&").replace(FILES, "http://localhost")
    again = fetched(browser, led, 302).headers["Location"]
    fetched(browser, again)
    fetched(browser.sign_out(), led, 404)


def test_a_visitor_is_never_given_a_key(browser, north, amina):
    _lesson, file = held(north, amina)

    led = fetched(browser, f"/files/{file.id}/gauge.png?w=320", 302).headers["Location"]

    assert led == f"{FILES}/files/{file.id}/gauge.png?w=320"
    assert fetched(browser, led).mimetype == "image/webp"


def test_the_pages_host_hands_nobodys_file_out_itself(browser, north, south, amina, eka):
    _lesson, file = held(north, amina, reach="portal")
    path = f"/files/{file.id}/gauge.png"

    fetched(browser, path, 404)
    fetched(browser.sign_in(eka), path, 404)
    led = fetched(browser.sign_in(amina), f"{path}?w=320", 302).headers["Location"]

    assert led.startswith(f"{FILES}{path}?w=320&key=")
    assert fetched(browser.sign_out(), led).mimetype == "image/webp"


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/en/north/lessons/", "/en/sign-in", "/healthz", "/api/v1/portals", "/x"]
)
def test_the_host_of_files_serves_nothing_else(browser, north, path):
    answer = fetched(browser, f"{FILES}{path}", 404)

    assert answer.mimetype in ("text/plain", "application/problem+json")
    assert "Set-Cookie" not in answer.headers


def test_the_host_of_files_knows_nobody(browser, north, amina):
    _lesson, file = held(north, amina, reach="portal")
    cookie = browser.sign_in(amina).browser.get_cookie("staffroom").value
    browser.sign_out().browser.set_cookie("staffroom", cookie, domain="files.localhost")
    path = f"/files/{file.id}/gauge.png"

    answer = fetched(browser, f"{FILES}{path}", 404)

    assert "Set-Cookie" not in answer.headers
    assert browser.browser.post(f"{FILES}/en/sign-out").status_code == 404


def test_a_portal_that_closes_takes_its_files_along(browser, north, amina, boris):
    lesson, _file = held(north, amina)
    page = f"/en/north/lessons/{lesson.id}"
    plain = addresses(browser.get(page))

    fresh(north).is_closed = True

    for address in plain:
        fetched(browser, address, 404)
    for address in addresses(browser.sign_in(boris).get(page)):
        fetched(browser.sign_out(), address)


def test_a_text_that_names_another_lessons_file_opens_nothing(browser, north, amina, boris):
    secret = store(picture(), "secret.png", amina.id)
    draft = (MaterialContent(title="x", file_id=secret.id),)
    lessons.draft(north, amina, materials=draft)
    text = StepContent("Look", text=Text(f"![](/files/{secret.id}/secret.png)"))
    lesson = lessons.published(north, boris, steps=(text,), reach="portal")

    page = browser.sign_in(boris).get(f"/en/north/lessons/{lesson.id}")

    assert f'src="/files/{secret.id}/secret.png"' in page.html
    fetched(browser, f"/files/{secret.id}/secret.png", 404)


def test_a_page_may_show_pictures_of_that_host(browser, lesson):
    policy = browser.get(f"/en/north/lessons/{lesson.id}").response.headers

    assert f"img-src 'self' {FILES};" in policy["Content-Security-Policy"]


def test_the_host_of_files_is_a_host_alone(config):
    with pytest.raises(ConfigError, match="FILES_URL must be a host alone"):
        Config.from_env({"FILES_URL": "https://example.org/files", "SECRET_KEY": "x" * 40})
