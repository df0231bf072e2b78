"""The committed dictionaries are what their generators write, and say what the standard says."""

from pathlib import Path
from types import ModuleType

import pytest
from pydicom.datadict import dictionary_VM, dictionary_VR, keyword_for_tag
from pydicom.uid import UID

from tools.dictionaries import dicom, hl7
from tools.dictionaries.__main__ import DATA

ELEMENTS = "dicom-elements.tsv"
UIDS = "dicom-uids.tsv"


def records(path: Path) -> dict[str, list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("generator", [dicom, hl7], ids=["dicom", "hl7"])
def test_the_committed_files_are_what_the_generator_writes(
    generator: ModuleType,
) -> None:
    generated: dict[str, str] = generator.generate()
    assert generated, "nothing generated"
    for name, text in generated.items():
        assert (DATA / name).read_text(encoding="utf-8") == text, f"{name}: run python -m tools.dictionaries"


@pytest.mark.parametrize("tag", ["00080018", "00100010", "00280106", "0040A730", "7FE00010", "00209228"])
def test_an_element_reads_as_pydicom_says(tag: str) -> None:
    vr, vm, keyword, _name, *_retired = records(DATA / ELEMENTS)[tag]
    number = int(tag, 16)
    assert (vr, vm, keyword) == (
        dictionary_VR(number),
        dictionary_VM(number),
        keyword_for_tag(number),
    )


def test_repeating_groups_and_retired_elements_are_there() -> None:
    elements = records(DATA / ELEMENTS)
    assert elements["60xx3000"][:3] == ["OB or OW", "1", "OverlayData"]
    assert elements["50xx3000"][-1] == "R"
    assert elements["00080001"][-1] == "R"
    assert elements["00080005"][-1] != "R"


def test_a_uid_reads_as_pydicom_says() -> None:
    uids = records(DATA / UIDS)
    for uid in (
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.5.1.4.1.1.2",
        "1.2.840.10008.1.2.4.50",
    ):
        assert uids[uid][:2] == [UID(uid).name, UID(uid).type]
    assert uids["1.2.840.10008.1.2.2"][-1] == "R"


@pytest.mark.parametrize("name", [ELEMENTS, UIDS])
def test_a_table_names_source_edition_and_licence_and_is_sorted(name: str) -> None:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# DICOM PS3.6 20")
    assert "pydicom 3" in lines[0]
    assert "MIT" in lines[0]
    keys = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert keys == sorted(set(keys))
