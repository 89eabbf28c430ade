"""The bank of a course: questions of every kind are written, changed, copied, removed, asked."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import undefer

from app.accounts import queries as accounts
from app.courses import actions, bank, queries
from app.courses.content import Draw, ItemKind
from app.courses.models import Course
from app.courses.quizzes.codec import to_json
from app.courses.quizzes.questions import OrderRule
from app.kernel.db import session
from app.kernel.errors import Refused
from tests.factories import courses
from tests.factories.people import person, place
from tests.factories.quizzes import ALL, course, quiz


@pytest.fixture
def asking(north, tala):
    """Tala's course with a question of each kind and a quiz that names them."""
    return course(north, tala, quiz())


def address(of, rest=""):
    return f"/en/north/courses/{of.id}/bank/{rest}"


def now(of):
    session.rollback()
    session.expire_all()
    return _fresh(of)


def _fresh(of):
    plan = [*queries.PLAN, undefer(Course.bank), undefer(Course.kept)]
    return session.get(Course, of.id, populate_existing=True, options=plan)


def ask(of, said, tala):
    """Save these questions, as somebody else would."""
    session.commit()
    session.remove()
    found = _fresh(of)
    author = accounts.with_places(tala.id)
    actions.ask(found, said, opened=found.lock, actor=author)
    session.commit()


def question(of, key):
    return bank.find(now(of), key)


def last(of):
    return bank.questions(now(of))[-1]


def write(client, of, kind, values, status=303):
    client.get(address(of, f"new?kind={kind}"))
    return client.submit("Save", values, status=status)


def test_questions_of_every_kind_are_written(client, ict, tala):
    client.sign_in(tala)
    common = {"points": "٢٫٥", "tags": "maps, Karten،خرائط, maps", "category": "Top/Maps"}

    write(client, ict, "single", common | {
        "text": "Where is *north*?", "answers-0-text": "Up", "answers-0-is_right": "y",
        "answers-0-feedback": "Yes.", "answers-1-text": "Down", "feedback": "On most maps.",
    })  # fmt: skip
    made = last(ict)
    assert [(one.text.source, one.credit) for one in made.choices] == [("Up", 1), ("Down", 0)]
    assert made.choices[0].feedback.source == "Yes."
    assert (str(made.points), made.tags) == ("2.5", ("maps", "Karten", "خرائط"))
    assert (made.category, made.language, made.feedback.source) == (
        "Top/Maps",
        "en",
        "On most maps.",
    )

    write(client, ict, "multiple", {
        "text": "What is on it?", "answers-0-text": "A", "answers-0-is_right": "y",
        "answers-1-text": "B", "answers-1-is_right": "y", "answers-2-text": "C",
        "answers-2-percent": "-10",
    })  # fmt: skip
    assert [str(one.credit) for one in last(ict).choices] == ["1/2", "1/2", "-1/10"]

    write(client, ict, "matching", {
        "text": "What belongs?", "answers-0-left": "Sea", "answers-0-right": "blue",
        "answers-1-left": "Wood", "answers-1-right": "green", "decoys": "red\n\npink",
    })  # fmt: skip
    assert [(one.left.source, one.right) for one in last(ict).pairs] == [
        ("Sea", "blue"), ("Wood", "green"),
    ]  # fmt: skip
    assert last(ict).decoys == ("red", "pink")

    write(client, ict, "ordering", {
        "text": "Order!", "answers-0-text": "1", "answers-1-text": "2", "rule": "whole",
    })  # fmt: skip
    assert [one.text.source for one in last(ict).items] == ["1", "2"]
    assert last(ict).rule == OrderRule.WHOLE

    write(client, ict, "text", {
        "text": "Which sea?", "answers-0-text": "The Red*", "answers-1-text": "Dead",
        "answers-1-percent": "50", "answers-1-feedback": "Nearly.", "forgiving": "y",
    })  # fmt: skip
    assert [(one.text, str(one.credit)) for one in last(ict).answers] == [
        ("The Red*", "1"), ("Dead", "1/2"),
    ]  # fmt: skip
    assert last(ict).forgiving

    write(client, ict, "numeric", {
        "text": "How far?", "answers-0-value": "१२,५", "answers-0-tolerance": "0.5",
        "otherwise": "Measure again.",
    })  # fmt: skip
    assert str(last(ict).answers[0].value) == "12.5"
    assert last(ict).otherwise.source == "Measure again."
    page = client.get(address(ict))
    assert "6 questions" in page.main
    assert "2.5 points" in page.main


