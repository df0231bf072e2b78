"""Whatever is sent to the contact form, its answer is one of ours, and its mails have our headers."""

import os
from collections import Counter
from unittest.mock import patch

import pytest
from django.core import mail as outgoing
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contact.messages.models import ContactMessage
from contact.messages.services import answer
from hotsite.ground.work import services
from hotsite.ground.work.models import Job, OutboxMail
from tests.conftest import FROM_OUR_PAGE, page_made
from tests.contact.payload.test_payload import HOSTILE

#: A complete run: FUZZ=5000 .venv/bin/python -m pytest tests/contact/test_fuzz.py
EXAMPLES = int(os.environ.get("FUZZ", "300"))
REACHED_AT_LEAST = 0.8
ADDED = "Bcc", "Cc", "X-Added"

NASTY = st.sampled_from([
    "", " ", "\r\nBcc: evil@example.invalid", "\nX-Added: 1", "%0d%0aCc: evil@example.invalid", "\x00", "\ud83d\ude00",
    "<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "\u202e", "ada@example.invalid", "question", "on", "-1",
    *HOSTILE,
])  # fmt: skip
TEXTS = st.one_of(NASTY, st.text(max_size=80), st.lists(NASTY, max_size=5).map("".join))


def mostly(*usual: str) -> st.SearchStrategy[str]:
    """What people send, and now and then anything: if every field were wrong, nothing would get through."""
    return st.integers(0, 4).flatmap(lambda dice: st.sampled_from(usual) if dice else TEXTS)


FIELDS = st.fixed_dictionaries(
    {
        "topic": mostly("question", "idea"),
        "name": TEXTS,
        "email": mostly("ada@example.invalid", "o'neil+x@example.invalid"),
        "message": st.one_of(mostly("Hello"), TEXTS, st.integers(1, 6000).map("m".__mul__)),
        "website": mostly(""),
    },
    optional={"diagnostics": TEXTS, "made": TEXTS, "surprise": TEXTS},
)


@pytest.mark.django_db
def test_no_input_breaks_the_form_or_adds_a_header() -> None:
    seen: Counter[int] = Counter()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(FIELDS)
    def send(fields: dict[str, str]) -> None:
        visitor = Client(headers={"host": "127.0.0.1:8000"})
        fields = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
        sent = visitor.post("/en/contact/", page_made() | fields, headers=FROM_OUR_PAGE)
        seen[sent.status_code] += 1
        assert sent.status_code in {303, 422}
        assert "\n" not in sent.headers.get("Location", "")
        if sent.status_code == 303:
            look_at_the_mails()

    with patch("contact.messages.views.MESSAGES.allows", return_value=True):
        send()
    reached = seen[303] + seen[422]
    assert reached / sum(seen.values()) >= REACHED_AT_LEAST, seen
    assert seen[303] > 0


def look_at_the_mails() -> None:
    """Those of a message and of its answer, which quotes it."""
    message = ContactMessage.objects.latest("pk")
    answer(message, message.message, timezone.now())
    for job in Job.objects.filter(subject=message.pk, state="waiting"):
        services.run_job(job.pk, timezone.now())
    outgoing.outbox.clear()
    for mail in OutboxMail.objects.filter(state="waiting"):
        services.send_mail(mail.pk, timezone.now())
    assert outgoing.outbox
    for sent in outgoing.outbox:
        written = sent.message()
        assert len(sent.to) == 1
        assert not any(name in written for name in ADDED)
