/** A day of an interface, made up: admissions, changes and results of invented people, some of them sent twice. */

const PEOPLE = ["ADA", "BEN", "CLEO", "DORA", "EMIL", "FAYE", "GUS", "HEDY"];
const TYPES = ["ADT^A01^ADT_A01", "ADT^A08^ADT_A01", "ORU^R01^ORU_R01", "ORU^R01^ORU_R01", "SIU^S12^SIU_S12"];
const ANALYTES = ["GLU^Glucose^99SYN", "NA^Sodium^99SYN", "K^Potassium^99SYN"];
const MESSAGES = 240;
/** Every so many messages one is sent again: under its own number, or under another. */
const RESENT = 40;
const RENUMBERED = 55;
const FIRST_HOUR = 6;
const MESSAGES_AN_HOUR = 20;

const two = (number: number): string => String(number).padStart(2, "0");

function messageOf(number: number, id: number, sent: number): string {
  const type = TYPES[(number * 7) % TYPES.length] ?? "";
  const person = (number * 5) % PEOPLE.length;
  const hour = FIRST_HOUR + Math.floor(sent / MESSAGES_AN_HOUR);
  const time = `20240506${two(hour)}${two((sent * 13) % 60)}${two((sent * 29) % 60)}`;
  const isResult = type.startsWith("ORU");
  const sender = isResult ? "SAMPLELAB" : "SAMPLEADT";
  const sex = person % 5 === 4 ? '""' : person % 2 === 0 ? "F" : "M";
  const results = ANALYTES.map(
    (analyte, at) =>
      `OBX|${at + 1}|NM|${analyte}||${((number * (at + 3)) % 90) + 50}|mmol/L^^UCUM|60-120|${number % 9 === 0 ? "H" : "N"}|||F`,
  );
  return [
    `MSH|^~\\&|${sender}|SYNTHETIC|SAMPLEHIS|SYNTHETIC|${time}||${type}|SYN${7000 + id}|T|2.5.1`,
    `PID|1||SYN48${two(person)}^^^SYNTHETIC^MR||SAMPLE^${PEOPLE[person]}||19${two(50 + person * 6)}0101|${sex}`,
    `PV1|1|${number % 3 === 0 ? "I" : "O"}|WARD${(number % 4) + 1}`,
    ...(isResult ? [`OBR|1|||CHEM^Chemistry panel^99SYN`, ...results] : []),
    "",
  ].join("\r");
}

export function feed(): Blob {
  const messages: string[] = [];
  for (let number = 0; number < MESSAGES; number++) {
    messages.push(messageOf(number, number, number));
    if (number % RESENT === RESENT - 1) messages.push(messageOf(number, number, number + 1));
    if (number % RENUMBERED === RENUMBERED - 1)
      messages.push(messageOf(number, MESSAGES + number, number + 1));
  }
  return new Blob(messages);
}
