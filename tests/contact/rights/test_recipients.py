"""What reaches beyond the case: recipients who have to be told, and a list of those who want no marketing."""

import pytest
from django.conf import LazySettings

from contact.rights import services
from contact.rights.guards import NotAllowed
from contact.rights.models import Suppression
from contact.rights.regimes import Right
from contact.rights.suppression import entries, may_advertise, suppress
from hotsite.ground.evidence.models import EvidenceEvent
from privacy.policies import processors
from tests.contact.rights.cases import DAY, NOW, in_progress, member, received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_recipients(settings: LazySettings) -> None:
    settings.PROCESSORS = processors.parse("Letter Carriers Inc : mail : US : clauses; Nördliche Häuser : hosting : DE")


def test_each_recipient_of_what_was_erased_is_told_and_the_first_time_is_kept() -> None:
    case = in_progress(right=Right.ERASURE)
    assert [(one.recipient, one.told_at) for one in services.notices(case)] == [
        ("Letter Carriers Inc", None),
        ("Nördliche Häuser", None),
    ]
    for day in (0, 1):
        services.tell(case.pk, "letter-carriers-inc", who=member(), now=NOW + day * DAY)
    assert [one.told_at for one in services.notices(case)] == [NOW, None]
    assert EvidenceEvent.objects.filter(kind="rights.told", facts__recipient="letter-carriers-inc").count() == 2


@pytest.mark.parametrize(("right", "code"), [(Right.ERASURE, "somebody"), (Right.ACCESS, "letter-carriers-inc")])
def test_nobody_else_is_told(right: Right, code: str) -> None:
    case = in_progress(right=right)
    with pytest.raises(NotAllowed):
        services.tell(case.pk, code, who=member(), now=NOW)


def test_who_objects_to_marketing_is_asked_about_ever_after_and_named_nowhere(settings: LazySettings) -> None:
    case = received(right=Right.OBJECTION, about_marketing=True)
    assert may_advertise("ada@example.invalid")
    services.stop_marketing(case.pk, who=member(), now=NOW)
    assert not may_advertise(" ADA@example.invalid")
    assert may_advertise("berta@example.invalid")
    assert "ada@" not in Suppression.objects.get().digest
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another " * 10
    settings.SECRET_KEY_FALLBACKS = [old]
    assert not may_advertise("ada@example.invalid")
    suppress("ada@example.invalid", NOW + DAY)
    assert entries("ada@example.invalid").get().since == NOW


def test_another_objection_is_weighed_and_puts_nobody_on_the_list() -> None:
    case = received(right=Right.OBJECTION)
    with pytest.raises(NotAllowed):
        services.stop_marketing(case.pk, who=member(), now=NOW)
    assert not Suppression.objects.exists()
