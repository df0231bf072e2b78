"""Every mail leaves by a known door: an answer, a word to staff, or `advertise`, which asks who wants none."""

import re
from datetime import UTC, datetime

import pytest

from contact.rights.suppression import advertise, suppress
from hotsite.ground.work.models import OutboxMail
from tests.test_house import ROOT, tracked

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
MAIL = {"reference": "newsletter", "subject": "News", "body": "There is a new tool.", "now": NOW}

#: Which modules post mail, and what each mail is.
DOORS = {
    "contact/messages/jobs.py": "tells staff that a visitor wrote",
    "contact/messages/mailbox.py": "reminds staff of the mailbox",
    "contact/messages/services.py": "answers a visitor's message",
    "contact/rights/digest.py": "tells staff of requests",
    "contact/rights/services/correspondence.py": "answers a request",
    "contact/rights/services/downloading.py": "proves the mailbox once more, for a download",
    "contact/rights/services/mailbox.py": "proves the mailbox of a request, and leads back to it",
    "contact/rights/suppression.py": "advertises, to who has not objected",
    "privacy/retention/attention.py": "tells staff that the purge needs a person",
}
#: Whoever hands a mail to a server, and what it hands it to where there is none.
HANDS_OVER = {"hotsite/ground/work/services.py", "hotsite/ground/work/mailfolder.py"}


def test_only_known_doors_post_mail() -> None:
    files = tracked("contact/**.py", "hotsite/**.py", "privacy/**.py", "tools/**.py")
    posting = {name for name in files if re.search(r"\bpost\(\s*reference=", (ROOT / name).read_text())}
    imports = re.compile(r"^from hotsite\.ground\.work\.services import .*\bpost\b|work\.services\.post\b", re.M)
    importing = {name for name in files if imports.search((ROOT / name).read_text())}
    assert posting == importing == set(DOORS)


def test_nothing_but_the_outbox_hands_mail_to_a_server() -> None:
    files = tracked("contact/**.py", "hotsite/**.py", "privacy/**.py", "tools/**.py")
    sends = re.compile(r"^ *(from|import) (django\.core\.mail|smtplib)\b|^ *from django\.core import .*\bmail\b", re.M)
    assert {name for name in files if sends.search((ROOT / name).read_text())} == HANDS_OVER


@pytest.mark.django_db
def test_who_objected_is_sent_no_advertisement_and_who_did_not_is() -> None:
    suppress("ada@example.invalid", NOW)
    assert not advertise(to=" ADA@example.invalid", **MAIL)  # type: ignore[arg-type]  # a mail's parts
    assert advertise(to="berta@example.invalid", **MAIL)  # type: ignore[arg-type]  # a mail's parts
    assert OutboxMail.objects.get().to == "berta@example.invalid"
