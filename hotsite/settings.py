"""The settings: one file, read from the environment (`environment/`), safe by default."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import django_stubs_ext
from celery.schedules import crontab

from hotsite import environment
from hotsite.ground.logs import logging_config
from hotsite.secret import secret_key
from privacy import periods
from privacy.consent import providers
from privacy.policies import processors

django_stubs_ext.monkeypatch()  # lets ModelAdmin[…] and its like be written where the code runs, not only in stubs

BASE_DIR = environment.ROOT
ENVIRONMENT = environment.read(os.environ)

# --- the operator and the address -----------------------------------------------------------------------------

SITE_NAME = "Healthcare Online Tools"
SITE_URL = ENVIRONMENT.site_url
#: Where start page and tools are: the same, unless TOOLS_URL gives them a host of their own.
TOOLS_URL = ENVIRONMENT.tools_url
HOST = ENVIRONMENT.text("HOST")
PORT = ENVIRONMENT.number("PORT")
WEB_PROCESSES = ENVIRONMENT.number("WEB_PROCESSES")
WEB_THREADS = ENVIRONMENT.number("WEB_THREADS")
OPERATOR_NAME = ENVIRONMENT.text("OPERATOR_NAME")
OPERATOR_EMAIL = ENVIRONMENT.text("OPERATOR_EMAIL")
OPERATOR_ADDRESS = ENVIRONMENT.text("OPERATOR_ADDRESS")
OPERATOR_PHONE = ENVIRONMENT.text("OPERATOR_PHONE")
OPERATOR_DETAILS = ENVIRONMENT.text("OPERATOR_DETAILS")
DATA_PROTECTION_OFFICER = ENVIRONMENT.text("DATA_PROTECTION_OFFICER")
SUPERVISORY_AUTHORITY = ENVIRONMENT.text("SUPERVISORY_AUTHORITY")
PROCESSORS = processors.parse(ENVIRONMENT.text("PROCESSORS"))
#: By whose days off legal dates are counted.
OPERATOR_PLACE = ENVIRONMENT.place
#: Who approves what removes data for good: `on`, a second person; `delay`, the same one again a day later.
FOUR_EYES = ENVIRONMENT.text("FOUR_EYES")
#: Times to keep that the operator changed, and how many rows of a kind go at once without a person's approval.
RETENTION = periods.parse(ENVIRONMENT.text("RETENTION"))
PURGE_CAP = ENVIRONMENT.number("PURGE_CAP")
#: Whether staff prove a second factor; only a site that nobody else can reach goes without.
STAFF_OTP = ENVIRONMENT.text("STAFF_OTP") == "on"
SITE_EMAIL = ENVIRONMENT.text("SITE_EMAIL")

HTTPS = SITE_URL.startswith("https://")
#: Plain http to other machines: allowed only by ALLOW_HTTP=1, and every page says so.
PLAIN_HTTP_BANNER = not HTTPS and not environment.is_loopback(SITE_URL)

# --- files ------------------------------------------------------------------------------------------------------

DATA_DIR = ENVIRONMENT.folder("DATA_DIR")
MAIL_DIR = DATA_DIR / "mail"
BROKER_DIR = DATA_DIR / "broker"
EVIDENCE_DIR = Path(ENVIRONMENT.text("EVIDENCE_DIR") or DATA_DIR / "evidence").expanduser()
PACKAGES_DIR = Path(ENVIRONMENT.text("PACKAGES_DIR") or DATA_DIR / "packages").expanduser()
ERASURE_LEDGER_DIR = Path(ENVIRONMENT.text("ERASURE_LEDGER_DIR") or DATA_DIR / "erasures").expanduser()
BACKUP_DIR = Path(ENVIRONMENT.text("BACKUP_DIR") or DATA_DIR / "backups").expanduser()
BACKUP_KEY_FILE = ENVIRONMENT.folder("BACKUP_KEY_FILE")
BACKUP_KEEP_DAYS = ENVIRONMENT.number("BACKUP_KEEP_DAYS")


def private_folder(path: Path) -> Path:
    """Made if missing, and readable by its owner only: mail and messages hold addresses and ids."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.stat().st_uid == os.getuid():
            path.chmod(0o700)  # it may have been there already, open to others
    except OSError as error:
        raise environment.WrongEnvironment(
            f"The site cannot start:\n- DATA_DIR={str(DATA_DIR)!r} cannot be used ({error.strerror}). "
            "Example: DATA_DIR=/var/lib/healthcare-online-tools"
        ) from None
    return path


