"""Moderators keep threads in order, each time with a reason that stays on record."""

import pytest

from app.accounts.models import Membership, Role
from app.discussions import boards, queries
from app.discussions.buffer import gathered
from app.kernel.db import session
from tests.factories import discussions

TALK = "/en/north/discussions"


@pytest.fixture
def desk(rain):
    return f"{TALK}/{rain.id}/moderation"


def test_a_closed_thread_takes_no_reply_until_it_is_opened(
    client, other_client, rain, desk, chidi, boris
):
    client.sign_in(chidi).post(f"{desk}/closing", {"reason": "It is all said."}, status=303)

    other_client.sign_in(boris)
    page = other_client.get(f"{TALK}/{rain.id}")
    assert "This thread is closed: nobody replies any more." in page.text
    other_client.post(f"{TALK}/{rain.id}/posts", {"text": "But!", "language": "en"}, status=403)
    assert "It is all said." in client.get(desk).text

    client.post(f"{desk}/opening", status=303)
    other_client.post(
        f"{TALK}/{rain.id}/posts", {"text": "But!", "language": "en", "seen": "1"}, status=303
    )


def test_only_moderators_reach_the_desk(client, rain, desk, amina, visitor):
    client.get(desk, leads_to="/en/sign-in?next=/en/north/discussions/" + f"{rain.id}/moderation")
    client.sign_in(amina).get(desk, status=403)
    client.post(f"{desk}/closing", status=403)


def test_a_pinned_thread_stands_first(client, science, rain, desk, amina, chidi):
    discussions.thread(science, amina, "A newer one")
    client.sign_in(chidi)
    client.post(f"{desk}/pinning", status=303)

    text = client.get(f"{TALK}/").main
    assert text.index("Rain without a yard") < text.index("A newer one")
    assert "Pinned" in text


def test_a_withdrawn_post_is_read_by_its_author_and_the_moderators_alone(
    client, other_client, rain, amina, boris, chidi
):
    post = discussions.reply(rain, boris, "Buy cheap gauges!")
    client.sign_in(chidi)
    refused = client.post(f"{TALK}/posts/{post.id}/withdrawal", status=422)
    assert "Say why: the author will read it." in refused.text
    client.post(f"{TALK}/posts/{post.id}/withdrawal", {"reason": "An advertisement."}, status=303)

    assert "Buy cheap gauges!" in client.get(f"{TALK}/{rain.id}").text
    page = other_client.sign_in(amina).get(f"{TALK}/{rain.id}")
    assert "Buy cheap gauges!" not in page.html
    assert "This post is withdrawn." in page.text
    other_client.get(f"{TALK}/posts/{post.id}/history", status=404)

    client.post(f"{TALK}/posts/{post.id}/restoration", status=303)
    assert "Buy cheap gauges!" in other_client.get(f"{TALK}/{rain.id}").text


def test_a_withdrawn_thread_does_not_exist_for_others(
    client, other_client, rain, desk, chidi, boris
):
    client.sign_in(chidi).post(f"{desk}/withdrawal", {"reason": "Not for here."}, status=303)

    other_client.sign_in(boris).get(f"{TALK}/{rain.id}", status=404)
    assert "Rain without a yard" not in other_client.get(f"{TALK}/").text
    client.get(f"{TALK}/{rain.id}")
    client.post(f"{desk}/restoration", status=303)
    other_client.get(f"{TALK}/{rain.id}")


def test_a_held_post_waits_for_a_moderator(client, other_client, rain, amina, boris, chidi):
    held = discussions.reply(rain, boris, "Look at my links", is_held=True)

    assert "Look at my links" not in other_client.sign_in(amina).get(f"{TALK}/{rain.id}").html
    client.sign_in(boris)
    assert "Waits for a moderator" in client.get(f"{TALK}/{rain.id}").text
    client.sign_in(chidi).post(f"{TALK}/posts/{held.id}/restoration", status=303)
    assert "Look at my links" in other_client.get(f"{TALK}/{rain.id}").text


def test_threads_are_moved_merged_and_split(
    client, north, science, rain, desk, amina, boris, chidi, dana
):
    music = discussions.board(north, dana, "Music")
    other = discussions.thread(science, boris, "Rain again", "The same question")
    discussions.reply(rain, boris, "A song about rain")
    client.sign_in(chidi)

    client.post(f"{desk}/move", {"board": music.id, "reason": "Here."}, status=303)
    assert "Rain without a yard" in client.get(f"{TALK}/boards/{music.id}").main

    client.post(f"{desk}/split", {"board": science.id, "title": "Songs", "post": "2"}, status=303)
    assert "A song about rain" in client.get(client.page.leads_to).text
    assert "A song about rain" not in client.get(f"{TALK}/{rain.id}").text

    client.post(f"{TALK}/{other.id}/moderation/merge", {"into": f"http://x/{rain.id}"}, status=303)
    assert "The same question" in client.get(f"{TALK}/{rain.id}").text
    assert client.get(f"{TALK}/{other.id}", status=301).leads_to == f"{TALK}/{rain.id}"


