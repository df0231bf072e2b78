"""A site with something optional on it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from cookie_consent.models import CookieGroup
from django.conf import LazySettings, settings
from django.test import Client
from django.utils import timezone

from privacy.consent import providers, selectors, views
from privacy.consent.catalogue import write_catalogue
from privacy.consent.services import publish_new_list
from tests.conftest import FROM_OUR_PAGE

CHOICES = "/en/choices/"
SOMEWHERE = "/en/contact/"
SCRIPT = "https://numbers.test/count.js"
URL_ENCODED = "application/x-www-form-urlencoded"

PROVIDERS = """
[[provider]]
slug = "numbers"
name = "Numbers of the test"
group = "analytics"
script = "https://numbers.test/count.js"
origins = ["https://pictures.test"]
globals = { _queue = [["start", 1]] }

[[provider.cookie]]
name = "_ga_*"
days = 30
purpose = { en = "Tells visits apart.", de = "Unterscheidet Besuche." }

[[provider.cookie]]
name = "numbers"
kind = "local"
purpose = { en = "Remembers the last page." }

[[provider.cookie]]
name = "far"
domain = "numbers.test"
purpose = { en = "Lies with the provider." }

[[provider]]
slug = "adverts"
name = "Adverts of the test"
group = "marketing"
script = "https://adverts.test/slot.js"
slot = true
trusted_types = false

[house_advert]
group = "marketing"
link = "/en/contact/"
says = { en = "A house advert", de = "Eine Hausanzeige" }
"""


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """What a process remembers between requests is no part of the next test."""
    for forget in (selectors.forget_in_use, views.ACCEPTANCES.forget, views.COUNTED_REFUSALS.forget):
        forget()
    yield
    selectors.forget_in_use()


@pytest.fixture
def optional(settings: LazySettings, db: None) -> None:
    settings.OPTIONAL = providers.parse(PROVIDERS)
    write_catalogue()
    publish_new_list(timezone.now())


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def choose(client: Client, decision: str, *groups: str, **more: Any) -> Any:
    """Sends the choices form as the page does, with the text that is in use."""
    headers = FROM_OUR_PAGE | more.pop("headers", {})
    fields: dict[str, Any] = {
        "decision": decision,
        "source": "choices",
        "text": selectors.in_use().number,
        "group": groups,
    }
    path = more.pop("path", CHOICES)
    return client.post(path, urlencode(fields | more, doseq=True), content_type=URL_ENCODED, headers=headers)


def another() -> Client:
    """Another visitor: nothing in the browser yet."""
    return Client(headers={"host": urlsplit(settings.SITE_URL).netloc})


def page(client: Client, path: str = SOMEWHERE, **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


def reword(words: str) -> None:
    """Staff write other words for a group, and have not yet put them into use."""
    CookieGroup.objects.filter(varname="analytics").update(description=words)
