"""What is different in a newer revision of a course, as values; `wording` says them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.courses.content import CourseContent, Item


class Change(StrEnum):
    """What became of a part of a course."""

    MODULE_NEW = "module-new"
    MODULE_GONE = "module-gone"
    MODULE_RENAMED = "module-renamed"
    ITEM_NEW = "item-new"
    ITEM_GONE = "item-gone"
    ITEM_CHANGED = "item-changed"
    ITEM_MOVED = "item-moved"
    ITEM_REQUIRED = "item-required"
    ITEM_OPTIONAL = "item-optional"
    COMPLETION = "completion"
    OTHER = "other"
    """Title, aims, guides or the like."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different; `title` as it is now, or was last."""

    change: Change
    title: str = ""
    before: str = ""


def differences(old: CourseContent, new: CourseContent) -> list[Difference]:
    """Return what is different, in the order in which one meets it in the course."""
    found = [*_modules(old, new), *_items(old, new)]
    if old.completion != new.completion:
        found.append(Difference(Change.COMPLETION))
    if _rest(old) != _rest(new):
        found.append(Difference(Change.OTHER))
    return found


def _modules(old: CourseContent, new: CourseContent) -> Iterator[Difference]:
    for module in new.modules:
        before = old.module(module.key)
        if before is None:
            yield Difference(Change.MODULE_NEW, module.title)
        elif before.title != module.title:
            yield Difference(Change.MODULE_RENAMED, module.title, before.title)
    for module in old.modules:
        if new.module(module.key) is None:
            yield Difference(Change.MODULE_GONE, module.title)


def _items(old: CourseContent, new: CourseContent) -> Iterator[Difference]:
    for item in new.items:
        before = old.item(item.key)
        if before is None:
            yield Difference(Change.ITEM_NEW, item.title)
            continue
        yield from _of_item(before, item)
        if _module_key(old, item) != _module_key(new, item):
            yield Difference(Change.ITEM_MOVED, item.title)
    for item in old.items:
        if new.item(item.key) is None:
            yield Difference(Change.ITEM_GONE, item.title)


def _of_item(before: Item, item: Item) -> Iterator[Difference]:
    if before.is_required != item.is_required:
        change = Change.ITEM_REQUIRED if item.is_required else Change.ITEM_OPTIONAL
        yield Difference(change, item.title)
    if replace(before, is_required=True) != replace(item, is_required=True):
        yield Difference(Change.ITEM_CHANGED, item.title)


def _module_key(content: CourseContent, item: Item) -> str:
    module = content.module_of(item.key)
    return module.key if module else ""


def _rest(content: CourseContent) -> CourseContent:
    """Return it without what is compared part by part."""
    return replace(content, modules=(), completion=CourseContent(title="", language="").completion)