def test_whoever_began_it_may_rename_it(client, rain, amina, boris):
    client.sign_in(boris).get(f"{TALK}/{rain.id}/title", status=403)
    client.sign_in(amina)
    sent = (
        client.get(f"{TALK}/{rain.id}/title")
        .form("Save")
        .filled("Save", {"title": "Rain, no yard", "tags": "Wet"})
    )

    client.post(f"{TALK}/{rain.id}/title", sent, status=303)

    assert client.get(f"{TALK}/{rain.id}").h1 == "Rain, no yard"
    assert "wet" in client.page.text


def test_stewards_make_arrange_and_archive_boards(client, north, dana, amina):
    client.sign_in(amina).get(f"{TALK}/boards/", status=403)
    client.sign_in(dana)
    for name in ("Maths", "Music"):
        sent = (
            client.get(f"{TALK}/boards/new")
            .form("Save")
            .filled("Save", {"name": name, "purpose": "Of it"})
        )
        client.post(f"{TALK}/boards/new", sent, status=303)
    first, second = queries.own_boards(dana, north.id)

    client.post(f"{TALK}/boards/{second.id}/up", status=303)
    text = client.get(f"{TALK}/boards/").main
    assert text.index("Music") < text.index("Maths")

    client.post(f"{TALK}/boards/{first.id}/archive", status=303)
    client.sign_in(amina).get(f"{TALK}/boards/{first.id}/new", status=403)
    assert "This board is archived" in client.get(f"{TALK}/boards/{first.id}").text
    client.sign_in(dana).post(f"{TALK}/boards/{first.id}/restoration", status=303)


def test_an_announcement_board_is_begun_by_moderators_and_answered_by_all(
    client, north, dana, chidi, amina
):
    news = discussions.board(north, dana, "News", posting="moderators")
    thread = discussions.thread(news, chidi, "Rain week", kind="announcement")

    client.sign_in(amina).get(f"{TALK}/boards/{news.id}/new", status=403)
    client.post(
        f"{TALK}/{thread.id}/posts", {"text": "Hurrah", "language": "en", "seen": "1"}, status=303
    )


def test_nobody_counts_what_is_held(client, other_client, rain, amina, boris, chidi):
    held = discussions.reply(rain, boris, "Look at my links", is_held=True)

    client.sign_in(amina)
    page = client.get(f"{TALK}/{rain.id}")
    assert "0 replies" in page.text
    assert "Later posts" not in page.text
    assert client.get(f"{TALK}/{rain.id}/since/1").json["count"] == 0
    assert " new" not in client.get(f"{TALK}/").main
    assert client.get(f"/api/v1/threads/{rain.id}").json["posts"] == 1

    other_client.sign_in(chidi).post(f"{TALK}/posts/{held.id}/restoration", status=303)
    assert "1 reply" in client.get(f"{TALK}/{rain.id}").text


def test_a_held_post_below_a_lesson_keeps_nobody_from_talking(
    client, other_client, lesson, amina, boris, chidi
):
    place = f"/en/north/lessons/{lesson.id}"
    advert = {"text": "Buy at <https://cheap.example> now", "language": "en"}
    client.sign_in(boris).post(f"{place}/posts", advert, status=303)
    thread = client.page.leads_to.partition("#")[0]
    assert "Waits for a moderator" in client.get(thread).text
    assert "cheap.example" not in other_client.get(place).html
    other_client.get(thread, status=404)

    other_client.sign_in(amina).post(
        f"{place}/posts", {"text": "Ask me anything.", "language": "en"}, status=303
    )
    page = other_client.get(thread)
    assert "Ask me anything." in page.text
    assert "cheap.example" not in page.html
    assert "1 reply" not in page.text


def test_a_merged_thread_leads_everybody_to_where_its_posts_are(
    client, other_client, science, rain, amina, chidi
):
    other = discussions.thread(science, amina, "Rain again", "The same question")
    client.sign_in(chidi)
    client.post(f"{TALK}/{other.id}/moderation/merge", {"into": rain.id}, status=303)

    assert other_client.get(f"{TALK}/{other.id}", status=301).leads_to == f"{TALK}/{rain.id}"
    assert "Rain again" not in other_client.get(f"{TALK}/").text


def test_after_a_split_what_is_left_is_counted_anew(
    client, other_client, science, rain, amina, boris, chidi
):
    for number in range(3):
        discussions.reply(rain, boris, f"Reply {number}")
    other_client.sign_in(amina).get(f"{TALK}/{rain.id}")
    client.sign_in(chidi)
    sent = {"board": science.id, "title": "Elsewhere", "post": ["2", "4"]}
    client.post(f"{TALK}/{rain.id}/moderation/split", sent, status=303)
    gathered.write()

    page = client.get(f"{TALK}/{rain.id}")
    assert "1 reply" in page.text
    assert "Later posts" not in page.text
    assert "Reply 1" in page.text
    discussions.reply(rain, boris, "One more")
    assert "1 new" in other_client.get(f"{TALK}/").main


