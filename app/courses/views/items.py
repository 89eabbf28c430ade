"""Writing an item: a form for each kind, with what it needs to find lessons and take files."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app import search
from app.accounts.current import actor, person
from app.courses import actions, bank, differences, queries, quiz_form
from app.courses.assignment_form import MOST, AssignmentForm
from app.courses.content import CourseContent, Item, ItemKind, Module, new_key
from app.courses.item_forms import FileForm, ItemForm, LessonItemForm, form_class
from app.courses.models import Course
from app.courses.quiz_form import QuizForm
from app.courses.rubrics import names, shipped
from app.courses.views.blueprint import COURSE, bp, the_module, the_workshop
from app.courses.views.writing import reopened, saved
from app.kernel import db, files
from app.kernel.access import signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.rows import rearranged
from app.lessons import policy as lessons_policy
from app.lessons import queries as lessons
from app.lessons.search import TYPE as LESSON

MOST_FOUND = 8


@bp.get(f"{COURSE}/modules/<key>/items/new")
@signed_in
def new_item(course_id: int, key: str) -> ResponseReturnValue:
    """Show an empty form for an item of the kind that is asked for."""
    course = the_workshop(course_id)
    module = the_module(course.content, key)
    form = form_class(_kind(request.args.get("kind", "page")))()
    kind = _kind(request.args.get("kind", "page"))
    form.fill(Item(kind, ""), module=module.key, lock=course.lock)
    return _page(form, course, kind)


@bp.post(f"{COURSE}/modules/<key>/items/new")
@signed_in
def create_item(course_id: int, key: str) -> ResponseReturnValue:
    """Put an item at the end of a module; the same form sent twice puts it there once."""
    course = the_workshop(course_id)
    kind = _kind(request.form.get("kind", ""))
    form = _sent(kind, course)
    content = course.content
    if content.module(key) is None and form.lock == course.lock:
        raise NotFound
    if _is_only_asking(form):
        return _page(form, course, kind)
    if not form.validate() or not _is_free(form, content):
        return _page(form, course, kind), 422
    made = form.item(Item(kind, "", key=form.key.data or new_key()))
    after = _home(content, key).with_item(key, made)
    actions.revise(course, after, opened=course.lock, actor=person())
    return saved(course, f"i-{made.key}")


@bp.get(f"{COURSE}/items/<key>/edit")
@signed_in
def edit_item(course_id: int, key: str) -> ResponseReturnValue:
    """Show the form with an item in it."""
    course = the_workshop(course_id)
    content = course.content
    item, module = content.item(key), content.module_of(key)
    if item is None or module is None:
        raise NotFound
    form = form_class(item.kind)()
    form.fill(item, module=module.key, lock=course.lock)
    return _page(form, course, item.kind, item=item)


@bp.post(f"{COURSE}/items/<key>/edit")
@signed_in
def revise_item(course_id: int, key: str) -> ResponseReturnValue:
    """Save an item; one that was removed meanwhile is put back when that is confirmed."""
    course = the_workshop(course_id)
    content = course.content
    there = content.item(key)
    kind = there.kind if there else _kind(request.form.get("kind", ""))
    before = there or Item(kind, "", key=key)
    form = _sent(kind, course)
    if _is_only_asking(form):
        return _page(form, course, kind, item=before)
    if not form.validate():
        return _page(form, course, kind, item=before), 422
    after, home = form.item(before), form.module.data or ""
    try:
        whole = (content if there else _home(content, home)).with_item(home, after)
        actions.revise(course, whole, opened=form.lock, actor=person())
    except actions.EditConflictError:
        shown = reopened(form, course, differences.of_item(before, after))
        gone = there is None
        return _page(form, course, kind, item=before, changed=shown, gone=gone), 409
    return saved(course, f"i-{key}")


def _kind(name: str) -> ItemKind:
    """Return the kind that is named; what is none leads nowhere."""
    if name not in {kind.value for kind in ItemKind}:
        raise NotFound
    return ItemKind(name)


def _sent(kind: ItemKind, course: Course) -> ItemForm:
    """Return the form as it was sent, its rows arranged, its file stored, its lesson looked up."""
    command = request.form.get("row")
    sent = (
        rearranged(request.form, command, MOST | quiz_form.MOST).sent if command else request.form
    )
    form = form_class(kind)(sent)
    if isinstance(form, FileForm):
        _take_file(form, course)
    if isinstance(form, LessonItemForm):
        form.is_seen = form.chosen is None or form.chosen in lessons.cards(actor(), [form.chosen])
    if isinstance(form, QuizForm):
        form.offer(bank.questions(course))
    if isinstance(form, AssignmentForm) and (begun := shipped(request.form.get("begin", ""))):
        form.take_rubric(begun)
    return form


def _is_only_asking(form: ItemForm) -> bool:
    """Return whether a button only changes the form: nothing is saved yet."""
    return any(name in request.form for name in ("row", "look", "begin"))


def _is_free(form: ItemForm, content: CourseContent) -> bool:
    """Return whether no other kind of item has the key that the form names."""
    there = content.item(form.key.data or "")
    return there is None or there.kind.value == form.kind.data


def _home(content: CourseContent, key: str) -> CourseContent:
    """Return the course with the module of this key, though it was removed meanwhile."""
    return content if content.module(key) else content.with_module(_module_again(key))


def _module_again(key: str) -> Module:
    return Module(_("Put back"), key=key)


def _take_file(form: FileForm, course: Course) -> None:
    """Store what was sent along; a form names only its writer's files and the course's."""
    held = form.held
    if held is not None and not _may_name(held, course):
        form.file_id.data = ""
    sent: FileStorage | None = request.files.get("file")
    if sent is None or not sent.filename:
        return
    try:
        stored = files.store(sent.stream, sent.filename, actor().id)
    except Refused as refusal:
        name = sent.filename
        form.refused = _("“%(name)s” was not taken. %(reason)s", name=name, reason=refusal)
        return
    form.file_id.data = str(stored.id)
    db.keep()  # the next try of a form that is refused names this file


def _may_name(file_id: int, course: Course) -> bool:
    stored = files.by_ids([file_id]).get(file_id)
    if stored is None:
        return False
    return stored.uploader_id == actor().id or queries.holds_file(course, file_id)


def _found(form: LessonItemForm) -> dict[int, str]:
    """Return the lessons to choose from, by title: what was found, and the one that is chosen."""
    text, chosen = (form.find.data or "").strip(), form.chosen
    ids = [chosen] if chosen is not None else []
    if text:
        audiences = lessons_policy.audiences_of(actor())
        query = search.Query(
            text,
            audiences=audiences,
            languages=tuple(actor().languages),
            types=(LESSON,),
            limit=MOST_FOUND,
        )
        ids += [hit.id for hit in search.find(query).hits]
    cards = lessons.cards(actor(), ids)
    return {id_: f"{cards[id_].title} · {cards[id_].author_name}" for id_ in ids if id_ in cards}


def _page(
    form: ItemForm, course: Course, kind: ItemKind, *, item: Item | None = None, **more: object
) -> str:
    stored = None
    if isinstance(form, LessonItemForm):
        form.offer(_found(form))
    if isinstance(form, QuizForm):
        form.offer(bank.questions(course))
    if isinstance(form, FileForm) and form.held is not None:
        stored = files.by_ids([form.held]).get(form.held)
    return render_template(
        "courses/edit_item.html",
        form=form,
        course=course,
        kind=kind.value,
        item=item,
        stored=stored,
        rubrics=names() if isinstance(form, AssignmentForm) else {},
        **more,
    )
