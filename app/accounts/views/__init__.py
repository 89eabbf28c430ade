"""The ways into an account: coming in, what is forgotten, the account's pages, people's pages."""

from app.accounts.views import account, email, entry, password, people

__all__ = ["account", "email", "entry", "password", "people"]
