"""What a moderator typed comes back when a deed is refused; what came meanwhile is counted in words."""

import pytest

from tests.factories import discussions

TALK = "/en/north/discussions"


@pytest.fixture
def desk(rain):
    return f"{TALK}/{rain.id}/moderation"


def test_a_merge_that_is_refused_keeps_the_address(client, rain, desk, chidi):
    client.sign_in(chidi)
    for address in (f"https://example.org/discussions/{rain.id}", "/discussions/999999"):
        page = client.post(f"{desk}/merge", {"into": address}, status=422)
        assert _typed(page, "into") == [address]


def test_a_split_that_is_refused_keeps_title_and_posts(client, rain, desk, amina, boris, chidi):
    discussions.reply(rain, boris)

    client.sign_in(chidi)
    board = str(rain.board_id)
    page = client.post(f"{desk}/split", {"title": "A new one", "board": board}, status=422)
    assert _typed(page, "title") == ["A new one"]
    page = client.post(f"{desk}/split", {"title": " ", "board": board, "post": "2"}, status=422)
    assert [box.get("checked") is not None for box in _boxes(page, "post")] == [True]


def test_what_came_meanwhile_is_counted_in_words(client, rain, amina, boris):
    discussions.reply(rain, boris)
    client.sign_in(amina)
    assert client.get(f"{TALK}/{rain.id}/since/1").json["label"] == "1 new post"
    discussions.reply(rain, boris)
    assert client.get(f"{TALK}/{rain.id}/since/1").json["label"] == "2 new posts"


def test_a_refused_reply_leads_to_itself(client, rain, amina):
    client.sign_in(amina)
    page = client.get(f"{TALK}/{rain.id}")
    assert f"{TALK}/{rain.id}/posts#reply" in [form.get("action") for form in page.all("form")]
    assert "reply" in [part.get("id") for part in page.all("div")]


def _boxes(page, name):
    return [box for box in page.all("input") if box.get("name") == name]


def _typed(page, name):
    return [box.get("value") for box in _boxes(page, name)]
