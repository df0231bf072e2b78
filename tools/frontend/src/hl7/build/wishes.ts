/** What the fields of each segment say, whatever the version makes of it: `fit` has the last word. */

import { ADDRESS, type Wish } from "./fit";
import { ANALYTES, dayOf, measured, momentOf, type Story } from "./story";

/** Where a segment stands, besides its story. */
export interface Place {
  /** Among those of its ID that are counted together, from 1. */
  readonly ordinal: number;
  readonly code: string;
  readonly event: string;
  /** "" before there were structures. */
  readonly structure: string;
  readonly version: string;
}

type Fields = Readonly<Record<number, Wish>>;
type Wishes = (story: Story, place: Place) => Fields;

const SITE = ["TESTSITE"] as const;
const system = (code: string, text: string): Wish => [code, text, "99TST"];
const staff = (number: string): Wish => [`TS${number}`, "TEST", "STAFF"];
const identifier = (number: string, type: string): Wish => [number, "", "", SITE, type];

/** Orders by turns, so that the same number asks for the same thing. */
const PROCEDURES = [
  system("TCHEM", "Test chemistry panel"),
  system("TCBC", "Test blood count"),
  system("TXR", "Test radiograph"),
] as const;

const procedureOf = ({ ordinal }: Place): Wish => PROCEDURES[(ordinal - 1) % PROCEDURES.length] as Wish;
const orderOf = ({ orderId }: Story, { ordinal }: Place): string => `${orderId}-${ordinal}`;

function observation(story: Story, place: Place): Fields {
  const { ordinal, code } = place;
  const common = { 1: String(ordinal), 11: "F", 14: momentOf(story, -30) };
  if (code === "MDM")
    return { ...common, 2: "TX", 3: system("TDOC", "Test document"), 5: `Test document, line ${ordinal}.` };
  if (code === "VXU")
    return { ...common, 2: "NM", 3: system("TDOSE", "Test dose number"), 5: String(ordinal) };
  const analyte = ANALYTES[(ordinal - 1) % ANALYTES.length] ?? ANALYTES[0];
  if (!analyte) return common;
  const [value, flag] = measured(analyte, story.random);
  const range = `${analyte.low}-${analyte.high}`;
  return {
    ...common,
    2: "NM",
    3: system(analyte.code, analyte.name),
    5: value,
    6: [analyte.unit, "", "UCUM"],
    7: range,
    8: flag,
  };
}

const order: Wishes = (story, place) => ({
  1: String(place.ordinal),
  2: [orderOf(story, place), ...SITE],
  3: [`F${orderOf(story, place)}`, ...SITE],
  4: procedureOf(place),
  7: momentOf(story, -60),
  16: staff(story.number),
  22: momentOf(story, -5),
  25: place.code === "ORU" ? "F" : "",
});

const insurance: Wishes = (_, { ordinal }) => ({
  1: String(ordinal),
  2: system("TPLAN", "Test plan"),
  3: identifier("T9999", "NIIP"),
  4: ["TEST INSURANCE"],
});

const appointmentPart =
  (what: Wish): Wishes =>
  (_, { ordinal }) => ({
    1: String(ordinal),
    2: "A",
    3: what,
    4: system("TKIND", "Test kind"),
  });

