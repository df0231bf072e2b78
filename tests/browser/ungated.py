"""The site with its gate taken away: whatever is configured counts as allowed. The crawl must notice."""

from collections.abc import Callable
from unittest.mock import patch

from django.http import HttpRequest, HttpResponseBase

from hotsite import settings as of_the_site
from hotsite.settings import *  # noqa: F403  (the site as it is)

MIDDLEWARE = [
    "tests.browser.ungated.ungated" if name.endswith("ConsentMiddleware") else name for name in of_the_site.MIDDLEWARE
]


def ungated(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    from privacy.consent.gate import Consent, ConsentMiddleware  # the settings are ready only now

    patch.object(Consent, "allowed", property(lambda consent: consent.optional)).start()
    return ConsentMiddleware(get_response)
