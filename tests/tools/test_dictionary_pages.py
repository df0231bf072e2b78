"""Every item of the dictionaries has one address, which answers with what the committed tables say."""

import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from hotsite.ground import headers
from hotsite.ground.headers import Kind
from tools.dictionaries import addresses, iods, structures, tables
from tools.dictionaries.kinds import KINDS
from tools.dictionaries.versions import VERSIONS, changes, spans, stretches

pytestmark = pytest.mark.django_db  # a plain page asks which consents hold

ONE_OF_EACH = [
    "dicom/tags/00100020/",
    "dicom/tags/60xx3000/",
    "dicom/uids/1.2.840.10008.1.2/",
    "dicom/iods/ct-image/",
    "dicom/modules/general-series/",
    "hl7/segments/PID/",
    "hl7/types/CX/",
    "hl7/types/ST/",
    "hl7/tables/0203/",
    "hl7/events/A04/",
    "hl7/structures/ADT_A01/",
]
LISTS = ["dicom/", "hl7/", "dicom/tags/groups/0010/", *(f"{kind.folder}/" for kind in KINDS)]  # fmt: skip


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode().split("<main", 1)[1].split("</main>")[0]).split())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "dicom/tags/00100020/",
            ["(0010,0020)", "Patient ID", "PatientID", "LO", "2024c", "When de-identified", "PS3.15 Table E.1-1"],
        ),
        ("dicom/tags/00080001/", ["Retired"]),
        ("dicom/tags/60xx3000/", ["Overlay Data", "OB or OW", "any digit"]),
        ("dicom/uids/1.2.840.10008.1.2/", ["Implicit VR Little Endian", "Transfer Syntax"]),
        (
            "dicom/tags/00080060/",
            ["General Series C.7.3 1 128", "In the items of sequences", "Hanging Protocol Definition"],
        ),
        ("dicom/tags/00000100/", ["No module of the information object definitions here has it"]),
        ("dicom/uids/1.2.840.10008.5.1.4.1.1.2/", ["CT Image Storage", "SOP Class", "CT Image (A.3.3)"]),
        ("dicom/iods/ct-image/", ["CT Image IOD", "A.3.3", "A.3-1", "1.2.840.10008.5.1.4.1.1.2 CT Image Storage"]),
        ("dicom/iods/ct-image/", ["General Acquisition – M", "Synchronization C.7.4.2 C", "edition of 2020"]),
        ("dicom/iods/enhanced-ct-image/", ["Functional groups", "(0028,9110) Pixel Measures Sequence M"]),
        ("dicom/modules/general-series/", ["General Series Module", "(0008,0060) Modality CS 1", "M CT Image", "128"]),
        ("dicom/modules/general-series/", ["&gt; (0008,0104) Code Meaning LO 1", "items as above"]),
        ("hl7/segments/PID/", ["Patient Identification", "PID-3 Patient Identifier List CK 1 Patient ID Internal ID"]),
        ("hl7/segments/PID/", ["2.3.1 16 changes", "PID-5 Occurs 1 → 1..*", "PID-8 Type IS → CWE", "withdrawn"]),
        ("hl7/events/A04/", ["ADT/ACK - Register a patient", "ADT^A04", "ADT_A01", "in version 2.8.2"]),
        ("hl7/events/A04/", ["INSURANCE 0..*"]),
        ("hl7/events/S30/", ["No version here has a message for it"]),
        ("hl7/structures/ADT_A01/", ["ADT^A04 2.1 – 2.8.2", "ADT^A05 2.1 – 2.3.1", "NK1 1 0..*", "any number"]),
        ("hl7/structures/ADT_A01/", ["PROCEDURE", "2.8.1", "INSURANCE.AUT new"]),
        ("hl7/tables/0001/", ["F Female", "PID-8 Administrative Sex", "Of all versions together"]),
        ("hl7/types/CX/", ["CX.5", "Identifier Type Code", "0203", "PID-3"]),
        ("hl7/types/ST/", ["no components", "MSH-3"]),
        ("hl7/tables/0203/", ["CX.5", "Identifier Type Code"]),
    ],
)
def test_an_item_says_what_the_dictionary_says(client: Client, path: str, said: list[str]) -> None:
    page = text_of(client, f"/en/{path}")
    assert [words for words in said if words not in page] == []


