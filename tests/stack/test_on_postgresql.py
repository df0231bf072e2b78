"""What leans on the database most is so on PostgreSQL as well: its tests, run there.

Triggers, locks and the order of what is read; what is written once, counted, proven, let go and looked for.
"""

import os
import subprocess
import sys

from tests.site import ROOT
from workshop.services import Services

#: A night on which a clock is put back.
NIGHT = "10-31T01.30"
ROOMS = (
    "tests/hotsite/backups/test_drill.py",
    "tests/hotsite/ground/evidence",
    *(f"tests/contact/rights/test_{what}.py" for what in ("at_once", "life", "mailbox", "recipients", "selectors")),
    "tests/privacy/breaches",
    *(f"tests/privacy/consent/test_{what}.py" for what in ("choices", "hostile", "receipt", "texts")),
    *(f"tests/privacy/retention/test_{what}.py" for what in ("breaker", "every_rule", "holds", "run")),
    *(f"tests/privacy/erasure/test_{what}.py" for what in ("canary", "executing", "ledger", "scan")),
    *(f"tests/privacy/policies/test_{what}.py" for what in ("publish", "versions")),
    "tests/privacy/usage",
)
#: They are about pages, words and memory, and long; or about what SQLite alone can hold, or how it reads a table.
#: Of the nights on which every rule is tried, whose dates Python reckons, one is enough.
LEFT_OUT = (
    "not ten_thousand and not only_read and not on_sqlite and not along and not no_two_things and not user_agent"
    f" and not (to_the_second and not {NIGHT})"
)


def test_the_rooms_that_lean_on_the_database_pass_on_postgresql(services: Services) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", LEFT_OUT, *ROOMS]
    environment = os.environ | {"DATABASE_URL": services.database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:]
    assert "skipped" not in done.stdout
