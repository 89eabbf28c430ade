"""The pages of portals: joining and invitations, people, the steward's settings."""

from app.portals.views import coming, inviting, members, settings

__all__ = ["coming", "inviting", "members", "settings"]
