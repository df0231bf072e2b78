"""Who watches that nothing leaves: the fixture `witness` is one for the page of the test."""

from playwright.sync_api import Page, Request, expect

from hotsite import lock
from tests.site import Site


class Witness:
    """Sees every request of the browser, and what the site's own log says of it."""

    def __init__(self, page: Page, site: Site) -> None:
        self.requests: list[Request] = []
        self.page = page
        self.site = site
        self.known: set[str] = set()
        page.context.on("request", lambda request: self.requests.append(request))

    def watch_from_now(self) -> None:
        """From the moment that the page has everything it needs."""
        expect(self.page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)
        self.known = {request.url for request in self.requests}
        self.requests.clear()

    def forget(self) -> None:
        self.requests.clear()

    def nothing_left(self) -> None:
        """Since `forget`, nothing was asked for: not even a program file, whose name could tell what was opened.

        But for what the service worker stores of the site's own constant files, which it does whatever is opened; and
        for a worker that was stopped at its work, as one is when text is typed on: another starts of the same file.
        """
        page = [request for request in self.requests if not request.url.startswith("blob:")]
        again = self.known & {worker.url for worker in self.page.workers}
        assert [one.url for one in page if not one.service_worker and one.url not in again] == []
        constant = {f"{self.site.url}{path}" for path in lock.addresses().beside_the_tools()}
        assert {one.url for one in page if one.service_worker} <= constant
