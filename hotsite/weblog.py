"""What the web server itself says: through the site's formatter, and without a visitor's address, URI or header."""

from typing import Any

import structlog
from gunicorn.glogging import Logger

log = structlog.get_logger("hotsite.web")

#: Sentences that gunicorn has finished before it hands them over: what follows these words is the visitor's.
FINISHED = ("Invalid request",)


def without_values(message: object, arguments: tuple[object, ...]) -> str:
    """The sentence with its numbers; with its blanks where something else would be filled in."""
    text = str(message)
    for opening in FINISHED:
        if text.startswith(opening):
            return opening
    if arguments and all(isinstance(argument, int) for argument in arguments):
        return text % arguments
    return text


class WebServerLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """For gunicorn's `--logger-class`."""

    def critical(self, msg: object, *args: object, **kwargs: Any) -> None:
        log.critical(without_values(msg, args))

    def error(self, msg: object, *args: object, **kwargs: Any) -> None:
        log.error(without_values(msg, args))

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        log.warning(without_values(msg, args))

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        log.exception(without_values(msg, args))

    def info(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Its comings and goings are the supervisor's to tell."""

    debug = info

    def access(self, *args: Any, **kwargs: Any) -> None:
        """The site writes its own line for each request, by route."""
