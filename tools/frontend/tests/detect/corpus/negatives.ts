/** Five hundred that are nothing in particular: text or unknown is the right answer, whatever they mention. */

import { type Case, encoded, latin1, many, utf8 } from "./case";
import type { Random } from "./random";
import { CODE, LOGS, PROSE } from "./texts";

const text = (bytes: Uint8Array, note: string): Case => ({ expected: "text", bytes, note });
const unknown = (bytes: Uint8Array, note: string): Case => ({ expected: "unknown", bytes, note });

function prose(random: Random): Case {
  const sentences = random.pick(PROSE);
  const paragraph = (): string => many(random.int(1, 8), () => random.pick(sentences)).join(" ");
  const whole = many(random.int(1, 30), paragraph).join(random.pick(["\n", "\n\n", "\r\n", " "]));
  return text(encoded(random, whole), whole.slice(0, 40));
}

/** German and Russian as they were written before Unicode: ISO 8859-1 and windows-1251. */
function oldProse(random: Random): Case {
  const russian = "Уважаемые коллеги, отчёт готов. Снимки в архиве, сообщения отправлены вчера. ";
  const cyrillic = Uint8Array.from(russian.repeat(random.int(1, 40)), (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code === 0x451 ? 0xb8 : code;
  });
  const german = latin1(
    "Größe und Gewicht über die Jahre: für Ärzte übersichtlich. ".repeat(random.int(1, 40)),
  );
  const japanese = Uint8Array.from(many(random.int(20, 300), () => [0x82, random.int(0xa0, 0xf1)]).flat());
  return random.pick([text(cyrillic, "windows-1251"), text(german, "latin 1"), text(japanese, "Shift JIS")]);
}

function code(random: Random): Case {
  const lines = random.pick(CODE);
  const whole = many(random.int(1, 30), () => lines.join("\n")).join("\n");
  return text(encoded(random, whole), lines[0] ?? "");
}

function log(random: Random): Case {
  const lines = many(random.int(3, 400), (place) => {
    const at = `2026-03-01 10:${String(place % 60).padStart(2, "0")}:00,${random.digits(3)}`;
    return `${at} ${random.pick(["INFO ", "WARN ", "ERROR"])} ${random.pick(LOGS)}`;
  });
  return text(encoded(random, lines.join(random.pick(["\n", "\r\n"]))), "log");
}

/** A preamble's length of text, and then the four letters. */
function magicInText(random: Random): Case {
  const start =
    "The preamble of a file is 128 bytes long and means nothing, and after it these four letters follow: ".padEnd(
      128,
      ".",
    );
  return text(
    utf8(`${start}DICM${random.pick(["", " and then the meta information.", "\n"])}`),
    "DICM at 128",
  );
}

const CUT_TEXTS = [
  "MSH",
  "MSH|",
  "FHS",
  "ISA*00*",
  "UNB",
  "shc:/",
  "shlink:/",
  "data:",
  "%PDF",
  "GIF8",
  "BM",
  "PK",
  "<",
  "{",
  "[",
  "eyJhbGciOi",
  "NRRD",
  "<?",
  "MSH-9",
  "UNA",
  "base64",
  "1.2.840",
];
const CUT_BINARIES = [
  "\x1f\x8b",
  "PK\x03\x04",
  "\x89PNG",
  "\xff\xd8",
  "\0\0\0\x0cjP",
  "II*",
  "\x0b\x01",
  "\0".repeat(128),
  `${"\0".repeat(128)}DIC`,
  "\x08\0\x05\0",
  "\x02\0\0\0UL",
  "RIFF\x10\0\0\0WAVE",
  "\xca\xfe\xba\xbe\0\0\0\x34",
  "\x7fELF\x02\x01\x01\0",
  "MZ\x90\0\x03\0\0\0",
  "SQLite format 3\0",
  "ID3\x03\0\0\0",
  "OggS\0\x02",
];

function cutHeader(random: Random): Case {
  if (random.chance(0.5)) return text(utf8(random.pick(CUT_TEXTS)), "cut");
  const start = random.pick(CUT_BINARIES);
  return start === "II*"
    ? text(latin1(start), "cut")
    : unknown(latin1(start), `cut ${JSON.stringify(start.slice(0, 8))}`);
}

/** Numbers as programs keep them: small integers, floats, sorted offsets. */
function numbers(random: Random): Case {
  const length = random.int(16, 2_000);
  const arrays = [
    new Uint16Array(many(length, () => random.int(0, 4_095))),
    new Int32Array(many(length, (place) => place)),
    new Uint32Array(many(length, (place) => place * 12 + random.int(0, 5))),
    new Float32Array(many(length, () => random.next() * 100)),
    new Float64Array(many(length, () => random.next())),
    new Uint8Array(length),
  ];
  const array = random.pick(arrays);
  return unknown(new Uint8Array(array.buffer), array.constructor.name);
}

const bytes = (random: Random): Case =>
  unknown(random.bytes(random.pick([32, 64, 200, 1_000, 20_000, 70_000])), "random");

/** Words, names, digests and numbers, which are letters of base64 too. */
function lists(random: Random): Case {
  const count = random.int(2, 60);
  const hex = (length: number): string => random.letters(length, "0123456789abcdef");
  const made = random.pick([
    () => many(count, () => random.letters(random.int(3, 14))),
    () => many(count, () => hex(64)),
    () => many(count, () => `${random.letters(6)}${random.int(1, 99)}`),
    () =>
      many(
        count,
        () => `${random.int(10, 255)}.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(0, 255)}`,
      ),
    () => many(count, () => String(random.int(1, 1e9))),
    () => many(count, () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`),
    () => many(count, (place) => `IMG_${String(place).padStart(4, "0")}.dcm`),
    () => ["PatientRecordServiceFactoryBeanImplementationForHospital2"],
  ])();
  return text(utf8(made.join("\n")), made[0] ?? "");
}

export const negativeCases = (random: Random): Case[] => [
  ...many(100, () => prose(random)),
  ...many(30, () => oldProse(random)),
  ...many(90, () => code(random)),
  ...many(60, () => log(random)),
  ...many(10, () => magicInText(random)),
  ...many(60, () => cutHeader(random)),
  ...many(40, () => numbers(random)),
  ...many(60, () => bytes(random)),
  ...many(50, () => lists(random)),
];
