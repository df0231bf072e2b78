"""Our DICOM parser finds in pydicom's test files what pydicom finds: every path, every VR, every value.

The command line is run once over all of them. The few files in which the two do not agree are named, each with its
reason.
"""

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pydicom
import pytest

from tests.tools.dicom_corpus import ROOT, expanded, ours, theirs, tree_differences, value_differences

DATA = Path(pydicom.__file__).parent / "data"
FOLDERS = ("test_files", "charset_files")
#: What lies among the test files and is no DICOM.
NO_DICOM = {".dump", ".gz", ".icc", ".json", ".md", ".py", ".pyc", ".txt"}
MAGIC_AT = slice(128, 132)

#: Trees that are not the same, each with its reason.
OTHER_TREES = {
    "no_meta.dcm": "one stray byte stands before the data set; pydicom reads all tags one byte too early",
    "priv_SQ.dcm": "a private sequence is written as UN of known length; pydicom keeps its bytes, we open it",
}


def corpus() -> list[Path]:
    files = (path for folder in FOLDERS for path in sorted((DATA / folder).rglob("*")))
    return [path for path in files if path.is_file() and path.suffix not in NO_DICOM and path.name != "README"]


@cache
def said() -> dict[Path, dict[str, Any]]:
    return ours(corpus())


def test_all_184_files_are_opened() -> None:
    assert len(said()) == len(corpus()) == 184
    assert [path.name for path, answer in said().items() if not answer["ok"]] == []


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.name)
def test_tree_and_values_are_pydicoms(path: Path) -> None:
    answer, other = said()[path], theirs(path)
    apart = tree_differences(answer, other)
    assert bool(apart) == (path.name in OTHER_TREES), apart[:5]
    if path.name != "no_meta.dcm":
        assert value_differences(answer, other, expanded(path)) == []


def test_a_stray_byte_before_a_data_set_is_told_and_the_rest_is_read() -> None:
    answer = said()[DATA / "test_files" / "no_meta.dcm"]
    assert [fault["code"] for fault in answer["faults"][:2]] == ["leading-bytes", "no-meta"]
    elements = {element["path"]: element["value"] for element in answer["elements"]}
    assert elements["00080060"] == "CT"
    assert elements["00280010"] == 128


def test_an_open_private_sequence_of_known_length_has_what_pydicom_finds_in_it() -> None:
    answer = said()[DATA / "test_files" / "priv_SQ.dcm"]
    [sequence] = [element for element in answer["elements"] if element["path"] == "3F031001"]
    inside = [element["path"] for element in answer["elements"] if element["path"].startswith("3F031001[")]
    assert sequence["vr"] == "UN"
    assert inside[:1] == ["3F031001[1]/00080090"]


def test_a_file_is_named_and_saved_as_the_caller_of_npm_sees_it(tmp_path: Path) -> None:
    content = (DATA / "test_files" / "CT_small.dcm").read_bytes()
    (tmp_path / "one.dcm").write_bytes(content)
    npm = ["npm", "--prefix", str(ROOT / "tools/frontend"), "run", "--silent", "dicom", "--"]
    run = subprocess.run([*npm, "one.dcm"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    answer = json.loads(run.stdout)
    assert (answer["path"], answer["ok"], answer["transferSyntax"]) == ("one.dcm", True, "1.2.840.10008.1.2.1")
    [name] = [element for element in answer["elements"] if element["path"] == "00100010"]
    at = content.index(b"\x10\x00\x10\x00PN")
    assert name == {
        "path": "00100010",
        "tag": "00100010",
        "vr": "PN",
        "offset": at,
        "valueOffset": at + 8,
        "length": 22,
        "value": "CompressedSamples^CT1",
    }
    subprocess.run([*npm, "--save", "two.dcm", "one.dcm"], cwd=tmp_path, check=True, timeout=60)
    assert (tmp_path / "two.dcm").read_bytes() == content


def test_what_is_no_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no DICOM here")
    command = ["node", str(ROOT / "tools/frontend/dist-node/dicom.js")]
    files = ["missing", "text", str(DATA / "test_files" / "CT_small.dcm")]
    environment = os.environ | {"INIT_CWD": str(tmp_path)}
    run = subprocess.run([*command, *files], env=environment, capture_output=True, text=True, check=False, timeout=60)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 1
    assert [answer["ok"] for answer in answers] == [False, False, True]
    assert [answer["faults"][0]["code"] for answer in answers[:2]] == ["ENOENT", "not-dicom"]


def test_a_dump_is_in_the_form_of_dcmdump() -> None:
    command = ["node", str(ROOT / "tools/frontend/dist-node/dicom.js"), "--dump"]
    file = DATA / "test_files" / "CT_small.dcm"
    lines = subprocess.run([*command, str(file)], capture_output=True, text=True, check=True, timeout=60).stdout
    assert lines.startswith("\n# Dicom-File-Format\n\n# Dicom-Meta-Information-Header\n# Used TransferSyntax: Little")
    for line in (
        "(0008,0008) CS [ORIGINAL\\PRIMARY\\AXIAL]                 #  22, 3 ImageType",
        "(0008,0050) SH (no value available)                     #   0, 0 AccessionNumber",
        "(0010,1002) SQ (Sequence with explicit length #=2)      #  72, 1 OtherPatientIDsSequence",
        "  (fffe,e000) na (Item with explicit length #=2)          #  28, 1 Item",
        "    (0010,0020) LO [ABCD1234]                               #   8, 1 PatientID",
        "  (fffe,e00d) na (ItemDelimitationItem for re-encoding)   #   0, 0 ItemDelimitationItem",
        "(fffe,e0dd) na (SequenceDelimitationItem for re-encod.) #   0, 0 SequenceDelimitationItem",
        "(0028,0010) US 128                                      #   2, 1 Rows",
    ):
        assert f"\n{line}\n" in lines
