"""Structured logs: one line each, for people on a terminal, as JSON elsewhere.

No token and no text of a message is ever in them.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from traceback import extract_tb
from typing import Any

import structlog

FRAMES = 8
_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|://[^:/@\s]+:[^@\s]+@|(?<=/calendar/)[^\s/?]+")


def configure(level: str) -> None:
    """Log to standard error at that level; libraries speak through the same door from warnings on."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            errors_by_place,
            _without_secrets,
            structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = _Handler()
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _Handler(logging.Handler):
    """What libraries log, through our own processors."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        log.log(record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info)


def errors_by_place(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An error is told by its kind and by where it came through: its own words may hold people's words or a token."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else sys.exc_info()[1] if given is True else given
    if isinstance(error, BaseException):
        event["error"] = _kinds(error)
        event["where"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in extract_tb(error.__traceback__)[-FRAMES:]
        ]
    return event


def _kinds(error: BaseException) -> str:
    """The error's kind with those of its causes: OutcomeUnknown from OperationalError."""
    kinds = [type(error).__name__]
    while error := error.__cause__:  # type: ignore[assignment]  # None ends it
        kinds.append(type(error).__name__)
    return " from ".join(kinds)


def _without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last gate: a token or password that got into an error's text is blotted out."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _SECRET.sub("***", value)
    return event
