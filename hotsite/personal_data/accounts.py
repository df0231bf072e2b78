"""The staff's accounts, what they need to get in, and the tables that come with other packages."""

from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from cookie_consent.models import Cookie, CookieGroup, LogItem
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from hotsite.models import RecoveryCode, SecondFactor, StaffAccount
from hotsite.personal_data.work import OPERATOR
from privacy.declarations import (
    ADMINISTRATOR,
    Category,
    LeftOut,
    LegalBasis,
    NotPersonal,
    Whose,
    days,
    declare,
    declare_none,
    delete_rows,
    kept_for,
)

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
