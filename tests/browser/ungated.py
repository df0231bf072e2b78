"""The site with its gate taken away: whatever is configured counts as allowed. The crawl must notice."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from hotsite import settings as of_the_site
from hotsite.settings import *  # noqa: F403  (the site as it is)

MIDDLEWARE = [
    "tests.browser.ungated.Ungated" if name.endswith("ConsentMiddleware") else name for name in of_the_site.MIDDLEWARE
]


def Ungated(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:  # noqa: N802
    from privacy.consent.gate import Consent, ConsentMiddleware

    Consent.allowed = property(lambda consent: consent.optional)  # type: ignore[assignment]
    return ConsentMiddleware(get_response)
