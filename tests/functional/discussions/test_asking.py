"""A search that finds nothing becomes a question to colleagues, and the question an answer."""

from tests.factories import discussions

TALK = "/en/north/discussions"


def test_a_failed_search_becomes_a_request_in_one_click(client, science, boris):
    client.sign_in(boris)
    page = client.get("/en/search?q=volcanoes+of+iceland")

    form = client.get(client.get(page.links["Ask your colleagues"], status=302).leads_to).form(
        "Post"
    )
    assert form.values["title"] == "Looking for a lesson: volcanoes of iceland"
    assert form.values["kind"] == "request"
    client.post(form.action, form.filled("Post", {"subject": "geography"}), status=303)

    listed = client.get(f"{TALK}/?show=requests")
    assert "volcanoes of iceland" in listed.main
    assert "Geography" in listed.text
    assert "No thread here fits that." in client.get(f"{TALK}/?show=requests&subject=music").text


def test_who_belongs_nowhere_is_told_to_join(client, science, nadia):
    page = client.sign_in(nadia).get("/en/ask?q=x", status=409)

    assert "Join a portal first" in page.text


def test_a_lesson_named_in_an_answer_unfolds(client, science, lesson, boris, amina):
    asked = discussions.thread(science, boris, "A rain lesson?", kind="request")
    discussions.reply(asked, amina, f"Mine: http://localhost/fr/north/lessons/{lesson.id}")

    page = client.get(f"{TALK}/{asked.id}")

    assert page.links[lesson.title] == f"/en/north/lessons/{lesson.id}"
