"""The page that says how correct the tools are: it shows what was measured of this very parser, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.tools.dicom_corpus import ROOT
from tools.catalogue import TOOLS
from tools.correctness import measured
from tools.correctness.disagreements import SENTENCES as SENTENCES_APART
from tools.correctness.disagreements import TABLE, Cause
from tools.correctness.reasons import SENTENCES, Reason

pytestmark = pytest.mark.django_db

NOT_MEASURED = "Not measured for this release."

APART = {"package": "makers", "file": "<odd>.dcm", "reasons": ["cut short", "byte order"]}
FILES: dict[str, Any] = {
    "of": measured.fingerprint("dicom"),
    "date": "2026-11-25",
    "packages": [{"name": "makers", "version": "1.2", "files": 41}, {"name": "others", "version": "7", "files": 13}],
    "checks": {name: [] for name in measured.CHECKS} | {"tree": [APART]},
    "peers": [
        {"name": "ours", "version": "", "opened": 54, "same": 52},
        {"name": "other", "version": "3", "opened": 51, "same": 47},
    ],
}
VALIDATOR: dict[str, Any] = {
    "of": measured.fingerprint("dicom"),
    "date": "2026-11-25",
    "peer": "dciodvfy, dicom3tools 1",
    "objects": 17,
    "robbed": 211,
    "both": 97,
    "apart": [
        *(
            {"who": "ours", "keyword": "FocalDistance", "iod": "nuclear-medicine-image", "path": f"{n}"}
            for n in range(3)
        ),
        {"who": "theirs", "keyword": "Laterality", "iod": "ct", "path": "00280011"},
    ],
}
#: dciodvfy's own word for it would be another one.
UNEXPLAINED = {"who": "ours", "keyword": "Laterality", "iod": "ct", "path": "00200060"}
HL7: dict[str, Any] = {
    "of": measured.fingerprint("hl7"),
    "date": "2026-11-25",
    "peer": "hl7apy 1",
    "versions": 12,
    "messages": 1_205,
    "compared": 907,
    "agreed": 906,
    "apart": ["2.5.1 ADT_A01"],
    "broken": 223,
    "found": 222,
}
NAMES: dict[str, Any] = {
    "of": measured.fingerprint("hl7"),
    "date": "2026-11-25",
    "peer": "hl7types 1",
    "versions": 12,
    "names": 3_011,
    "same": 3_009,
    "apart": [
        {"version": "2.1", "part": "MSA-1", "ours": "Acknowledgement Code", "theirs": "ACK <CODE>"},
        {"version": "2.4", "part": "CX.2", "ours": "Check Digit", "theirs": "Checked"},
    ],
}
WHOLE = {"dicom-files": FILES, "dicom-validator": VALIDATOR, "hl7": HL7, "hl7-names": NAMES}


@pytest.fixture
def file(settings: LazySettings, tmp_path: Path) -> Path:
    settings.CORPUS = tmp_path / "corpus.json"
    return tmp_path / "corpus.json"


def page(client: Client, language: str = "en") -> str:
    answer = client.get(f"/{language}/correct/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_says_what_was_measured(client: Client, file: Path) -> None:
    file.write_text(json.dumps(WHOLE))
    shown = page(client)
    assert NOT_MEASURED not in shown
    for figure in (
        "53 of 54",
        "52 of 54",
        "51 of 54",
        "47 of 54",
        "other 3",
        "40 of 41",
        "13 of 13",
        "97.0 %",
        "99.0 %",
        "906 of 907",
        "222 of 223",
        "2.5.1 ADT_A01",
        "3009 have the same name",
        "ACK &lt;CODE&gt;",
    ):
        assert figure in shown
    assert shown.count("54 of 54") == len(measured.CHECKS) - 1 + 1  # and what our parser opened, beside others


def test_a_file_that_differs_stands_under_each_of_its_reasons(client: Client, file: Path) -> None:
    file.write_text(json.dumps(WHOLE))
    shown = page(client)
    assert shown.count("&lt;odd&gt;.dcm") == 2
    assert "<odd>" not in shown
    assert [reason for reason in Reason if str(SENTENCES[reason])[:40] in shown] == [
        Reason.CUT_SHORT,
        Reason.BYTE_ORDER,
    ]


@pytest.mark.parametrize(("language", "why"), [("en", "is optional, or not at all"), ("de", "freigestellt")])
def test_disagreements_of_the_validators_stand_under_their_reason(
    client: Client, file: Path, language: str, why: str
) -> None:
    file.write_text(json.dumps(WHOLE))
    _before, _sentence, after = page(client, language).partition(why)
    cases, _end, _behind = after.partition("</dd>")
    assert cases.count("FocalDistance") == 3
    assert "Laterality" not in cases


def test_every_disagreement_has_one_reason_and_every_reason_a_disagreement() -> None:
    found = json.loads((ROOT / "hotsite" / "measured" / "corpus.json").read_text())["dicom-validator"]["apart"]
    rows = [
        [row for row in TABLE if row.explains(ours=one["who"] == "ours", keyword=one["keyword"], iod=one["iod"])]
        for one in found
    ]
    assert [one for one, all_rows in zip(found, rows, strict=True) if len(all_rows) != 1] == []
    assert [row for row in TABLE if [row] not in rows] == []
    assert set(SENTENCES_APART) == set(Cause) == {row.cause for row in TABLE}


def test_figures_are_written_as_the_language_has_them(client: Client, file: Path) -> None:
    file.write_text(json.dumps(WHOLE))
    shown = page(client, "de")
    assert "53 von 54" in shown
    assert "97,0 %" in shown


@pytest.mark.parametrize("content", ["", "{", "null", "[]", "7", "[" * 20_000, b"\xff\xfe", "{}"])
def test_a_damaged_file_is_not_measured(client: Client, file: Path, content: str | bytes) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert page(client).count(NOT_MEASURED) == len(WHOLE)


def test_a_missing_file_is_not_measured(client: Client, file: Path) -> None:
    assert not file.exists()
    assert page(client).count(NOT_MEASURED) == len(WHOLE)


@pytest.mark.parametrize(
    ("section", "changes"),
    [
        *((section, {"of": "0123456789abcdef"}) for section in WHOLE),  # of another parser
        *((section, {"date": "yesterday"}) for section in WHOLE),
        ("dicom-files", {"packages": []}),
        ("dicom-files", {"packages": [{"name": "makers", "version": "1", "files": "41"}]}),
        ("dicom-files", {"packages": [{"name": "others", "version": "1", "files": 13}]}),
        ("dicom-files", {"checks": {"tree": []}}),
        ("dicom-files", {"peers": [{"name": "other"}]}),
        ("dicom-files", {"checks": FILES["checks"] | {"tree": [APART | {"reasons": []}]}}),
        ("dicom-files", {"checks": FILES["checks"] | {"tree": [APART | {"reasons": ["no such"]}]}}),
        ("dicom-files", {"checks": FILES["checks"] | {"tree": [APART] * 42}}),
        ("dicom-validator", {"both": 0}),
        ("dicom-validator", {"apart": [{}]}),
        ("dicom-validator", {"apart": [UNEXPLAINED]}),
        ("hl7", {"agreed": True}),
        ("hl7", {"apart": [7]}),
        ("hl7-names", {"same": 0}),
        ("hl7-names", {"apart": [{"version": "2.1", "part": "MSA-1", "ours": "Acknowledgement Code"}]}),
    ],
)
def test_a_section_that_is_not_whole_is_not_measured_and_the_others_are(
    client: Client, file: Path, section: str, changes: dict[str, Any]
) -> None:
    file.write_text(json.dumps(WHOLE | {section: WHOLE[section] | changes}))
    assert page(client).count(NOT_MEASURED) == 1


def test_the_committed_figures_are_whole_whatever_parser_they_are_of() -> None:
    """A changed parser makes them old, and the page says so; they must still be what `make corpus` writes."""
    found = json.loads((ROOT / "hotsite" / "measured" / "corpus.json").read_text())
    assert measured._files(found["dicom-files"]).sum >= 290
    assert min(measured._validator(found["dicom-validator"]).precision, 100) >= 95
    assert measured._validator(found["dicom-validator"]).recall >= 95
    assert measured._hl7(found["hl7"]).found >= 200
    assert measured._names(found["hl7-names"]).same >= 25_000


@pytest.mark.parametrize(("standard", "other"), [("dicom", "hl7"), ("hl7", "dicom")])
def test_a_fingerprint_is_of_all_that_was_measured_and_of_nothing_else(standard: str, other: str) -> None:
    source = ROOT / "tools" / "frontend" / "src"
    sources = list(measured._sources(ROOT, standard))
    assert len(sources) == len(set(sources))
    assert {source / "cli" / f"{standard}.ts", source / standard / "parse.ts", source / "bytes" / "fault.ts"} <= {
        *sources
    }
    assert not [
        file for file in sources if file.is_relative_to(source / "pages") or file.is_relative_to(source / other)
    ]
    assert [file.name for file in sources if file.suffix == ".tsv"] != []


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.slug)
def test_the_help_of_each_tool_leads_to_its_standards_figures(client: Client, tool: Any) -> None:
    help_page = client.get(f"/en/tools/{tool.slug}/").content.decode()
    anchor = help_page.partition("/en/correct/#")[2].partition('"')[0]
    assert f'<h2 id="{anchor}">' in page(client)