def test_what_is_missing_is_said_and_what_was_typed_comes_back(client, ict, tala):
    client.sign_in(tala)

    page = write(client, ict, "single", {"text": "", "points": "many"}, status=422)
    assert "Write the question." in page.main
    assert page.form("Save").values["points"] == "many"

    page = write(client, ict, "single", {"text": "Why?", "answers-0-text": "So"}, status=422)
    assert "needs two things" in page.main or "No answer is right." in page.main
    assert page.form("Save").values["answers-0-text"] == "So"

    page = write(client, ict, "numeric", {
        "text": "How?", "answers-0-value": "x", "answers-0-tolerance": "-1", "answers-0-percent": "y",
    }, status=422)  # fmt: skip
    assert page.main.count("Enter a number") == 3


def test_rows_are_added_and_removed_without_script(client, ict, tala):
    client.sign_in(tala).get(address(ict, "new?kind=ordering"))

    page = client.submit("Add one more", {"answers-0-text": "First"}, status=200)
    assert len(page.all("fieldset", "row-set")) == 4
    values = page.form("Save").values
    assert values["answers-0-text"] == "First"
    sent = values | {"row": "answers:remove:1"}
    page = client.post(address(ict, "new"), sent, status=200)
    assert len(page.all("fieldset", "row-set")) == 3


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_saving_a_question_as_it_is_changes_nothing_in_it(client, asking, tala, one):
    client.sign_in(tala).get(address(asking, f"question?key={one.key}"))

    client.submit("Save", status=303)

    assert question(asking, one.key) == one


def test_a_question_is_changed_and_its_rows_keep_their_keys(client, asking, tala):
    client.sign_in(tala).get(address(asking, "question?key=picked"))
    keys = [one.key for one in ALL[0].choices]

    client.submit("Save and see", {"answers-0-text": "Turns", "answers-1-percent": "25"},
                  leads_to=address(asking, "preview?key=picked"))  # fmt: skip

    changed = question(asking, "picked")
    assert [one.key for one in changed.choices] == keys
    assert [str(one.credit) for one in changed.choices] == ["1", "1/4", "0"]
    page = client.follow()
    assert "Turns" in page.main
    assert "Yes, Taking turns." not in page.html
    page = client.get(address(asking, "question?key=picked"))
    assert page.form("Save").values["answers-1-percent"] == "25"


def test_a_key_of_any_signs_can_be_edited(client, ict, tala, north):
    odd = replace(ALL[4], key="a/b c?&ü")
    ask(ict, [to_json(odd)], tala)

    page = client.sign_in(tala).get(address(ict))
    client.get(page.links["The capital of Kenya?"])
    client.submit("Save", {"points": "3"}, status=303)

    assert question(ict, odd.key).points == 3


def test_two_who_write_at_once_see_both(client, asking, tala):
    client.sign_in(tala).get(address(asking, "question?key=typed"))
    ask(asking, now(asking).bank, tala)

    page = client.submit("Save", {"answers-0-text": "Nairobi city"}, status=409)

    assert "Somebody saved this course" in page.main
    assert page.form("Save").values["answers-0-text"] == "Nairobi city"
    client.submit("Save", {}, status=303)
    assert question(asking, "typed").answers[0].text == "Nairobi city"


def test_a_question_that_was_removed_meanwhile_is_put_back_when_confirmed(client, ict, tala):
    ask(ict, [to_json(ALL[4])], tala)
    client.sign_in(tala).get(address(ict, "question?key=typed"))
    ask(ict, [], tala)

    page = client.submit("Save", {}, status=409)
    assert "They removed this part." in page.main
    client.submit("Save", {}, status=303)

    assert question(ict, "typed") == ALL[4]


def test_a_question_is_copied_and_the_copy_has_a_key_of_its_own(client, asking, tala):
    client.sign_in(tala).get(address(asking))

    client.submit("Copy: The capital of Kenya?", status=303)

    keys = [one.key for one in bank.questions(now(asking))]
    assert len(keys) == 7
    assert keys.index("typed") == 4
    assert keys[5] not in [one.key for one in ALL]
    assert "This is the copy." in client.follow().text
    client.post(address(asking, "copies"), {"key": "none"}, status=404)


