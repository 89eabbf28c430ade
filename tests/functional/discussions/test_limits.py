"""What somebody who means harm tries in a discussion, and does not get."""

from datetime import timedelta
from xml.dom.minidom import parseString

import pytest
from sqlalchemy import func, select

from app import notifications
from app.accounts.models import User
from app.discussions import actions, moderating, naming, queries, telling, texts
from app.discussions.events import PostPublished
from app.discussions.models import BoardReach, Draft
from app.kernel.db import session
from app.kernel.errors import Refused
from tests.factories import discussions
from tests.factories.discussions import here
from tests.factories.people import person, place

TALK = "/en/north/discussions"


def test_a_new_member_brings_no_links_in_by_an_edit(client, rain, boris, later):
    post = discussions.reply(rain, boris, "On the roof.")
    client.sign_in(boris)
    sent = {"text": "Buy at <https://cheap.example> now", "language": "en"}

    page = client.post(f"{TALK}/posts/{post.id}/edit", sent, status=422)
    assert "New members set no new links when they edit." in page.text
    assert "https://cheap.example" in page.html
    client.post(f"{TALK}/posts/{post.id}/edit", sent | {"text": "On the barn."}, status=303)

    for number in range(5):
        discussions.reply(rain, boris, f"Reply {number}")
    later(timedelta(days=3))
    client.post(f"{TALK}/posts/{post.id}/edit", sent, status=303)


def test_what_a_held_post_said_before_is_never_shown(client, other_client, rain, boris, chidi):
    held = discussions.reply(rain, boris, "Buy cheap gauges!", is_held=True)
    client.sign_in(boris)
    sent = {"text": "On the roof.", "language": "en"}
    client.post(f"{TALK}/posts/{held.id}/edit", sent, status=303)
    client.sign_in(chidi).post(f"{TALK}/posts/{held.id}/restoration", status=303)

    page = other_client.get(f"{TALK}/posts/{held.id}/history")
    assert "Buy cheap gauges!" not in page.html
    assert "edited" not in other_client.get(f"{TALK}/{rain.id}").main


def test_an_answer_does_not_name_whom_it_answered_on_another_board(
    other_client, north, rain, boris, amina, chidi, dana
):
    members = discussions.board(north, dana, "Members", reach=BoardReach.PORTAL)
    asked = discussions.reply(rain, boris, "Something private")
    discussions.reply(rain, amina, "I see.", reply_to_id=asked.id)
    moderator = here(chidi)
    thread = discussions.found(moderator, rain)
    moderating.split(
        thread, [asked.number], "Apart", queries.board(moderator, north.id, members.id),
        actor=moderator, reason="",
    )  # fmt: skip
    session.commit()

    page = other_client.get(f"{TALK}/{rain.id}")
    assert "I see." in page.text
    assert boris.name not in page.html


def test_two_threads_never_lead_to_each_other(science, rain, amina, chidi):
    other = discussions.thread(science, amina, "Rain again")
    moderator = here(chidi)
    moderating.merge(
        discussions.found(moderator, rain), discussions.found(moderator, other), actor=moderator
    )
    session.flush()

    with pytest.raises(Refused, match="Choose another thread"):
        moderating.merge(
            discussions.found(moderator, other), discussions.found(moderator, rain), actor=moderator
        )


def test_of_many_drafts_the_last_are_kept(boris):
    for number in range(actions.MOST_DRAFTS + 5):
        actions.keep_draft(f"thread:{number}", {"text": "Begun"}, actor=here(boris))

    kept = select(func.count()).select_from(Draft)
    assert session.scalar(kept) == actions.MOST_DRAFTS


def test_a_number_that_no_database_holds_names_nothing(client, rain, boris):
    client.get(f"/api/v1/threads/{rain.id}?after={2**63}", status=422)
    client.sign_in(boris)
    client.post(f"{TALK}/{rain.id}/votes", {"option": "9" * 5_000}, status=409)


def test_a_form_does_not_pass_for_an_import(client, rain, boris):
    client.sign_in(boris)
    sent = {"text": "On the roof.", "language": "en", "seen": "1", "key": "origin:1"}
    client.post(f"{TALK}/{rain.id}/posts", sent, status=303)

    assert queries.sent_before(boris.id, "origin:1") is None


