"""The room's pages."""

from app.notifications.views import listing, preferences, stopping, subscribing

__all__ = ["listing", "preferences", "stopping", "subscribing"]
