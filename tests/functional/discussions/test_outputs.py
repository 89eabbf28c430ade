"""Threads on every way out: feeds, the API, search, the lesson's page, and in by import."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.discussions.buffer import gathered
from app.discussions.models import Post, Thread
from app.kernel.db import session
from tests.factories import discussions

TALK = "/en/north/discussions"

RECORD = {
    "id": "t-1",
    "title": "Wrapping up",
    "body": "What did you learn?",
    "author": "teacher-101",
    "created": "2014-02-07",
    "language": "en",
    "topics": ["Reflection"],
    "replies": [
        {"author": "teacher-102", "body": "*Timing*", "created": "2014-02-08", "session": None}
    ],
    "source_url": "https://example.org/t-1",
    "licence": "CC-BY-4.0",
    "attribution": "Example",
}


@pytest.fixture
def bring(app, tmp_path, north, run_jobs):
    def run(*records, status=0):
        path = tmp_path / "threads.jsonl"
        path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records))
        session.commit()
        done = app.test_cli_runner().invoke(
            args=["import", "threads", str(path), "--portal", "north", "--json", "--no-wait"]
        )
        assert done.exit_code == status, done.output
        return json.loads(done.output.strip().splitlines()[-1])

    return run


def test_a_board_and_a_thread_have_feeds(client, science, rain, boris):
    discussions.reply(rain, boris, "On the **roof** & below.")

    board = client.get(f"{TALK}/boards/{science.id}/feed.atom").response
    thread = client.get(f"{TALK}/{rain.id}/feed.atom").response

    assert board.mimetype == thread.mimetype == "application/atom+xml"
    assert b"Rain without a yard" in board.data
    assert b"&lt;strong&gt;roof&lt;/strong&gt; &amp;amp; below." in thread.data


def test_the_api_lists_threads_and_their_posts(client, rain, boris):
    discussions.reply(rain, boris, "On the roof.")

    listed = client.get("/api/v1/threads/?portal=north").json
    whole = client.get(f"/api/v1/threads/{rain.id}").json

    assert [one["title"] for one in listed["results"]] == ["Rain without a yard"]
    assert [post["text"] for post in whole["results"]] == [
        "Where do you put the gauge?",
        "On the roof.",
    ]
    assert whole["next"] is None


def test_a_thread_is_found_by_its_posts(client, rain, boris, run_jobs):
    discussions.reply(rain, boris, "Hang it from the window grille.")
    session.commit()
    run_jobs()

    found = client.get("/api/v1/search?q=grille").json

    assert [(one["type"], one["title"]) for one in found["results"]] == [
        ("thread", "Rain without a yard")
    ]


def test_the_page_of_a_lesson_shows_what_was_said(client, lesson, boris):
    client.sign_in(boris)
    page = client.get(f"/en/north/lessons/{lesson.id}/talk")
    client.post(
        f"/en/north/lessons/{lesson.id}/posts",
        page.form("Post").filled("Post", {"text": "How long?"}),
        status=303,
    )

    assert "How long?" in client.get(f"/en/north/lessons/{lesson.id}").main


def test_threads_come_in_with_names_and_days_and_are_not_doubled(client, north, bring):
    assert bring(RECORD)["created"] == 1
    assert bring(RECORD)["unchanged"] == 1
    more = RECORD | {
        "replies": [
            *RECORD["replies"],
            {"author": "teacher-103", "body": "Rest", "created": "2014-02-09"},
        ]
    }
    assert bring(more)["updated"] == 1

    thread = session.scalars(select(Thread)).one()
    page = client.get(f"{TALK}/{thread.id}")
    assert "teacher-102" in page.text
    assert "Rest" in page.text
    assert session.scalar(select(func.count()).select_from(Post)) == 3


def test_a_bad_record_is_named_and_the_rest_goes_on(bring, north):
    report = bring("{not json", {"id": "x"}, RECORD, status=1)

    assert report["created"] == 1
    assert [failure["line"] for failure in report["failed"]] == [1, 2]


def test_a_rehearsal_changes_nothing(app, tmp_path, north):
    path = tmp_path / "threads.jsonl"
    path.write_text(json.dumps(RECORD))
    session.commit()

    done = app.test_cli_runner().invoke(
        args=["import", "threads", str(path), "--portal", "north", "--dry-run"]
    )

    assert done.exit_code == 0
    assert session.scalar(select(func.count()).select_from(Post)) == 0


def test_a_thread_says_how_often_it_was_looked_at(client, rain, boris):
    client.sign_in(boris).get(f"{TALK}/{rain.id}")
    client.get(f"{TALK}/{rain.id}")
    gathered.write()

    assert "2 views" in client.get(f"{TALK}/{rain.id}").text


def test_a_thread_can_be_read_in_one_of_its_languages(client, rain, amina, boris):
    discussions.reply(rain, boris, "На крыше.", language="ru")
    discussions.reply(rain, amina, "On the roof, then.")

    page = client.get(client.get(f"{TALK}/{rain.id}").links["Русский 1"])

    assert "На крыше." in page.main
    assert "On the roof, then." not in page.main
    assert "On the roof, then." in client.get(page.links["All"]).main


def test_a_portal_says_how_soon_questions_are_answered(client, science, amina, boris, later):
    asked = [discussions.thread(science, amina, f"Question {n}", kind="question") for n in range(3)]
    assert "first reply" not in client.get(f"{TALK}/").text
    for thread in asked:
        later(timedelta(hours=2))
        discussions.reply(thread, boris, "Like this.")
    session.commit()
    client.sign_in(boris)

    assert "a question here has its first reply after 4 hours" in client.get(f"{TALK}/").text


def test_a_portal_that_no_database_could_name_is_refused(client):
    client.get("/api/v1/threads/?portal=%00", status=422)
