"""Every public form of the queue, filled in by chance: no fault of ours, no header of theirs, whatever is typed.

The default run is short; `make fuzz` sends FUZZ inputs (20,000) and prints how many were looked at as answers.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contact.rights import services, tokens
from contact.rights.asking import sealed, steps
from contact.rights.letters import build
from contact.rights.letters.kinds import IdentityRequest
from contact.rights.models import Purpose
from contact.rights.services.downloading import GRANT
from hotsite.ground.guard.limiter import Limiter
from tests.conftest import FROM_OUR_PAGE, page_made
from tests.contact.rights.cases import in_progress, member, received

INPUTS = int(os.environ.get("FUZZ", "300"))
LEAST_LOOKED_AT = 0.8

#: What a form says to what it looked at: the next page, an error with its sentence, done, too late.
LOOKED_AT = frozenset({200, 303, 409, 422})
#: What has its page as well: a field that is not ours, a link that nobody made, a body that cannot be read.
SAID = LOOKED_AT | {400, 404, 410}

NASTY = st.sampled_from(
    ["", "\0", "\r\nBcc: x@example.invalid", "%0d%0aSet-Cookie: x=1", "<script>", "{{ 7*7 }}", "{% now %}",
     "' OR 1=1 --", "%s%n", "../../etc/passwd", "\u202e", "\ufeff", "🦠" * 50, "MSH|^~\\&|",
     "PID|1||4711001", "a@b.c\nSubject: x", "-1"]
)  # fmt: skip
TYPED = st.text(max_size=200) | NASTY | st.builds("{}{}".format, NASTY, st.text(max_size=20))
ADDRESS = st.emails() | TYPED
GOOD: dict[str, Any] = {
    "right": st.sampled_from([value for value, _label in steps.BY_SLUG["right"].form.base_fields["right"].choices]),  # type: ignore[attr-defined]  # radio
    "about": st.sampled_from(["marketing", "other"]),
    "residence": st.sampled_from(["eu", "uk", "us-va", "nz", "elsewhere"]),
    "whom": st.sampled_from(["myself", "another"]),
    "subject_email": ADDRESS,
    "email": ADDRESS,
    "details": TYPED,
    "language": st.sampled_from(["en", "de"]),
}
#: Answers so far, as our own pages seal them: each in turn may be missing.
ANSWERS = st.fixed_dictionaries({}, optional=GOOD)


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A page of the questions, sent with whatever was typed; mostly with a field of ours."""
    slug = draw(st.sampled_from([*GOOD, "check"]) | TYPED)
    field = sealed.seal(draw(ANSWERS), timezone.now())
    ours = draw(st.sampled_from([*[True] * 9, False]))
    sent = {"step": slug, "answers": field if ours else draw(TYPED)}
    sent |= {slug: draw(GOOD.get(slug, TYPED) | TYPED)} | draw(st.dictionaries(TYPED, TYPED, max_size=2))
    sent |= draw(st.sampled_from([{}, {}, {"show": draw(st.sampled_from([*GOOD, "check"]) | TYPED)}]))
    return "rights/", page_made() | {"website": draw(st.just("") | TYPED)} | sent


@st.composite
def letters(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A page of a case or of a link."""
    often = ("case/{status}/add/", "case/{status}/appeal/", "case/{status}/fact/", "link/") * 3
    seldom = ("confirm/{mailbox}/", "download/{mailbox}/", "case/{status}/download/", "download/")
    at = draw(st.sampled_from([*often, *seldom]))
    sent = {"words": draw(TYPED), "reference": draw(st.just("R-0000-0000") | TYPED)}
    sent |= {"fact": draw(TYPED), "grant": draw(st.just("{grant}") | TYPED)}
    return f"rights/{at}", sent | draw(st.dictionaries(TYPED, TYPED, max_size=2))


@pytest.fixture
def links(db: None) -> dict[str, str]:
    now = timezone.now()
    asked, packed = in_progress(), in_progress(email="carl@example.invalid")
    letter = build.for_case(IdentityRequest, asked, question="In which month?", doubt="Two people share it.")
    services.ask_fact(asked.pk, letter, "May", who=member(), now=now)
    package = services.ask_for_package(packed.pk, who=member(), now=now)
    services.build_package(packed.pk, now)
    packed.refresh_from_db()
    services.fulfil(packed.pk, build.answer(packed, "Here."), who=member(), now=now)
    return {
        "status": tokens.issue(asked, Purpose.STATUS, now),
        "mailbox": tokens.issue(received(email="berta@example.invalid"), Purpose.MAILBOX, now),
        "grant": GRANT.seal({"case": str(packed.pk), "asked": package.asked_at.isoformat()}, now),
    }


@pytest.fixture(autouse=True)
def no_limit() -> Iterator[None]:
    with patch.object(Limiter, "allows", lambda *_: True):
        yield


def test_whatever_is_sent_is_answered(client: Client, links: dict[str, str]) -> None:
    seen: Counter[int] = Counter()

    @settings(
        max_examples=INPUTS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(sent=questions() | letters(), code=st.sampled_from(["en", "de"]))
    def answered(sent: tuple[str, dict[str, str]], code: str) -> None:
        path, fields = sent
        fields = {name: links["grant"] if value == "{grant}" else value for name, value in fields.items()}
        before = transaction.savepoint()
        answer = client.post(f"/{code}/contact/{path.format(**links)}", fields, headers=FROM_OUR_PAGE)
        transaction.savepoint_rollback(before)  # a case of thousands of messages would be another test
        if answer.streaming:
            assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # to its end, which closes it
        seen[answer.status_code] += 1
        assert answer.status_code in SAID
        assert answer.cookies == {}
        for name, value in answer.headers.items():
            assert name.lower() not in {"bcc", "set-cookie"}
            assert "\r" not in value
            assert "\n" not in value

    answered()
    looked_at = sum(count for status, count in seen.items() if status in LOOKED_AT) / seen.total()
    print(f"\n{seen.total()} inputs, {looked_at:.1%} looked at: {dict(sorted(seen.items()))}")  # noqa: T201  (the figures)
    assert looked_at >= LEAST_LOOKED_AT


def test_the_fuzzer_would_see_a_fault_of_ours(client: Client, links: dict[str, str]) -> None:
    with patch.object(steps, "unanswered", side_effect=KeyError), pytest.raises(KeyError):
        test_whatever_is_sent_is_answered(client, links)
