"""The site's settings, with a front end that a test may change: RELEASE_DIST names the folder of its build."""

import os
from pathlib import Path

from hotsite.settings import *  # noqa: F403  (these are the settings, but for one folder)

FRONTEND_DIST = Path(os.environ["RELEASE_DIST"])
STATICFILES_DIRS = [FRONTEND_DIST]
DJANGO_VITE = {
    "default": {"dev_mode": False, "manifest_path": FRONTEND_DIST / "manifest.json", "static_url_prefix": ""}
}
