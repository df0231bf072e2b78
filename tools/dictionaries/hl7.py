"""Segments, fields and data types of HL7 v2.1 to v2.8.2, out of hl7apy's tables, as compact text for the browser.

hl7apy holds for each version: the segments with their fields in order, how often each may occur, its data type,
its table and its name in UPPER_SNAKE. It holds no lengths (-1 everywhere), no titles of segments and no condition
behind an optionality. A field withdrawn from a version is either left out or may occur no times at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from itertools import chain
from typing import Any

from tools.dictionaries.versions import VERSIONS

# A choice of all segments, and a segment of 2.1 whose record is malformed: neither is a segment of the standard.
NOT_SEGMENTS = ("ANYHL7SEGMENT", "ORO")
# hl7apy's own additions to the data types.
SIMPLE = "_SIMPLE"
# hl7apy's mark for a field that a version withdrew.
WITHDRAWN_TYPE = "WD"
UNBOUNDED = -1

REQUIRED = "R"
MANY = "*"
TABLE_PREFIX = "HL7"
# hl7apy's number for a table that is not one.
NO_TABLE = "9999"


def generate() -> dict[str, str]:
    """File name to text, one record a line, tab-separated: one file a version.

    A key with a dash is a field, one with a dot a component, one alone a segment. Fields: key, name, data type,
    "R" if required, how often it may occur ("" once, "*" without limit, "0" withdrawn), table. Components: key,
    name, data type, table. Trailing tabs are left out.
    """
    return {f"hl7-{number}.tsv": _table(number) for number in VERSIONS}


def _table(number: str) -> str:
    tables = import_module(f"hl7apy.v{number.replace('.', '_')}")
    head = (
        f"# HL7 v{number}, from hl7apy {version('hl7apy')} (MIT licence, Copyright (c) 2012-2018, CRS4);"
        " segment titles are ours.\n"
        "# Written by `python -m tools.dictionaries`; do not edit.\n"
        "# segment title | segment-field name type required repeats table | type.component name type table\n"
    )
    records = [*_segments(tables.SEGMENTS), *_components(tables.DATATYPES_STRUCTS)]
    return head + "".join("\t".join(record).rstrip("\t") + "\n" for record in records)


def _segments(segments: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    # hl7apy: segment -> ("sequence", ((field, (kind, structure, type, name, table, -1), (least, most), "FIE"), …))
    for segment, (_, *fields) in sorted(item for item in segments.items() if item[0] not in NOT_SEGMENTS):
        yield segment, TITLES[segment]
        for key, reference, (least, most), _ in chain.from_iterable(fields):
            kind, name, table = _reference(reference)
            required = REQUIRED if least > 0 and most != 0 else ""
            yield _key(key, "-"), name, kind, required, _repeats(most), table


def _components(structures: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    # hl7apy: type -> ((component, (kind, structure, type, name, table, -1), (least, most), "CMP"), …)
    for structure, components in sorted(structures.items()):
        if structure.endswith(SIMPLE):
            continue
        for key, reference, *_ in components:
            kind, name, table = _reference(reference)
            yield _key(key, "."), name, kind, table


def _key(key: str, separator: str) -> str:
    owner, _, position = key.rpartition("_")
    return f"{owner}{separator}{position}"


def _repeats(most: int) -> str:
    if most == UNBOUNDED:
        return MANY
    return "" if most == 1 else str(most)


def _reference(reference: Sequence[Any]) -> tuple[str, str, str]:
    """Data type, name and table. One record of 2.1 has a member too many, so the last are counted from the end."""
    kind = str(reference[2] or "").removesuffix(SIMPLE)
    table = str(reference[-2] or "").removeprefix(TABLE_PREFIX)
    return (
        "" if kind.upper() == WITHDRAWN_TYPE else kind,
        _readable(str(reference[-3])),
        "" if table == NO_TABLE else table,
    )


SMALL = "a an and as at by for from in of on or per the to with"
SMALL_WORDS = frozenset(SMALL.split())
ABBREVIATED = """
    AE AL1 ARQ BC BHS BP CCL CDM CE CHAMPUS CM CM0 CM1 CM2 CMS CP CPU CRL CSR DB1 DEA DG1 DIN DMV DOB DRG DT EI
    EQL ESR FHS FT1 GT1 HCFA HD HL7 ID IIM III IN1 IN3 IPR IRB IS ISO IV IVT LCC LCH LDP LOA LRL MCP MD MFA MFE
    MFN ML MRN MSH NDC NK1 NM NTE OBR OBX OCE OID PA PAC PCA PCCL PID POA PP PR1 PRA PRC PRN PSRO PV1 RXA SAAL
    SAC SAD SI SPM SSN ST STF SY TP TS TX UB UB1 UB2 UB82 UB92 UID UOM UR UTC VAT VIP VT ZIP
