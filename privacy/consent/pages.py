"""Stored content, turned into what the templates print: in one language, in words instead of codes."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from privacy.consent.clearing import is_ours
from privacy.consent.entries import Kind
from privacy.consent.models import KINDS, ConsentRecord, Source
from privacy.consent.selectors import lifetime, withdrawal_of
from privacy.consent.texts import Content, not_allowed


def shown(content: Content, language: str) -> dict[str, Any]:
    """What visitors saw of a text, for `privacy/consent/shown.html`."""
    return {"banner": _in(content["banner"], language), "groups": groups(content, language, ())}


def groups(content: Content, language: str, allowed: Collection[str]) -> list[dict[str, Any]]:
    """Each group with its words, its entries and whether it is allowed."""
    return [
        {
            "key": group["key"],
            "required": group["required"],
            "allowed": group["required"] or group["key"] in allowed,
            **_in(group["words"], language),
            "entries": list(_entries(content, group["key"], language)),
        }
        for group in content["groups"]
    ]


def _entries(content: Content, group: str, language: str) -> Iterator[dict[str, str]]:
    for entry in content["cookies"]:
        if entry["group"] == group:
            kind = Kind(entry["kind"])
            yield {
                "name": entry["name"],
                "kind": str(KINDS[kind]),
                "provider": entry["provider"] or _("this site"),
                "lifetime": lifetime(kind, entry["days"]),
                "purpose": _in(entry["purpose"], language),
            }


def _in(words: dict[str, Any], language: str) -> Any:
    """A language that was added later than the text is read in the default one."""
    return words.get(language) or words[settings.LANGUAGE_CODE]


def leftovers(content: Content, allowed: Collection[str]) -> dict[str, list[str]]:
    """What a refusal leaves behind: what needs the page's script, and what lies with other sites."""
    unwanted = not_allowed(content, allowed)
    return {
        "storage": [entry["name"] for entry in unwanted if entry["kind"] != Kind.COOKIE],
        "foreign": [
            f"{entry['name']} – {entry['domain']}"
            for entry in unwanted
            if entry["kind"] == Kind.COOKIE and not is_ours(entry)
        ],
    }


def receipt(kept: ConsentRecord) -> dict[str, Any]:
    """A record for its receipt page."""
    words = {group["key"]: _in(group["words"], kept.language)["name"] for group in kept.text.content["groups"]}
    withdrawal = withdrawal_of(kept)
    return {
        "id": kept.receipt,
        "decided_at": kept.decided_at,
        "expires_at": kept.expires_at,
        "withdrawn_at": withdrawal.withdrawn_at if withdrawal else None,
        "replaced": withdrawal is not None and withdrawal.source != Source.RECEIPT,
        "decisions": [(words.get(key, key), accepted) for key, accepted in kept.decisions.items()],
        "source": Source(kept.source).label,
        "gpc": kept.gpc,
        "policy_version": kept.policy_version,
        "digest": kept.text.digest,
        "language": kept.language,
    }
