"""The two answers to a payload: a message is refused; a request, which must be recorded, loses it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from contact.payload.found import Found
from contact.payload.search import find
from contact.payload.sentences import mark, refusal


def payloads(text: str) -> tuple[Found, ...]:
    return tuple(one for one in find(text) if one.is_payload)


def refuse(text: str) -> None:
    """For forms that may say no. One sentence a payload; the error's code is "payload"."""
    found = payloads(text)
    if found:
        raise ValidationError([ValidationError(refusal(text, one), code="payload") for one in found])


@dataclass(frozen=True)
class Cut:
    """`text` may be stored. `removed` says what it lost, by places in the text as it stood when that was found."""

    text: str
    removed: tuple[Found, ...]


_MOST_ROUNDS = 8


def cut_out(text: str) -> Cut:
    """For what has to be recorded: a mark takes the place of each payload, until a search finds none.

    What is cut may leave parts beside each other that make another. A text that never ends so is cut whole.
    """
    removed: tuple[Found, ...] = ()
    for _round in range(_MOST_ROUNDS):
        found = payloads(text)
        if not found:
            return Cut(text, removed)
        removed += found
        text = _without(text, found)
    return Cut(mark(removed[-1]), removed)


def _without(text: str, removed: tuple[Found, ...]) -> str:
    for one in reversed(removed):
        text = text[: one.start] + mark(one) + text[one.end :]
    return text