def test_what_a_quiz_names_is_not_removed(client, asking, tala):
    page = client.sign_in(tala).get(address(asking, "removal?key=typed"))
    assert "What do you remember?" in page.main
    assert not [b for b in page.all("button") if b.text == "Remove"]

    page = client.post(address(asking, "removal?key=typed"), {"opened": "0"}, status=409)

    assert "asked in “What do you remember?”" in page.main
    assert question(asking, "typed")


def test_a_question_that_no_quiz_names_is_removed(client, ict, tala):
    ask(ict, [to_json(one) for one in ALL], tala)
    client.sign_in(tala).get(address(ict, "removal?key=typed"))
    client.post(
        address(ict, "removal?key=typed"),
        {"opened": "0"},
        leads_to=address(ict, "removal?key=typed"),
    )

    client.get(address(ict, "removal?key=typed"))
    client.submit("Remove", leads_to=address(ict))

    assert question(ict, "typed") is None
    client.get(address(ict, "removal?key=typed"), 404)


def test_questions_are_listed_by_tag_and_category(client, asking, tala):
    page = client.sign_in(tala).get(address(asking, "?tag=devices"))

    assert "2 questions" in page.main
    assert "The capital of Kenya?" not in page.main
    assert "Asked in:" in page.main


def test_a_quiz_is_put_together_from_the_bank(client, asking, tala):
    client.sign_in(tala).get(f"/en/north/courses/{asking.id}/modules/modul001/items/new?kind=quiz")
    client.submit(
        "Save",
        {
            "title": "Another one", "questions": ["typed", "picked"], "draws-0-count": "1",
            "draws-0-tag": "devices", "attempts": "3", "pass_percent": "80", "is_shuffled": "y",
        },
        status=303,
    )  # fmt: skip

    (made,) = [one for one in now(asking).content.items if one.title == "Another one"]
    assert made.kind == ItemKind.QUIZ
    assert made.quiz.questions == ("picked", "typed")
    assert made.quiz.draws == (Draw(1, "devices"),)
    assert (made.quiz.attempts, made.quiz.pass_percent) == (3, 80)
    assert (made.quiz.is_shuffled, made.quiz.shows_answers) == (True, True)
    client.get(f"/en/north/courses/{asking.id}/items/{made.key}/edit")
    client.submit("Draw more", {}, status=200)
    assert len(client.page.all("fieldset", "row-set")) == 2
    client.submit("Save", {"draws-1-count": "9"}, status=422)
    assert "only 4 are there" in client.page.main


def test_a_quiz_without_a_bank_says_where_to_write_questions(client, ict, tala):
    page = client.sign_in(tala).get(
        f"/en/north/courses/{ict.id}/modules/modul001/items/new?kind=quiz"
    )

    assert "The course has no questions yet." in page.main
    assert page.links["The questions of this course"] == address(ict)


def test_a_bank_has_an_end(ict, tala, monkeypatch):
    monkeypatch.setattr(bank, "MOST", 5)
    with pytest.raises(Refused):
        bank.take_in(_fresh(ict), ALL, actor=tala)


PAGES = (
    "", "new", "question?key=typed", "preview?key=typed", "removal?key=typed", "import", "export",
    "questions.gift", "questions.xml",
)  # fmt: skip


def test_who_does_not_write_the_course_sees_no_question(client, asking, north, amina, tala, south):
    other, foreign = person("Other Trainer"), person("Foreign Trainer")
    place(other, north.id, "trainer")
    place(foreign, south.id, "trainer")
    cohort = courses.cohort(asking, tala)
    courses.enrolled(cohort, amina, tala)

    for page in PAGES:
        client.sign_out().get(
            address(asking, page),
            leads_to="/en/sign-in?next=" + _quoted(address(asking, page)),
        )
        for stranger in (amina, other, foreign):
            client.sign_in(stranger).get(address(asking, page), 403)
    for deed in ("new", "question?key=typed", "copies", "removal?key=typed", "import/adding"):
        client.sign_in(amina).post(address(asking, deed), {}, status=403)
    client.sign_in(tala).get(address(asking).replace("/north/", "/south/"), 404)
    client.get(address(asking, "question?key=none"), 404)
    client.get(address(asking, "new?kind=none"), 404)
    client.get(address(asking, "questions.pdf"), 404)
    client.post(address(asking, "new"), {"kind": "text", "key": "picked"}, status=404)


def _quoted(path):
    return path.replace("=", "%3D")
