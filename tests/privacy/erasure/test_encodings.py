"""In whatever form a text stands in some bytes, one of its needles is found there."""

import html
import json
import quopri
import string
from base64 import b64encode, encodebytes, urlsafe_b64encode
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from privacy.erasure.encodings import needles, plain
from privacy.erasure.search import Search
from privacy.erasure.values import Value, Weight

unhurried = settings(deadline=None, max_examples=40)
#: What people write, in any script; no lone surrogates, which no encoding of the web carries.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("@.+-_ \"'<&/=%äößéÅ"), min_size=8, max_size=96
).map(str.strip)
BYTES = st.binary(max_size=40)


def _mail(text: str) -> bytes:
    message = EmailMessage()
    message.set_content(text + "\n", cte="quoted-printable")
    return message.as_bytes()


FORMS: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "UTF-16, little end first": lambda text: text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: text.encode("utf-16-be"),
    "JSON": lambda text: json.dumps({"text": text}).encode(),
    "JSON without escapes": lambda text: json.dumps([text], ensure_ascii=False).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps([text])).encode(),
    "in an address": lambda text: f"https://site.test/?q={quote(text, safe='')}&x".encode(),
    "in a form": lambda text: f"a=1&b={quote_plus(text)}".encode(),
    "HTML": lambda text: f"<p>{html.escape(text)}</p>".encode(),
    "quoted-printable": lambda text: quopri.encodestring(text.encode() + b"!"),
    "a mail": _mail,
    "hexadecimal": lambda text: text.encode().hex().upper().encode(),
    "base64 of JSON": lambda text: b64encode(json.dumps([text]).encode()),
}


def is_found(text: str, within: bytes) -> bool:
    bytes_within = plain(within)
    return any(needle in bytes_within for needle in needles(text))


@pytest.mark.parametrize("form", FORMS)
@unhurried
@given(text=TEXTS, before=BYTES, behind=BYTES)
@example(text="ada@example.invalid", before=b"", behind=b"")
@example(text="Jürgen Großmann", before=b"\xff", behind=b"=")
def test_a_text_is_found_in_every_form(form: str, text: str, before: bytes, behind: bytes) -> None:
    assume(len(text) >= 8 and text.strip("= "))
    assert is_found(text, before + FORMS[form](text) + behind)


@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode, encodebytes])
@unhurried
@given(text=TEXTS, before=st.binary(max_size=80), behind=BYTES)
def test_base64_is_found_wherever_a_text_begins_in_it_and_however_it_is_folded(
    encode: Callable[[bytes], bytes], text: str, before: bytes, behind: bytes
) -> None:
    assume(len(text) >= 8 and text.strip("= "))
    assert is_found(text, encode(before + text.encode() + behind))


@unhurried
@given(
    text=st.text(string.printable, min_size=8, max_size=96).map(str.strip), upper=st.lists(st.booleans(), min_size=96)
)
def test_capitals_make_no_difference(text: str, upper: list[bool]) -> None:
    assume(len(text) >= 8 and text.strip("= "))
    mixed = "".join(letter.upper() if big else letter.lower() for letter, big in zip(text, upper, strict=False))
    assert is_found(text, mixed.encode())


def test_accents_may_be_written_in_two_ways() -> None:
    assert is_found("Jürgen Ångström", "xx Ju\u0308rgen A\u030angstro\u0308m".encode())
    assert is_found("Ju\u0308rgen Mu\u0308ller", "Jürgen Müller".encode())


@unhurried
@given(data=st.binary(max_size=200), cut=st.integers(0, 200))
def test_bytes_are_made_plain_one_by_one(data: bytes, cut: int) -> None:
    assert plain(data[:cut]) + plain(data[cut:]) == plain(data)


@unhurried
@given(text=st.text(string.ascii_letters, min_size=12, max_size=20), noise=st.binary(max_size=2000))
def test_what_is_not_there_is_not_found(text: str, noise: bytes) -> None:
    assume(all(needle not in plain(noise) for needle in needles(text)))
    assert not is_found(text, noise)


def test_a_short_text_is_looked_for_as_it_is_and_not_packed() -> None:
    """In the base64 of anything three given letters stand soon."""
    assert is_found("Ada", b"dear ada,")
    assert max(map(len, needles("Ada"))) <= len("Ada") * 4


def test_the_values_that_were_found_are_told_apart() -> None:
    search = Search([Value("ada@example.invalid", Weight.ADDRESS), Value("Lovelace & Co", Weight.TELLING)])
    assert search.found_in(b"ADA@EXAMPLE.INVALID") == {0}
    assert search.found_in(b"<b>Lovelace &amp; Co</b> ada@example.invalid") == {0, 1}
    assert search.found_in(b"nobody") == frozenset()
    assert Search([]).found_in(b"anything") == frozenset()
