"""What every test has: the site's own host name, and a clean folder for what the site writes."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings, settings
from django.test import Client

from hotsite.messages import compile_catalogues

#: What a browser says when a form is sent from the page it stands on.
FROM_OUR_PAGE = {"sec-fetch-site": "same-origin"}


def pytest_configure() -> None:
    """Pages are tested in German too, and a clean clone has no .mo."""
    compile_catalogues()


@pytest.fixture
def client() -> Client:
    """A visitor at the site's own address."""
    return Client(headers={"host": urlsplit(settings.SITE_URL).netloc})


@pytest.fixture(autouse=True)
def own_folders(settings: LazySettings, tmp_path: Path) -> None:
    """No test reads or writes the folders of a site in use."""
    settings.MAIL_DIR = tmp_path / "mail"
    settings.BROKER_DIR = tmp_path / "broker"
    settings.EVIDENCE_DIR = tmp_path / "evidence"