def test_a_word_taken_from_a_thread_is_gone_from_the_list(client, rain, amina):
    client.sign_in(amina)
    form = client.get(f"{TALK}/{rain.id}/title").form("Save")
    client.post(f"{TALK}/{rain.id}/title", form.filled("Save", {"tags": "wet"}), status=303)
    assert "wet" in client.get(f"{TALK}/").main
    client.post(f"{TALK}/{rain.id}/title", form.filled("Save", {"tags": "dry"}), status=303)

    assert "wet" not in client.get(f"{TALK}/").main


def test_what_an_author_took_back_only_they_show_again(client, other_client, rain, boris, chidi):
    post = discussions.reply(rain, boris, "On the shed.")
    client.sign_in(boris).post(f"{TALK}/posts/{post.id}/withdrawal", status=303)

    refused = other_client.sign_in(chidi).post(f"{TALK}/posts/{post.id}/restoration", status=409)
    assert "Its author took this post back" in refused.text

    client.post(f"{TALK}/posts/{post.id}/restoration", status=303)
    assert "On the shed." in other_client.get(f"{TALK}/{rain.id}").text


def test_an_author_does_not_show_again_what_a_moderator_withdrew(
    client, other_client, rain, amina, boris, chidi
):
    post = discussions.reply(rain, boris, "Buy cheap gauges!")
    reason = {"reason": "An advertisement."}
    other_client.sign_in(chidi).post(f"{TALK}/posts/{post.id}/withdrawal", reason, status=303)

    refused = client.sign_in(boris).post(f"{TALK}/posts/{post.id}/restoration", status=409)
    assert "Only a moderator can show this post again." in refused.text
    client.sign_in(amina).post(f"{TALK}/posts/{post.id}/restoration", status=404)


def test_an_author_does_not_slip_past_the_moderator_by_withdrawing(client, rain, boris, chidi):
    held = discussions.reply(rain, boris, "Buy cheap gauges!", is_held=True)
    client.sign_in(boris).post(f"{TALK}/posts/{held.id}/withdrawal", status=303)
    client.post(f"{TALK}/posts/{held.id}/restoration", status=409)
    assert "Buy cheap gauges!" not in client.sign_in(chidi).get(f"{TALK}/{rain.id}/feed.atom").text


def test_a_reason_is_kept_with_a_move(client, rain, desk, north, dana, chidi):
    maths = discussions.board(north, dana, "Maths")
    sent = {"board": maths.id, "reason": "It is about numbers."}
    client.sign_in(chidi).post(f"{desk}/move", sent, status=303)
    assert "It is about numbers." in client.get(desk).text


def test_no_thread_is_split_off_onto_an_archived_board(client, rain, desk, north, dana, chidi):
    shut = discussions.board(north, dana, "Old things")
    discussions.reply(rain, dana, "On the roof.")
    boards.archive(shut, actor=discussions.here(dana))
    sent = {"board": shut.id, "title": "Roofs", "post": 2}
    refused = client.sign_in(chidi).post(f"{desk}/split", sent, status=422)
    assert "Choose another board of this portal." in refused.text


def test_whoever_waits_behind_another_that_waits_is_led_to_the_lesson(
    client, other_client, lesson, boris, eka
):
    posts = f"/en/north/lessons/{lesson.id}/posts"
    advertised = {"text": "Buy at https://cheap.example/", "language": "en"}
    client.sign_in(boris).post(posts, advertised, status=303)
    other_client.sign_in(eka).post(posts, advertised, leads_to=f"/en/north/lessons/{lesson.id}")


def test_who_moderates_no_more_finds_nothing_held(client, science, amina, chidi):
    discussions.thread(science, amina, "Cheap gauges", is_held=True)
    assert "Cheap gauges" in client.sign_in(chidi).get(f"{TALK}/").main

    place = session.get(Membership, (chidi.id, science.portal_id))
    place.role = Role.MEMBER
    session.commit()
    assert "Cheap gauges" not in client.get(f"{TALK}/").main


def test_a_move_that_is_refused_gives_the_reason_back(client, rain, desk, north, dana, chidi):
    shut = discussions.board(north, dana, "Old things")
    boards.archive(shut, actor=discussions.here(dana))
    sent = {"board": shut.id, "reason": "It is about numbers."}
    refused = client.sign_in(chidi).post(f"{desk}/move", sent, status=422)
    assert "Choose another board of this portal." in refused.text
    assert "It is about numbers." in refused.html
