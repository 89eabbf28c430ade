"""Whether the process lives, and whether it can serve."""

import logging

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.kernel.access import public
from app.kernel.db import session
from app.site.blueprint import bp

log = logging.getLogger(__name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Say whether the database and the data folder can be used."""
    wrong = [name for name, check in _CHECKS.items() if not check()]
    return jsonify(status="ready" if not wrong else "not ready", wrong=wrong), 503 if wrong else 200


def _database() -> bool:
    try:
        session.execute(text("select 1 from portals limit 1"))
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return False
    return True


def _data() -> bool:
    return bool(current_app.config["STAFFROOM"].data_dir.is_dir())


_CHECKS = {"database": _database, "data": _data}
