"""How soon mail comes, what is watched, and stopping it from a mail."""

import pytest
from sqlalchemy import select

from app import notifications
from app.kernel import clock
from app.kernel.db import session
from app.notifications import Level, Named, Section, Target, TargetKind, digest, tokens
from app.notifications import subscriptions as targets
from app.notifications.models import DigestTurn, NoticePace, Pace
from tests.factories.notices import at_pace, told


@pytest.fixture
def threads(monkeypatch):
    """Threads 1 and 2 exist for everybody, and nothing else."""
    monkeypatch.setattr(targets, "_targets", {})

    def load(person, keys):
        return {
            key: Named(f"Thread {key[0]}", f"/en/t/{key[0]}") for key in keys if key[0] in (1, 2)
        }

    notifications.register_target(TargetKind(Target.THREAD, "Threads", load))


@pytest.fixture
def sections(monkeypatch):
    monkeypatch.setattr(digest, "_sections", {})
    notifications.section(Section("new", "New lessons", lambda people, since: {}))


def paces_of(user):
    rows = session.execute(select(NoticePace.name, NoticePace.pace).filter_by(user_id=user.id))
    return dict(rows.all())


def test_a_person_chooses_a_pace_for_each_kind_and_section(letters, sections, client, amina):
    page = client.sign_in(amina).get("/en/account/notices")
    assert {"Letters", "Parcels", "New lessons"} <= {
        label.text.strip() for label in page.all("label") if label.text
    }

    client.submit(
        "Save",
        {"pace_letter": "weekly", "pace_new": "never", "weekday": "4"},
        leads_to="/en/account/notices",
    )

    assert paces_of(amina) == {"letter": "weekly", "parcel": "weekly", "new": "never"}
    turn = session.get(DigestTurn, amina.id)
    assert (turn.weekday, turn.due_at.weekday(), turn.due_at.hour) == (4, 4, 7)
    assert turn.due_at > clock.now()
    page = client.get("/en/account/notices")
    assert page.form("Save").values["pace_letter"] == "weekly"


def test_who_wants_a_daily_mail_has_a_turn_within_a_day(letters, sections, client, amina):
    client.sign_in(amina).get("/en/account/notices")

    client.submit("Save", {"pace_letter": "daily"}, leads_to="/en/account/notices")

    wait = session.get(DigestTurn, amina.id).due_at - clock.now()
    assert 0 < wait.total_seconds() <= 24 * 3600


def test_a_pace_that_is_not_offered_is_refused_and_nothing_is_lost(
    letters, sections, client, amina
):
    client.sign_in(amina).get("/en/account/notices")

    client.submit("Save", {"pace_new": "at-once", "pace_letter": "never"}, status=422)

    assert client.page.form("Save").values["pace_letter"] == "never"
    assert paces_of(amina) == {}


def test_what_is_watched_is_listed_and_changed(threads, client, amina):
    notifications.set_level(amina, "thread", 1, Level.WATCH)
    notifications.set_level(amina, "thread", 9, Level.FOLLOW)
    page = client.sign_in(amina).get("/en/subscriptions")
    assert page.links["Thread 1"] == "/en/t/1"
    assert "Something that is gone" in page.main

    client.submit("Mute: hear nothing – Thread 1", leads_to="/en/subscriptions")
    assert notifications.level_of(amina.id, "thread", 1) == Level.MUTE

    client.get("/en/subscriptions")
    client.submit("As usual – Thread 1", leads_to="/en/subscriptions")
    assert notifications.level_of(amina.id, "thread", 1) is None


def test_a_level_is_set_from_a_page_that_the_person_returns_to(threads, client, amina):
    sent = {"kind": "thread", "target_id": "2", "slug": "", "level": "watch", "next": "/en/t/2"}
    client.sign_in(amina).post("/en/subscriptions", sent, leads_to="/en/t/2")
    assert notifications.level_of(amina.id, "thread", 2) == Level.WATCH

    away = sent | {"next": "https://elsewhere.example/"}
    client.post("/en/subscriptions", away, leads_to="/en/subscriptions")


