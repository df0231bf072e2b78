import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.policies.processors import Processor, Safeguard, Service, parse


def test_a_list_is_read() -> None:
    assert parse("North Hosting : hosting : DE; Letter Inc:mail:US:clauses;") == (
        Processor("North Hosting", Service.HOSTING, "DE", None),
        Processor("Letter Inc", Service.MAIL, "US", Safeguard.CLAUSES),
    )


def test_none_has_to_be_said() -> None:
    assert parse("none") == ()


@pytest.mark.promise("P6.2")
@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("North", "does not read name : service : country"),
        (" : hosting : DE", "does not read"),
        ("a:b:c:d:e", "does not read"),
        ("North : parking : DE", "'parking' is none of hosting"),
        ("North : hosting : XX", "whose country is no code"),
        ("North : hosting : Germany", "whose country is no code"),
        ("North : hosting : de", "whose country is no code"),
        ("North : hosting : US", "needs a safeguard"),
        ("North : hosting : DE : clauses", "needs no safeguard"),
        ("North : hosting : US : hope", "'hope' is none of adequacy"),
    ],
)
def test_an_entry_that_would_be_wrong_on_the_page_is_refused(value: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(value)


@given(st.text())
def test_whatever_is_written_is_read_or_refused_with_a_reason(value: str) -> None:
    try:
        read = parse(value)
    except ValueError as error:
        read, reason = (), str(error)
    else:
        reason = "has an entry"
    assert all(isinstance(one, Processor) for one in read)
    assert reason.startswith("has an entry")