def test_one_post_calls_few_people(north):
    everybody = " ".join(f"[@x](/@{number})" for number in range(1, 200))

    assert len(texts.people_named(texts.rendered(everybody, {}))) == texts.MOST_PEOPLE


def test_a_typed_name_does_not_tell_of_who_is_not_confirmed(north, boris):
    typed = f"Ask @{boris.name}"
    assert f"/@{boris.id}" in naming.rendered(north.id, typed).html

    session.get(User, boris.id).confirmed_at = None
    session.flush()
    assert "/@" not in naming.rendered(north.id, typed).html


def test_a_letter_that_xml_cannot_hold_breaks_no_feed(client, science, amina):
    client.sign_in(amina)
    sent = {"title": "Rain\b!", "text": "Fog\b!", "language": "en", "kind": "discussion"}
    client.post(f"{TALK}/boards/{science.id}/new", sent, status=303)

    feed = client.browser.get(f"{TALK}/boards/{science.id}/feed.atom")
    parseString(feed.data)


def test_a_name_that_is_shouted_is_no_picture():
    assert "<img" not in texts.rendered("!@Anna", {"Anna": 5}).html


def test_a_thread_that_waits_is_answered_only_when_it_is_let_through(client, science, amina, chidi):
    thread = discussions.thread(science, amina, is_held=True)
    for one in (amina, chidi):
        sent = {"text": "By the way", "language": "en"}
        client.sign_in(one).post(f"{TALK}/{thread.id}/posts", sent, status=403)

    held = queries.all_posts(discussions.found(chidi, thread))[0]
    client.sign_in(chidi).post(f"{TALK}/posts/{held.id}/restoration", status=303)
    discussions.reply(thread, amina, "By the way")
    assert [post.number for post in queries.all_posts(thread)] == [1, 2]


def test_a_thread_whose_first_post_was_withdrawn_unread_is_restored_with_it(
    client, other_client, science, amina, chidi
):
    thread = discussions.thread(science, amina, is_held=True)
    held = queries.all_posts(discussions.found(chidi, thread))[0]
    client.sign_in(amina).post(f"{TALK}/posts/{held.id}/withdrawal", status=303)
    client.sign_in(chidi).post(f"{TALK}/posts/{held.id}/restoration", status=303)

    assert "Where do you put the gauge?" in other_client.get(f"{TALK}/{thread.id}").text


def test_a_form_sent_twice_at_the_limit_is_said_to_be_posted(client, rain, boris):
    client.sign_in(boris)
    for number in range(9):
        discussions.reply(rain, boris, f"Reply {number}")
    sent = {"text": "The tenth", "language": "en", "seen": "99", "key": "tenth"}
    for _ in range(2):
        client.post(f"{TALK}/{rain.id}/posts", sent, status=303)
    client.post(f"{TALK}/{rain.id}/posts", sent | {"key": "eleventh"}, status=422)


def test_an_address_of_mail_is_a_link_to_elsewhere(client, rain, boris):
    client.sign_in(boris)
    sent = {"text": "[Order](mailto:shop@cheap.example)", "language": "en", "seen": "1"}
    client.post(f"{TALK}/{rain.id}/posts", sent, status=303)

    assert "Waits for a moderator" in client.get(f"{TALK}/{rain.id}").text


def test_answers_to_choose_from_are_short(client, science, amina):
    sent = {"title": "Which?", "text": "Choose.", "language": "en", "kind": "poll"}
    options = "A\n" + "b" * 201
    client.sign_in(amina)
    page = client.post(f"{TALK}/boards/{science.id}/new", sent | {"options": options}, status=422)
    assert "One of these answers is too long." in page.text


def test_who_hears_of_a_post_is_looked_up_together(
    north, science, rain, amina, run_jobs, query_count
):
    for number in range(60):
        reader = person(f"Reader {number}")
        place(reader, north.id)
        notifications.set_level(reader, "thread", rain.id, notifications.Level.WATCH)
    run_jobs()
    post = discussions.reply(rain, amina, "Nobody?")

    with query_count(25):
        telling.tell_of_post(PostPublished(post.id, rain.id, amina.id))
