"""For every declaration, made from the registry: what is over goes, the rest stays, what is held is counted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Model
from django.utils import translation

from hotsite.ground.evidence.models import EvidenceEvent
from privacy.declarations import registry
from privacy.retention import holds
from privacy.retention.models import CoveredRow, LineState, Reason
from tests.privacy.retention.making import NOW, dated, person, purged, rule_of, there

pytestmark = pytest.mark.django_db

EVERY = [said.model for said in registry.declarations()]
#: An ordinary day, and the nights in which the operator's clocks go forward and back (Europe/Berlin).
NIGHTS = [
    NOW,
    datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
    datetime(2027, 3, 28, 1, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
]
SECOND = timedelta(seconds=1)
#: No single row of these can be held: see below.
AS_A_WHOLE = {EvidenceEvent, CoveredRow}


@pytest.mark.promise("P6.1")
@pytest.mark.parametrize("model", EVERY, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("now", NIGHTS, ids=lambda now: f"{now:%m-%dT%H.%M}")
def test_what_is_over_goes_to_the_second_and_what_is_held_stays_and_counts(model: type[Model], now: datetime) -> None:
    cut_off = rule_of(model).cut_off(now)
    ages = (-400 * 86400 * SECOND, -2 * SECOND, -SECOND, 0 * SECOND, 86400 * SECOND)
    old, kept, last, first, young = (dated(model, cut_off + age) for age in ages)
    held = [kept] if model not in AS_A_WHOLE else []
    for row in held:
        hold(row, now)
    line = purged(model, now)
    assert there(model, [old, kept, last, first, young]) == [*held, first, young]
    assert (line.state, line.left) == (LineState.DONE, 0)
    assert (line.held_before, line.held_after) == (len(held), len(held))
    assert line.gone == line.due_before - len(held)


def hold(row: Model, now: datetime) -> None:
    holds.place(
        table=row._meta.label,
        where={row._meta.pk.name: row.pk},
        reason=Reason.CLAIM,
        reference="1",
        review_on=now.date(),
        by=person(),
        now=now,
    )


def test_evidence_goes_as_a_whole_or_stays_as_a_whole() -> None:
    old = dated(EvidenceEvent, NOW - 3000 * 86400 * SECOND)
    hold(old, NOW)
    line = purged(EvidenceEvent, NOW)
    assert there(EvidenceEvent, [old]) == [old]
    assert (line.gone, line.held_after, line.left, line.state) == (0, 1, 0, LineState.DONE)


def test_what_says_what_is_held_is_not_held_itself() -> None:
    with translation.override("en"), pytest.raises(holds.NotPlaced, match="no table"):
        hold(dated(CoveredRow, NOW), NOW)
