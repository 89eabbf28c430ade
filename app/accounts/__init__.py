"""People: accounts, sign-in, profile, sessions and tokens.

A *user* has one account for the whole network; a *visitor* is anybody else, and both are an
*actor*, so that no code asks whether somebody is there. A *membership* is a person's place in a
portal with a *role*. Secrets that travel (sessions, tokens) are kept as hashes.

Whoever signs up answers a mail before they can sign in. Pages say the same for addresses that
are known and that are not; what differs is said by mail. Other rooms add to a person's page
through `profile.section`.
"""

from flask import Flask

from app.accounts import pages, signing, subscribers, throttle, views

__all__ = ["init_app", "subscribers", "views"]


def init_app(app: Flask) -> None:
    """Know who asks, throttle who tries too often, and mount the pages of accounts."""
    throttle.init_app(app, secret_key=str(app.secret_key))
    signing.init_app(app)
    app.register_blueprint(pages.bp)
