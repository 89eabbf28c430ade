"""Writing messages, as people do it in a browser."""

import io

import pytest
from sqlalchemy import func, select

from app.kernel.db import session
from app.messages import actions, queries
from app.messages.models import Message, MessageDraft, Takes
from tests.factories import messages
from tests.factories.people import person

HOME = "/en/messages"


@pytest.fixture
def talk(amina, boris):
    """What Amina has begun with Boris."""
    return messages.begun(amina, boris).conversation


def keep(client, place, text, status=204):
    """Send a draft, as the script does; the answer has no page to look at."""
    token = client._csrf_token()
    address = f"{HOME}/drafts/{place}"
    sent = client.browser.post(address, data={"text": text, "csrf_token": token})
    assert sent.status_code == status


def test_from_a_persons_page_to_a_conversation_and_back(client, other_client, north, amina, boris):
    page = client.sign_in(amina).get(f"/en/people/{boris.id}")
    address = next(to for words, to in page.links.items() if "Write to" in words)
    assert client.get(address).h1.startswith("Write to")

    client.submit("Send", {"text": "Do you have *two* gauges?"}, status=303)
    page = client.follow()
    assert "Do you have two gauges?" in page.main

    listed = other_client.sign_in(boris).get(HOME)
    assert "1 new" in listed.main
    assert "Amina Diallo" in listed.main
    link = next(to for words, to in listed.links.items() if "Amina" in words)
    other_client.get(link.partition("#")[0])
    other_client.submit("Mark as read", status=303)
    other_client.follow()
    other_client.submit("Send", {"text": "Three."}, status=303)

    page = client.get(HOME)
    assert "1 new" in page.main
    assert "Three." in page.main


def test_with_an_old_acquaintance_the_conversation_goes_on(client, talk, amina, boris):
    page = client.sign_in(boris).get(f"{HOME}/new?to={amina.id}", status=302)

    assert page.leads_to == f"{HOME}/{talk.id}"


def test_a_page_that_is_read_changes_nothing(client, talk, boris):
    client.sign_in(boris).get(f"{HOME}/{talk.id}")

    assert "1 new" in client.get(HOME).main


def test_the_menu_says_how_much_is_unread_without_another_statement(
    client, talk, amina, boris, query_count
):
    assert "1 unread" in client.sign_in(boris).get("/en/styleguide").text
    assert "1 unread" not in client.sign_in(amina).get("/en/styleguide").text
    with query_count(2):
        client.get("/en/styleguide")


def test_an_empty_message_is_refused_and_a_long_one_is_kept(client, talk, boris):
    client.sign_in(boris).get(f"{HOME}/{talk.id}")
    page = client.submit("Send", {"text": " "}, status=422)
    assert "Write something first." in page.text

    page = client.submit("Send", {"text": "x" * 33_000}, status=422)
    assert "x" * 33_000 in page.html


def test_files_come_along_and_only_the_others_of_the_conversation_get_them(
    client, other_client, talk, amina, boris, nadia
):
    client.sign_in(amina).get(f"{HOME}/{talk.id}")
    sent = {
        "text": "Here it is.",
        "language": "en",
        "files": (io.BytesIO(b"day;rain\n1;12\n"), "rain.csv"),
    }
    client.post(f"{HOME}/{talk.id}", sent, status=303)
    address = client.follow().links["rain.csv"]

    served = other_client.sign_in(boris).get(address).response
    assert b"1;12" in served.data
    served.close()
    other_client.sign_in(nadia).get(address, status=404)
    other_client.sign_out().get(address, status=404)


def test_a_refused_form_keeps_the_file_and_says_what_was_not_taken(client, talk, amina):
    client.sign_in(amina).get(f"{HOME}/{talk.id}")
    sent = {
        "text": "",
        "language": "en",
        "files": [
            (io.BytesIO(b"day;rain\n1;12\n"), "rain.csv"),
            (io.BytesIO(b"MZ\x90\x00 not a document"), "game.exe"),
        ],
    }
    page = client.post(f"{HOME}/{talk.id}", sent, status=422)
    assert "“game.exe” was not taken." in page.text

    client.submit("Send", {"text": "Now with words."}, status=303)
    assert "rain.csv" in client.follow().links