@pytest.mark.parametrize(
    "wrong",
    [
        {"target_id": "9"},
        {"kind": "teapot"},
        {"kind": "board"},
        {"level": "love"},
        {"target_id": "x"},
    ],
)
def test_what_the_person_may_not_see_cannot_be_subscribed_to(threads, client, amina, wrong):
    sent = {"kind": "thread", "target_id": "1", "slug": "", "level": "watch"} | wrong

    client.sign_in(amina).post("/en/subscriptions", sent, status=404)


def test_nothing_watched_is_said(threads, client, amina):
    assert "You watch nothing yet" in client.sign_in(amina).get("/en/subscriptions").main


def stop_path(app, user, what):
    with app.app_context():
        return f"/en/mail/unsubscribe/{tokens.stop_token(user.id, what)}"


def test_a_link_in_a_mail_stops_a_kind_by_a_button(app, letters, client, amina):
    path = stop_path(app, amina, "kind:letter")
    page = client.get(path)
    assert "No mail will tell you of this any more: Letters" in page.main
    assert paces_of(amina) == {}

    client.submit("Stop these mails", leads_to=path)

    assert paces_of(amina) == {"letter": Pace.NEVER}


def test_a_mail_program_stops_a_kind_at_one_press(app, letters, client, amina):
    path = stop_path(app, amina, "kind:letter")

    answer = client.browser.post(path, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert paces_of(amina) == {"letter": Pace.NEVER}


def test_a_link_in_a_mail_mutes_what_it_was_about(app, letters, client, amina):
    told(amina)
    path = stop_path(app, amina, "bundle:thread:7")
    client.get(path)

    client.submit("Mute it", leads_to=path)

    assert notifications.level_of(amina.id, "thread", 7) == Level.MUTE
    told(amina, subject_id=2)
    assert client.sign_in(amina).get("/en/notices/count").json["unread"] == 0


def test_a_link_in_a_digest_stops_digests_and_only_them(app, letters, sections, client, amina):
    at_pace(amina, "parcel", Pace.DAILY)
    path = stop_path(app, amina, "digest:")
    client.get(path)

    client.submit("Stop the digests", leads_to=path)

    assert paces_of(amina) == {"parcel": "never", "new": "never"}


def test_a_link_that_is_not_ours_stops_nothing(app, letters, client, amina):
    client.get("/en/mail/unsubscribe/WzEsImtpbmQ6bGV0dGVyIl0.nonsense", 404)
    client.post("/en/mail/unsubscribe/x", {"List-Unsubscribe": "One-Click"}, status=404)


def test_the_subjects_one_teaches_are_chosen_and_given_up(letters, sections, client, amina):
    client.sign_in(amina).get("/en/account/notices")
    client.submit("Save", {"subjects": ["science", "music"]}, leads_to="/en/account/notices")
    page = client.get("/en/account/notices")
    assert page.form("Save").values["subjects"] == ["science", "music"]

    client.submit("Save", {"subjects": ["music"]}, leads_to="/en/account/notices")

    page = client.get("/en/subscriptions")
    assert page.links["Music"] == "/en/search?subject=music"
    assert "Science" not in page.main


def test_people_subjects_and_portals_that_one_may_see_have_names(client, north, cove, amina, boris):
    for kind, target, slug in (
        ("author", boris.id, ""),
        ("subject", 0, "music"),
        ("subject", 0, "alchemy"),
        ("portal", north.id, ""),
        ("portal", cove.id, ""),
    ):
        notifications.set_level(amina, kind, target, Level.WATCH, slug=slug)

    page = client.sign_in(amina).get("/en/subscriptions")

    assert page.links["Борис Петров"] == f"/en/people/{boris.id}"
    assert page.links["North"] == "/en/north/"
    assert "Cove" not in page.main
    assert page.main.count("Something that is gone") == 2


def test_a_link_that_is_signed_but_for_nobody_stops_nothing(app, client):
    with app.app_context():
        token = tokens.stop_token(0, "kind:letter")
    client.get(f"/en/mail/unsubscribe/{token}", 404)
