"""What a step is called, to the person and among staff."""

import pytest
from django.utils import translation

from contact.rights import services
from contact.rights.letters import build
from contact.rights.models import CaseEvent
from contact.rights.states import Ground
from contact.rights.timeline import WORDS, Code, public_words, staff_words
from tests.contact.rights.cases import DAY, NOW, in_progress, member

pytestmark = pytest.mark.django_db


def test_every_step_has_its_words() -> None:
    assert set(WORDS) == set(Code)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_story_reads_from_beginning_to_end(language: str) -> None:
    case = in_progress()
    services.assign(case.pk, None, who=member(), now=NOW)
    services.extend(case.pk, "Many rows.", who=member(), now=NOW)
    services.refuse(case.pk, build.refusal(case, Ground.OTHER, "So."), who=member(), now=NOW + DAY)
    with translation.override(language):
        public = [words for event in case.events.all() if (words := public_words(event))]
        staff = [staff_words(event) for event in case.events.all()]
    assert not [words for words in [*public, *staff] if "%(" in words or "–" in words]
    if language == "en":
        assert public[0] == "We received your request."
        assert "The time to answer was extended to Feb. 25, 2027." in public
        assert public[-1] == "Your request is now: refused."
        assert "Letter: notice of extension." in staff
    else:
        assert public[-1] == "Stand Ihres Antrags: abgelehnt."
        assert "Brief: Mitteilung der Verlängerung." in staff


def test_among_the_staff_stays_what_is_theirs() -> None:
    case = in_progress()
    services.add_note(case.pk, "Look at the invoice.", who=member(), now=NOW)
    services.assign(case.pk, None, who=member(), now=NOW)
    assert [public_words(event) for event in case.events.order_by("-pk")[:2]] == ["", ""]


def test_a_step_of_another_release_is_still_told() -> None:
    case = in_progress()
    event = CaseEvent(request=case, at=NOW, code=Code.EXTENDED, facts={}, evidence=0)
    assert staff_words(event) == "Extended to –."