private_folder(DATA_DIR)

# --- Django -----------------------------------------------------------------------------------------------------

SECRET_KEY = secret_key(ENVIRONMENT.text("SECRET_KEY"), ENVIRONMENT.folder("SECRET_KEY_FILE"))
SECRET_KEY_FALLBACKS = ENVIRONMENT.text("OLD_SECRET_KEYS").split()
DEBUG = ENVIRONMENT.flag("DEBUG")
_hosts = [urlsplit(url).hostname or "" for url in (SITE_URL, TOOLS_URL)]
ALLOWED_HOSTS = [f"[{host}]" if ":" in host else host for host in _hosts]
AUTH_USER_MODEL = "hotsite.StaffAccount"
ROOT_URLCONF = "hotsite.urls"
WSGI_APPLICATION = "hotsite.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False  # locked pages may not be redirected, not even to themselves

INSTALLED_APPS = [
    "hotsite.login.apps.StaffPagesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_vite",
    "cookie_consent",
    "django_otp",
    "axes",
    "hotsite.ground",
    "privacy",
    "tools",
    "contact",
    "hotsite",
]

MIDDLEWARE = [
    "privacy.usage.middleware.UsageMiddleware",
    "hotsite.ground.forget.ForgetMiddleware",
    "hotsite.ground.logs.RequestLogMiddleware",
    "hotsite.ground.headers.SecurityHeadersMiddleware",
    "hotsite.ground.host.HostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hotsite.ground.language.LanguageMiddleware",
    "privacy.consent.gate.ConsentMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "hotsite" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hotsite.pages.site",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

#: The first asks whether name and place are locked, and knows no password.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_HANDLER = "hotsite.login.throttle.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
#: What is tried while it is locked counts for nothing: the time that was named stays true.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "hotsite.login.throttle.name"
AXES_CLIENT_IP_CALLABLE = "hotsite.login.throttle.place"
AXES_CLIENT_STR_CALLABLE = "hotsite.login.throttle.anybody"
AXES_LOCKOUT_CALLABLE = "hotsite.login.throttle.locked"

SILENCED_SYSTEM_CHECKS = [
    # What these middleware would set, hotsite.ground.headers sets, for every kind of response.
    "security.W001",
    "security.W002",
    # django-vite warns of a missing manifest before the first build; the workshop builds before it serves.
    "django_vite.W001",
]

# --- database ---------------------------------------------------------------------------------------------------

DATABASES: dict[str, Any]
if ENVIRONMENT.text("DATABASE_URL"):
    DATABASES = {
        "default": dj_database_url.parse(ENVIRONMENT.text("DATABASE_URL"), conn_max_age=60, conn_health_checks=True)
    }
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "db.sqlite3"}}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With Django's defaults eight writers met "database is locked" in three of four transactions; with these, never.
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
            ),
        },
    }

# --- work that must not be lost -------------------------------------------------------------------------------

REDIS_URL = ENVIRONMENT.text("REDIS_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # a lost wake-up call is found by the sweep; a visitor does not wait for it
CELERY_TIMEZONE = ENVIRONMENT.text("TIME_ZONE")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 60,
        "unacked_restore_interval": 5,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "max_retries": 0,
    }
else:
    for folder in ("messages", "control"):
        private_folder(BROKER_DIR / folder)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }

#: In code, so that nobody switches it off by a click.
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "hotsite.ground.work.sweep",
        "schedule": ENVIRONMENT.number("SWEEP_SECONDS"),
        "options": {"expires": ENVIRONMENT.number("SWEEP_SECONDS")},
    },
    "inbox": {"task": "contact.messages.daily", "schedule": crontab(hour=6, minute=40)},
    "rights": {"task": "contact.rights.daily", "schedule": crontab(hour=6, minute=30)},
    "packages": {"task": "contact.rights.expire_packages", "schedule": crontab(minute=37)},
    # What is due at this moment, and what a beat missed: hours and days are slots, each of which is run once.
    "purge": {"task": "privacy.retention.tick", "schedule": crontab(minute="*/5"), "options": {"expires": 300}},
    "evidence": {"task": "hotsite.ground.evidence.write_head", "schedule": crontab(minute=7)},
    "erasures": {"task": "privacy.erasure.export", "schedule": crontab(minute=17)},
}

# --- mail -------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = SITE_EMAIL
if ENVIRONMENT.text("MAIL_URL"):
    _mail = urlsplit(ENVIRONMENT.text("MAIL_URL"))
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587 if _mail.scheme != "smtp" else 25)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+starttls"
    EMAIL_TIMEOUT = 8  # seconds for each of up to seven exchanges: together less than a lease
else:
    EMAIL_BACKEND = "hotsite.ground.work.mailfolder.FolderBackend"

# --- cookies: none for a visitor who only reads -----------------------------------------------------------------

_prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "hotsite.pages.refused"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- consent ---------------------------------------------------------------------------------------------------


def optional(file: str) -> providers.Optional:
    try:
        return providers.read(Path(file).expanduser()) if file else providers.Optional()
    except ValueError as error:
        raise environment.WrongEnvironment(f"The site cannot start:\n- PROVIDERS_FILE={file!r} {error}.") from None


CONSENT_COOKIE = f"{_prefix}consent"
CONSENT_DAYS = ENVIRONMENT.number("CONSENT_DAYS")
#: Everything below is off unless the operator switches it on; then visitors are asked.
OPTIONAL = optional(ENVIRONMENT.text("PROVIDERS_FILE"))
USAGE_METRICS = ENVIRONMENT.flag("USAGE_METRICS")
POLICY_IN_FORCE = "privacy.policies.selectors.current_version"
#: django-cookie-consent is the catalogue. Its own cookie is never set, its log keeps nothing, its cache would be stale
#: in every process but the one that changed a row.
COOKIE_CONSENT_NAME = "cookie_consent"
COOKIE_CONSENT_LOG_ENABLED = False
COOKIE_CONSENT_CACHE_BACKEND = "catalogue"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "catalogue": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# --- language and time ------------------------------------------------------------------------------------------

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "hotsite" / "locale"]
USE_TZ = True
TIME_ZONE = ENVIRONMENT.text("TIME_ZONE")

# --- static files: names are hashed by the front end's build ------------------------------------------------------

STATIC_URL = "/static/"
FRONTEND_DIST = BASE_DIR / "tools" / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST]
STATIC_ROOT = None  # nothing is collected: files are served from where they lie
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[\w-]{8}\.\w+$"
DJANGO_VITE = {
    "default": {"dev_mode": False, "manifest_path": FRONTEND_DIST / "manifest.json", "static_url_prefix": ""}
}

# --- what was measured for a release, and is shown ----------------------------------------------------------------

PROMISES_PROOF = BASE_DIR / "hotsite" / "measured" / "promises.json"
CORPUS = BASE_DIR / "hotsite" / "measured" / "corpus.json"

# --- the lock -----------------------------------------------------------------------------------------------------

LOCKED_ADDRESSES = "hotsite.lock.addresses"
LOCKED_PATHS = "hotsite.lock.deaf_paths"
LOCK_PROOF = BASE_DIR / "hotsite" / "measured" / "lock-proof.json"
#: The only ways to a foreign site: slug of the page `/out/<slug>/`, and the https address it leads to.
WAYS_OUT: tuple[tuple[str, str], ...] = ()

# --- forms: what a request may hold -------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = logging_config()