@pytest.mark.parametrize("path", ONE_OF_EACH)
@pytest.mark.parametrize(("code", "other"), [("en", "de"), ("de", "en")])
def test_an_item_is_a_plain_page_in_both_languages(client: Client, path: str, code: str, other: str) -> None:
    answer = client.get(f"/{code}/{path}")
    page = " ".join(answer.content.decode().split())
    assert dict(headers.table()[Kind.PLAIN_PAGE]).items() <= dict(answer.headers).items()
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/{code}/{path}">' in page
    assert f'hreflang="{other}" href="http://127.0.0.1:8000/{other}/{path}"' in page
    assert page.count("<h1") == 1
    assert answer.cookies == {}


def test_a_name_of_the_standard_stays_english_and_says_so(client: Client) -> None:
    page = " ".join(client.get("/de/dicom/tags/00100020/").content.decode().split())
    assert re.search(r'<span lang="en" translate="no">\s*Patient ID\s*</span>', page)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("dicom/tags/0010,0020/", "/en/dicom/tags/00100020/"),
        ("dicom/tags/(0010,0020)/", "/en/dicom/tags/00100020/"),
        ("dicom/tags/7fe00010/", "/en/dicom/tags/7FE00010/"),
        ("dicom/tags/patientid/", "/en/dicom/tags/00100020/"),
        ("dicom/tags/60023000/", "/en/dicom/tags/60xx3000/"),
        ("hl7/segments/pid/", "/en/hl7/segments/PID/"),
        ("hl7/types/cx/", "/en/hl7/types/CX/"),
        ("hl7/tables/3/", "/en/hl7/tables/0003/"),
        ("hl7/events/a04/", "/en/hl7/events/A04/"),
        ("hl7/structures/adt-a01/", "/en/hl7/structures/ADT_A01/"),
        ("hl7/structures/ADT_A99/", "/en/hl7/structures/ADT_A09/"),
        ("dicom/iods/CT%20Image/", "/en/dicom/iods/ct-image/"),
        ("dicom/iods/ct-imgae/", "/en/dicom/iods/ct-image/"),
        ("dicom/modules/GeneralSeries/", "/en/dicom/modules/general-series/"),
    ],
)
def test_an_address_that_nearly_fits_gets_a_link_and_no_redirect(client: Client, path: str, meant: str) -> None:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    assert f'<a href="{meant}"' in answer.content.decode()
    assert client.get(meant).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "dicom/tags/00090010/", "dicom/uids/1.2.3/", "dicom/iods/qqqq/", "dicom/modules/qqqq/",
        "hl7/segments/ZZZ/", "hl7/types/varies/", "hl7/tables/9999/", "hl7/events/ZZZ/", "hl7/events/Znn/",
        "hl7/structures/QQQ/",
    ],
)  # fmt: skip
def test_what_no_dictionary_has_gets_a_sentence(client: Client, path: str) -> None:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    assert "The dictionary does not have this" in answer.content.decode()


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*(kind.folder for kind in KINDS), "dicom/tags/groups"]), st.text(max_size=300))
def test_a_hostile_address_is_answered_with_its_text_escaped(folder: str, text: str) -> None:
    key = f"<i>{text}".replace("/", "").replace("?", "").replace("#", "")
    answer = Client(headers={"host": "127.0.0.1:8000"}).get(f"/en/{folder}/{key}/")
    assert answer.status_code == 404
    assert "<i>" not in answer.content.decode()


def test_every_item_has_an_address_and_a_line_in_the_site_map(client: Client) -> None:
    text = client.get("/sitemap-dictionaries.xml").content.decode()
    paths = list(addresses.paths())
    assert len(paths) == len(set(paths)) > 7_900
    assert text.count("<loc>") == 2 * len(paths)
    assert len(text.encode()) < 50 * 1024 * 1024  # sitemaps.org: the most one map may hold
    for path in [*paths[::200], paths[-1]]:
        assert f"/de/{path}</loc>" in text
        assert client.get(f"/de/{path}").status_code == 200, path


def test_every_use_leads_to_a_line_that_is_there(client: Client) -> None:
    pages = [client.get(f"/en/{path}").content.decode() for path in ("hl7/types/CX/", "dicom/tags/00080060/")]
    uses = re.findall(r'href="(/en/[^"]+)#([^"]+)"', "".join(pages))
    assert len(uses) > 80
    for address, key in uses[::4]:
        assert f'id="{key}"' in client.get(address).content.decode(), (address, key)