def test_nobody_sends_along_a_file_of_somebody_else(client, other_client, talk, amina, boris):
    client.sign_in(amina).post(
        f"{HOME}/{talk.id}",
        {"text": "a", "language": "en", "files": (io.BytesIO(b"day;rain\n1;12\n"), "rain.csv")},
        status=303,
    )
    number = client.follow().links["rain.csv"].split("/")[2]
    eka = person("Eka Other")
    third = messages.begun(boris, eka).conversation
    other_client.sign_in(boris).post(
        f"{HOME}/{third.id}", {"text": "b", "language": "en", "held": number}, status=303
    )

    assert "rain.csv" not in other_client.follow().links


def test_the_same_form_sent_twice_makes_one_message(client, talk, amina):
    client.sign_in(amina).get(f"{HOME}/{talk.id}")
    form = client.page.form("Send").filled("Send", {"text": "Once"})
    client.post(f"{HOME}/{talk.id}", form, status=303)
    client.post(f"{HOME}/{talk.id}", form, status=303)

    assert session.scalar(select(func.count()).select_from(Message)) == 2


def test_a_closed_tab_loses_nothing(client, talk, amina, boris):
    keep(client.sign_in(amina), f"conversation:{talk.id}", "Half a")
    assert "Half a" in client.get(f"{HOME}/{talk.id}").html
    assert "Half a" not in client.sign_in(boris).get(f"{HOME}/{talk.id}").html

    client.sign_in(amina).get(f"{HOME}/{talk.id}")
    client.submit("Send", {"text": "Half a sentence"}, status=303)
    assert session.scalars(select(MessageDraft)).all() == []


def test_a_draft_is_for_those_it_was_begun_for(client, amina, boris, chidi):
    keep(client.sign_in(amina), f"to:{boris.id}", "For B")

    assert "For B" in client.get(f"{HOME}/new?to={boris.id}").html
    assert "For B" not in client.get(f"{HOME}/new?to={chidi.id}").html
    keep(client, "anything", "x", status=404)


def test_a_colleague_is_found_by_name_and_added(client, north, amina, boris, chidi, eka):
    client.sign_in(amina).get(f"{HOME}/new?to={boris.id}")
    page = client.submit("Find", {"who": "oka", "text": "Both of you"}, status=422)
    assert "Chidi Okafor" in page.main
    assert "Both of you" in page.html

    client.submit("Send", {"to": [str(boris.id), str(chidi.id)]}, status=303)
    page = client.follow()
    assert "Chidi Okafor" in page.h1
    assert "Борис Петров" in page.h1


def test_only_people_of_ones_own_portals_are_found_by_name(client, north, south, amina, eka):
    client.sign_in(amina).get(f"{HOME}/new")

    page = client.submit("Find", {"who": "Eka"}, status=422)

    assert "Eka Wijaya" not in page.main
    assert "Nobody in your portals" in page.main


def test_without_anybody_to_write_to_it_says_so(client, amina):
    client.sign_in(amina).get(f"{HOME}/new")

    page = client.submit("Send", {"text": "Hello?"}, status=422)

    assert "Choose to whom you write." in page.main
    assert "Hello?" in page.html


def test_a_refusal_of_a_limit_keeps_what_was_typed(client, amina):
    for number in range(3):
        messages.begun(amina, person(f"Colleague {number}"))
    late = person("Late Comer")
    client.sign_in(amina).get(f"{HOME}/new?to={late.id}")

    page = client.submit("Send", {"text": "Dear late comer"}, status=422)

    assert "New members begin 3 conversations a day." in page.main
    assert "Dear late comer" in page.html


