"""Logging: JSON lines in production, readable lines otherwise; never names, addresses or texts."""

import logging
from typing import Any

import structlog

from app.kernel.web import request_id


def init(*, production: bool) -> None:
    """Send everything through one handler that knows the request."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if production
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_request_id,
    ]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)


def _add_request_id(logger: Any, method: str, record: dict[str, Any]) -> dict[str, Any]:
    if asked := request_id.get():
        record["request_id"] = asked
    return record
