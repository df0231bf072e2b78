"""What the ground's own tables, the staff's accounts and every third-party table hold about people."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from cookie_consent.models import Cookie, CookieGroup, LogItem
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from redis import Redis

from contact.messages.models import ContactMessage
from hotsite.backups import services as backups
from hotsite.ground.evidence.models import EvidenceCheckpoint, EvidenceEvent, EvidenceHead
from hotsite.ground.evidence.services import purge as purge_evidence
from hotsite.ground.work.models import Job, OutboxMail, Tick
from hotsite.models import RecoveryCode, SecondFactor, StaffAccount
from privacy.declarations import (
    ADMINISTRATOR,
    Category,
    EndedBy,
    LeftOut,
    LegalBasis,
    NotPersonal,
    Whose,
    blank_fields,
    days,
    declare,
    declare_none,
    declare_store,
    delete_rows,
    kept_for,
    purge_files,
)

OPERATOR = _("Staff of the operator")
REDIS_SECONDS = 5.0
MACHINE = NotPersonal("how far a machine got with a piece of work")


def _references_of(email: str) -> "QuerySet[ContactMessage, str]":
    """Of the messages that a person wrote to us."""
    own = ContactMessage.objects.alias(whose=Lower("email")).filter(whose=email.lower())
    return own.values_list("reference", flat=True)


def _mails_of(email: str) -> "QuerySet[OutboxMail]":
    """Mails to a person, and about their messages: of one that was sent, the reference is left."""
    mails = OutboxMail.objects.alias(whose=Lower("to"))
    return mails.filter(Q(whose=email.lower()) | Q(reference__in=_references_of(email)))


_WORK = {
    "id": NotPersonal("a number of ours"),
    "state": MACHINE,
    "created_at": MACHINE,
    "due_at": MACHINE,
    "leased_until": MACHINE,
    "attempts": MACHINE,
    "ended_at": MACHINE,
    "fault": NotPersonal("the class of an error, never its message"),
}

declare(
    OutboxMail,
    whose=Whose.BOTH,
    subject=_mails_of,
    fields={
        **_WORK,
        "reference": Category.PSEUDONYM,
        "to": Category.CONTACT,
        "subject": Category.OURS,
        "body": Category.OURS,
        "message_id": Category.PSEUDONYM,
    },
    purpose=_("To send you our answers, and to be sure that they went out"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_(
        "A mail has to wait somewhere until a mail server takes it. Its address and words are blanked the moment it "
        "is sent; that it was sent, and when, stays a while to answer questions about lost mail."
    ),
    recipients=_("The operator's mail provider"),
    keep_for=kept_for("mail"),
    counted_from="created_at",
    owner=ADMINISTRATOR,
    erase=blank_fields(to="", subject="", body="", reference=""),
    rectify=LeftOut(_("a mail under way is a copy; what it was made from is rectified, and a new mail is sent")),
    restrict=LeftOut(_("a mail is sent within minutes or given up; there is no later use to restrict")),
)

declare(
    Job,
    whose=Whose.BOTH,
    subject=None,
    because="a job holds the number of a row, no address",
    found_by="the row whose number it holds",
    fields={**_WORK, "kind": NotPersonal("the name of a handler"), "subject": Category.PSEUDONYM},
    purpose=_("To do what your message or request asks for, even if a machine fails"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_("A list of what is left to do, by number only; kept a while to find what went wrong."),
    recipients=OPERATOR,
    keep_for=kept_for("mail"),
    counted_from="created_at",
    owner=ADMINISTRATOR,
    erase=delete_rows,
    rectify=LeftOut(_("a number of ours cannot be wrong about a person")),
    restrict=LeftOut(_("the work of a job is the use of another row, and is restricted there")),
)

declare_none(Tick, because="names of our own clocks and when they last struck")

declare(
    EvidenceEvent,
    whose=Whose.BOTH,
    subject=None,
    because="keyed hashes only: without the site's secret nobody can tell of whom",
    found_by="the reference of the request, hashed with that secret",
    fields={
        "number": NotPersonal("a number of ours"),
        "at": Category.HISTORY,
        "kind": Category.HISTORY,
        "about": Category.PSEUDONYM,
        "by": Category.PSEUDONYM,
        "facts": Category.HISTORY,
        "key": NotPersonal("which secret made the code"),
        "mac": NotPersonal("a code over the row"),
    },
    purpose=_("To prove that requests were answered lawfully, and that nobody changed the record of it"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,  # GDPR Art. 5(2)
    recipients=OPERATOR,
    keep_for=kept_for("evidence"),
    counted_from="at",
    # The database lets a row go only behind a signed checkpoint, which the evidence's own purge writes.
    purge=purge_evidence,
    law="GDPR Art. 5(2)",
    erase=delete_rows,
    rectify=LeftOut(_("evidence that could be changed would prove nothing; it holds no statement about a person")),
    restrict=LeftOut(_("kept as proof only; there is no further use to restrict")),
)
declare_none(EvidenceHead, because="the number of the last row of evidence, and a code")
declare_none(EvidenceCheckpoint, because="numbers of rows of evidence that were purged, and codes")

declare(
    StaffAccount,
    whose=Whose.STAFF,
    subject="email",
    fields={
        "id": NotPersonal("a number of ours"),
        "password": NotPersonal("a salted hash, of no use but to check a password"),
        "last_login": Category.HISTORY,
        "is_superuser": Category.HISTORY,
        "username": Category.IDENTITY,
        "first_name": Category.IDENTITY,
        "last_name": Category.IDENTITY,
        "email": Category.CONTACT,
        "is_staff": Category.HISTORY,
        "is_active": Category.HISTORY,
        "date_joined": Category.HISTORY,
        "last_active_at": Category.HISTORY,
        "groups": Category.HISTORY,
        "user_permissions": Category.HISTORY,
    },
    purpose=_("To let staff, and only staff, answer messages and requests"),
    legal_basis=LegalBasis.CONTRACT,
    recipients=OPERATOR,
    keep_for=kept_for("staff"),
    counted_from="last_active_at",
    owner=ADMINISTRATOR,
    erase=delete_rows,
    rectify=LeftOut(_("whoever keeps the accounts corrects one, on its own page")),
    restrict=LeftOut(_("an account is restricted by making it inactive, which the staff's pages do")),
)
declare_none(StaffAccount.groups.through, because="the roles of a staff account; they go with the account")
declare_none(StaffAccount.user_permissions.through, because="the rights of a staff account; they go with it")

_GETTING_IN = _("To let nobody in who has learned a password")
_WITHOUT_IT = _("Who may read others' data has to be known for certain; only the account's own devices are asked for.")

declare(
    SecondFactor,
    whose=Whose.STAFF,
    subject="user__email",
    fields={
        "id": NotPersonal("a number of ours"),
        "user": Category.IDENTITY,
        "name": NotPersonal("the same for everybody"),
        "confirmed": NotPersonal("the same for everybody"),
        "salt": NotPersonal("random bits, of no use without the site's secret"),
        "last_step": Category.HISTORY,
        "throttling_failure_timestamp": Category.HISTORY,
        "throttling_failure_count": Category.HISTORY,
        "made_at": Category.HISTORY,
        "last_used_at": Category.HISTORY,
    },
    purpose=_GETTING_IN,
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_WITHOUT_IT,
    recipients=OPERATOR,
    keep_for=kept_for("staff"),
    counted_from="last_used_at",
    owner=ADMINISTRATOR,
    erase=delete_rows,
    rectify=LeftOut(_("random bits and times cannot be wrong about a person; another app takes their place")),
    restrict=LeftOut(_("an account is restricted by making it inactive, which the staff's pages do")),
)

declare(
    RecoveryCode,
    whose=Whose.STAFF,
    subject="user__email",
    fields={
        "id": NotPersonal("a number of ours"),
        "user": Category.IDENTITY,
        "digest": NotPersonal("the keyed hash of random letters"),
        "made_at": Category.HISTORY,
    },
    purpose=_GETTING_IN,
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_WITHOUT_IT,
    recipients=OPERATOR,
    keep_for=kept_for("staff"),
    counted_from="made_at",
    owner=ADMINISTRATOR,
    erase=delete_rows,
    rectify=LeftOut(_("random letters cannot be wrong about a person; new ones take their place")),
    restrict=LeftOut(_("an account is restricted by making it inactive, which the staff's pages do")),
)

declare(
    AccessAttempt,
    whose=Whose.BOTH,
    subject=None,
    because="a name only where it is an account's, and a place as a keyed hash: no address leads to it",
    found_by="the name of the account that was tried",
    fields={
        "id": NotPersonal("a number of ours"),
        "username": Category.IDENTITY,
        "ip_address": Category.PSEUDONYM,
        "user_agent": NotPersonal("left empty"),
        "http_accept": NotPersonal("left empty"),
        "path_info": NotPersonal("the address of the log-in page"),
        "get_data": NotPersonal("left empty"),
        "post_data": NotPersonal("left empty"),
        "failures_since_start": Category.HISTORY,
        "attempt_time": Category.HISTORY,
    },
    purpose=_("To stop who tries passwords of the staff's accounts"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_(
        "Without it passwords could be tried without end. A wrong try is kept by the account's name and a hash of the "
        "network, without address, browser or anything else that was typed."
    ),
    recipients=OPERATOR,
    keep_for=days(90),
    counted_from="attempt_time",
    owner=ADMINISTRATOR,
    indexed_by="hotsite_accessattempt_time",
    erase=delete_rows,
    rectify=LeftOut(_("a log that could be changed would prove nothing")),
    restrict=LeftOut(_("its only use is to hold back who tries passwords")),
)
declare_none(AccessAttemptExpiration, because="switched off, and so empty: a lock ends a fixed time after the last try")
declare_none(AccessFailureLog, because="switched off, and so empty: tries are counted in one row, not listed")
declare_none(AccessLog, because="switched off, and so empty: who logged in when is nobody's business but the account's")

declare(
    LogEntry,
    whose=Whose.STAFF,
    subject="user__email",
    fields={
        "id": NotPersonal("a number of ours"),
        "action_time": Category.HISTORY,
        "user": Category.IDENTITY,
        "content_type": NotPersonal("the name of a table"),
        "object_id": Category.PSEUDONYM,
        "object_repr": Category.PSEUDONYM,
        "action_flag": Category.HISTORY,
        "change_message": Category.HISTORY,
    },
    purpose=_("To see afterwards which member of staff changed what"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_(
        "Whoever may read others' data must be answerable for it; the log names the change, not the data."
    ),
    recipients=OPERATOR,
    keep_for=kept_for("staff"),
    counted_from="action_time",
    owner=ADMINISTRATOR,
    indexed_by="hotsite_adminlog_action_time",
    erase=delete_rows,
    rectify=LeftOut(_("a log that could be changed would prove nothing")),
    restrict=LeftOut(_("read by auditors only; there is no further use to restrict")),
)

declare(
    Session,
    whose=Whose.STAFF,
    subject=None,
    because="a session's content is signed and packed; only its random key can be asked for",
    found_by="the cookie of the member of staff it belongs to",
    fields={
        "session_key": Category.PSEUDONYM,
        "session_data": Category.TECHNICAL,
        "expire_date": NotPersonal("when the row stops being valid"),
    },
    purpose=_("To keep staff logged in"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_("Only staff have sessions; one ends with the browser and its row is removed soon after."),
    recipients=OPERATOR,
    keep_for=days(1),
    counted_from="expire_date",
    owner=ADMINISTRATOR,
    erase=delete_rows,
    rectify=LeftOut(_("a session holds no statement about a person")),
    restrict=LeftOut(_("logging out ends a session")),
)

declare_none(Group, because="names of roles")
declare_none(Group.permissions.through, because="what a role may do")
declare_none(Permission, because="names of what can be done")
declare_none(ContentType, because="names of tables")
declare_none(CookieGroup, because="the catalogue of cookies: names and purposes of groups")
declare_none(Cookie, because="the catalogue of cookies: names and purposes")
declare_none(LogItem, because="switched off, and so empty: the site's own records of consent take its place")


def _broker_folder() -> Path | None:
    return None if settings.REDIS_URL else Path(settings.BROKER_DIR)


def _mail_folder() -> Path | None:
    return None if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else Path(settings.MAIL_DIR)


def _mail_files_of(email: str) -> Iterator[Path]:
    """A mail's file is called by the reference of what it is about."""
    folder = _mail_folder()
    if folder is not None and email and "\0" not in email:
        for reference in _references_of(email):
            yield from folder.glob(f"{reference}-*.eml")


