"""The API: read-only JSON under `/api/v1`, described by OpenAPI, the same doors as the pages.

Each room describes its own answers in its `api.py`; here they are mounted. Errors are problem+json
from `kernel.pages`, like everywhere.
"""

from typing import Any

from flask import Flask
from flask_smorest import Api

from app.api import docs, portals
from app.badges import api as badges
from app.courses import api as courses
from app.discussions import api as discussions
from app.kernel.access import public
from app.lessons import api as lessons
from app.search import api as search
from app.teaching import api as teaching


class _Api(Api):
    """An API whose errors are the kernel's."""

    def _register_error_handlers(self) -> None:
        """Leave errors to `kernel.pages`, which knows problem+json."""


def init_app(app: Flask) -> None:
    """Mount every room's part."""
    app.config.update(
        API_TITLE="Staffroom",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = _Api(app)
    rooms = (
        portals.blp,
        lessons.blp,
        teaching.blp,
        discussions.blp,
        courses.blp,
        search.blp,
        badges.blp,
    )
    for room in rooms:
        api.register_blueprint(room)
    _open(app, "api-docs.openapi_json")
    docs.init_app(app)


def _open(app: Flask, endpoint: str) -> None:
    view = app.view_functions[endpoint]

    def opened(**values: Any) -> Any:
        return view(**values)

    app.view_functions[endpoint] = public(opened)
