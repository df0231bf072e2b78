"""The site under attack: the real one, with the proof's middleware around it and the attack in its front end."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from hotsite.environment import VARIABLES
from tests.lock.armed import arm
from tests.lock.listeners import FOREIGN_ZONE, LOOPBACK, Foreign, Own
from tests.lock.middleware import RECORD_FILE
from tests.lock.runs import RUN_FILE, Mutation, Run
from tests.lock.tls import Proxy, new_certificate
from tests.lock.vector import Pair
from tests.lock.vectors import PAIRS
from tests.lock.visitor import Outcome, Visitor
from tests.site import Site, wait_for
from workshop import browser as browsers
from workshop.places import DIST

#: What is no part of `make prove-lock` alone.
EVERY_TIME = ("test_sample.py",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.path.name not in EVERY_TIME:
                item.add_marker(pytest.mark.lock)


#: A site that says https has to say whose it is.
OPERATOR = {variable.name: variable.example for variable in VARIABLES if "EXAMPLE" in variable.default}


@dataclass(frozen=True)
class Stage:
    """The site, and everybody who listens; the attack comes with a fresh browser for each run."""

    site: Site
    worker: str
    foreign: Foreign
    own: Own
    folder: Path
    thread: ThreadPoolExecutor
    versions: list[str] = field(default_factory=list)

    def tries(self, run: Run | Mutation, pairs: Sequence[Pair] = PAIRS) -> list[Outcome]:
        """Every pair with each of its targets, under this run."""
        (self.folder / "run").write_text(run.value, encoding="utf-8")
        return self.thread.submit(self._tries, run, pairs).result()

    def browser_version(self) -> str:
        """As Chromium says it of itself."""
        return self.versions[-1]

    def _tries(self, run: Run | Mutation, pairs: Sequence[Pair]) -> list[Outcome]:
        self.foreign.begin_again()
        self.own.begin_again()
        origin = self.site.environment["SITE_URL"]
        with sync_playwright() as playwright:
            profile = Path(tempfile.mkdtemp(prefix="profile-", dir=self.folder))
            context = _browser(playwright, profile, self.foreign)
            context.grant_permissions(["notifications"], origin=origin)
            self.versions.append(context.browser.version if context.browser else "")
            visitor = Visitor(context, origin, self.worker, self.foreign, self.own)
            if run is Run.OFFLINE:
                visitor.waits_for_the_service_worker()
            outcomes = visitor.tries(pairs)
            context.close()
        return outcomes


def _browser(playwright: Playwright, profile: Path, foreign: Foreign) -> BrowserContext:
    """With an ordinary profile and background networking: some ways out are closed in a private window."""
    args = ["--disable-gpu", "--no-first-run", f"--host-resolver-rules=MAP *.{FOREIGN_ZONE} {LOOPBACK}:{foreign.named}"]
    if foreign.certificate:
        args.append(f"--ignore-certificate-errors-spki-list={foreign.certificate.digest_of_key()}")
    found = browsers.find()
    if found is None:
        pytest.skip(f"no browser: {browsers.ADVICE}")
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=found,
        args=args + (["--no-sandbox"] if os.geteuid() == 0 else []),
        ignore_default_args=["--disable-background-networking"],
        locale="en-GB",
        accept_downloads=True,
    )


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreign]:
    with Foreign(new_certificate(tmp_path_factory.mktemp("certificate"), f"*.{FOREIGN_ZONE}")) as listening:
        yield listening


@pytest.fixture(scope="session")
def thread() -> Iterator[ThreadPoolExecutor]:
    """Playwright allows one of itself in a thread, and the other browser tests have theirs."""
    with ThreadPoolExecutor(max_workers=1) as one:
        yield one


@pytest.fixture(scope="session")
def stage(foreign: Foreign, thread: ThreadPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with _stage("http", foreign, thread, tmp_path_factory.mktemp("lock")) as ready:
        yield ready


@pytest.fixture(scope="session")
def secure_stage(
    foreign: Foreign, thread: ThreadPoolExecutor, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with _stage("https", foreign, thread, tmp_path_factory.mktemp("lock")) as ready:
        yield ready


@contextlib.contextmanager
def _stage(scheme: str, foreign: Foreign, thread: ThreadPoolExecutor, folder: Path) -> Iterator[Stage]:
    """Our site is at `localhost`, the foreign server at an address: to the browser these are two sites."""
    (folder / "run").write_text(Run.BOTH.value, encoding="utf-8")
    worker = arm(DIST, folder / "front-end")
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.lock.site_settings",
        "LOCK_FRONTEND": str(folder / "front-end"),
        RUN_FILE: str(folder / "run"),
        RECORD_FILE: str(folder / "record"),
        **OPERATOR,
    }
    site = Site(folder, **environment)
    port = site.port
    if scheme == "https":
        assert foreign.certificate, "openssl is missing: as root, apt install openssl"
        port = foreign.put_in_front(Proxy(foreign.certificate, site.port))
    site.environment["SITE_URL"] = f"{scheme}://localhost:{port}"
    with site:
        # It stops a site whose lock arrives otherwise than it was made: only what comes later may be changed.
        wait_for(lambda: f"is at {site.environment['SITE_URL']}" in site.said())
        yield Stage(site, worker, foreign, Own(folder / "record"), folder, thread)
