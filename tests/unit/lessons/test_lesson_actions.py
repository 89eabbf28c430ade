"""What people do with lessons, and what the record itself refuses."""

from datetime import UTC, datetime

import pytest

from app.accounts import queries as accounts
from app.accounts.models import Visitor
from app.kernel.errors import Denied, Refused
from app.kernel.files import StoredFile, store
from app.lessons import actions, history
from app.lessons.content import LessonContent, MaterialContent, StepContent, Text
from app.lessons.differences import differences
from app.lessons.events import LessonPublished, LessonRevised, LessonWithdrawn, MaterialAdded
from app.lessons.models import Lesson, SectionKind, Status
from app.lessons.structured import json_ld
from app.lessons.wording import ages_text, file_kind, minutes_text, size_text, time_text
from tests.factories import lessons
from tests.factories.lessons import picture, read_again, recorded, said

AT = datetime(2026, 3, 1, tzinfo=UTC)


def whole(lesson: Lesson) -> Lesson:
    return read_again(lesson)


def test_members_begin_drafts_and_others_are_denied(north, amina, eka):
    lesson = actions.draft(north, said(), actor=amina)

    assert (lesson.status, lesson.revision_number, lesson.author) == ("draft", 1, amina)
    for other in (eka, Visitor()):
        with pytest.raises(Denied):
            actions.draft(north, said(), actor=other)


def test_each_deed_is_denied_to_who_may_not(lesson, boris):
    with pytest.raises(Denied):
        actions.revise(lesson, said("Mine"), opened=1, actor=boris)
    with pytest.raises(Denied):
        actions.publish(lesson, actor=boris)
    with pytest.raises(Denied):
        actions.withdraw(lesson, actor=boris)
    with pytest.raises(Denied):
        actions.restore(lesson, history.revision(lesson, 1), actor=boris)


def test_a_moderator_must_say_why(lesson, chidi, amina):
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(lesson, actor=chidi, reason="  ")

    actions.withdraw(lesson, actor=chidi, reason=" Faces. ")

    latest, first = history.life(lesson)
    assert (latest.status, latest.reason, latest.by_id) == ("withdrawn", "Faces.", chidi.id)
    assert (first.status, first.by_id) == ("published", amina.id)


def test_the_house_hears_of_what_everyone_sees(north, amina):
    lesson = whole(actions.draft(north, said(), actor=amina))
    amina = accounts.by_email(amina.email)
    actions.revise(lesson, said("Second"), opened=1, actor=amina)
    assert recorded(LessonRevised) == []

    actions.publish(lesson, actor=amina)
    actions.revise(lesson, said("Third"), opened=2, actor=amina)
    actions.withdraw(lesson, actor=amina)

    told = [{"lesson_id": lesson.id, "actor_id": amina.id}]
    assert [recorded(e) for e in (LessonPublished, LessonRevised, LessonWithdrawn)] == [told] * 3


def test_a_new_file_is_read_for_the_search(north, amina):
    file: StoredFile = store(picture(), "x.png", amina.id)
    material = MaterialContent(title="x", file_id=file.id)

    actions.draft(north, said(materials=(material, lessons.link("Link"))), actor=amina)

    assert [job["file_id"] for job in recorded(MaterialAdded)] == [file.id]


def test_an_older_save_is_a_conflict_whatever_it_says(lesson, amina):
    actions.revise(lesson, said("Second"), opened=1, actor=amina)

    with pytest.raises(actions.EditConflictError):
        actions.revise(lesson, said("Third"), opened=1, actor=amina)

    assert lesson.title == "Second"


def test_a_revision_says_what_the_lesson_said(north, amina):
    content = said(
        minutes=7,
        materials=(lessons.link("Clouds", step=1, licence="CC0-1.0"),),
        sections={"body": Text("Why"), "assessment": Text(" ")},
        reach="chosen",
        portals=(north.id,),
    )
    lesson = actions.draft(north, content, actor=amina)

    kept = history.revision(lesson, 1).content

    assert kept == whole(lesson).content()
    assert kept.minutes == 50
    assert "assessment" not in kept.sections
    assert LessonContent.from_json(kept.as_json()) == kept
    assert LessonContent.from_json({"title": "Old", "language": "en"}).steps == ()


