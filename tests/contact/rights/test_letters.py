"""No letter leaves while it lacks what the law wants in it."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import translation

from contact.rights import services
from contact.rights.letters import build
from contact.rights.letters.kinds import LETTERS, TITLES, ChangeAnswer, Letter, ObjectionAnswer, Refusal, missing
from contact.rights.letters.render import render
from contact.rights.models import CaseMessage, Direction
from contact.rights.regimes import BY_KEY, REGIMES, Regime, Right
from contact.rights.services import Incomplete
from contact.rights.states import Ground
from privacy.policies import processors
from tests.contact.rights.cases import NOW, in_progress, mails, member, received, verified

GDPR = (BY_KEY["eu"],)


def full(kind: type[Letter], regimes: tuple[Regime, ...] = GDPR) -> Any:
    """Every part said."""
    made: Any = kind(reference="R-0000-0000", regimes=regimes)
    for one in fields(made):
        if one.metadata:
            empty = {str: "Words.", tuple: ("One", "Two"), type(None): date(2027, 2, 25)}[type(one.default)]
            made = replace(made, **{one.name: empty})
    return made


def test_every_letter_has_a_title_for_staff() -> None:
    assert [kind.kind for kind in LETTERS] == list(TITLES)


@pytest.mark.parametrize("kind", LETTERS, ids=lambda kind: kind.kind)
def test_a_letter_names_each_part_that_it_lacks_and_no_other(kind: type[Letter]) -> None:
    whole = full(kind)
    assert missing(whole) == ()
    for one in fields(whole):
        if one.metadata and one.metadata["needed"](replace(whole, **{one.name: one.default})):
            for nothing in (one.default, "  ", ("", " ")):
                assert missing(replace(whole, **{one.name: nothing})) == (str(one.metadata["title"]),)


@pytest.mark.parametrize("kind", LETTERS, ids=lambda kind: kind.kind)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_letter_says_all_its_parts_in_the_person_s_language(kind: type[Letter], language: str) -> None:
    whole = full(kind)
    with translation.override("en" if language == "de" else "de"):  # whatever staff read in
        mail = render(whole, language)
    with translation.override(language):
        for one in fields(whole):
            if one.metadata:
                assert f"{one.metadata['title']}:\n" in mail.body
        assert mail.subject == str(kind.subject) % {"reference": "R-0000-0000"}
    assert "\n" not in mail.subject
    assert ("25. Februar 2027" if language == "de" else "Feb. 25, 2027") in mail.body


@pytest.mark.parametrize(
    ("regime", "needs"),
    [(regime, {"court": regime.court, "appeal": bool(regime.appeal)}) for regime in REGIMES],
    ids=lambda value: getattr(value, "key", ""),
)
def test_a_refusal_shows_the_ways_that_each_law_knows(regime: Regime, needs: dict[str, bool]) -> None:
    letter = full(Refusal, (regime,))
    for part, is_needed in needs.items():
        assert bool(missing(replace(letter, **{part: type(getattr(letter, part))()}))) == is_needed


def test_what_is_kept_needs_its_ground_and_its_end_and_the_way_to_complain() -> None:
    done = ChangeAnswer(reference="R", regimes=GDPR, received=date(2026, 11, 25), done=("All",), backups="30 days")
    assert missing(done) == ()
    assert len(missing(replace(done, kept=("An invoice",)))) == 3


def test_marketing_stops_without_weighing_anything() -> None:
    stops = ObjectionAnswer(reference="R", regimes=GDPR, received=date(2026, 11, 25), outcome="No more mail.")
    assert len(missing(stops)) == 2
    assert missing(replace(stops, about_marketing=True)) == ()


def test_what_people_typed_is_text_and_never_a_template() -> None:
    words = "{{ email }} {% include 'x' %} <b> & \"quotes\" %(reference)s"
    letter = replace(full(Refusal), reasons=words)
    body = render(letter, "en").body
    assert words in body
    assert "\n\n\n" not in body
    assert body == body.strip() + "\n"


@pytest.mark.django_db
class TestBuilt:
    @pytest.mark.parametrize("residence", [regime.key for regime in REGIMES])
    @pytest.mark.parametrize("language", ["en", "de"])
    def test_a_refusal_is_complete_for_every_law(self, residence: str, language: str) -> None:
        case = received(residence=residence, language=language)
        letter = build.refusal(case, Ground.NO_DATA_FOUND, "We looked in every table.")
        assert missing(letter) == ()
        assert missing(build.acknowledgement(case, today=NOW.date())) == ()

    def test_the_answer_to_art_15_is_made_from_the_declarations(self, settings: LazySettings) -> None:
        settings.PROCESSORS = processors.parse("Letter Carriers Inc : mail : US : clauses")
        case = verified()
        letter = build.access(case, confirmation="We process data about you.", copy="It is attached.")
        assert missing(letter) == ()
        body = render(letter, "en").body
        for words in ("Contact messages: To answer your message", "12 months", "Letter Carriers Inc: US", "Art. 22"):
            assert words in body
        assert "Staff accounts" not in body

    def test_another_language_than_the_staffs(self) -> None:
        case = verified(language="de")
        with translation.override("en"):
            services.write(case.pk, build.answer(case, "Worte."), who=member(), now=NOW)
        assert "Unsere Antwort" in mails()[-1].body
        assert mails()[-1].subject.startswith("Unsere Antwort auf Ihren Antrag R-")

    def test_an_incomplete_letter_is_not_sent_and_nothing_is_noted(self) -> None:
        case = in_progress()
        before = (len(mails()), case.events.count(), case.version)
        with pytest.raises(Incomplete, match="it lacks: Our answer"):
            services.write(case.pk, build.answer(case, ""), who=member(), now=NOW)
        case.refresh_from_db()
        assert (len(mails()), case.events.count(), case.version) == before

    def test_what_is_written_to_an_unproven_mailbox_waits_on_its_page(self) -> None:
        case = received(right=Right.QUESTION)
        services.answer(case.pk, "Words for the person.", who=member(), now=NOW)
        assert len(mails()) == 1
        kept = CaseMessage.objects.get(direction=Direction.TO_PERSON)
        assert "Words for the person." in kept.words
        assert not kept.is_mailed

    def test_without_a_mailbox_a_letter_waits_to_be_printed(self) -> None:
        case = received(right=Right.QUESTION, channel="phone", email="", who=member())
        services.answer(case.pk, "Words for the person.", who=member(), now=NOW)
        assert mails() == []
        assert not CaseMessage.objects.get(direction=Direction.TO_PERSON).is_mailed
