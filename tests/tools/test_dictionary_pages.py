"""Every item of the dictionaries has one address, which answers with what the committed tables say."""

import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from hotsite.ground import headers
from hotsite.ground.headers import Kind
from tools.dictionaries import tables, views

pytestmark = pytest.mark.django_db  # a plain page asks which consents hold

ONE_OF_EACH = [
    "dicom/tags/00100020/", "dicom/tags/60xx3000/", "dicom/uids/1.2.840.10008.1.2/",
    "hl7/segments/PID/", "hl7/types/CX/", "hl7/types/ST/", "hl7/tables/0203/",
]  # fmt: skip


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode().split("<main", 1)[1].split("</main>")[0]).split())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("dicom/tags/00100020/", ["(0010,0020)", "Patient ID", "PatientID", "LO", "2024c"]),
        ("dicom/tags/00080001/", ["Retired"]),
        ("dicom/tags/60xx3000/", ["Overlay Data", "OB or OW", "any digit"]),
        ("dicom/uids/1.2.840.10008.1.2/", ["Implicit VR Little Endian", "Transfer Syntax"]),
        ("hl7/segments/PID/", ["Patient Identification", "2.3.1 – 2.8.2 Patient Identifier List CX yes any number"]),
        ("hl7/segments/PID/", ["2.7 – 2.8.2 Patient ID withdrawn"]),
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
    ],
)
def test_an_address_that_nearly_fits_gets_a_link_and_no_redirect(client: Client, path: str, meant: str) -> None:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    assert f'<a href="{meant}">' in answer.content.decode()
    assert client.get(meant).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["dicom/tags/00090010/", "dicom/uids/1.2.3/", "hl7/segments/ZZZ/", "hl7/types/varies/", "hl7/tables/9999/"],
)
def test_what_no_dictionary_has_gets_a_sentence(client: Client, path: str) -> None:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    assert "The dictionary does not have this" in answer.content.decode()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["dicom/tags", "dicom/uids", "hl7/segments", "hl7/types", "hl7/tables"]), st.text(max_size=300))
def test_a_hostile_address_is_answered_with_its_text_escaped(folder: str, text: str) -> None:
    key = f"<i>{text}".replace("/", "").replace("?", "").replace("#", "")
    answer = Client(headers={"host": "127.0.0.1:8000"}).get(f"/en/{folder}/{key}/")
    assert answer.status_code == 404
    assert "<i>" not in answer.content.decode()


def test_every_item_has_an_address_and_a_line_in_the_site_map(client: Client) -> None:
    text = client.get("/sitemap-dictionaries.xml").content.decode()
    paths = views.paths()
    assert len(paths) == len(set(paths)) > 6_000
    assert text.count("<loc>") == 2 * len(paths)
    assert len(text.encode()) < 50 * 1024 * 1024  # sitemaps.org: the most one map may hold
    for path in [*paths[::200], paths[-1]]:
        assert f"/de/{path}</loc>" in text
        assert client.get(f"/de/{path}").status_code == 200, path


def test_every_use_leads_to_a_line_that_is_there(client: Client) -> None:
    page = client.get("/en/hl7/types/CX/").content.decode()
    uses = re.findall(r'href="(/en/hl7/[^"]+)#([^"]+)"', page)
    assert len(uses) > 40
    for address, key in uses:
        assert f'id="{key}"' in client.get(address).content.decode(), (address, key)


def test_runs_hold_every_version_once() -> None:
    for segment in tables.segments():
        for key, runs in tables.fields_of(segment):
            places = [tables.VERSIONS.index(number) for run in runs for number in (run.first, run.last)]
            assert places == sorted(places), key