def test_long_conversations_are_read_in_pages(client, talk, amina, boris):
    for number in range(45):
        messages.reply(talk, amina, f"Line {number} of many")
    page = client.sign_in(boris).get(f"{HOME}/{talk.id}?from=unread")
    assert "Line 0 of many" in page.main
    assert "Line 30 of many" not in page.main
    assert "Mark as read" in page.text

    page = client.get(page.links["Later messages"])
    assert "Line 30 of many" in page.main
    page = client.get(f"{HOME}/{talk.id}")
    assert "Line 44 of many" in page.main
    page = client.get(page.links["Earlier messages"])
    assert "Line 15 of many" in page.main
    client.get(f"{HOME}/{talk.id}?from=999999")


def test_the_list_is_paged_with_the_unread_first(client, north, chidi, amina, query_count):
    for number in range(23):
        messages.begun(chidi, person(f"Colleague {number}"), text=f"To {number}")
    messages.begun(amina, chidi, text="Answer me")
    messages.begun(chidi, person("Very Last"), text="Later than that")
    client.sign_in(chidi)
    with query_count(5):
        page = client.get(HOME)
    names = page.all("li", "conversation")
    assert len(names) == 20
    assert "conversation--unread" in names[0].get("class")
    older = client.get(page.links["Older"])
    assert len(older.all("li", "conversation")) == 5
    assert "Older" not in older.links
    assert "Newer" in older.links


def test_a_conversation_is_one_page_of_few_statements(client, talk, amina, boris, query_count):
    for number in range(15):
        messages.reply(talk, boris if number % 2 else amina, f"Line {number}")
    client.sign_in(boris).get(f"{HOME}/{talk.id}")

    with query_count(12):
        client.get(f"{HOME}/{talk.id}")


def test_before_anybody_has_written_there_is_something_to_do(client, amina):
    page = client.sign_in(amina).get(HOME)

    assert "No message yet." in page.main


def test_an_unconfirmed_person_reads_what_is_missing(client):
    new = person("New Comer", confirmed_at=None)

    assert "Confirm your e-mail address first" in client.sign_in(new).get(HOME).main
    client.get(f"{HOME}/new", status=403)
    client.post(f"{HOME}/new", {"text": "x"}, status=403)


def test_arabic_pages_say_the_same_from_the_right(client, talk, boris):
    page = client.sign_in(boris).get(f"/ar/messages/{talk.id}")

    assert page.root.get("dir") == "rtl"
    assert "spare rain gauge" in page.main


def test_a_hostile_text_is_harmless(client, talk, amina, boris):
    messages.reply(talk, amina, "<script>alert(1)</script> [x](javascript:alert(1))")

    page = client.sign_in(boris).get(f"{HOME}/{talk.id}")

    assert "<script>alert" not in page.html
    assert 'href="javascript' not in page.html
    shown = client.post(f"{HOME}/preview", {"text": "*a* <script>b</script>"}, status=200)
    assert "<script" not in shown.json["html"]


def test_what_is_written_is_in_no_search_and_not_in_the_api(client, talk, amina, run_jobs):
    run_jobs()
    for address in ("/en/search?q=spare+rain+gauge", f"/api/v1/messages/{talk.id}"):
        page = client.sign_in(amina).get(address, status=404 if "api" in address else 200)
        assert "a spare" not in page.html


def test_who_does_not_take_messages_has_no_button(client, amina, boris):
    actions.choose(Takes.NOBODY, actor=boris)
    page = client.sign_in(amina).get(f"/en/people/{boris.id}")

    assert "does not take messages" in page.main
    assert not any("Write to" in words for words in page.links)
    page = client.get(f"{HOME}/new?to={boris.id}")
    assert "does not take messages" in page.main


def test_visitors_and_oneself_see_no_button(client, boris):
    assert "Write to" not in client.get(f"/en/people/{boris.id}").main
    assert "Write to" not in client.sign_in(boris).get(f"/en/people/{boris.id}").main


def test_of_many_drafts_the_last_are_kept(boris):
    for number in range(queries.MOST_DRAFTS + 5):
        actions.keep_draft(f"to:{number}", "Begun", actor=boris)

    assert queries.draft(boris, "to:0") == ""
    assert queries.draft(boris, f"to:{queries.MOST_DRAFTS}") == "Begun"
