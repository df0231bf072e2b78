"""Synthetic healthcare data: people who cannot exist, numbers that nobody has, made from a seed."""

import random
import warnings
from dataclasses import dataclass
from io import BytesIO

from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import dcmwrite, write_dataset
from pydicom.uid import UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

FAMILIES = ("Sample", "Muster", "Beispiel", "Specimen", "Testfall", "Ejemplo")
GIVEN = ("Ada", "Berta", "Carl", "Dora", "Emil", "Frieda")
STREETS = ("Example Road 1", "Musterweg 12", "Sample Street 7")
CITIES = ("Northtown", "Musterstadt", "Southville")


@dataclass(frozen=True)
class Person:
    family: str
    given: str
    number: str
    born: str
    visit: str
    street: str
    city: str


def person(chance: random.Random) -> Person:
    born = f"19{chance.randrange(30, 99)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    return Person(
        family=chance.choice(FAMILIES),
        given=chance.choice(GIVEN),
        number=str(chance.randrange(100_000, 9_999_999)),
        born=born,
        visit=f"V{chance.randrange(10_000, 99_999)}",
        street=chance.choice(STREETS),
        city=chance.choice(CITIES),
    )


# --- HL7 v2: segments, one a line -------------------------------------------------------------------------------


def _msh(kind: str, chance: random.Random) -> str:
    version = chance.choice(["2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.7"])
    stamp = f"2026{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}1015"
    return f"MSH|^~\\&|LAB|NORTH|EHR|SOUTH|{stamp}||{kind}|MSG{chance.randrange(1000, 9999)}|P|{version}"


def _pid(one: Person) -> str:
    address = f"{one.street}^^{one.city}^^12345"
    return f"PID|1||{one.number}^^^NORTH^MR||{one.family}^{one.given}||{one.born}|F|||{address}||555-0100|||S"


def _pv1(one: Person) -> str:
    return f"PV1|1|I|WARD1^101^A|||||||SUR||||||||{one.visit}"


def adt(chance: random.Random) -> str:
    one = person(chance)
    contact = f"NK1|1|{one.family}^Otto|SPO|{one.street}^^{one.city}|555-0101"
    return "\r".join([_msh("ADT^A01", chance), "EVN|A01|202601021015", _pid(one), contact, _pv1(one)])


def oru(chance: random.Random) -> str:
    one = person(chance)
    results = [
        f"OBX|{place}|NM|{code}||{chance.randrange(1, 200)}|{unit}|||||F"
        for place, (code, unit) in enumerate([("2345-7^Glucose^LN", "mg/dL"), ("718-7^Hemoglobin^LN", "g/dL")], 1)
    ]
    order = "OBR|1|ORD1^EHR|FIL1^LAB|24323-8^Panel^LN|||202601021000||||||||^Sample^Doc"
    return "\r".join([_msh("ORU^R01", chance), _pid(one), _pv1(one), order, *results, "NTE|1|L|Fasting"])


def orm(chance: random.Random) -> str:
    one = person(chance)
    order = "ORC|NW|ORD77^EHR|||||^^^20260102^^R\rOBR|1|ORD77^EHR||71045^Chest X-ray^C4|||20260102||||||Cough"
    return "\r".join([_msh("ORM^O01", chance), _pid(one), _pv1(one), order])


def billing(chance: random.Random) -> str:
    one = person(chance)
    guarantor = f"GT1|1|{one.number}|{one.family}^{one.given}||{one.street}^^{one.city}|555-0100"
    insurance = f"IN1|1|PLAN1|INS9|Sample Insurance|||||||||||{one.family}^{one.given}|SEL|{one.born}"
    return "\r".join([_msh("DFT^P03", chance), _pid(one), "FT1|1|||20260102||CG|99213||||1", guarantor, insurance])


def report(chance: random.Random) -> str:
    one = person(chance)
    text = "OBX|1|TX|18748-4^Report^LN||No focal lesion. Heart size normal.||||||F"
    return "\r".join([_msh("MDM^T02", chance), _pid(one), "TXA|1|RAD|TX|20260102||||||DOC55||||||AU", text])


def lone_person(chance: random.Random) -> str:
    return _pid(person(chance))


