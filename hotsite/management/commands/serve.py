"""`manage.py serve`: the site as one process tree of web server, worker and clock."""

import contextlib
import http.client
import os
import signal
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hotsite import lock
from hotsite.processes import Program, Supervisor

ROOT = Path(__file__).resolve().parents[3]
#: Requests that are under way when the site is stopped may take this long; mail that is being sent as well.
GRACE = 15  # seconds
#: The web server's own limit is shorter, so that it ends its threads itself.
WEB_GRACE = GRACE - 5


class Command(BaseCommand):
    help = "Serves the site: web server, worker and clock in one, until Ctrl-C or SIGTERM."
    #: `migrate` has just run them; here they would cost a second of every start.
    requires_system_checks = ()
    _lock_is_wrong = False

    def handle(self, *args: object, **options: object) -> None:
        refuse_a_taken_port(settings.HOST, settings.PORT)
        if os.geteuid() == 0:
            self._say("Running as root: fine for a trial; give a site that others reach a user of its own.")
        supervisor = Supervisor(
            programs=programs(),
            cwd=ROOT,
            say=self._say,
            answers=site_answers,
            ready=self._ready,
        )
        sys.exit(supervisor.run() or self._lock_is_wrong)

    def _ready(self) -> None:
        """A site whose lock arrives otherwise than it was made is not left running."""
        faults = lock.faults_of(answered_allowlist())
        if faults:
            self._lock_is_wrong = True
            self._say(f"The lock of {lock.locked_pages()[0]} is wrong: {faults[0]}. Everything is stopped.")
            signal.raise_signal(signal.SIGTERM)
            return
        self._say(f"Healthcare Online Tools is at {settings.TOOLS_URL}/en/ (Ctrl-C stops it)")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def programs() -> tuple[Program, ...]:
    """In the order in which they are started and stopped: no new work first, then what is under way."""
    celery = (
        sys.executable,
        *WITHOUT_CELERYS_WARNING,
        "-m",
        "celery",
        "--quiet",
        "--skip-checks",
        "-A",
        "hotsite.celery",
    )
    return (
        Program(name="web server", command=web_server(), grace=GRACE),
        Program(
            name="worker",
            # Threads: one process, so nothing is left when it is killed. Two, so that no mail waits for a long purge;
            # that a kill costs one mail at most, `hotsite.ground.work.tasks` sees to.
            command=(*celery, "worker", "--pool=threads", "--concurrency=2", *WITHOUT_CHATTER),
            grace=GRACE,
        ),
        Program(
            name="clock",
            command=(*celery, "beat", f"--schedule={settings.DATA_DIR / 'beat-schedule'}", "--pidfile="),
            grace=5,
        ),
    )


#: Workers that talk to each other need a broker that can broadcast; one embedded worker has nobody to talk to.
WITHOUT_CHATTER = ("--without-gossip", "--without-mingle", "--without-heartbeat")


#: Four lines at every start; the command says it in one sentence.
WITHOUT_CELERYS_WARNING = ("-W", "ignore:You're running the worker with superuser privileges")


def web_server() -> tuple[str, ...]:
    """Gunicorn with threads; its access log is off, because the site writes its own without addresses."""
    return (
        sys.executable,
        "-m",
        "gunicorn",
        "hotsite.wsgi",
        f"--bind={bracketed(settings.HOST)}:{settings.PORT}",
        "--worker-class=hotsite.webworker.Worker",
        f"--workers={settings.WEB_PROCESSES}",
        f"--threads={settings.WEB_THREADS}",
        f"--graceful-timeout={WEB_GRACE}",
        "--logger-class=hotsite.weblog.WebServerLog",
        "--no-control-socket",
    )


def bracketed(host: str) -> str:
    """The host as an address writes it: an IPv6 literal in brackets (RFC 3986 §3.2.2)."""
    return f"[{host}]" if ":" in host else host


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raises CommandError with one sentence if the web server could not listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"Nothing can listen on {bracketed(host)}:{port} ({error.strerror}): "
            "stop what uses it, or choose another address, as in PORT=8080."
        ) from None


def site_answers() -> bool:
    """Whether the web server answers a request that any visitor could have made."""
    try:
        return ask("/healthz").status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False


def answered_allowlist() -> str:
    """The `Connection-Allowlist` of a locked page as it arrives; "" if there is none."""
    try:
        return ask(lock.locked_pages()[0], within=20).getheader("Connection-Allowlist", "")
    except (OSError, http.client.HTTPException):
        return ""


def ask(path: str, *, within: float = 1) -> http.client.HTTPResponse:
    """Raises OSError or HTTPException while nothing answers."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (looked up, not bound)
    local = everywhere.get(settings.HOST, settings.HOST)
    connection = http.client.HTTPConnection(local, settings.PORT, timeout=within)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": urlsplit(settings.TOOLS_URL).netloc})
        return connection.getresponse()
