"""Mail that comes in: answers, which rooms take, and mail of ours that came back."""

from app.notifications.incoming.taking import Outcome, receive

__all__ = ["Outcome", "receive"]
