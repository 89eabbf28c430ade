"""Messages: what a few people write to one another, and nobody else ever sees.

A *conversation* is between two people, or up to eight; its *messages* are numbered from 1. Two
people have one conversation, however often one of them begins. Everybody chooses from whom they
take messages, and may *block* a person, who is not told. Messages are in no search, no export and
no API. A message can be *reported*: then its text is kept for the moderators, and no other.
"""

from flask import Flask

from app import notifications
from app.accounts import pages as account
from app.kernel.i18n import gettext as _
from app.messages import answering, held, notices, queries, subscribers, views

__all__ = ["held", "init_app", "subscribers"]


def init_app(app: Flask) -> None:
    """Mount the room."""
    views.init_app(app)
    notices.register()
    notifications.register_reply(notices.MESSAGE, answering.take)
    notifications.register_count("messages", queries.count_unread)
    account.add_tab("messages", lambda: _("Messages"), "messages.settings")
