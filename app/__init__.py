"""Staffroom: a community portal in which teachers share lessons, talk and are trained."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import (
    accounts,
    api,
    badges,
    cli,
    cohorts,
    courses,
    coursework,
    demo,
    discussions,
    institutions,
    lessons,
    messages,
    notifications,
    portals,
    quizzes,
    saved_searches,
    search,
    site,
    taxonomy,
    teaching,
)
from app.kernel import (
    access,
    assets,
    cache,
    converters,
    db,
    files,
    forms,
    fragments,
    i18n,
    logs,
    mail,
    pages,
    templates,
    urls,
    web,
)
from config import Config


class Staffroom(Flask):
    """A Flask app with our templates."""

    jinja_environment = templates.Environment


def create_app(config: Config) -> Flask:
    """Build the app: the one place that knows all rooms, in order from the ground up."""
    app = Staffroom(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key,
        TESTING=config.testing,
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
        SESSION_COOKIE_NAME=cache.SESSION_COOKIE,
        SESSION_COOKIE_SECURE=config.base_url.startswith("https:"),
        SESSION_COOKIE_SAMESITE="Lax",
        STAFFROOM=config,
    )
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.trusted_proxies)  # type: ignore[method-assign]
    logs.init(production=config.production)
    app.extensions["engine"] = db.connect(config.database_url)
    page_cache = cache.init_app(app, data_dir=config.data_dir, redis_url=config.redis_url)
    web.init_app(app, base_url=config.base_url, files_url=config.files_url, pages=page_cache)
    converters.init_app(app)
    urls.init_app(app, base_url=config.base_url)
    i18n.init_app(app)
    fragments.init_app(app)
    assets.init_app(app)
    files.init_app(
        app, data_dir=config.data_dir, base_url=config.base_url, files_url=config.files_url
    )
    forms.init_app(app)
    mail.init_app(app, url=config.mail_url, sender=config.mail_from, data_dir=config.data_dir)
    pages.init_app(app)

    _open_rooms(app, config)
    access.require_declared(app)
    return app


def _open_rooms(app: Flask, config: Config) -> None:
    """Mount the rooms, from the ground up."""
    accounts.init_app(app)
    taxonomy.init_app(app)
    portals.init_app(app)
    search.init_app(app, engine=config.search_engine, data_dir=config.data_dir)
    notifications.init_app(
        app,
        secret_key=config.secret_key,
        replies=config.mail_replies,
        bounces=config.mail_bounces,
    )
    saved_searches.init_app(app)
    institutions.init_app(app)
    lessons.init_app(app)
    messages.init_app(app)
    discussions.init_app(app, limits=discussions.trust.Limits.read(config.new_member_limits))
    teaching.init_app(app)
    courses.init_app(app)
    cohorts.init_app(app)
    coursework.init_app(app)
    quizzes.init_app(app)
    badges.init_app(app, base_url=config.base_url, secret_key=config.secret_key)
    api.init_app(app)
    site.init_app(app, dev_mailbox=config.mail_url is None and not config.production)
    demo.init_app(app)
    cli.init_app(app)