def test_spans_hold_every_version_once() -> None:
    for segment in tables.segments():
        versions = tables.versions_of(segment)
        for key, history in tables.fields_of(segment):
            found = spans(history, versions)
            assert [number for span in found for number in span.versions] == versions, key
            assert all(history.get(number) == span.value for span in found for number in span.versions), key


versioned = st.dictionaries(st.sampled_from(VERSIONS), st.sampled_from(["one", "other"]))


@given(versioned)
def test_what_changed_leads_from_the_oldest_version_to_each_other(history: dict[str, str]) -> None:
    told = dict(changes([("it", history)], VERSIONS, lambda value: {"value": value}))
    now = history.get(VERSIONS[0], "")
    for number in VERSIONS[1:]:
        for change in told.get(number, []):
            (aspect,) = change.aspects
            assert aspect.old == now
            now = aspect.new
        assert now == history.get(number, "")


@given(st.sets(st.sampled_from(VERSIONS)))
def test_stretches_name_each_version_within_them(having: set[str]) -> None:
    named: list[str] = []
    for stretch in stretches(having).split(", ") if having else []:
        first, _dash, last = stretch.partition(" – ")
        named += VERSIONS[VERSIONS.index(first) : VERSIONS.index(last or first) + 1]
    assert named == [number for number in VERSIONS if number in having]


def test_a_structure_of_each_version_is_found_again_in_all_versions_together() -> None:
    for name, versions in structures.structures().items():
        lines = structures.lines_of(name)
        for number in versions:
            grammar = structures.grammar(name, number)
            written = re.findall(r"[A-Za-z0-9_]+", grammar)
            assert [line.node.name for line in lines if number in line.node.times] == written, (name, number)


def test_every_attribute_of_the_tables_is_told_on_its_modules_page_or_referred_to() -> None:
    for module in iods.modules().values():
        rows = iods.rows_of(module)
        places = [row.place for row in rows]
        assert len(places) == len(set(places)), module.key
        assert {row.as_in for row in rows} <= {"", *places}, module.key
        assert [row.attribute for row in rows if row.depth == 0] == list(module.attributes)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_leads_to_pages_that_answer(client: Client, path: str) -> None:
    page = client.get(f"/en/{path}").content.decode()
    assert len(page) < MOST_BYTES
    links = re.findall(rf'href="(/en/{path}[^"#]+)"', page.split("<main", 1)[1].split("</main>")[0])
    leads = links or re.findall(r'href="(/en/dicom/(?:tags|uids)/[^"#]+)"', page)
    assert leads, path
    for address in [*leads[:2], leads[-1]]:
        assert client.get(address).status_code == 200, address


def test_every_item_is_on_a_list(client: Client) -> None:
    groups = [f"dicom/tags/groups/{tag[:4]}/" for tag in tables.elements()]
    text = "".join(client.get(f"/en/{path}").content.decode() for path in {*LISTS, *groups})
    listed = set(re.findall(r'href="/en/([^"#]+)"', text))
    assert set(addresses.paths()) <= listed | {"dicom/", "hl7/"}


#: What a slow line takes in a second or two, compressed far less.
MOST_BYTES = 300 * 1024


def test_the_longest_pages_stay_short_enough(client: Client) -> None:
    longest = [
        "hl7/types/CWE/", "hl7/types/ST/", "hl7/segments/OM1/", "hl7/segments/PV1/", "hl7/tables/0136/",
        "hl7/structures/CCR_I16/", "dicom/tags/00080105/", "dicom/tags/00080100/", "dicom/tags/groups/0018/",
        "dicom/modules/rt-patient-position-acquisition-instruction/", "dicom/modules/sop-common/",
        "dicom/modules/enhanced-mr-color-image-multi-frame-functional-groups/",
    ]  # fmt: skip
    sizes = {path: len(client.get(f"/de/{path}").content) for path in longest}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}


def test_every_segment_that_a_structure_leads_to_has_a_page() -> None:
    lines = [line for name in structures.structures() for line in structures.lines_of(name)]
    led = {line.segment for line in lines} - {""}
    assert led <= tables.segments().keys()
    segments = {line.node.name for line in lines if line.node.kind is structures.Kind.SEGMENT}
    assert segments - led == {"ANY", "ORO"}  # ORO of v2.1 is in no source