def headless(chance: random.Random) -> str:
    one = person(chance)
    return "\r".join([_pid(one), _pv1(one), "DG1|1|I10|J18.9^Pneumonia^I10|||A"])


def own_separators(chance: random.Random) -> str:
    return adt(chance).translate(str.maketrans("|^~\\&", "#$*!@"))


HL7 = (adt, oru, orm, billing, report, lone_person, headless, own_separators)

# --- DICOM ------------------------------------------------------------------------------------------------------


def dataset(chance: random.Random) -> Dataset:
    one = person(chance)
    made = Dataset()
    made.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    made.SOPInstanceUID = f"2.25.{chance.getrandbits(100)}"
    made.StudyDate = "20260102"
    made.AccessionNumber = f"ACC{chance.randrange(1000, 9999)}"
    made.Modality = "CT"
    made.InstitutionName = "North Hospital"
    made.ReferringPhysicianName = "Sample^Doc"
    made.PatientName = f"{one.family}^{one.given}"
    made.PatientID = one.number
    made.PatientBirthDate = one.born
    made.PatientSex = "F"
    made.StudyInstanceUID = f"2.25.{chance.getrandbits(100)}"
    made.SeriesNumber = 3
    made.Rows = made.Columns = 4
    return made


def _bytes(made: Dataset, *, implicit: bool, little: bool) -> bytes:
    buffer = DicomBytesIO()
    buffer.is_implicit_VR, buffer.is_little_endian = implicit, little
    write_dataset(buffer, made)
    return buffer.getvalue()


def _file(chance: random.Random, syntax: str) -> bytes:
    made = dataset(chance)
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(syntax)
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = made.SOPClassUID, made.SOPInstanceUID
    whole = FileDataset("", made, file_meta=meta, preamble=b"\0" * 128)
    buffer = BytesIO()
    dcmwrite(buffer, whole, enforce_file_format=True)
    return buffer.getvalue()


def explicit_file(chance: random.Random) -> bytes:
    return _file(chance, ExplicitVRLittleEndian)


def implicit_file(chance: random.Random) -> bytes:
    return _file(chance, ImplicitVRLittleEndian)


def big_endian_file(chance: random.Random) -> bytes:
    return _file(chance, ExplicitVRBigEndian)


def without_preamble(chance: random.Random) -> bytes:
    return explicit_file(chance)[132:]


def bare_explicit(chance: random.Random) -> bytes:
    return _bytes(dataset(chance), implicit=False, little=True)


def bare_implicit(chance: random.Random) -> bytes:
    return _bytes(dataset(chance), implicit=True, little=True)


DICOM_BYTES = (explicit_file, implicit_file, big_endian_file, without_preamble, bare_explicit, bare_implicit)


def pydicom_dump(chance: random.Random) -> str:
    return str(dataset(chance))


def two_lines(chance: random.Random) -> str:
    """Name and number, as somebody copies them out of a dump."""
    return "\n".join(
        line for line in pydicom_dump(chance).split("\n") if line.startswith(("(0010,0010)", "(0010,0020)"))
    )


def dcmdump(chance: random.Random) -> str:
    lines = []
    for element in dataset(chance):
        value = str(element.value)
        shown = f"[{value}]" if element.VR not in {"US", "SS"} else value
        lines.append(f"{element.tag} {element.VR} {shown:40} # {len(value):3}, 1 {element.keyword}".replace(" (", "("))
    return "\n".join(lines)


def keywords(chance: random.Random) -> str:
    return "\n".join(f"{element.keyword}: {element.value}" for element in dataset(chance))


def table(chance: random.Random) -> str:
    rows = [f"{element.tag};{element.VR};{element.name};{element.value}" for element in dataset(chance)]
    return "\n".join(rows).replace("(", "").replace(")", "")


def equals(chance: random.Random) -> str:
    return "\n".join(
        f"({element.tag.group:04x},{element.tag.elem:04x}) = {element.value}" for element in dataset(chance)
    )


def dicom_json(chance: random.Random) -> str:
    return dataset(chance).to_json()


