/** Synthetic CT files for measurements: about a hundred elements, three sequences, text in Latin 1. */

const UID = "2.25.305828488182831875890203105390285383";
const LONG = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));

function element(tag, vr, value) {
  const raw = Buffer.isBuffer(value) ? value : Buffer.from(value, "latin1");
  const padded = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from([vr === "UI" ? 0 : 0x20])]);
  const header = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  header.writeUInt16LE(tag >>> 16, 0);
  header.writeUInt16LE(tag & 0xffff, 2);
  header.write(vr, 4, "latin1");
  if (LONG.has(vr)) header.writeUInt32LE(padded.length, 8);
  else header.writeUInt16LE(padded.length, 6);
  return Buffer.concat([header, padded]);
}

const us = (tag, value) => element(tag, "US", Buffer.from(Uint16Array.of(value).buffer));

function item(...elements) {
  const content = Buffer.concat(elements);
  const header = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
}

const coded = (value, meaning) =>
  item(
    element(0x00080100, "SH", value),
    element(0x00080102, "SH", "99SYN"),
    element(0x00080104, "LO", meaning),
  );

const referenced = (number) =>
  item(
    element(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.2"),
    element(0x00081155, "UI", `${UID}.9.${number}`),
  );

/** One slice of `side` × `side` pixels. */
export function ctFile(number, side = 128) {
  const meta = Buffer.concat([
    element(0x00020001, "OB", Buffer.from([0, 1])),
    element(0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.2"),
    element(0x00020003, "UI", `${UID}.1.${number}`),
    element(0x00020010, "UI", "1.2.840.10008.1.2.1"),
    element(0x00020012, "UI", `${UID}.0`),
    element(0x00020013, "SH", "SYNTHETIC 1"),
  ]);
  return new Uint8Array(
    Buffer.concat([
      Buffer.alloc(128),
      Buffer.from("DICM"),
      element(0x00020000, "UL", Buffer.from(Uint32Array.of(meta.length).buffer)),
      meta,
      ...dataSet(number),
      ...image(number, side),
    ]),
  );
}

const dataSet = (number) => [
  element(0x00080005, "CS", "ISO_IR 100"),
  element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL"),
  element(0x00080012, "DA", "20200229"),
  element(0x00080013, "TM", "101530.250000"),
  element(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2"),
  element(0x00080018, "UI", `${UID}.1.${number}`),
  element(0x00080020, "DA", "20200229"),
  element(0x00080021, "DA", "20200229"),
  element(0x00080022, "DA", "20200229"),
  element(0x00080023, "DA", "20200229"),
  element(0x00080030, "TM", "101530.250000"),
  element(0x00080031, "TM", "101610.500000"),
  element(0x00080032, "TM", "101611.750000"),
  element(0x00080033, "TM", "101612.125000"),
  element(0x00080050, "SH", `SYN-${number}`),
  element(0x00080060, "CS", "CT"),
  element(0x00080070, "LO", "Example Maker"),
  element(0x00080080, "LO", "Beispielklinik S\xfcd"),
  element(0x00080081, "ST", "Musterstra\xdfe 1, Beispielstadt"),
  element(0x00080090, "PN", "REFERRER^SYNTHETIC"),
  element(0x00081010, "SH", "STATION 1"),
  element(0x00081030, "LO", "Sch\xe4del nativ"),
  element(0x0008103e, "LO", "D\xfcnnschicht axial"),
  element(0x00081040, "LO", "Radiologie"),
  element(0x00081050, "PN", "PERFORMER^SYNTHETIC"),
  element(0x00081070, "PN", "OPERATOR^SYNTHETIC"),
  element(0x00081090, "LO", "Example CT 64"),
  element(0x00081110, "SQ", referenced(1)),
  element(0x00081140, "SQ", Buffer.concat([referenced(2), referenced(3)])),
  element(0x00082112, "SQ", referenced(4)),
  element(0x00090010, "LO", "EXAMPLE MAKER 1.0"),
  element(0x00091001, "LO", "Private text"),
  element(0x00091002, "UN", Buffer.from([1, 2, 0xfe, 0xff])),
  element(0x00091003, "DS", "1.25"),
  element(0x00100010, "PN", `SYNTHETIC^M\xfcller${number}`),
  element(0x00100020, "LO", `SYN-${number}`),
  element(0x00100030, "DA", "19000101"),
  element(0x00100040, "CS", "O"),
  element(0x00101010, "AS", "100Y"),
  element(0x00101020, "DS", "1.75"),
  element(0x00101030, "DS", "75"),
  element(0x001021b0, "LT", "Frei erfunden: kein Mensch hat diese Vorgeschichte."),
  element(0x00180015, "CS", "HEAD"),
  element(0x00180022, "CS", "HELICAL MODE"),
  element(0x00180050, "DS", "0.625"),
  element(0x00180060, "DS", "120"),
  element(0x00180090, "DS", "500.000000"),
  element(0x00181000, "LO", "SERIAL-1"),
  element(0x00181020, "LO", "1.0"),
  element(0x00181030, "LO", "Kopf Routine"),
  element(0x00181100, "DS", "250.000000"),
  element(0x00181110, "DS", "949.075012"),
  element(0x00181111, "DS", "541.000000"),
  element(0x00181120, "DS", "0.000000"),
  element(0x00181130, "DS", "142.500000"),
  element(0x00181140, "CS", "CW"),
  element(0x00181150, "IS", "1000"),
  element(0x00181151, "IS", "250"),
  element(0x00181152, "IS", "250"),
  element(0x00181160, "SH", "HEAD FILTER"),
  element(0x00181170, "IS", "30"),
  element(0x00181190, "DS", "0.700000"),
  element(0x00181210, "SH", "STANDARD"),
  element(0x00185100, "CS", "HFS"),
  element(0x0020000d, "UI", `${UID}.2`),
  element(0x0020000e, "UI", `${UID}.3`),
  element(0x00200010, "SH", "1"),
  element(0x00200011, "IS", "2"),
  element(0x00200012, "IS", "1"),
  element(0x00200013, "IS", String(number)),
  element(0x00200032, "DS", `-125.000000\\-125.000000\\${(number * 0.625).toFixed(6)}`),
  element(0x00200037, "DS", "1.000000\\0.000000\\0.000000\\0.000000\\1.000000\\0.000000"),
  element(0x00200052, "UI", `${UID}.4`),
  element(0x00201040, "LO", "OM"),
  element(0x00201041, "DS", (number * 0.625).toFixed(6)),
];

const image = (number, side) => [
  us(0x00280002, 1),
  element(0x00280004, "CS", "MONOCHROME2"),
  us(0x00280010, side),
  us(0x00280011, side),
  element(0x00280030, "DS", "0.488281\\0.488281"),
  us(0x00280100, 16),
  us(0x00280101, 16),
  us(0x00280102, 15),
  us(0x00280103, 1),
  element(0x00281050, "DS", "40"),
  element(0x00281051, "DS", "400"),
  element(0x00281052, "DS", "-1024"),
  element(0x00281053, "DS", "1"),
  element(0x00281054, "LO", "HU"),
  element(0x00321060, "LO", "CT Sch\xe4del"),
  element(0x00400244, "DA", "20200229"),
  element(0x00400245, "TM", "101530"),
  element(0x00400253, "SH", "STEP-1"),
  element(0x00400254, "LO", "Kopf nativ"),
  element(0x00400260, "SQ", coded("CTHEAD", "CT Kopf")),
  element(
    0x00400275,
    "SQ",
    item(element(0x00400008, "SQ", coded("CTHEAD", "CT Kopf")), element(0x00401001, "SH", `RP-${number}`)),
  ),
  element(0x7fe00010, "OW", Buffer.alloc(2 * side * side, number)),
];
