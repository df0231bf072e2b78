"""Structured logs that hold no addresses, names, bodies or query strings.

One line of JSON per event. A request is logged by its route (`<str:reference>/`, never the reference), and an
exception by its type and frames, never its message: messages quote values.
"""

import time
import traceback
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponseBase

log = structlog.get_logger("hotsite.request")


def new_request_id() -> str:
    return uuid.uuid4().hex[:16]


class RequestLogMiddleware:
    """Gives each request an id of our own making and writes one line when it is answered.

    The id is not a header: locked pages have one constant set of headers. Error pages show it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = new_request_id()
        request.META["REQUEST_ID"] = request_id
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=request_id):
            response = self.get_response(request)
            route = request.resolver_match.route if request.resolver_match else "-"
            log.info(
                "answered",
                method=request.method if request.method in {"GET", "HEAD", "POST"} else "other",
                route=route,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        return response


def _exception_without_values(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replaces an exception by its type and its frames."""
    info = event.pop("exc_info", None)
    if info is True:
        import sys

        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        event["exception"] = f"{info[0].__module__}.{info[0].__qualname__}"
        event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(info[2])]
    return event


#: Our own loggers: what they are given to say holds no value of a person.
_PLAIN_SPEAKERS = ("hotsite", "privacy", "contact", "tools")


def _only_known_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A library's finished message may quote an address or a value; its template cannot."""
    arguments = event.pop("positional_args", None)
    if arguments and str(event.get("logger", "")).startswith(_PLAIN_SPEAKERS):
        event["event"] = str(event["event"]) % arguments
    return event


def logging_config() -> dict[str, Any]:
    """Django's LOGGING. Also wires structlog, so that our lines and libraries' lines leave through one formatter."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "use_get_message": False,
                "pass_foreign_args": True,
                "processors": [
                    _only_known_words,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    _exception_without_values,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Django's own handlers mail tracebacks and print paths: everything leaves through the root's instead.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # One line per request is ours; this logger would repeat it with the path.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.security": {"handlers": [], "level": "ERROR", "propagate": True},
            "celery": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "kombu": {"level": "WARNING"},
        },
    }