def _redis_contents() -> Iterator[tuple[str, bytes]]:
    """Every key of the broker with what it holds."""
    with Redis.from_url(settings.REDIS_URL, socket_timeout=REDIS_SECONDS) as broker:
        for key in broker.scan_iter(count=500):
            yield key.decode(errors="replace"), b"\0".join((key, *_redis_values(broker, key)))


def _redis_values(broker: "Redis", key: bytes) -> list[bytes]:
    """What a key holds, of whatever kind. DUMP gives all kinds alike, but may pack them: so it is the last way."""
    found: Any
    match broker.type(key):
        case b"string":
            found = [broker.get(key) or b""]
        case b"list":
            found = broker.lrange(key, 0, -1)
        case b"hash":
            found = [part for pair in broker.hgetall(key).items() for part in pair]
        case b"set":
            found = broker.smembers(key)
        case b"zset":
            found = broker.zrange(key, 0, -1)
        case _:
            found = [broker.dump(key) or b""]
    return list(found)


def _purge_broker(before: datetime) -> int:
    folder = _broker_folder()
    return purge_files(folder, before) if folder else 0


def _purge_mail(before: datetime) -> int:
    folder = _mail_folder()
    return purge_files(folder, before) if folder else 0


declare_store(
    "broker folder",
    title=_("Wake-up calls, in a folder"),
    purpose=_("Wake-up calls between the site's own processes: numbers of rows, no address"),
    locate=_broker_folder,
    purge=_purge_broker,
    keep_for=days(1),
)
declare_store(
    "backups",
    title=_("Backups of the database, encrypted"),
    purpose=_("To go on after a disk or a person failed"),
    locate=backups.folder,
    purge=backups.purge,
    counts=backups.due,
    keep_for=days(settings.BACKUP_KEEP_DAYS),
    sealed=_("Backups, which are encrypted: they lapse, and what was erased is erased again after a restore."),
)
declare_store(
    "mail folder",
    title=_("Outgoing mail, in a folder"),
    purpose=_("Outgoing mail where no mail server is configured"),
    locate=_mail_folder,
    purge=_purge_mail,
    keep_for=kept_for("mail"),
    waits_for_holds=True,
    files_of=_mail_files_of,
)


def _nothing(_before: datetime) -> int:
    return 0


declare_store(
    "redis",
    title=_("Wake-up calls, in Redis"),
    purpose=_("Wake-up calls between the site's own processes: numbers of rows, no address"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=days(1),
    ended_by=EndedBy.ITSELF,  # a call expires after two minutes
    contents=_redis_contents if settings.REDIS_URL else None,
)
declare_store(
    "limits",
    title=_("Counts of how often a place sent a form"),
    purpose=_("To slow down machines that fill in forms: hashes in memory, with a salt that is made anew each day"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=days(1),
    ended_by=EndedBy.ITSELF,
)
declare_store(
    "cache",
    title=_("Cache"),
    purpose=_("Parts of pages, in the memory of a process; nothing of a person is put there"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=days(1),
    ended_by=EndedBy.ITSELF,
)
declare_store(
    "logs",
    title=_("Logs of the site and of the web server before it"),
    purpose=_("To find faults: time, kind of page, outcome and duration; no address, no query, nothing typed"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=kept_for("logs"),
    ended_by=EndedBy.OPERATOR,  # deploy/logrotate.conf
)
