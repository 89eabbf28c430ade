"""Files that came with a form that was given up are deleted after a day; no other ever is."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.kernel import schedule
from app.kernel.db import session
from app.kernel.files import StoredFile, by_ids, store, sweeping
from app.kernel.files.storing import folder
from app.lessons import actions
from app.lessons.content import MaterialContent, StepContent, Text
from app.lessons.models import Revision
from tests.factories import lessons
from tests.factories.lessons import picture, read_again

DRAFT = "Save as a draft"


@pytest.fixture
def sweep(run_jobs, later, monkeypatch):
    """Let time pass, then the clock begin the sweep and a worker do it."""

    def pass_by(**time):
        session.commit()
        monkeypatch.setattr(schedule, "_looked_at", [])
        schedule.run_due()
        later(timedelta(**time))
        monkeypatch.setattr(schedule, "_looked_at", [])
        schedule.run_due()
        run_jobs()

    return pass_by


def named(*ids, **more):
    return tuple(MaterialContent("x", file_id=file_id, **more) for file_id in ids)


def sent(person, number):
    """Return a picture that is unlike those of other numbers."""
    return store(picture(size=(10, 10 + number)), f"{number}.png", person.id)


def only_file():
    session.rollback()
    return session.scalars(select(StoredFile)).one()


def there(*stored):
    """Return whether each has its row and its content."""
    ids = [file.id for file in stored]
    session.rollback()
    rows = by_ids(ids)
    return [i in rows and folder.path(rows[i].sha256).exists() for i in ids]


def test_what_came_with_a_form_that_was_given_up_goes_after_a_day(client, north, amina, sweep):
    client.sign_in(amina).get("/en/north/lessons/new")
    large = (picture(size=(1000, 500)), "cloud.png")
    client.submit(DRAFT, {"title": "", "files": large}, status=422)
    content = folder.path(only_file().sha256)
    assert content.exists()
    assert content.with_name(f"{content.name}.320.webp").exists()

    sweep(hours=25)

    assert session.scalars(select(StoredFile)).all() == []
    assert not list(content.parent.glob(f"{content.name}*"))


def test_what_came_today_stays(client, north, amina, sweep):
    client.sign_in(amina).get("/en/north/lessons/new")
    client.submit(DRAFT, {"title": "", "files": (picture(), "cloud.png")}, status=422)
    sweep(days=1, seconds=-1)

    client.submit(DRAFT, {"title": "Clouds", "summary": "Them.", "body": "Look."}, status=303)

    assert there(only_file()) == [True]


def test_what_is_sent_again_stays_another_day(north, amina, later, sweep):
    file = store(BytesIO(b"notes"), "notes.txt", amina.id)
    session.commit()
    later(timedelta(hours=20))
    assert store(BytesIO(b"notes"), "notes.txt", amina.id).id == file.id

    sweep(hours=24)

    assert there(file) == [True]


def test_what_is_sent_again_while_the_sweep_looks_stays(north, amina, sweep, monkeypatch):
    file = store(BytesIO(b"notes"), "notes.txt", amina.id)

    def sends_it_again():
        store(BytesIO(b"notes"), "notes.txt", amina.id)
        session.commit()
        return ()

    monkeypatch.setattr(sweeping, "_holders", [sends_it_again])

    sweep(hours=25)

    assert there(file) == [True]


def test_what_a_lesson_names_now_or_ever_named_stays(north, amina, sweep):
    held, former, shown, unnamed = (sent(amina, n) for n in range(4))
    text = StepContent("Look", text=Text(f"![](/files/{shown.id}/2.png)"))
    lesson = lessons.draft(north, amina, materials=named(former.id), steps=(text,))
    actions.rewrite(lesson, lessons.said(materials=named(held.id)), actor=amina)

    sweep(hours=25)

    assert there(held, former, shown, unnamed) == [True, True, True, False]
    lesson = read_again(lesson)
    first = session.scalars(select(Revision).where(Revision.number == 1)).one()
    actions.restore(lesson, first, actor=amina)
    assert [m.file_id for m in read_again(lesson).materials] == [former.id]


def test_a_content_stays_while_any_file_has_it(north, amina, boris, sweep):
    mine, theirs = sent(amina, 1), sent(boris, 1)
    lessons.draft(north, amina, materials=named(mine.id))

    sweep(hours=25)

    assert there(mine, theirs) == [True, False]


def test_the_content_of_a_request_that_failed_goes_too(north, amina, sweep):
    content = folder.path(store(BytesIO(b"never saved"), "x.txt", amina.id).sha256)
    session.rollback()

    sweep(hours=25)

    assert not content.exists()


def test_a_content_that_is_sent_while_the_sweep_looks_stays(amina):
    content = folder.path(store(BytesIO(b"fresh"), "x.txt", amina.id).sha256)
    long_ago = content.stat().st_mtime - 10 * 24 * 3600
    os.utime(content, (long_ago, long_ago))
    store(BytesIO(b"fresh"), "y.txt", amina.id)
    session.rollback()

    sweeping.sweep(sweeping.SweepDue())

    assert content.exists()


def test_the_sweep_looks_at_many_in_pieces(north, amina, sweep, monkeypatch):
    monkeypatch.setattr("app.kernel.files.sweeping.CHUNK", 2)
    monkeypatch.setattr("app.lessons.held.CHUNK", 1)
    all_of_them = [sent(amina, n) for n in range(8)]
    for n in (1, 4, 7):
        lesson = lessons.draft(north, amina, materials=named(all_of_them[n].id))
        actions.rewrite(lesson, lessons.said(), actor=amina)

    sweep(hours=25)

    assert there(*all_of_them) == [n in (1, 4, 7) for n in range(8)]
