"""Structured logs: one line each, for people on a terminal, as JSON elsewhere.

No token and no text of a message is ever in them.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|://[^:/@\s]+:[^@\s]+@")


def configure(level: str) -> None:
    """Log to standard error at that level; libraries speak through the same door from warnings on."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
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


def _without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last gate: a token or password that got into an error's text is blotted out."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _SECRET.sub("***", value)
    return event
