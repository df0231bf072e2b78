"""What is stopped and what is not, over the whole of two corpora."""

from functools import cache

from contact.payload import Cut, cut_out, payloads
from tests.contact.payload.corpus import pastes, sample
from tests.contact.payload.ordinary import messages

PASTES = 200
CAUGHT_AT_LEAST = 0.98
ORDINARY = 500
STOPPED_AT_MOST = 0.01

#: In every seed that names a person, in some form: what follows the number, what separates names, keys of a dump.
NAMING = ("mr||", "19.5", "^ada", "^berta", "^carl", "patientbirthdate", "<given")


@cache
def cuts() -> dict[str, Cut]:
    """By its name, what is left of each paste."""
    return {paste.name: cut_out(paste.text) for paste in pastes()}


def missed(names: list[str]) -> list[str]:
    return [name for name in names if not cuts()[name].removed]


def test_of_two_hundred_disguised_pastes_98_in_100_are_caught() -> None:
    left = missed([paste.name for paste in sample(PASTES)])
    assert 1 - len(left) / PASTES >= CAUGHT_AT_LEAST, left


def test_of_every_seed_in_every_disguise_98_in_100_are_caught() -> None:
    left = missed(list(cuts()))
    assert 1 - len(left) / len(cuts()) >= CAUGHT_AT_LEAST, f"{len(left)} of {len(cuts())}: {left}"


def test_nothing_that_names_the_person_is_left_of_any_paste() -> None:
    remains = {name: cut.text.lower().replace("\u200b", "") for name, cut in cuts().items()}
    assert [name for name, text in remains.items() if any(mark in text for mark in NAMING)] == []


def test_of_five_hundred_ordinary_messages_1_in_100_is_stopped() -> None:
    stopped = [(text, found) for text in messages(ORDINARY) if (found := payloads(text))]
    assert len(stopped) / ORDINARY <= STOPPED_AT_MOST, stopped