"""
ABBREVIATIONS = frozenset(ABBREVIATED.split())
# Letters that name a segment too, but mean something else where a name ends with them.
ABBREVIATIONS_AT_THE_END = ("DRG", "PAC")
# What the underscores swallowed.
PHRASES = (
    (r"\s{3}N_", "N_"),  # two names of one version are broken in two by blanks
    (r"[_ ]+", " "),
    (r"\bDATE TIME\b", "DATE/TIME"),
    (r"\bD T OF\b", "DATE/TIME OF"),
    (r"\bR U\b", "R/U"),
    (r"\bL R\b", "L/R"),
    (r"\bE G (.+)$", r"(e.g., \1)"),
    (r"^CO (INSURANCE|PAY)", r"CO-\1"),
    (r"^(E|RE) (MAIL|ACTIVATION|ADMISSION)", r"\1-\2"),
    (r"\b(NON|PRE|SEMI) ", r"\1-"),
    (r"\bSUB (ID|IDENTIFIER|COMPONENT|TYPE)\b", r"SUB-\1"),
    (r"\b(SITE|DISCIPLINE|OCCURRENCE|RECIPIENT|IDENTIFIER) S\b", r"\1(s)"),
    (r" S\b", "'s"),
    (r"^SET ID (.+)$", r"SET ID - \1"),
    (r"NUMBER (HOME|BUSINESS|PATIENT|STAFF)$", r"NUMBER - \1"),
    (r" (\d\d) (\d\d)$", r" (\1-\2)"),
    (r"\bOBX (\d)", r"OBX-\1"),
    (r"\bID NO\b", "ID NO."),
    # Letters that got lost: other texts of the standard have them.
    (r"^BSOLUTE\b", "ABSOLUTE"),
    (r"\bEVOLUTION RATE\b", "SOLUTION RATE"),
)
WORD = re.compile(r"[A-Za-z0-9]+")


def _readable(name: str) -> str:
    """Turn `PATIENT_IDENTIFIER_LIST` into `Patient Identifier List`."""
    for pattern, replacement in PHRASES:
        name = re.sub(pattern, replacement, name)
    words, _, last = name.strip().rpartition(" ")
    if last in TITLES and words and last not in ABBREVIATIONS_AT_THE_END:
        # "Alternate Patient ID - PID": the standard tells fields of one name apart by their segment.
        return f"{WORD.sub(_cased, words.removesuffix(' -'))} - {last}"
    return WORD.sub(_cased, name.strip())


def _cased(match: re.Match[str]) -> str:
    word = match[0]
    if word in ABBREVIATIONS or not word.isupper():
        return word
    if word == "IDS":
        return "IDs"
    if word.lower() in SMALL_WORDS and match.start() > 0:
        return word.lower()
    return word.capitalize()


# The standard's own titles, as its chapters head them; hl7apy has none.
TITLES: Mapping[str, str] = {
    "ABS": "Abstract",
    "ACC": "Accident",
    "ADD": "Addendum",
    "ADJ": "Adjustment",
    "AFF": "Professional Affiliation",
    "AIG": "Appointment Information - General Resource",
    "AIL": "Appointment Information - Location Resource",
    "AIP": "Appointment Information - Personnel Resource",
    "AIS": "Appointment Information - Service",
    "AL1": "Patient Allergy Information",
    "APR": "Appointment Preferences",
    "ARQ": "Appointment Request",
    "ARV": "Access Restriction",
    "AUT": "Authorization Information",
    "BHS": "Batch Header",
    "BLC": "Blood Code",
    "BLG": "Billing",
    "BPO": "Blood Product Order",
    "BPX": "Blood Product Dispense Status",
    "BTS": "Batch Trailer",
    "BTX": "Blood Product Transfusion/Disposition",
    "BUI": "Blood Unit Information",
    "CDM": "Charge Description Master",
    "CDO": "Cumulative Dosage",
    "CER": "Certificate Detail",
    "CM0": "Clinical Study Master",
    "CM1": "Clinical Study Phase Master",
    "CM2": "Clinical Study Schedule Master",
    "CNS": "Clear Notification",
    "CON": "Consent",
    "CSP": "Clinical Study Phase",
    "CSR": "Clinical Study Registration",
    "CSS": "Clinical Study Data Schedule",
    "CTD": "Contact Data",
    "CTI": "Clinical Trial Identification",
    "DB1": "Disability",
    "DG1": "Diagnosis",
    "DMI": "DRG Master File Information",
    "DON": "Donation",
    "DPS": "Diagnosis and Procedure Code",
    "DRG": "Diagnosis Related Group",
    "DSC": "Continuation Pointer",
    "DSP": "Display Data",
    "ECD": "Equipment Command",
    "ECR": "Equipment Command Response",
    "EDU": "Educational Detail",
    "EQL": "Embedded Query Language",
    "EQP": "Equipment/Log Service",
    "EQU": "Equipment Detail",
    "ERQ": "Event Replay Query",
    "ERR": "Error",
    "EVN": "Event Type",
    "FAC": "Facility",
    "FHS": "File Header",
    "FT1": "Financial Transaction",
    "FTS": "File Trailer",
    "GOL": "Goal Detail",
    "GP1": "Grouping/Reimbursement - Visit",
    "GP2": "Grouping/Reimbursement - Procedure Line Item",
    "GT1": "Guarantor",
    "IAM": "Patient Adverse Reaction Information",
    "IAR": "Allergy Reaction",
    "IIM": "Inventory Item Master",
    "ILT": "Material Lot",
    "IN1": "Insurance",
    "IN2": "Insurance Additional Information",
    "IN3": "Insurance Additional Information, Certification",
    "INV": "Inventory Detail",
    "IPC": "Imaging Procedure Control",
    "IPR": "Invoice Processing Results",
    "ISD": "Interaction Status Detail",
    "ITM": "Material Item",
    "IVC": "Invoice",
    "IVT": "Material Location",
    "LAN": "Language Detail",
    "LCC": "Location Charge Code",
    "LCH": "Location Characteristic",
    "LDP": "Location Department",
    "LOC": "Location Identification",
    "LRL": "Location Relationship",
    "MCP": "Master File Coverage",
    "MFA": "Master File Acknowledgment",
    "MFE": "Master File Entry",
    "MFI": "Master File Identification",
    "MRG": "Merge Patient Information",
    "MSA": "Message Acknowledgment",
    "MSH": "Message Header",
    "NCK": "System Clock",
    "NDS": "Notification Detail",
    "NK1": "Next of Kin / Associated Parties",
    "NPU": "Bed Status Update",
    "NSC": "Application Status Change",
    "NST": "Application Control Level Statistics",
    "NTE": "Notes and Comments",
    "OBR": "Observation Request",
    "OBX": "Observation/Result",
    "ODS": "Dietary Orders, Supplements, and Preferences",
    "ODT": "Diet Tray Instructions",
    "OM1": "General Segment",
    "OM2": "Numeric Observation",
    "OM3": "Categorical Service/Test/Observation",
    "OM4": "Observations that Require Specimens",
    "OM5": "Observation Batteries (Sets)",
    "OM6": "Observations that are Calculated from Other Observations",
    "OM7": "Additional Basic Attributes",
    "OMC": "Supporting Clinical Information",
    "ORC": "Common Order",
    "ORG": "Practitioner Organization Unit",
    "OVR": "Override",
    "PAC": "Shipment Package",
    "PCE": "Patient Charge Cost Center Exceptions",
    "PCR": "Possible Causal Relationship",
    "PD1": "Patient Additional Demographic",
    "PDA": "Patient Death and Autopsy",
    "PDC": "Product Detail Country",
    "PEO": "Product Experience Observation",
    "PES": "Product Experience Sender",
    "PID": "Patient Identification",
    "PKG": "Item Packaging",
    "PM1": "Payer Master File",
    "PMT": "Payment Information",
    "PR1": "Procedures",
    "PRA": "Practitioner Detail",
    "PRB": "Problem Details",
    "PRC": "Pricing",
    "PRD": "Provider Data",
    "PRT": "Participation Information",
    "PSG": "Product/Service Group",
    "PSH": "Product Summary Header",
    "PSL": "Product/Service Line Item",
    "PSS": "Product/Service Section",
    "PTH": "Pathway",
    "PV1": "Patient Visit",
    "PV2": "Patient Visit - Additional Information",
    "PYE": "Payee Information",
    "QAK": "Query Acknowledgment",
    "QID": "Query Identification",
    "QPD": "Query Parameter Definition",
    "QRD": "Original-Style Query Definition",
    "QRF": "Original-Style Query Filter",
    "QRI": "Query Response Instance",
    "RCP": "Response Control Parameter",
    "RDF": "Table Row Definition",
    "RDT": "Table Row Data",
    "REL": "Clinical Relationship",
    "RF1": "Referral Information",
    "RFI": "Request for Information",
    "RGS": "Resource Group",
    "RMI": "Risk Management Incident",
    "ROL": "Role",
    "RQ1": "Requisition Detail-1",
    "RQD": "Requisition Detail",
    "RX1": "Pharmacy Order",
    "RXA": "Pharmacy/Treatment Administration",
    "RXC": "Pharmacy/Treatment Component Order",
    "RXD": "Pharmacy/Treatment Dispense",
    "RXE": "Pharmacy/Treatment Encoded Order",
    "RXG": "Pharmacy/Treatment Give",
    "RXO": "Pharmacy/Treatment Order",
    "RXR": "Pharmacy/Treatment Route",
    "RXV": "Pharmacy/Treatment Infusion",
    "SAC": "Specimen Container Detail",
    "SCD": "Anti-Microbial Cycle Data",
    "SCH": "Scheduling Activity Information",
    "SCP": "Sterilizer Configuration",
    "SDD": "Sterilization Device Data",
    "SFT": "Software",
    "SGH": "Segment Group Header",
    "SGT": "Segment Group Trailer",
    "SHP": "Shipment",
    "SID": "Substance Identifier",
    "SLT": "Sterilization Lot",
    "SPM": "Specimen",
    "SPR": "Stored Procedure Request Definition",
    "STF": "Staff Identification",
    "STZ": "Sterilization Parameter",
    "TCC": "Test Code Configuration",
    "TCD": "Test Code Detail",
    "TQ1": "Timing/Quantity",
    "TQ2": "Timing/Quantity Relationship",
    "TXA": "Transcription Document Header",
    "UAC": "User Authentication Credential",
    "UB1": "UB82 Data",
    "UB2": "UB92 Data",
    "URD": "Results/Update Definition",
    "URS": "Unsolicited Selection",
    "VAR": "Variance",
    "VND": "Purchasing Vendor",
    "VTQ": "Virtual Table Query Request",
}