export const WISHES: Readonly<Record<string, Wishes>> = {
  MSH: (story, { code, event, structure, version }) => ({
    3: "TESTSENDER",
    4: SITE,
    5: "TESTRECEIVER",
    6: SITE,
    7: momentOf(story),
    9: [code, event, structure],
    10: story.controlId,
    11: "T",
    12: [version],
  }),
  SFT: () => ({ 1: ["TEST ORGANISATION"], 2: "1.0", 3: "TEST SOFTWARE", 4: "1" }),
  EVN: (story, { event }) => ({ 1: event, 2: momentOf(story), 6: momentOf(story, -1) }),
  PID: ({ patientId, person, born, sex, phone, visitId }, { ordinal }) => ({
    1: String(ordinal),
    2: patientId,
    3: identifier(patientId, "PI"),
    5: person,
    7: born,
    8: sex,
    11: ADDRESS,
    13: [phone],
    18: identifier(visitId, "AN"),
  }),
  PD1: (story) => ({ 3: ["TEST ORGANISATION"], 4: staff(story.number) }),
  MRG: ({ patientId, person }) => ({ 1: identifier(`${patientId}9`, "PI"), 4: patientId, 7: person }),
  NK1: ({ number, phone }, { ordinal }) => ({
    1: String(ordinal),
    2: ["TEST", "RELATIVE", number],
    3: ["SPO"],
    5: [phone],
  }),
  PV1: (story, { ordinal, code }) => ({
    1: String(ordinal),
    2: code === "ADT" ? "I" : "O",
    3: [story.ward, String(1 + story.random.below(20)), String(1 + story.random.below(4))],
    7: staff(story.number),
    19: identifier(story.visitId, "VN"),
    44: momentOf(story, -120),
  }),
  PV2: () => ({ 3: system("TREASON", "Test reason") }),
  AL1: (_, { ordinal }) => ({
    1: String(ordinal),
    2: ["DA"],
    3: system("TALLERGEN", "Test allergen"),
    4: ["MI"],
    5: "TEST REACTION",
  }),
  DG1: (story, { ordinal }) => ({
    1: String(ordinal),
    2: "TS",
    3: system("TDIAG", "Test diagnosis"),
    4: "Test diagnosis",
    5: momentOf(story, -60),
    6: "A",
  }),
  PR1: (story, { ordinal }) => ({
    1: String(ordinal),
    3: system("TPROC", "Test procedure"),
    5: momentOf(story, -90),
    6: "D",
  }),
  GT1: ({ number }, { ordinal }) => ({ 1: String(ordinal), 3: ["TEST", "GUARANTOR", number] }),
  IN1: insurance,
  ORC: (story, place) => ({
    1: place.code === "ORU" ? "RE" : "NW",
    2: [orderOf(story, place), ...SITE],
    3: [`F${orderOf(story, place)}`, ...SITE],
    5: place.code === "ORU" ? "CM" : "",
    9: momentOf(story, -60),
    12: staff(story.number),
  }),
  OBR: order,
  OBX: observation,
  NTE: (_, { ordinal }) => ({
    1: String(ordinal),
    2: "L",
    3: `Test note ${ordinal}. Nothing in it is real.`,
  }),
  TQ1: (story, { ordinal }) => ({ 1: String(ordinal), 7: momentOf(story, 60) }),
  SPM: ({ orderId }, { ordinal }) => ({
    1: String(ordinal),
    2: [[`${orderId}S${ordinal}`, "TESTSITE"]],
    4: system("TSPEC", "Test specimen"),
  }),
  IPC: ({ orderId, number }, { ordinal }) => ({
    1: [`TA${orderId}`, "TESTSITE"],
    2: [`TP${orderId}-${ordinal}`, "TESTSITE"],
    // 2.999 is the arc that is kept for examples (Rec. ITU-T X.660).
    3: [`2.999.1.${1 + Number(number)}`, "TESTSITE"],
    4: [`TSPS${ordinal}`, "TESTSITE"],
  }),
  SCH: (story, { event }) => ({
    1: [`TAP${story.orderId}`, "TESTSITE"],
    2: [`TAF${story.orderId}`, "TESTSITE"],
    6: system(event, "Test appointment"),
    7: system("TREASON", "Test reason"),
    9: "30",
    11: ["", "", "30", momentOf(story, 1_440), momentOf(story, 1_470)],
    16: staff(story.number),
    20: staff(story.number),
    25: system(event === "S15" ? "TCANCEL" : "TBOOKED", event === "S15" ? "Test cancelled" : "Test booked"),
  }),
  RGS: (_, { ordinal }) => ({ 1: String(ordinal), 2: "A", 3: system("TGROUP", "Test group") }),
  AIS: (story, { ordinal }) => ({
    1: String(ordinal),
    2: "A",
    3: system("TSERV", "Test service"),
    4: momentOf(story, 1_440),
    7: "30",
  }),
  AIG: appointmentPart(system("TRES", "Test resource")),
  AIL: (story, place) => appointmentPart([story.ward, "1"])(story, place),
  AIP: (story, place) => appointmentPart(staff(story.number))(story, place),
  TXA: (story, { ordinal }) => ({
    1: String(ordinal),
    2: "DS",
    3: "TX",
    4: momentOf(story, -10),
    5: staff(story.number),
    6: momentOf(story, -5),
    12: [`TD${story.orderId}`, "TESTSITE"],
    17: "AU",
  }),
  FT1: (story, { ordinal }) => ({
    1: String(ordinal),
    2: `TX${story.number}${ordinal}`,
    4: momentOf(story, -15),
    5: momentOf(story),
    6: "CG",
    7: system("TCHG", "Test charge"),
    10: "1",
  }),
  RXA: (story) => ({
    1: "0",
    2: "1",
    3: momentOf(story, -20),
    4: momentOf(story, -20),
    5: system("TVAC", "Test vaccine"),
    6: "0.5",
    7: ["mL", "", "UCUM"],
    10: staff(story.number),
    15: `TESTLOT${story.number}`,
    16: dayOf(story, 365),
    17: ["TMAN", "Test manufacturer", "99TST"],
    20: "CP",
  }),
  RXR: () => ({ 1: ["IM"], 2: ["LA"] }),
};
