"""What a thread, a post, a board and a poll refuse, and what is counted and kept."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.discussions import actions, boards, moderating, polls, queries, texts
from app.discussions.models import Draft, PollVote, PostStatus, ThreadChange, ThreadDeed
from app.kernel import clock
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from tests.factories import discussions, lessons


@pytest.fixture
def roof(rain, boris):
    """Boris's reply to Amina's question."""
    return discussions.reply(rain, boris)


@pytest.fixture
def poll(science, amina):
    """A poll with two answers, of which one can be chosen."""
    return discussions.thread(science, amina, "Which gauge?", kind="poll", options=["Jar", "Can"])


def votes() -> list[int]:
    return list(session.scalars(select(PollVote.option_id).order_by(PollVote.option_id)))


def deeds(thread) -> list[ThreadDeed]:
    found = select(ThreadChange.deed).where(ThreadChange.thread_id == thread.id)
    return list(session.scalars(found.order_by(ThreadChange.id)))


def test_a_board_is_archived_once(science, dana):
    boards.archive(science, actor=dana)

    with pytest.raises(Refused, match="archived already"):
        boards.archive(science, actor=dana)


def test_a_board_is_named_in_the_readers_language_or_the_first_one(science):
    science.names = {"fr": "Sciences", "en": "Science"}
    assert [science.name_in(tag) for tag in ("fr-CA", "ru")] == ["Sciences", "Science"]
    science.names = {"fr": "Sciences"}
    assert science.name_in("ru") == "Sciences"
    assert science.purpose_in("ru") == ""


def test_a_withdrawn_post_stays_as_it_is(roof, boris, chidi):
    moderating.withdraw_post(roof, actor=boris)

    with pytest.raises(Refused, match="withdrawn already"):
        moderating.withdraw_post(roof, actor=chidi, reason="Off topic")
    with pytest.raises(Refused, match="cannot be edited"):
        roof.say(texts.rendered("Other", {}), "en", at=clock.now())
    with pytest.raises(Denied):
        actions.edit(roof, texts.rendered("Other", {}), "en", actor=boris)


def test_what_everyone_reads_is_not_restored(roof, chidi):
    with pytest.raises(Refused, match="can read this post already"):
        moderating.restore_post(roof, actor=chidi)


def test_an_edit_keeps_the_earlier_text_and_no_edit_keeps_none(roof, boris):
    actions.edit(roof, roof.text, "en", actor=boris)
    assert not roof.is_edited

    actions.edit(roof, texts.rendered("In the yard.", {}), "en", actor=boris)

    assert roof.is_edited
    assert [one.text.source for one in queries.revisions(roof)] == ["On the roof."]


def test_what_a_held_post_said_before_is_kept_for_nobody(rain, boris):
    held = discussions.reply(rain, boris, is_held=True)

    actions.edit(held, texts.rendered("In the yard.", {}), "en", actor=boris)

    assert not held.is_edited
    assert queries.revisions(held) == []


def test_a_closed_thread_counts_no_more_posts(rain, amina, boris, chidi):
    moderating.close(rain, actor=chidi)

    with pytest.raises(Refused, match="closed"):
        discussions.reply(rain, boris)
    with pytest.raises(Refused, match="closed already"):
        moderating.close(rain, actor=chidi)
    moderating.open_again(rain, actor=chidi)
    assert discussions.reply(rain, boris).number == 2


def test_a_thread_is_pinned_and_unpinned(rain, chidi):
    moderating.pin(rain, actor=chidi)
    assert rain.is_pinned

    moderating.unpin(rain, actor=chidi)

    assert not rain.is_pinned
    assert deeds(rain) == [ThreadDeed.PINNED, ThreadDeed.UNPINNED]


def test_only_a_question_has_an_answer_and_only_a_reply_is_one(rain, roof, science, amina, boris):
    with pytest.raises(Refused, match="one of the replies"):
        actions.accept(queries.all_posts(rain)[0], actor=amina)
    talk = discussions.thread(science, amina, "Just talk")
    with pytest.raises(Refused, match="Only a question"):
        talk.accept(discussions.reply(talk, boris))


def test_an_accepted_answer_can_be_taken_back(rain, roof, amina, boris):
    with pytest.raises(Denied):
        actions.accept(roof, actor=boris)
    actions.accept(roof, actor=amina)
    assert rain.accepted_number == roof.number

    actions.take_acceptance_back(rain, actor=amina)

    assert rain.accepted_number is None


def test_thanks_count_once_and_can_be_taken_back(roof, amina):
    actions.thank(roof, actor=amina)
    actions.thank(roof, actor=amina)
    assert roof.thanks_count == 1

    actions.take_thanks_back(roof, actor=amina)

    assert roof.thanks_count == 0


def test_the_same_form_sent_twice_begins_one_thread(science, lesson, amina):
    for key in ("one form", "one form"):
        discussions.thread(science, amina, key=key)
        said = discussions.said(key="another")
        actions.talk_about(lesson, said, actor=amina)

    assert session.scalar(select(func.count()).select_from(queries.visible(amina).subquery())) == 2


def test_what_is_said_about_a_lesson_is_one_thread(lesson, amina, boris):
    first = actions.talk_about(lesson, discussions.said("Nice"), actor=boris)
    second = actions.talk_about(lesson, discussions.said("Thanks"), actor=amina)

    assert (first.thread_id, second.number) == (second.thread_id, 2)


def test_only_moderators_announce(science, boris, chidi):
    with pytest.raises(Denied):
        discussions.thread(science, boris, "Hear, hear", kind="announcement")

    assert discussions.thread(science, chidi, "Hear, hear", kind="announcement").id


def test_a_poll_has_two_answers(science, amina):
    with pytest.raises(Refused, match="at least two"):
        discussions.thread(science, amina, "Which gauge?", kind="poll", options=["Jar"])


def test_a_later_vote_replaces_the_earlier_one(poll, boris):
    jar, can = polls.of(poll).options
    actions.vote(poll, [jar.id], actor=boris)
    actions.vote(poll, [can.id], actor=boris)

    assert votes() == [can.id]


@pytest.mark.parametrize("chosen", [[], [0], "both"])
def test_a_vote_for_nothing_or_for_too_much_is_refused(poll, boris, chosen):
    options = [option.id for option in polls.of(poll).options]

    with pytest.raises(Refused, match="Choose one"):
        actions.vote(poll, options if chosen == "both" else chosen, actor=boris)

    assert votes() == []


def test_several_answers_are_chosen_where_the_poll_allows_it(science, amina, boris):
    poll = discussions.thread(
        science, amina, kind="poll", options=["Jar", "Can"], is_multiple=True,
        closes_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    options = [option.id for option in polls.of(poll).options]

    actions.vote(poll, options, actor=boris)

    assert votes() == options


def test_nobody_votes_where_there_is_no_poll_or_after_its_end(science, rain, amina, boris, later):
    soon = clock.now() + timedelta(hours=1)
    poll = discussions.thread(science, amina, kind="poll", options=["Jar", "Can"], closes_at=soon)
    later(timedelta(hours=2))

    for thread in (poll, rain):
        with pytest.raises(Refused, match="over"):
            actions.vote(thread, [polls.of(poll).options[0].id], actor=boris)


def test_a_draft_without_words_is_forgotten(amina):
    actions.keep_draft("thread:1", {"text": "Perhaps"}, actor=amina)
    assert session.get(Draft, (amina.id, "thread:1")).kept == {"text": "Perhaps"}

    actions.keep_draft("thread:1", {"text": " "}, actor=amina)
    session.expire_all()

    assert session.get(Draft, (amina.id, "thread:1")) is None


def test_a_new_title_is_on_record_and_the_same_one_is_not(rain, amina):
    moderating.rename(rain, rain.title, "en", ["water"], actor=amina)
    assert deeds(rain) == []

    moderating.rename(rain, "Rain on a roof", "en", ["water", "roof"], actor=amina)

    assert deeds(rain) == [ThreadDeed.RENAMED]
    assert {tag.tag for tag in rain.tags} == {"water", "roof"}


def test_what_is_said_about_a_lesson_stays_with_it(lesson, science, rain, boris, chidi):
    below = actions.talk_about(lesson, discussions.said(), actor=boris).thread

    with pytest.raises(Refused, match="stays with the lesson"):
        moderating.move(below, science, actor=chidi)
    with pytest.raises(Refused, match="another thread"):
        moderating.merge(below, rain, actor=chidi)


def test_threads_stay_in_their_portal_and_on_open_boards(north, cove, rain, roof, dana, nadia):
    far, full = discussions.board(cove, nadia, "Far"), discussions.board(north, dana, "Full")
    boards.archive(full, actor=dana)

    for board in (far, full):
        with pytest.raises(Refused, match="another board"):
            moderating.move(rain, board, actor=nadia)
    with pytest.raises(Refused, match="another board"):
        moderating.split(rain, [roof.number], "Roofs", far, actor=nadia, reason="")
    with pytest.raises(Refused, match="another thread"):
        moderating.merge(rain, rain, actor=nadia)


def test_the_first_post_and_no_post_are_not_split_off(rain, roof, science, chidi):
    for numbers in ([], [1], [9]):
        with pytest.raises(Refused, match="the first stays"):
            moderating.split(rain, numbers, "Roofs", science, actor=chidi, reason="")


@pytest.mark.parametrize("leaves", ["split", "withdrawn"])
def test_an_answer_that_leaves_answers_no_more(rain, roof, science, amina, chidi, leaves):
    actions.accept(roof, actor=amina)

    if leaves == "split":
        moderating.split(rain, [roof.number], "Roofs", science, actor=chidi, reason="")
    else:
        moderating.withdraw_post(roof, actor=chidi, reason="Wrong")

    assert rain.accepted_number is None


def test_merged_posts_follow_the_others_and_stay_there(science, rain, roof, boris, chidi):
    other = discussions.thread(science, boris, "Rain again")

    moderating.merge(other, rain, actor=chidi)
    session.flush()

    assert [post.number for post in queries.all_posts(rain)] == [1, 2, 3]
    with pytest.raises(Refused, match="part of another thread"):
        moderating.restore_thread(other, actor=chidi)


def test_a_moderator_says_why(rain, roof, chidi):
    with pytest.raises(Refused, match="Say why"):
        moderating.withdraw_post(roof, actor=chidi, reason=" ")
    with pytest.raises(Refused, match="Say why"):
        moderating.withdraw_thread(rain, actor=chidi)


def test_what_was_held_is_released_with_its_thread(science, amina, boris, chidi):
    held = discussions.thread(science, amina, is_held=True)
    first = queries.all_posts(held)[0]

    moderating.release(first, actor=chidi)

    assert (held.is_held, first.status) == (False, PostStatus.SHOWN)
    with pytest.raises(Refused, match="wait for anybody"):
        moderating.release(first, actor=chidi)
    reply = discussions.reply(held, boris, is_held=True)
    moderating.release(reply, actor=chidi)
    assert reply.is_visible


def test_a_person_who_left_is_named_no_more(rain, roof):
    rain.byline = roof.byline = "A guest"
    rain.author = roof.author = None

    assert (rain.author_name, roof.author_name) == ("A guest", "A guest")


def test_a_draft_is_not_talked_about(north, amina):
    with pytest.raises(Denied):
        actions.talk_about(lessons.draft(north, amina), discussions.said(), actor=amina)
