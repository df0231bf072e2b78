"""What leans on the database most, once more on PostgreSQL: triggers, locks, and the order of what is read."""

import os
import subprocess
import sys

from tests.test_house import ROOT
from workshop.services import Services

ROOMS = (
    "tests/hotsite/ground/evidence",
    *(f"tests/contact/rights/test_{what}.py" for what in ("at_once", "life", "mailbox", "recipients", "selectors")),
)


def test_the_rooms_that_lean_on_the_database_pass_on_postgresql(services: Services) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *ROOMS]
    environment = os.environ | {"DATABASE_URL": services.database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
