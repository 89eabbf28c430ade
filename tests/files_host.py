"""The house with a host of its own for files: a second app on the database of the test."""

from dataclasses import replace

from flask import Flask

from app import create_app
from app.kernel import db
from config import Config

FILES = "http://files.localhost"


def built(config: Config) -> Flask:
    """Return the app as it is with FILES_URL; the test's transaction goes on."""
    connection = db.session.get_bind()
    app = create_app(replace(config, files_url=FILES))
    app.extensions["engine"].dispose()
    db.bind(connection)
    return app
