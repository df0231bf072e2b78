"""What is found in a text, where, and what becomes of it."""

import base64
import gzip
import logging
import random
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.payload import Found, Kind, cut_out, find, payloads, refuse
from tests.contact.payload import seeds

ADT = seeds.adt(random.Random(1)).replace("\r", "\n")
DUMP = seeds.dcmdump(random.Random(2))
CDA = seeds.ccda(random.Random(3))
FHIR = seeds.fhir(random.Random(4))
FILE = base64.b64encode(seeds.explicit_file(random.Random(5))).decode()


@pytest.mark.parametrize(
    ("payload", "kind"), [(ADT, Kind.HL7), (DUMP, Kind.DICOM), (CDA, Kind.CDA), (FHIR, Kind.FHIR), (FILE, Kind.DICOM)]
)
def test_a_payload_is_found_at_its_place(payload: str, kind: Kind) -> None:
    before, after = "This is what I pasted:\n\n", "\n\nIt is shown wrongly."
    [found] = payloads(before + payload + after)
    assert found.kind is kind
    assert found.start == len(before)
    assert abs(found.end - len(before) - len(payload)) < 40  # a comment at the end of a dump's last line is left


def test_two_payloads_with_words_between_are_two() -> None:
    words = " And this is the other one, from another hospital, with quite different contents. " * 6
    assert [found.kind for found in payloads(f"{ADT}\n\n{words}\n\n{CDA}")] == [Kind.HL7, Kind.CDA]


@pytest.mark.parametrize(
    "talk",
    [
        "",
        "PID-5 is cut off, and so is (0010,0010).",
        "MSH|^~\\&|A|B|C|D|20260102||ADT^A01|1|P|2.5",
        "MSH|^~\\&|A|B|C|D|20260102||ACK^A01|1|P|2.5\nMSA|AE|1|unknown field",
        "OBX|1|NM|2345-7^Glucose^LN||182|mg/dL",
        "PID|1||<id>^^^<authority>^MR||<family>^<given>||<born>",
        "PID|1||XXX^^^XXX^MR||XXX^XXX||XXXXXXXX\nPV1|1|I|XXX",
        "(0028,0010) US 512\n(0028,0011) US 512\n(0028,0100) US 16",
        '<ClinicalDocument xmlns="urn:hl7-org:v3"> is the root.',
        '{"resourceType": "OperationOutcome"}',
    ],
)
def test_talk_about_it_is_no_payload(talk: str) -> None:
    assert payloads(talk) == ()


@pytest.mark.parametrize(
    "numbers",
    [
        "4711001, 4711002, 4711003",
        "MRN 1234567\nMRN 1234568\nMRN 1234569\n",
        "1.2.276.0.7230010.3.1.4.8323329.1 and 1.2.276.0.7230010.3.1.4.8323329.2, 1.2.276.0.7230010.3.1.4.8323329.3",
    ],
)
def test_a_list_of_identifiers_warns_and_never_refuses(numbers: str) -> None:
    [found] = find(f"These do not open: {numbers}")
    assert found.kind is Kind.IDENTIFIERS
    refuse(numbers)
    assert cut_out(numbers).text == numbers


def test_the_identifiers_of_a_payload_are_part_of_it() -> None:
    assert [found.kind for found in find(ADT + "\nNTE|1||1234567 1234568 1234569")] == [Kind.HL7]


def test_a_refusal_says_where_and_how_to_do_without() -> None:
    with pytest.raises(ValidationError) as refused:
        refuse(f"Hello,\n\n{ADT}\n\nThank you")
    [sentence] = refused.value.messages
    assert sentence.startswith("Lines 3 to 7: this looks like patient data (HL7 message).")
    assert "such as PID-5" in sentence
    assert refused.value.error_list[0].code == "payload"
    with translation.override("de"), pytest.raises(ValidationError) as refused:
        refuse(f"Hallo\r\n{seeds.lone_person(random.Random(1))}")
    assert refused.value.messages[0].startswith("Zeile 2: ")


def test_what_is_cut_out_leaves_a_mark_and_the_words_around() -> None:
    cut = cut_out(f"Please erase what you hold about me.\n{ADT}\nThank you")
    assert cut.text.startswith("Please erase what you hold about me.\n[HL7 message removed: ")
    assert cut.text.endswith(" characters]\nThank you")
    assert [found.kind for found in cut.removed] == [Kind.HL7]


def test_parts_that_make_a_payload_once_another_is_gone_are_cut_too() -> None:
    inner = "PID|1||4711001^^^N^MR||Sample^Ada||19700102"
    assert payloads(cut_out(f"PID|1||47{ADT}11^^^N^MR||Muster^Berta||19700102\n{inner}").text) == ()


HOSTILE = [
    "MSH|", "MSH|^~\\&|", "PID|1||2^3\n", "<", "< ", "<given>a", "<td>x</", "&amp;", "%25", "\\", "(0010,0010) = ", "A",
    "4d ", "77,", "=", "\n", "\x00", "\u200b", "\x1b[3", "UEsDBA", "H4sI", '"resourceType":"Patient",', "M S H | ",
    "00000010  4d 53 48 7c\n", "PID-3: 12345\n", "1.2.3.4.5.6.7.8.9.0 ", "\U0001f600", "{", "\\u003c",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_thousands_of_times_the_same_has_an_answer(unit: str) -> None:
    cut_out((unit * 10_000)[:50_000])


def test_a_bomb_is_unpacked_no_further_than_needed() -> None:
    bomb = base64.b64encode(gzip.compress(b"PID|1||4711^^^N^MR||Sample^Ada\r" * 1_000_000)).decode()
    assert payloads(bomb[:5000]) != ()


def test_sequences_nested_without_end_are_no_recursion() -> None:
    item = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    find(base64.b64encode(item * 5000).decode())


TOKENS = st.sampled_from(
    [*HOSTILE, *ADT.split("\n"), *DUMP.split("\n"), FILE[:200], CDA[:300], "\r", " ", "\\r", "```"]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.one_of(TOKENS, st.text(max_size=20)), max_size=30).map("".join))


class Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_has_an_answer_that_lies_in_it_and_says_nothing(text: str) -> None:
    listener = Listener()
    logging.getLogger().addHandler(listener)
    try:
        found = find(text)
        cut = cut_out(text)
    finally:
        logging.getLogger().removeHandler(listener)
    assert listener.said == []
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert payloads(cut.text) == ()
    assert isinstance(cut.removed, tuple)
    assert all(isinstance(one, Found) for one in cut.removed)
