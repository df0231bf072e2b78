"""The site's own settings, with the proof's two middleware around the site's, and its armed front end."""

import os
from pathlib import Path

from hotsite import settings as of_the_site
from hotsite.settings import *  # noqa: F403  (the site as it is)

MIDDLEWARE = ["tests.lock.middleware.Outermost", *of_the_site.MIDDLEWARE, "tests.lock.middleware.AtTheView"]

#: Names the folder of the armed front end: see `tests.lock.armed`.
FRONTEND_DIST = Path(os.environ["LOCK_FRONTEND"])
STATICFILES_DIRS = [FRONTEND_DIST]
DJANGO_VITE = {"default": of_the_site.DJANGO_VITE["default"] | {"manifest_path": FRONTEND_DIST / "manifest.json"}}
