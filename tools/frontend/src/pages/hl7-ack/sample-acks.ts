/** An acknowledgement to read. Everything in it is invented. */

const REJECTION = [
  "MSH|^~\\&|SAMPLEHIS|SYNTHETIC|SAMPLEADT|SYNTHETIC|20240502083002+0200||ACK^A01^ACK|SYN9002|T|2.5.1",
  "MSA|AR|SYN0002",
  "ERR||PID^1^5^1^1|101^Required field missing^HL70357|E||||The family name is missing",
  "ERR||PV1^1^2|103^Table value not found^HL70357|W",
];

export const rejection = (): Blob => new Blob([`${REJECTION.join("\r")}\r`]);
