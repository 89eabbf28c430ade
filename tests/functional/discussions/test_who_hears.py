"""People hear of what concerns them, once, and only of what they may see."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from app import notifications
from app.discussions import digest, opened, queries
from app.discussions.buffer import gathered
from app.discussions.watching import WatchDue
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.jobs import record
from app.notifications.models import Notice
from app.notifications.replies import handler_of
from tests.factories import discussions, lessons

TALK = "/en/north/discussions"


@pytest.fixture
def notices(run_jobs):
    def of(person):
        run_jobs()
        found = session.scalars(select(Notice).where(Notice.user_id == person.id))
        return [(one.kind, one.count) for one in found]

    return of


def test_whoever_began_a_thread_hears_of_replies_in_one_notice(notices, rain, amina, boris, chidi):
    discussions.reply(rain, boris, "On the roof.")
    discussions.reply(rain, chidi, "In the yard of the church.")

    assert notices(amina) == [("reply", 2)]
    assert notices(boris) == []


def test_a_mention_is_the_nearest_reason(notices, rain, amina, boris):
    discussions.reply(rain, boris, f"Ask [@Amina](/@{amina.id}).")

    assert notices(amina) == [("mention", 1)]


def test_who_watches_hears_of_every_post_and_who_mutes_of_none(notices, rain, amina, boris, chidi):
    assert notices(boris) == []
    notifications.set_level(boris, "thread", rain.id, notifications.Level.WATCH)
    notifications.set_level(amina, "thread", rain.id, notifications.Level.MUTE)
    discussions.reply(rain, chidi, "On the roof.")

    assert notices(boris) == [("post", 1)]
    assert notices(amina) == []


def test_a_withdrawn_post_is_told_to_nobody(client, notices, rain, amina, boris):
    post = discussions.reply(rain, boris, "Buy this")
    assert notices(amina) == [("reply", 1)]
    client.sign_in(boris).post(f"{TALK}/posts/{post.id}/withdrawal", status=303)

    assert "Buy this" not in client.sign_in(amina).get("/en/notices").html


def test_a_notice_says_who_wrote_where(client, notices, rain, amina, boris):
    discussions.reply(rain, boris, "On the roof.")
    notices(amina)

    page = client.sign_in(amina).get("/en/notices")

    assert "replied to you in" in page.text
    assert "On the roof." in page.text


def test_thanks_and_the_chosen_answer_reach_the_author(
    client, other_client, notices, rain, amina, boris
):
    answer = discussions.reply(rain, boris, "On the roof.")
    client.sign_in(amina).post(f"{TALK}/posts/{answer.id}/thanks", status=303)
    client.post(f"{TALK}/posts/{answer.id}/acceptance", status=303)

    assert sorted(notices(boris)) == [("accepted", 1), ("thanks", 1)]


def test_talk_below_a_lesson_reaches_its_author(client, notices, lesson, amina, boris):
    client.sign_in(boris).post(
        f"/en/north/lessons/{lesson.id}/posts", {"text": "How long?", "language": "en"}, status=303
    )

    assert notices(amina) == [("reply", 1)]


def test_reading_the_thread_reads_its_notices(client, notices, rain, amina, boris):
    discussions.reply(rain, boris, "On the roof.")
    notices(amina)
    client.sign_in(amina)
    assert "1 unread" in client.get("/en/").text

    client.get(f"{TALK}/{rain.id}")
    gathered.write()

    assert "0 unread" in client.get("/en/").text


def test_a_question_nobody_answers_is_offered_to_who_could(
    notices, later, north, science, amina, boris, chidi
):
    lessons.published(north, boris, subjects=("science",))
    discussions.thread(science, amina, kind="request", subject="science")
    boris.languages = ["en"]
    session.commit()
    assert notices(boris) == []

    later(timedelta(hours=49))
    record(WatchDue())
    session.commit()
    assert notices(boris) == [("question", 1)]
    assert notices(chidi) == []

    later(timedelta(hours=48))
    record(WatchDue())
    session.commit()
    assert notices(chidi) == [("question", 1)]
    assert notices(boris) == [("question", 1)]


def test_the_digest_has_the_questions_that_a_person_could_answer(app, rain, amina, boris, eka):
    people = [discussions.here(one) for one in (amina, boris, eka)]

    with app.app_context():
        found = digest.questions(people, rain.created_at)

    (told,) = found[boris.id]
    assert "Amina Diallo" in told.sentence
    assert "Rain without a yard" in told.sentence
    assert found[amina.id] == found[eka.id] == []


def test_a_reply_by_mail_is_a_post(client, app, rain, amina, boris):
    post = discussions.reply(rain, boris, "On the roof.")
    mail = EmailMessage()
    mail["Message-ID"] = "<1@school.example>"
    handler = handler_of("post")

    for _ in range(2):
        with app.app_context():
            handler(discussions.here(amina), str(post.id), "Which roof, @Борис Петров?", [], mail)

    page = client.get(f"{TALK}/{rain.id}")
    assert page.text.count("Which roof,") == 1
    assert page.links["@Борис Петров"] == f"/@{boris.id}"


def test_mails_whose_names_end_alike_are_each_posted(app, rain, amina, boris):
    post = discussions.reply(rain, boris, "On the roof.")
    server = "mail-server-of-many-schools-0815.prod.outlook.example"
    with app.app_context():
        for number in (1, 2, 2):
            mail = EmailMessage()
            mail["Message-ID"] = f"<{number}@{server}>"
            taker = discussions.here(amina)
            handler_of("post")(taker, str(post.id), f"Which roof? {number}", [], mail)
        imported = EmailMessage()
        imported["Message-ID"] = "origin:0"
        handler_of("post")(discussions.here(amina), str(post.id), "Not imported", [], imported)
        session.commit()

    said = [one.text.text for one in queries.shown(rain)]
    assert said[-3:] == ["Which roof? 1", "Which roof? 2", "Not imported"]
    assert opened.imported_posts(rain.id) == []


def test_a_reply_by_mail_to_what_one_may_not_see_is_refused_with_the_reason(rain, boris, eka):
    post = discussions.reply(rain, boris, "On the roof.")

    with pytest.raises(Refused, match="not open to you"):
        handler_of("post")(discussions.here(eka), str(post.id), "Hello", [], EmailMessage())


def test_a_withdrawn_post_is_counted_no_more_and_the_others_stay(
    client, other_client, notices, rain, amina, boris, chidi
):
    gone = discussions.reply(rain, boris, "Buy this")
    discussions.reply(rain, chidi, "In the yard of the church.")
    assert notices(amina) == [("reply", 2)]

    client.sign_in(boris).post(f"{TALK}/posts/{gone.id}/withdrawal", status=303)
    assert notices(amina) == [("reply", 1)]
    assert "In the yard of the church." in other_client.sign_in(amina).get("/en/notices").text

    client.post(f"{TALK}/posts/{gone.id}/restoration", status=303)
    assert notices(amina) == [("reply", 2)]


def test_nobody_is_called_to_what_is_withdrawn(client, other_client, notices, rain, amina, boris):
    lone = discussions.reply(rain, boris, "Buy this")
    notices(amina)
    client.sign_in(boris).post(f"{TALK}/posts/{lone.id}/withdrawal", status=303)
    assert notices(amina) == []


def test_a_withdrawn_thread_leaves_the_bell_silent(
    client, other_client, notices, rain, amina, boris, chidi
):
    discussions.reply(rain, boris, "On the roof.")
    notices(amina)
    sent = {"reason": "Not for here."}
    client.sign_in(chidi).post(f"{TALK}/{rain.id}/moderation/withdrawal", sent, status=303)
    notices(amina)
    assert other_client.sign_in(amina).get("/en/notices/count").json["unread"] == 0