def dicom_xml(chance: random.Random) -> str:
    one = dataset(chance)
    rows = [
        f'<DicomAttribute tag="{element.tag:08X}" vr="{element.VR}" keyword="{element.keyword}">'
        f'<Value number="1">{element.value}</Value></DicomAttribute>'
        for element in one
    ]
    return "<NativeDicomModel>\n" + "\n".join(rows) + "\n</NativeDicomModel>"


def named(chance: random.Random) -> str:
    one = person(chance)
    return (
        f"Patient's Name: {one.family}^{one.given}\nPatient ID: {one.number}\nPatient's Birth Date: {one.born}\n"
        "Study Date: 20260102\nModality: CT"
    )


DICOM_TEXT = (pydicom_dump, two_lines, dcmdump, keywords, table, equals, dicom_json, dicom_xml, named)

# --- documents ----------------------------------------------------------------------------------------------------


def _record_target(one: Person, prefix: str = "") -> str:
    p = prefix
    return (
        f'<{p}recordTarget><{p}patientRole><{p}id extension="{one.number}" root="2.16.840.1.113883.19.5"/>'
        f"<{p}addr><{p}streetAddressLine>{one.street}</{p}streetAddressLine><{p}city>{one.city}</{p}city></{p}addr>"
        f"<{p}patient><{p}name><{p}given>{one.given}</{p}given><{p}family>{one.family}</{p}family></{p}name>"
        f'<{p}birthTime value="{one.born}"/></{p}patient></{p}patientRole></{p}recordTarget>'
    )


def ccda(chance: random.Random) -> str:
    one = person(chance)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">\n'
        '<templateId root="2.16.840.1.113883.10.20.22.1.2"/>\n<title>Continuity of Care Document</title>\n'
        f"{_record_target(one)}\n<component><structuredBody><component><section><title>Problems</title>"
        "<text>Pneumonia, resolved</text></section></component></structuredBody></component>\n</ClinicalDocument>"
    )


def prefixed_cda(chance: random.Random) -> str:
    target = _record_target(person(chance), "cda:")
    return f'<cda:ClinicalDocument xmlns:cda="urn:hl7-org:v3">{target}</cda:ClinicalDocument>'


def cda_header(chance: random.Random) -> str:
    return _record_target(person(chance))


def cda_body(chance: random.Random) -> str:
    level = chance.randrange(90, 200)
    return (
        '<section><templateId root="2.16.840.1.113883.10.20.22.2.3.1"/><title>Results</title><text><table><tbody>'
        f"<tr><td>Glucose</td><td>{level} mg/dL</td></tr></tbody></table></text><entry>"
        f'<observation classCode="OBS"><code code="2345-7" displayName="Glucose"/><effectiveTime value="20260102"/>'
        f'<value value="{level}" unit="mg/dL"/></observation></entry></section>'
    )


def fhir(chance: random.Random) -> str:
    one = person(chance)
    return (
        f'{{"resourceType": "Patient", "identifier": [{{"value": "{one.number}"}}],\n'
        f' "name": [{{"family": "{one.family}", "given": ["{one.given}"]}}], "birthDate": "1970-01-02",\n'
        f' "address": [{{"city": "{one.city}"}}]}}'
    )


def hl7_xml(chance: random.Random) -> str:
    one = person(chance)
    return (
        '<ADT_A01 xmlns="urn:hl7-org:v2xml"><MSH><MSH.1>|</MSH.1></MSH><PID>'
        f"<PID.3><CX.1>{one.number}</CX.1></PID.3><PID.5><XPN.1><FN.1>{one.family}</FN.1></XPN.1>"
        f"<XPN.2>{one.given}</XPN.2></PID.5><PID.7><TS.1>{one.born}</TS.1></PID.7></PID></ADT_A01>"
    )


def hl7_xml_segment(chance: random.Random) -> str:
    one = person(chance)
    return (
        f"<PID>\n <PID.3><CX.1>{one.number}</CX.1></PID.3>\n <PID.5><XPN.1><FN.1>{one.family}</FN.1></XPN.1>\n"
        f"  <XPN.2>{one.given}</XPN.2></PID.5>\n</PID>"
    )


DOCUMENTS = (ccda, prefixed_cda, cda_header, cda_body, fhir, hl7_xml, hl7_xml_segment)

warnings.filterwarnings("ignore", module="pydicom")
