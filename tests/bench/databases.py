"""A measurement on SQLite and on PostgreSQL: each in a process and on a database of its own, which is thrown away."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop.services import Services
from workshop.steps import say


def on_both(module: str, measure: Callable[[Path], None], **environment: str) -> None:
    """Runs `python -m module NAME` for each of the two; there, calls `measure` with the folder of the site's data.

    Nothing of Django may be imported before.
    """
    if sys.argv[1:]:
        _measured(measure)
        return
    with Services() as services:
        for name, database in {"SQLite": {}, "PostgreSQL": {"DATABASE_URL": services.database_url}}.items():
            say(f"-- {name}")
            with TemporaryDirectory() as folder:
                own = {"DATA_DIR": folder, "SECRET_KEY_FILE": str(Path(folder) / "secret-key")}
                settings = {"DJANGO_SETTINGS_MODULE": "hotsite.settings"}
                made = os.environ | own | settings | environment | database
                subprocess.run([sys.executable, "-m", module, name], env=made, check=True)


def _measured(measure: Callable[[Path], None]) -> None:
    import django
    from django.db import connection

    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a real stream
    django.setup()
    folder = Path(os.environ["DATA_DIR"])
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")  # a million rows fill memory
    made = connection.creation.create_test_db(verbosity=0)
    try:
        measure(folder)
    finally:
        connection.creation.destroy_test_db(made, verbosity=0)
