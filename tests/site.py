"""A whole site as a visitor meets it: real processes, a real database, its own folder, on a free port."""

import atexit
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from hotsite.ground.guard.form import LEAST_AGE
from workshop.addresses import free_port

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
#: What of a site's environment makes its first rows others than those of a site with nothing optional.
DECIDES_WHAT_IS_SEEDED = {"CONSENT_DAYS", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PROVIDERS_FILE", "USAGE_METRICS"}
PATIENCE = 60.0  # seconds; far more than a start needs on a busy machine

Found = TypeVar("Found")


def wait_for(question: Callable[[], Found], *, within: float = PATIENCE, every: float = 0.1) -> Found:
    """The first answer that is true; AssertionError if there is none in time."""
    deadline = time.monotonic() + within
    while not (answer := question()):
        assert time.monotonic() < deadline, f"waited {within:.0f} s in vain"
        time.sleep(every)
    return answer


@functools.cache
def just_set_up() -> Path:
    """The folder of an embedded site before its first visitor: made once, since it takes seconds to make."""
    folder = Path(tempfile.mkdtemp(prefix="hot-set-up-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = Site(folder)
    site.manage("migrate", "--verbosity", "0")
    site.manage("seed", "--verbosity", "0")
    return folder


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Site:
    """`with Site(folder) as site:` starts web server, worker and beat, and leaves nothing behind."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        #: Where a browser finds it; another name than `url`'s where SITE_URL says so.
        self.address = self.url
        self.log = folder / "site.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))},
            "DATA_DIR": str(folder),
            "SECRET_KEY_FILE": str(folder / "secret-key"),
            "PORT": str(self.port),
            # A code is good once in thirty seconds: whoever logs in for each test would wait for the next.
            # `tests/browser/test_second_step.py` has a site that asks for it.
            "STAFF_OTP": "off",
            "PYTHONWARNINGS": "default",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._made = ""

    def manage(self, *arguments: str) -> str:
        """Runs `manage.py` on this site; what it printed."""
        done = subprocess.run(
            [*MANAGE, *arguments], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def __enter__(self) -> Self:
        if "DATABASE_URL" in self.environment:
            self.manage("migrate", "--verbosity", "0")
        else:
            shutil.copytree(just_set_up(), self.folder, dirs_exist_ok=True)
        if self.environment.keys() & DECIDES_WHAT_IS_SEEDED:
            self.manage("seed", "--verbosity", "0")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*MANAGE, "serve"], env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        wait_for(lambda: self.get("/healthz")[0] == 200 or self._must_run())

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def get(self, path: str) -> tuple[int, str]:
        """Status and body; status 0 while nothing answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:  # noqa: S310  (our own site)
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def post(self, path: str, **fields: str) -> int:
        """Sends a form as a browser does from the page itself; the status, redirects not followed."""
        body = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.url + path, body, {"Sec-Fetch-Site": "same-origin", "Origin": self.url})  # noqa: S310  (our own site)
        try:
            with urllib.request.build_opener(_StayHere).open(request, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def write(self, **fields: str) -> int:
        """Sends the contact form, as somebody does who takes a second to fill it in; the status."""
        if not self._made:
            found = re.search(r'name="made" value="([^"]+)"', self.get("/en/contact/")[1])
            assert found, "the contact form bears no stamp"
            self._made = found.group(1)
            time.sleep(LEAST_AGE.total_seconds())
        return self.post("/en/contact/", made=self._made, **fields)

    def mails(self, reference: str) -> list[str]:
        """The texts of what was sent about something, where mail goes into a folder."""
        files = sorted((self.folder / "mail").glob(f"{reference}-*.eml"))
        return [str(message_from_bytes(file.read_bytes(), policy=policy.default).get_content()) for file in files]

    def said(self) -> str:
        """What the site's processes wrote so far."""
        return self.log.read_text(errors="replace")

    def staff(self, name: str = "admin") -> str:
        """Makes a staff account; its password."""
        printed = self.manage("staff", "--name", name)
        found = re.search(r"Password:\s+(\S+)", printed)
        assert found, printed
        return found[1]

    def processes(self, word: str) -> list[int]:
        """Process ids below this site whose command line holds `word`, the oldest first."""
        assert self._process is not None
        below, found = [self._process.pid], []
        for parent in below:
            children = Path(f"/proc/{parent}/task/{parent}/children")
            below += [int(pid) for pid in children.read_text().split()] if children.exists() else []
        for pid in below:
            line = Path(f"/proc/{pid}/cmdline")
            if line.exists() and word in line.read_bytes().replace(b"\0", b" ").decode():
                found.append(pid)
        return found

    def _must_run(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.said()
        return False


class WebServer(Site):
    """Of a site only what visitors meet: for pages behind which nothing is worked off, neither worker nor clock."""

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "hotsite.wsgi", f"--bind=127.0.0.1:{self.inner_port}"]
        command += ["--worker-class=gthread", "--workers=2", "--graceful-timeout=1", "--no-control-socket"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        wait_for(lambda: self.get("/healthz")[0] == 200 or self._must_run())

    @property
    def inner_port(self) -> int:
        """Where it listens, which is its port unless something stands in front of it."""
        return self.port
