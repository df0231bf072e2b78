"""Every variable once: its default, an example and a sentence. The README's table is made from this."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hotsite.environment import values
from privacy import periods
from privacy.policies import processors

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, kw_only=True)
class Variable:
    name: str
    says: str
    default: str
    example: str
    #: Raises ValueError with a clause that completes "NAME='value' …".
    check: Callable[[str], object] = str


VARIABLES = (
    Variable(
        name="SITE_URL",
        says="the address visitors use; decides cookie names, Secure and links in mail",
        default="",
        example="https://tools.hospital.test",
        check=values.origin,
    ),
    Variable(
        name="TOOLS_URL",
        says="an address of their own for start page and tools, which then never meet the cookies of the rest",
        default="",
        example="https://open-here.hospital.test",
        check=values.origin,
    ),
    Variable(
        name="HOST",
        says="the address the web server listens on",
        default="127.0.0.1",
        example="0.0.0.0",  # noqa: S104  (an example, not a binding)
        check=values.host,
    ),
    Variable(
        name="PORT",
        says="the port the web server listens on",
        default="8000",
        example="8080",
        check=values.number(1, 65535),
    ),
    Variable(
        name="ALLOW_HTTP",
        says="1 allows plain http to other machines than this one, under a banner on every page",
        default="0",
        example="1",
        check=values.flag,
    ),
    Variable(
        name="DATABASE_URL",
        says="PostgreSQL; without it SQLite in DATA_DIR",
        default="",
        example="postgresql://site:password@db.hospital.test/site",
        check=values.database,
    ),
    Variable(
        name="REDIS_URL",
        says="the broker that wakes the workers; without it a folder in DATA_DIR",
        default="",
        example="redis://redis.hospital.test:6379/0",
        check=values.url("redis", "rediss", "unix"),
    ),
    Variable(
        name="MAIL_URL",
        says="the mail server; without it mail is written to a folder in DATA_DIR",
        default="",
        example="smtp+starttls://user:password@mail.hospital.test:587",
        check=values.url("smtp", "smtps", "smtp+starttls"),
    ),
    Variable(
        name="DATA_DIR",
        says="where the embedded database, broker and mail folder live",
        default=str(ROOT / "var"),
        example="/var/lib/healthcare-online-tools",
        check=values.folder,
    ),
    Variable(
        name="SECRET_KEY",
        says="signs what the site hands out; without it SECRET_KEY_FILE",
        default="",
        example="the output of: openssl rand -base64 48",
    ),
    Variable(
        name="SECRET_KEY_FILE",
        says="holds the secret; made on the first run, readable by its owner only, outside the repository",
        default="~/.local/state/healthcare-online-tools/secret-key",
        example="/etc/healthcare-online-tools/secret-key",
        check=values.folder,
    ),
    Variable(
        name="OLD_SECRET_KEYS",
        says="secrets used before, between spaces, the newest first: what they signed can still be checked",
        default="",
        example="the SECRET_KEY that was replaced",
        check=values.old_secrets,
    ),
    Variable(
        name="EVIDENCE_DIR",
        says="where the end of the evidence is signed and written every hour; best out of reach of the database",
        default="",
        example="/mnt/append-only/evidence",
        check=values.path_or_none,
    ),
    Variable(
        name="PACKAGES_DIR",
        says="where the packages of people's data wait to be fetched, 14 days; several machines have to share it",
        default="",
        example="/mnt/shared/packages",
        check=values.path_or_none,
    ),
    Variable(
        name="ERASURE_LEDGER_DIR",
        says=(
            "where it is noted, by hash, what was erased: a restored backup is brought up to date by it, so keep it "
            "apart from the backups"
        ),
        default="",
        example="/mnt/append-only/erasures",
        check=values.path_or_none,
    ),
    Variable(
        name="BACKUP_DIR",
        says="where `make backup` puts its encrypted files",
        default="",
        example="/mnt/backup/healthcare-online-tools",
        check=values.path_or_none,
    ),
    Variable(
        name="BACKUP_KEY_FILE",
        says="the key of the backups; made by the first one, readable by its owner only. Keep a copy elsewhere",
        default="~/.local/state/healthcare-online-tools/backup-key",
        example="/etc/healthcare-online-tools/backup-key",
        check=values.folder,
    ),
    Variable(
        name="BACKUP_KEEP_DAYS",
        says="how long a backup is kept; letters about an erasure say so",
        default="30",
        example="14",
        check=values.number(1, 400),
    ),
    Variable(
        name="OPERATOR_NAME",
        says="who runs this site, as the policy names it",
        default="EXAMPLE operator",
        example="North Hospital, Information Technology",
    ),
    Variable(
        name="OPERATOR_EMAIL",
        says="the published e-mail address; new contact messages are announced there",
        default="operator@example.EXAMPLE",
        example="it@hospital.test",
        check=values.mail_address,
    ),
    Variable(
        name="OPERATOR_ADDRESS",
        says="the operator's postal address, for policy and imprint",
        default="EXAMPLE street 1, EXAMPLE town",
        example="Hospital Road 1, 12345 Northtown, Germany",
    ),
    Variable(
        name="OPERATOR_PHONE",
        says="a telephone number for the imprint; left out if empty",
        default="",
        example="+49 30 000000",
    ),
    Variable(
        name="OPERATOR_DETAILS",
        says="what the imprint must name besides where you are: who represents the operator, register, tax number",
        default="",
        example="Represented by its board; Northtown register HRB 0000",
    ),
    Variable(
        name="DATA_PROTECTION_OFFICER",
        says="name and address of the data protection officer; the policy says that there is none if empty",
        default="",
        example="A. Officer, privacy@hospital.test",
    ),
    Variable(
        name="SUPERVISORY_AUTHORITY",
        says="the data protection authority that people may complain to",
        default="EXAMPLE data protection authority",
        example="Data Protection Commissioner of Northland, authority.test",
    ),
    Variable(
        name="PROCESSORS",
        says=(
            "who processes data for the operator: `none`, or entries `name : service : country : safeguard` between "
            "semicolons. Services: " + ", ".join(service.value for service in processors.Service) + ". Country: two "
            "letters. A safeguard only outside the European Economic Area: "
            + ", ".join(safeguard.value for safeguard in processors.Safeguard)
        ),
        default="EXAMPLE host : hosting : DE",
        example="North Hosting Ltd : hosting : DE; Letter Carriers Inc : mail : US : clauses",
        check=processors.parse,
    ),
    Variable(
        name="SITE_EMAIL",
        says="the sender of the site's mail",
        default="site@example.EXAMPLE",
        example="tools@hospital.test",
        check=values.mail_address,
    ),
    Variable(
        name="OPERATOR_PLACE",
        says="the country you are in, and its region where holidays differ: legal dates are counted by its days off",
        default="DE",
        example="DE-BY",
        check=values.place,
    ),
    Variable(
        name="FOUR_EYES",
        says="`on`: an erasure is approved by a second person; `delay`: by the same one again, 24 hours later",
        default="on",
        example="delay",
        check=values.four_eyes,
    ),
    Variable(
        name="RETENTION",
        says="times to keep that differ from the default, within the bounds of docs/retention.md",
        default="",
        example="messages: 6 months; mail: 14 days",
        check=periods.parse,
    ),
    Variable(
        name="PURGE_CAP",
        says="how many rows of one kind a purge lets go at once; more waits for a person's approval",
        default="20000",
        example="100000",
        check=values.number(1, 100_000_000),
    ),
    Variable(
        name="STAFF_OTP",
        says="`on`: staff also enter a code of an authenticator app; `off`: a password alone, on this machine only",
        default="on",
        example="off",
        check=values.on_or_off,
    ),
    Variable(
        name="TIME_ZONE",
        says="the operator's time zone: legal dates are counted in it",
        default="Europe/Berlin",
        example="America/Toronto",
        check=values.time_zone,
    ),
    Variable(
        name="USAGE_METRICS",
        says="1 counts page views by day, of visitors who accept analytics; then visitors are asked",
        default="0",
        example="1",
        check=values.flag,
    ),
    Variable(
        name="PROVIDERS_FILE",
        says="outside analytics and advertising, each behind a visitor's consent: see deploy/providers.example.toml",
        default="",
        example="/etc/healthcare-online-tools/providers.toml",
        check=values.path_or_none,
    ),
    Variable(
        name="CONSENT_DAYS",
        says="how long a visitor's choice about cookies is kept, whatever it was",
        default="180",
        example="395",
        check=values.number(30, 395),
    ),
    Variable(
        name="WEB_PROCESSES",
        says="web server processes",
        default="2",
        example="4",
        check=values.number(1, 64),
    ),
    Variable(
        name="WEB_THREADS",
        says="threads in each web server process",
        default="4",
        example="8",
        check=values.number(1, 64),
    ),
    Variable(
        name="SWEEP_SECONDS",
        says="how often lost wake-up calls are looked for",
        default="60",
        example="30",
        check=values.number(1, 3600),
    ),
    Variable(
        name="DEBUG",
        says="1 shows tracebacks in the browser; never on a site that others can reach",
        default="0",
        example="1",
        check=values.flag,
    ),
)
