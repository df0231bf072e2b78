"""What every test has: the site's own host name, and a clean folder for what the site writes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from hotsite.ground.guard.form import stamp
from hotsite.messages import compile_catalogues
from hotsite.models import StaffAccount
from tests.staff import StaffClient

#: What a browser says when a form is sent from the page it stands on.
FROM_OUR_PAGE = {"sec-fetch-site": "same-origin"}

#: The name under which a test records a line of a table (`record_property(TABLE, "…")`).
TABLE = "table"


def pytest_configure() -> None:
    """Pages are tested in German too, and a clean clone has no .mo."""
    compile_catalogues()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the lines of tables that tests recorded: what was found is worth reading where all passed, too."""
    reports = [report for outcomes in terminalreporter.stats.values() for report in outcomes]
    recorded = (one for report in reports for one in getattr(report, "user_properties", ()))
    for line in dict.fromkeys(str(value) for name, value in recorded if name == TABLE):
        terminalreporter.write_line(line)


def page_made(*, seconds_ago: float = 60) -> dict[str, str]:
    """What a public form sends along of a page that was made so long ago."""
    return {"made": stamp(timezone.now() - timedelta(seconds=seconds_ago))}


@pytest.fixture
def client() -> Client:
    """A visitor at the site's own address; a member of staff after `force_login`."""
    return StaffClient(headers={"host": urlsplit(settings.SITE_URL).netloc})


@pytest.fixture
def admin_client(client: Client, admin_user: StaffAccount) -> Client:
    client.force_login(admin_user)
    return client


@pytest.fixture(autouse=True, scope="session")
def static_files_are_looked_for_once() -> Iterator[None]:
    """Each client has the middleware made anew, and WhiteNoise would look at some hundred files for each of them."""
    middleware = import_string("whitenoise.middleware.WhiteNoiseMiddleware")
    look = middleware.add_files_from_finders
    found: dict[str, object] = {}

    def look_once(made: Any) -> None:
        if not found:
            look(made)
            found.update(made.files)
        made.files = dict(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(autouse=True)
def own_folders(settings: LazySettings, tmp_path: Path) -> None:
    """No test reads or writes the folders of a site in use."""
    settings.MAIL_DIR = tmp_path / "mail"
    settings.BROKER_DIR = tmp_path / "broker"
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.PACKAGES_DIR = tmp_path / "packages"
    settings.ERASURE_LEDGER_DIR = tmp_path / "erasures"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = tmp_path / "backup-key"


@pytest.fixture(autouse=True)
def quick_passwords(settings: LazySettings) -> None:
    """A good hash takes half a second, which is its point, and no test's."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
