"""New members are kept from flooding a portal, and hear how that ends."""

from datetime import timedelta

from tests.factories import discussions

TALK = "/en/north/discussions"
LINKS = (
    "See https://a.example/1 and <https://b.example> <https://c.example> <https://d.example>, " * 3
)


def test_a_new_member_sets_few_links_and_hears_what_lifts_the_limit(client, rain, boris, later):
    client.sign_in(boris)
    sent = {"text": LINKS, "language": "en", "seen": "1"}

    page = client.post(f"{TALK}/{rain.id}/posts", sent, status=422)
    assert "New members set 2 links to other sites in a post." in page.text
    assert "This limit ends by itself after 5 posts and a few days." in page.text
    assert "https://a.example/1" in page.html

    for number in range(5):
        discussions.reply(rain, boris, f"Reply {number}")
    later(timedelta(days=3))
    client.post(f"{TALK}/{rain.id}/posts", sent, status=303)


def test_an_advertisement_waits_for_a_moderator(client, other_client, rain, boris, amina):
    client.sign_in(boris)
    sent = {"text": "Buy at <https://cheap.example> now", "language": "en", "seen": "1"}

    page = client.post(f"{TALK}/{rain.id}/posts", sent, status=303)

    assert "A moderator reads this first." in client.get(page.leads_to.partition("#")[0]).text
    assert "cheap.example" not in other_client.sign_in(amina).get(f"{TALK}/{rain.id}").html


def test_the_same_text_twice_waits_for_a_moderator(client, rain, boris):
    client.sign_in(boris)
    for _ in range(2):
        sent = {"text": "Come to my course, dear colleagues.", "language": "en", "seen": "9"}
        client.post(f"{TALK}/{rain.id}/posts", sent, status=303)

    assert client.get(f"{TALK}/{rain.id}").text.count("Waits for a moderator") == 1


def test_moderators_are_known_from_the_start(client, rain, chidi):
    client.sign_in(chidi)

    client.post(
        f"{TALK}/{rain.id}/posts", {"text": LINKS, "language": "en", "seen": "1"}, status=303
    )
