"""What two revisions of a course say differently, part by part, word by word."""

from collections.abc import Iterable, Iterator, Sequence

from app.courses.content import Assignment, CourseContent, Item, Module
from app.courses.wording import completion_sentences, item_kind_name, takes_text
from app.kernel.differences import Difference, between, runs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import pgettext
from app.lessons.wording import minutes_text
from app.taxonomy import frameworks, languages, licences, subjects

Part = Module | Item


def differences(before: CourseContent | None, after: CourseContent) -> list[Difference]:
    """Return the parts that changed; against nothing, all that say something.

    Modules and items are known by their keys: one that was moved or renamed is still the same.
    """
    was = before or CourseContent(title="", language="")
    return [
        *between(facts(was), facts(after)),
        *_by_key(was.modules, after.modules),
        *_by_key(list(was.items), list(after.items)),
        *_moved(was, after),
    ]


def of_item(before: Item, after: Item) -> list[Difference]:
    """Return what saving `after` over `before` changes."""
    return _by_key([before], [after])


def of_module(before: Module, after: Module) -> list[Difference]:
    """Return what saving `after` over `before` changes."""
    return _by_key([before], [after])


def facts(content: CourseContent) -> dict[str, str]:
    """Return what is said of a course beside its modules, in words."""
    if not content.title:
        return {}
    said = {
        pgettext("course", "Title"): content.title,
        _("Summary"): content.summary,
        _("Language of the course"): languages.name(content.language),
        _("Subjects"): ", ".join(subjects.name(slug) for slug in content.subjects),
        _("Hours of work"): str(content.hours or ""),
        _("After this course you can"): "\n".join(content.aims),
        _("Aligned to"): "\n".join(_competence(id_) for id_ in content.alignments),
        _("When it counts as completed"): "\n".join(completion_sentences(content)),
        _("Licence"): licences.short_name(content.licence),
        _("Reading"): _("open") if content.is_open else _("for participants"),
        _("Guide for participants"): content.participant_guide.source,
        _("Guide for facilitators"): content.facilitator_guide.source,
    }
    return {name: text for name, text in said.items() if text}


def _by_key(was: Iterable[Part], now: Iterable[Part]) -> list[Difference]:
    """Return the parts that differ under the names that they have now."""
    old, new = {one.key: one for one in was}, {one.key: one for one in now}
    found: list[Difference] = []
    for key in dict.fromkeys([*new, *old]):
        part = new.get(key) or old[key]
        before, after = (_said(side.get(key)) for side in (old, new))
        found += between({_name(part): before}, {_name(part): after})
    return found


def _name(part: Part) -> str:
    if isinstance(part, Module):
        return _("Module “%(title)s”", title=part.title)
    return _("%(kind)s “%(title)s”", kind=item_kind_name(part.kind), title=part.title)


def _said(part: Part | None) -> str:
    if part is None:
        return ""
    if isinstance(part, Module):
        return "\n".join(filter(None, (part.title, part.summary)))
    return "\n".join(filter(None, _lines(part)))


def _lines(item: Item) -> Iterator[str]:
    yield item.title
    yield item.text.source
    yield minutes_text(item.minutes) if item.minutes else ""
    yield _("required") if item.is_required else _("if you like")
    yield item.url
    yield _("Lesson %(number)s", number=item.lesson_id) if item.lesson_id else ""
    yield _("File %(number)s", number=item.file_id) if item.file_id else ""
    if item.due_days is not None:
        yield _("Due after %(days)s days", days=item.due_days)
    if item.assignment:
        yield takes_text(item)
        yield from _marked(item.assignment)
    if item.quiz:
        yield _("%(share)s%% to pass", share=item.quiz.pass_percent)
        yield " ".join(item.quiz.questions)


def _marked(work: Assignment) -> Iterator[str]:
    yield _("%(pass)s of %(all)s points to pass", **{"pass": work.pass_points, "all": work.of})
    if work.peers:
        yield _("Peer review by %(count)s", count=work.peers.count)
        yield work.peers.instructions
    for criterion in work.rubric.criteria if work.rubric else ():
        yield criterion.title
        for level in criterion.levels:
            yield f"{level.points} {level.title}: {level.description}"


def _moved(before: CourseContent, after: CourseContent) -> Iterator[Difference]:
    """Yield in which order parts stand now, where those that both have were in another order."""
    pairs: list[tuple[str, Sequence[Part], Sequence[Part]]]
    pairs = [(_("Order of the modules"), before.modules, after.modules)]
    for module in after.modules:
        was = before.module(module.key)
        name = _("Order in module “%(title)s”", title=module.title)
        pairs.append((name, was.items if was else (), module.items))
    for name, old, new in pairs:
        shared = {one.key for one in old} & {one.key for one in new}
        orders = [[one for one in side if one.key in shared] for side in (old, new)]
        if len({tuple(one.key for one in side) for side in orders}) > 1:
            yield Difference(name, runs(*("\n".join(p.title for p in side) for side in orders)))


def _competence(id_: str) -> str:
    found = frameworks.competence(id_)
    return f"{found.code} {found.name.text}" if found else id_
