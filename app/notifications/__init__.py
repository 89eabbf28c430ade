"""Telling people what concerns them, without wearing them out.

A *notice* is a row for one person; while it is unread, more of its bundle only count it up. Mail
is a delivery of it, at the *pace* that the person has chosen for its *kind*: at once (a little
later, so that more can be bundled), in a daily or weekly *digest*, or never. Rooms above register
their kinds with `register_kind` and `tell` people of records; whether somebody may still see one is
asked again each time it is shown or mailed. A *subscription* says what somebody watches, follows
or has muted. Rooms add `section`s to the digest, and `register_reply` takes answers by mail.
"""

from flask import Flask

from app.notifications import mailing, pages, sections, targets, tokens, views
from app.notifications.actions import read_bundle
from app.notifications.counts import register_count
from app.notifications.digest import Section, section
from app.notifications.forms import LEVELS
from app.notifications.kinds import Kind, Told, isolate, register_kind
from app.notifications.models import Level, Notice, Pace, Subscription, Target
from app.notifications.replies import Attachment, register_reply
from app.notifications.subscriptions import (
    Named,
    TargetKind,
    forget_target,
    level_of,
    level_select,
    levels_of,
    register_target,
    set_level,
    subscribers,
    watched,
)
from app.notifications.telling import tell
from app.notifications.untelling import hush, take_back

__all__ = [
    "LEVELS", "Attachment", "Kind", "Level", "Named", "Notice", "Pace", "Section", "Subscription",
    "Target", "TargetKind", "Told", "forget_target", "hush", "init_app", "isolate", "level_of",
    "level_select", "levels_of", "mailing", "read_bundle", "register_count", "register_kind",
    "register_reply",
    "register_target", "section", "sections", "set_level", "subscribers", "take_back", "targets",
    "tell", "views", "watched",
]  # fmt: skip


def init_app(
    app: Flask, *, secret_key: str, replies: str | None = None, bounces: str | None = None
) -> None:
    """Mount the room; replies and bounces are the addresses whose mail is handed to us."""
    tokens.init_app(app, secret_key=secret_key, replies=replies, bounces=bounces)
    pages.init_app(app)
