"""What becomes of what people write: once, in turn, and gone when nobody reads it any more."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from app.kernel import clock
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from app.messages import actions, limits, queries
from app.messages.models import Conversation, Message, MessageReport, Participant, Takes
from tests.factories import messages
from tests.factories.people import person


def count(table):
    return session.scalar(select(func.count()).select_from(table))


def test_two_people_have_one_conversation(amina, boris):
    first = messages.begun(amina, boris)
    second = messages.begun(boris, amina, text="Hello again")

    assert second.conversation_id == first.conversation_id
    assert (first.number, second.number) == (1, 2)


def test_a_conversation_of_more_is_another_each_time(amina, boris, chidi):
    first = messages.begun(amina, boris, chidi)

    assert messages.begun(amina, boris, chidi).conversation_id != first.conversation_id
    assert messages.begun(amina, boris).conversation_id != first.conversation_id


def test_the_same_form_sent_twice_makes_one_message(amina, boris):
    once = messages.said(key="k1")
    first = actions.begin([boris], once, actor=amina)

    assert actions.begin([boris], once, actor=amina) is first
    assert actions.reply(first.conversation, once, actor=amina) is first
    assert count(Message) == 1


def test_what_one_has_written_is_unread_for_the_others_until_they_look(amina, boris):
    conversation = messages.begun(amina, boris).conversation
    messages.reply(conversation, amina, "And a hose?")

    assert _unread(amina) == 0
    assert _unread(boris) == 1
    actions.read(conversation, 1, actor=boris)
    assert _unread(boris) == 1, "the second one is not read yet"
    actions.read(conversation, 99, actor=boris)
    assert _unread(boris) == 0
    part = session.get(Participant, (conversation.id, boris.id), populate_existing=True)
    assert part.read_number == 2, "what is not there yet cannot be read"


def test_reading_goes_on_only(amina, boris):
    conversation = messages.begun(amina, boris).conversation
    messages.reply(conversation, amina)
    actions.read(conversation, 2, actor=boris)
    actions.read(conversation, 1, actor=boris)

    assert _unread(boris) == 0


def test_who_has_left_is_not_written_to(amina, boris):
    conversation = messages.begun(amina, boris).conversation
    actions.leave(conversation, actor=boris)

    with pytest.raises(Refused, match="Nobody else takes part"):
        messages.reply(conversation, amina)
    assert messages.begun(amina, boris).conversation_id != conversation.id


def test_what_nobody_reads_any_more_is_deleted_but_for_what_was_reported(amina, boris):
    message = messages.begun(amina, boris, text="Buy this")
    conversation = message.conversation
    actions.report(message, "It is advertising.", actor=boris)
    actions.leave(conversation, actor=boris)
    assert count(Message) == 1
    actions.leave(conversation, actor=amina)

    assert (count(Conversation), count(Participant), count(Message)) == (0, 0, 0)
    kept = session.scalars(select(MessageReport).execution_options(populate_existing=True)).one()
    assert kept.text.text == "Buy this"
    assert (kept.reporter_id, kept.author_id, kept.message_id) == (boris.id, amina.id, None)


def test_a_message_is_reported_once(amina, boris):
    message = messages.begun(amina, boris)
    actions.report(message, "Rude", actor=boris)
    actions.report(message, "Rude again", actor=boris)

    assert count(MessageReport) == 1


def test_strangers_neither_write_nor_read_nor_report_nor_leave(amina, boris, nadia):
    message = messages.begun(amina, boris)
    conversation = message.conversation

    for deed in (
        lambda: actions.reply(conversation, messages.said(), actor=nadia),
        lambda: actions.read(conversation, 1, actor=nadia),
        lambda: actions.leave(conversation, actor=nadia),
        lambda: actions.report(message, "x", actor=nadia),
    ):
        with pytest.raises(Denied):
            deed()


def test_a_blocked_person_reads_only_that_no_messages_are_taken(amina, boris):
    conversation = messages.begun(amina, boris).conversation
    actions.block(amina, actor=boris)

    with pytest.raises(Refused, match=r"Борис Петров.* does not take messages"):
        messages.reply(conversation, amina)
    with pytest.raises(Refused, match="You have blocked"):
        messages.reply(conversation, boris)
    actions.unblock(amina.id, actor=boris)
    assert messages.reply(conversation, amina).number == 2


def test_the_choices_are_told_in_the_same_words(north, south, amina, boris, eka):
    said = set()
    for arrange in (
        lambda: actions.choose(Takes.NOBODY, actor=amina),
        lambda: actions.choose(Takes.PORTALS, actor=amina),
        lambda: (actions.choose(Takes.EVERYONE, actor=amina), actions.block(eka, actor=amina)),
    ):
        arrange()
        session.flush()
        with pytest.raises(Refused) as refusal:
            messages.begun(eka, amina)
        said.add(str(refusal.value))

    assert len(said) == 1


def test_who_takes_no_messages_writes_none(amina, boris):
    actions.choose(Takes.NOBODY, actor=amina)
    session.flush()

    with pytest.raises(Refused, match="who could not answer you"):
        messages.begun(amina, boris)


def test_new_members_begin_few_conversations_and_read_what_lifts_that(amina):
    for number in range(limits.NEW_BEGIN_A_DAY):
        messages.begun(amina, person(f"Colleague {number}"))

    with pytest.raises(Refused) as refusal:
        messages.begun(amina, person("One More"))
    assert "New members begin 3 conversations a day." in str(refusal.value)
    assert "ends by itself when 2 colleagues have answered you" in str(refusal.value)


def test_answers_and_days_lift_the_limit(amina):
    amina.confirmed_at = clock.now() - timedelta(days=10)
    for number in range(limits.NEW_BEGIN_A_DAY):
        other = person(f"Colleague {number}")
        conversation = messages.begun(amina, other).conversation
        if number < limits.KNOWN_ANSWERS:
            messages.reply(conversation, other)

    assert messages.begun(amina, person("One More")).number == 1


@pytest.mark.parametrize(("days", "answers"), [(10, limits.KNOWN_ANSWERS - 1), (1, 3)])
def test_neither_days_nor_answers_alone_lift_it(amina, days, answers):
    amina.confirmed_at = clock.now() - timedelta(days=days)
    for number in range(limits.NEW_BEGIN_A_DAY):
        other = person(f"Colleague {number}")
        conversation = messages.begun(amina, other).conversation
        if number < answers:
            messages.reply(conversation, other)

    with pytest.raises(Refused, match="New members"):
        messages.begun(amina, person("One More"))


def test_nobody_writes_without_end(amina, boris):
    first = messages.begun(amina, boris)
    alike = {"conversation_id": first.conversation_id, "author_id": amina.id, "language": "en"}
    rows = [
        {**alike, "number": number, "text": first.text, "created_at": first.created_at}
        for number in range(2, limits.MOST_SENT_A_DAY + 1)
    ]
    session.execute(insert(Message), rows)
    first.conversation.messages_count = limits.MOST_SENT_A_DAY
    session.flush()

    with pytest.raises(Refused, match="very much for one day"):
        messages.reply(first.conversation, amina)


def test_moderators_are_known_from_the_start(north, chidi):
    for number in range(limits.NEW_BEGIN_A_DAY + 2):
        messages.begun(chidi, person(f"Colleague {number}"))

    assert _begun(chidi) == limits.NEW_BEGIN_A_DAY + 2


def test_there_is_room_for_eight(chidi, north):
    others = [person(f"Colleague {number}") for number in range(8)]

    with pytest.raises(Refused, match="room for 8 people"):
        messages.begun(chidi, *others)
    assert len(messages.begun(chidi, *others[:7]).conversation.people) == 8
    with pytest.raises(Refused, match="Choose to whom"):
        messages.begun(chidi)


def test_an_erased_account_takes_no_messages(amina, boris):
    boris.email = None

    with pytest.raises(Refused, match="does not take messages"):
        messages.begun(amina, boris)


def _unread(user):
    return session.scalar(queries.count_unread(user))


def _begun(user):
    return session.scalar(
        select(func.count()).select_from(Conversation).where(Conversation.begun_by_id == user.id)
    )
