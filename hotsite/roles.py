"""Who may do what in the staff's pages: roles as groups of permissions, written by `manage.py seed`."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission


@dataclass(frozen=True, kw_only=True)
class Role:
    name: str
    says: str
    #: `app.codename`, as Django names permissions.
    permissions: tuple[str, ...]


def _catalogue_of_cookies() -> Iterator[str]:
    for table in (
        "cookie_consent.{}_cookiegroup",
        "cookie_consent.{}_cookie",
        "privacy.{}_cookiefacts",
        "privacy.{}_wording",
    ):
        for action in ("view", "add", "change", "delete"):
            yield table.format(action)


def _queue(*actions: str) -> Iterator[str]:
    """The queue of requests: each action is one of a case, whatever rows it touches."""
    return (f"contact.{action}_rightsrequest" for action in actions)


def _published() -> tuple[str, ...]:
    """What was published, and the record of processing beside it."""
    return ("privacy.view_policyversion", "privacy.view_policytext")


def _consent() -> tuple[str, ...]:
    """What visitors are asked with, and what came of it."""
    tables = ("consenttext", "consentrecord", "consentwithdrawal", "refusalcount")
    return tuple(f"privacy.view_{table}" for table in tables)


def _purge(table: str, *actions: str) -> Iterator[str]:
    """What is let go in time, and what is held."""
    return (f"privacy.{action}_{table}" for action in actions)


ROLES = (
    Role(
        name="handler",
        says="reads and answers what visitors write, and works on requests",
        permissions=(
            "contact.view_contactmessage",
            "contact.add_contactmessage",
            "contact.change_contactmessage",
            "contact.view_mailboxcheck",
            "contact.add_mailboxcheck",
            *_queue("view", "add", "change"),
        ),
    ),
    Role(
        name="approver",
        says="approves, as the second person, what removes data for good",
        permissions=(
            *_queue("view", "approve"),
            *_purge("purgerun", "view", "approve"),
            *_purge("legalhold", "view", "approve"),
        ),
    ),
    Role(
        name="auditor",
        says="reads, and changes nothing",
        permissions=(
            "contact.view_contactmessage",
            *_queue("view"),
            "ground.view_job",
            "ground.view_outboxmail",
            "ground.view_evidenceevent",
            "privacy.view_usagecount",
            "admin.view_logentry",
            "axes.view_accessattempt",
            *_published(),
            *_consent(),
            *_purge("purgerun", "view"),
            *_purge("legalhold", "view"),
            "privacy.view_breach",
        ),
    ),
    Role(
        name="privacy officer",
        says="keeps the record of processing, the proof of consent, the legal holds and the register of breaches",
        permissions=(
            *_published(),
            *_consent(),
            *_purge("purgerun", "view"),
            *_purge("legalhold", "view", "add"),
            "privacy.view_breach",
            "privacy.add_breach",
            "privacy.change_breach",
        ),
    ),
    Role(
        name="administrator",
        says="keeps the staff accounts and the catalogue of cookies",
        permissions=(
            "hotsite.view_staffaccount",
            "hotsite.add_staffaccount",
            "hotsite.change_staffaccount",
            "auth.view_group",
            "axes.view_accessattempt",
            "ground.view_job",
            "ground.view_outboxmail",
            *_purge("purgerun", "view"),
            *_catalogue_of_cookies(),
        ),
    ),
)


def write_roles() -> int:
    """Makes the groups what this module says; the number of roles."""
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role.name)
        group.permissions.set([_permission(name) for name in role.permissions])
    return len(ROLES)


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
