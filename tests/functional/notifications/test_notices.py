"""The list of notices, the bell, and what one person was told staying theirs."""

from datetime import timedelta

from app.kernel.db import session
from app.notifications import Notice, actions, read_bundle
from tests.client import fresh
from tests.factories.notices import told


def test_the_bell_counts_what_is_unread_and_leads_to_the_list(letters, client, amina, boris):
    told(amina, subject_id=1)
    told(amina, subject_id=2)
    told(amina, kind="parcel", bundle="lesson:3")
    told(boris)
    client.sign_in(amina)

    home = client.get("/en/account")

    assert home.links["2 unread notices 2"] == "/en/notices"
    page = client.get("/en/notices")
    assert "2 letters in \u2068Letters of thread:7\u2069" in page.main
    assert "Letter 2 says hello." in page.main
    assert len(page.all("li", "notices__one--unread")) == 2
    (excerpt, _) = page.all("p", "notices__excerpt")
    assert (excerpt.get("lang"), excerpt.get("dir")) == ("en", "ltr")


def test_what_is_new_comes_first_and_what_is_read_last(letters, client, amina, later):
    for thread in range(4):
        told(amina, bundle=f"thread:{thread}")
        later(timedelta(minutes=1))
    read_bundle("thread:3", actor=amina)

    page = client.sign_in(amina).get("/en/notices")

    order = [page.main.index(f"thread:{thread}") for thread in (2, 1, 0, 3)]
    assert order == sorted(order)


def test_one_notice_or_all_are_marked_as_read(letters, client, amina):
    told(amina, bundle="thread:1")
    told(amina, bundle="thread:2")
    told(amina, bundle="thread:3")
    client.sign_in(amina).get("/en/notices")

    button = "Mark as read: One letter in \u2068Letters of thread:2\u2069"
    client.submit(button, leads_to="/en/notices")
    assert client.get("/en/notices/count").json == {"unread": 2, "label": "2 unread notices"}

    client.get("/en/notices")
    client.submit("Mark all as read", leads_to="/en/notices")
    assert client.get("/en/notices/count").json["unread"] == 0
    assert "Mark all" not in client.get("/en/notices").main


def test_reading_what_a_bundle_is_about_reads_its_notices(letters, amina, boris):
    told(amina, boris)
    told(amina, boris, kind="parcel")

    actions.read_bundle("thread:7", actor=amina)

    unread = session.query(Notice.user_id).where(Notice.is_unread).all()
    assert {row[0] for row in unread} == {boris.id}


def test_what_somebody_else_was_told_is_not_found(letters, client, amina, boris):
    told(amina)
    notice = session.query(Notice).one()

    client.sign_in(boris).post(f"/en/notices/{notice.id}/reading", status=404)

    assert fresh(notice).is_unread
    assert "thread:7" not in client.get("/en/notices").html


def test_what_one_may_not_see_any_more_is_not_shown_but_can_be_marked(letters, client, amina):
    told(amina)
    letters["letters"] = False

    page = client.sign_in(amina).get("/en/notices")

    assert "Letter" not in page.main
    assert "1 notice is about something that is gone" in page.main
    client.submit("Mark all as read", leads_to="/en/notices")
    assert client.get("/en/notices/count").json["unread"] == 0


def test_a_long_list_is_paged(letters, client, amina):
    for thread in range(25):
        told(amina, bundle=f"thread:{thread}")

    page = client.sign_in(amina).get("/en/notices")
    assert len(page.all("li", "notices__one")) == 20
    older = client.get(page.links["Older"])

    assert len(older.all("li", "notices__one")) == 5
    assert len(client.get(older.links["Newer"]).all("li", "notices__one")) == 20


def test_nothing_yet_is_said_kindly(letters, client, amina):
    page = client.sign_in(amina).get("/en/notices")

    assert "Nothing new" in page.main
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_bar_costs_one_statement_and_visitors_none(letters, client, amina, query_count):
    told(amina)
    client.sign_in(amina).get("/en/account")
    with query_count(2) as signed_in:
        client.get("/en/account")
    assert any("notices" in one for one in signed_in)

    client.sign_out()
    with query_count(3) as public:
        client.get("/en/sign-in")
    assert not any("notices" in one for one in public)


def test_a_long_list_costs_as_many_statements_as_a_short_one(letters, client, amina, query_count):
    told(amina)
    client.sign_in(amina).get("/en/notices")
    with query_count(3):
        client.get("/en/notices")
    for thread in range(40):
        told(amina, bundle=f"thread:{thread}", subject_id=thread)

    with query_count(3):
        client.get("/en/notices")


def test_a_program_that_is_not_signed_in_is_told_so(client):
    client.get("/en/notices/count", 401, headers={"Accept": "application/json"})
    client.get("/en/notices", leads_to="/en/sign-in")


def test_the_list_is_whole_in_arabic(letters, client, amina):
    amina.locale = "ar"
    told(amina)

    page = client.sign_in(amina).get("/ar/notices")

    assert page.root.get("dir") == "rtl"
    assert f"/ar/people/{amina.id}#1" in page.links.values()