def test_minutes_are_the_authors_where_no_step_has_any(north, amina):
    lesson = lessons.draft(north, amina, minutes=30, steps=(StepContent("Only"),))

    assert lesson.minutes == 30


def test_a_lesson_knows_its_parts(north, amina):
    lesson = whole(lessons.draft(
        north, amina, sections={"body": Text("Why"), "assessment": Text("Did it?")},
        subjects=("music", "art"), levels=("primary",),
        materials=(lessons.link("One", step=0), lessons.link("All"), lessons.link("Lost", step=9)),
    ))  # fmt: skip

    assert lesson.body.text.text == "Why"
    assert lesson.assessment.text.text == "Did it?"
    assert lesson.section(SectionKind.BODY) is lesson.body
    assert (lesson.subjects, lesson.levels) == (["music", "art"], ["primary"])
    assert [m.title for m in lesson.materials_of(lesson.steps[0])] == ["One"]
    assert [m.title for m in lesson.materials_of(None)] == ["All", "Lost"]
    assert not lesson.shows(lesson.materials[0])
    assert not lesson.takes_html


@pytest.mark.parametrize("missing", [{"summary": ""}, {"steps": ()}])
def test_an_unfinished_lesson_refuses_to_be_published(north, amina, missing):
    lesson = lessons.draft(north, amina, **missing)

    with pytest.raises(Refused):
        lesson.publish(AT)

    assert (lesson.status, lesson.published_at) == (Status.DRAFT, None)


def test_life_goes_one_way_at_a_time(north, amina):
    lesson = lessons.draft(north, amina)
    with pytest.raises(Refused):
        lesson.withdraw()
    lesson.publish(AT)
    with pytest.raises(Refused):
        lesson.publish(AT)
    lesson.withdraw()

    lesson.publish(datetime(2027, 1, 1, tzinfo=UTC))

    assert lesson.published_at == AT


def test_differences_are_named_by_field_and_word():
    before = said(minutes=5, materials=(lessons.link("One"),), sections={"body": Text("Old text")})
    after = said("Snow in a bottle", sections={"body": Text("New text")}, steps=())

    found = {one.field: one.runs for one in differences(before, after)}

    assert [(run.kind, run.text) for run in found["title"]] == [
        ("del", "Rain "), ("ins", "Snow "), ("", "in a bottle"),
    ]  # fmt: skip
    assert {"body", "materials", "minutes", "step 1", "step 2"} <= set(found)
    assert "title" in {one.field for one in differences(None, after)}
    assert differences(after, after) == []


def test_differences_in_chinese_are_by_letter():
    (found,) = differences(said("下雨天"), said("下雪天"))

    assert [run.text for run in found.runs] == ["下", "雨", "雪", "天"]


def test_facts_are_said_in_few_words(north, amina):
    assert minutes_text(45) == "45 min"
    assert minutes_text(150) == "2.5 h"
    assert [ages_text(9, 12), ages_text(9, 9), ages_text(9, None), ages_text(None, 12)] == [
        "Ages 9–12", "Age 9", "Age 9 and up", "Up to age 12",
    ]  # fmt: skip
    assert [size_text(10), size_text(120_000), size_text(2_400_000)] == ["1 kB", "120 kB", "2.4 MB"]
    assert [file_kind(kind) for kind in ("application/pdf", "image/png", "application/zip")] == [
        "PDF", "Picture", "Document",
    ]  # fmt: skip
    lesson = lessons.draft(north, amina, minutes=30, steps=())
    assert time_text(lesson) == "30 min"


def test_machines_are_told_no_more_than_is_known(app, north, amina):
    lesson = whole(lessons.published(north, amina, age_min=None, age_max=None, steps=(
        StepContent("Only"),
    )))  # fmt: skip
    with app.test_request_context("/en/"):
        told = json_ld(lesson)
        lesson.age_max = 12
        open_below = json_ld(lesson)

    assert not {"typicalAgeRange", "timeRequired", "isBasedOn", "creditText"} & set(told)
    assert open_below["typicalAgeRange"] == "-12"
