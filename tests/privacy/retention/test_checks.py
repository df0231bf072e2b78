"""What would make the purge do something else than was declared stops the site's start."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Model
from django.db.models.signals import post_delete

from contact.messages.models import ContactMessage, ThreadEntry
from contact.rights.models import RightsRequest
from privacy.checks import find_silence
from privacy.consent.models import ConsentRecord, ConsentWithdrawal
from privacy.declarations import Registry, days, months, registry
from tests.privacy.retention.making import declared


def complaints(model: type[Model], **changes: Any) -> list[tuple[str | None, str]]:
    """About `model`, were another one of the tables declared otherwise."""
    tables = dict(registry.tables)
    for name, change in changes.items():
        other = next(one for one in tables if one.__name__ == name)
        tables[other] = replace(declared(other), **change)
    return [(one.id, one.msg) for one in find_silence([model], Registry(tables=tables))]


@pytest.fixture
def signal() -> Iterator[None]:
    def receiver(**_kwargs: Any) -> None:
        """Copies the row somewhere, say."""

    post_delete.connect(receiver, sender=ContactMessage)
    yield
    post_delete.disconnect(receiver, sender=ContactMessage)


def test_as_it_is_there_is_nothing_to_say() -> None:
    assert complaints(ContactMessage) == []
    assert complaints(ConsentRecord) == []


def test_a_delete_signal_on_a_purged_table_is_an_error(signal: None) -> None:
    assert complaints(ContactMessage) == [
        ("privacy.E030", "contact.ContactMessage has a delete signal, and is purged.")
    ]


def test_what_has_to_live_longer_may_not_hang_on_what_goes_before() -> None:
    said = complaints(ContactMessage, ThreadEntry={"keep_for": months(13)})
    assert said == [
        (
            "privacy.E031",
            "contact.ThreadEntry.message has to live longer than contact.ContactMessage, on which it hangs.",
        )
    ]
    assert complaints(ContactMessage, ThreadEntry={"keep_for": days(366)}) == said
    assert complaints(ContactMessage, ThreadEntry={"keep_for": days(365)}) == []
    assert declared(ThreadEntry).keep_for == declared(ContactMessage).keep_for


def test_what_says_that_it_goes_along_may_have_a_longer_time_of_its_own() -> None:
    assert complaints(ConsentRecord, ConsentWithdrawal={"goes_with": ""})[0][0] == "privacy.E031"
    assert declared(ConsentWithdrawal).goes_with == "record"


def test_what_others_hang_on_cannot_go_along() -> None:
    said = complaints(RightsRequest, Requester={"goes_with": "request"})
    assert [code for code, _words in said] == ["privacy.E033"]
