"""What is written once, counted and proven is so on PostgreSQL as well: the tests of these rows, run there."""

import os
import subprocess
import sys

from tests.site import ROOT
from workshop.services import Services

ROWS = (
    "tests/hotsite/backups/test_drill.py",
    "tests/privacy/breaches",
    "tests/privacy/consent/test_choices.py",
    "tests/privacy/consent/test_hostile.py",
    "tests/privacy/consent/test_receipt.py",
    "tests/privacy/consent/test_texts.py",
    "tests/privacy/retention",
    "tests/privacy/erasure/test_canary.py",
    "tests/privacy/erasure/test_executing.py",
    "tests/privacy/erasure/test_ledger.py",
    "tests/privacy/erasure/test_scan.py",
    "tests/privacy/policies/test_publish.py",
    "tests/privacy/policies/test_versions.py",
    "tests/privacy/usage",
)
#: They are about pages and memory, and long; or about what SQLite alone can hold.
LEFT_OUT = "not ten_thousand and not only_read and not on_sqlite"


def test_the_rows_of_privacy_are_as_safe_on_postgresql(services: Services) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", LEFT_OUT, *ROWS]
    environment = os.environ | {"DATABASE_URL": services.database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout
