"""The bank of a course: the questions of its quizzes, as its writers find and change them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.accounts.models import User
from app.courses import actions
from app.courses.content import CourseContent, Item, Quiz, new_key
from app.courses.models import Course, CourseFile
from app.courses.quizzes import drawing
from app.courses.quizzes.codec import from_json, to_json
from app.courses.quizzes.gathering import derived_key
from app.courses.quizzes.questions import Question
from app.kernel import files
from app.kernel.db import session
from app.kernel.errors import NotFound, Refused
from app.kernel.files import StoredFile
from app.kernel.i18n import gettext as _
from app.kernel.i18n import listing

MOST = 5_000
"""Questions of one course."""

_FILE = re.compile(r"/files/([1-9]\d{0,17})/")


def questions(course: Course) -> list[Question]:
    """Return the questions of the working copy, in their order."""
    return [from_json(one) for one in course.bank]


def find(course: Course, key: str) -> Question | None:
    """Return the question of this key."""
    return next((from_json(one) for one in course.bank if one.get("key") == key), None)


def used_in(content: CourseContent, key: str) -> list[Item]:
    """Return the quizzes that name a question; those that may draw it are not meant."""
    return [item for item in content.items if item.quiz and key in item.quiz.questions]


def tags(found: Iterable[Question]) -> list[str]:
    """Return what can be drawn from: all tags and categories, in the order of their letters."""
    named: set[str] = set()
    for question in found:
        named.update(question.tags, [question.category] if question.category else [])
    return sorted(named, key=str.casefold)


def having(found: Iterable[Question], tag: str) -> list[Question]:
    """Return the questions that have a tag or stand in a category; all, for an empty one."""
    return [question for question in found if drawing.has(question, tag)]


def shortage(quiz: Quiz, found: Sequence[Question]) -> str | None:
    """Say what a quiz wants to draw and the bank does not hold."""
    left = [question for question in found if question.key not in quiz.questions]
    for draw in quiz.draws:
        there = drawing.available(left, draw.tag)
        if there < draw.count:
            return _(
                "%(count)s questions are to be drawn, but only %(there)s are there to draw from.",
                count=draw.count,
                there=there,
            )
    return None


def file_named(course: Course, address: str) -> StoredFile | None:
    """Return the file of an address, if the course holds it."""
    found = _FILE.match(address)
    if found is None or session.get(CourseFile, (course.id, int(found[1]))) is None:
        return None
    return files.by_ids([int(found[1])]).get(int(found[1]))


def put(course: Course, question: Question, *, opened: int, actor: User) -> None:
    """Save a question: in its place if it is there, else at the end."""
    listed = questions(course)
    keys = [one.key for one in listed]
    if question.key in keys:
        listed[keys.index(question.key)] = question
    else:
        listed.append(question)
    _save(course, listed, opened=opened, actor=actor)


def duplicate(course: Course, key: str, *, actor: User) -> Question:
    """Put the same question again behind it, to be changed."""
    listed = questions(course)
    found = next((place for place, one in enumerate(listed) if one.key == key), None)
    if found is None:
        raise NotFound
    made = replace(listed[found], key=new_key())
    listed.insert(found + 1, made)
    _save(course, listed, opened=course.lock, actor=actor)
    return made


def remove(course: Course, key: str, *, opened: int, actor: User) -> None:
    """Take a question out of the bank; revisions that are published keep it."""
    naming = used_in(course.content, key)
    if naming:
        titles = listing([f"“{item.title}”" for item in naming])
        raise Refused(_("This question is asked in %(titles)s: take it out there.", titles=titles))
    left = [one for one in questions(course) if one.key != key]
    _save(course, left, opened=opened, actor=actor)


def take_in(course: Course, brought: Sequence[Question], *, actor: User) -> int:
    """Add questions from elsewhere; return how many were new.

    What is there already, word for word, is not added again; another question of the same key
    gets a key of its own.
    """
    listed = questions(course)
    keys, known = {one.key for one in listed}, {derived_key(one) for one in listed}
    count = len(listed)
    for question in brought:
        if derived_key(question) in known:
            continue
        made = replace(question, key=new_key()) if question.key in keys else question
        keys.add(made.key)
        known.add(derived_key(made))
        listed.append(made)
    if len(listed) > count:
        _save(course, listed, opened=course.lock, actor=actor)
    return len(listed) - count


def _save(course: Course, listed: Sequence[Question], *, opened: int, actor: User) -> None:
    if len(listed) > MOST:
        raise Refused(_("A course has %(most)s questions at most.", most=MOST))
    actions.ask(course, [to_json(one) for one in listed], opened=opened, actor=actor)
    _hold_files(course, listed, actor)


def _hold_files(course: Course, listed: Iterable[Question], actor: User) -> None:
    """Let the course hold the pictures of its questions: those that its writer sent."""
    named = {int(one) for question in listed for one in _FILE.findall(str(to_json(question)))}
    for file_id, stored in files.by_ids(named).items():
        is_held = session.get(CourseFile, (course.id, file_id)) is not None
        if stored.uploader_id == actor.id and not is_held:
            session.add(CourseFile(course_id=course.id, file_id=file_id))
