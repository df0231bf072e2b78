import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unmasked } from "../../src/bytes/datum";
import { checkText, eachBlock, openBlock, parseHl7, pathAt, scanOf, serialise, spanAt } from "../../src/hl7";
import { decodeBytes } from "../../src/hl7/charset";
import { encodeBytes, firstUnwritable } from "../../src/hl7/charset-write";
import { IgnoreList } from "../../src/hl7/compare/ignore";
import { compareMessages } from "../../src/hl7/compare/messages";
import { Values } from "../../src/hl7/feed/values";
import { FindingList } from "../../src/hl7/findings";
import { writeJson } from "../../src/hl7/json";
import { formatPath, parsePath } from "../../src/hl7/path";
import { valuesByPath } from "../../src/hl7/values";
import { Output } from "../../src/hl7/write";
import { messageXml } from "../../src/hl7/xml";
import { wanted } from "./feed/given";
import { bytesOf, HEADER, latin1, opened, valueAt } from "./given";
import { standardOf } from "./standard";
import { WIDE } from "./wide";

const UTF8 = "UNICODE UTF-8";
const message = (declared: string, [name, given, code, note]: readonly string[]): string =>
  [
    `${HEADER}||||||${declared}`,
    `PID|1||42||${name}^${given}~${given}&${name}^x|${name}`,
    `OBR|1|||${code}^${name}^L`,
    `OBX|1|ST|${code}^${given}^L||${note}\\F\\${name}\\.br\\${given}\\Zx${name}\\||||||F`,
    "",
  ].join("\r");

interface Read {
  readonly values: ReadonlyMap<string, string | null>;
  readonly json: string;
  readonly xml: string;
  readonly findings: readonly string[];
  readonly feed: readonly string[];
  readonly faults: readonly string[];
}

/** Everything that reads a message, but for MSH-18. */
function everythingIn(bytes: Uint8Array): Read {
  const { text, message: open } = opened(bytes);
  const { standard, validator } = standardOf("2.5.1");
  const output = new Output();
  writeJson(output, text, open.block);
  const [[, ...header], ...segments] = JSON.parse(new TextDecoder().decode(output.take()));
  const findings = new FindingList();
  validator.validate(text, open, findings);
  const feed: string[] = [];
  for (const path of ["PID-5", "PID-5.2", "PID-5.1.2", "OBX-5", "OBR-4.2"]) {
    const values = new Values(text, wanted(path));
    values.each(0, (start, end) => feed.push(values.read(start, end)));
  }
  const values = new Map([...valuesByPath(text, open)].filter(([path]) => !path.startsWith("MSH-18")));
  return {
    values,
    json: JSON.stringify([header.slice(0, 17), segments]),
    xml: messageXml(text, open, standard, validator).replace(/<MSH\.18>.*<\/MSH\.18>/, ""),
    findings: findings.kept
      .map(({ rule, path }) => `${rule} ${path}`)
      .filter((one) => !one.includes("MSH-18")),
    feed,
    faults: checkText(text).faults.map(({ code }) => code),
  };
}

describe.each(WIDE)("in $encoding, declared as $declared,", ({ declared, encoding, hiding, encode }) => {
  const some = hiding.filter((_, at) => at % Math.ceil(hiding.length / 200) === 0);
  const anyText = fc
    .array(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...some) }, fc.constantFrom("a", "B", "7", " ")),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((characters) => characters.join(""));
  const anyTexts = fc.tuple(anyText, anyText, anyText, anyText);

  test("there are characters of which half looks like a separator", () =>
    expect(hiding.length).toBeGreaterThan(100));

  test("every reader reads what it reads of the same message in UTF-8", () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const bytes = Uint8Array.from(encode(message(declared, texts)));
        const wide = everythingIn(bytes);
        expect(wide).toEqual(everythingIn(bytesOf(message(UTF8, texts))));
        expect(wide.values.get("PID-5[1].1")).toBe(texts[0]);
        expect(wide.values.get("OBX-5")).toContain(`${texts[3]}|${texts[0]}`);
        expect(serialise(parseHl7(bytes))).toEqual(bytes);
      }),
    );
  });

  test("what can be read can be written, and what it has no character for is named", () => {
    for (const character of some) {
      const bytes = encodeBytes(`a${character}B`, encoding);
      expect(bytes && decodeBytes(bytes, encoding)).toBe(`a${character}B`);
    }
    expect(encodeBytes("🩺", encoding)).toBeNull();
    expect(firstUnwritable(`a${some[0]}🩺`, encoding)).toBe("🩺");
  });

  test("each part is found by its path, and each path by its bytes", () => {
    fc.assert(
      fc.property(
        anyTexts,
        fc.constantFrom("PID-5[1].1", "PID-5[2].1.2", "PID-6", "OBR-4.2", "OBX-5"),
        (texts, path) => {
          const { text, message: open } = opened(Uint8Array.from(encode(message(declared, texts))));
          const span = spanAt(text, open, parsePath(path) as never);
          expect(span).not.toBeNull();
          for (let at = span?.start ?? 0; at < (span?.end ?? 0); at++)
            expect(formatPath(pathAt(text, open, at) as never)).toBe(path);
        },
      ),
    );
  });

  test("a comparison with the same message in UTF-8 finds that MSH-18 differs, and nothing else", () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const left = opened(Uint8Array.from(encode(message(declared, texts))));
        const right = opened(bytesOf(message(UTF8, texts)));
        const { differences } = compareMessages(left, right, new IgnoreList("MSH-18"));
        expect(differences.map(({ left: one }) => `${one?.path}=${one && unmasked(one.value)}`)).toEqual([]);
      }),
    );
  });

  test("no bytes hang it or throw anything away", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const bytes = Uint8Array.of(...encode(`${HEADER}||||||${declared}\rPID|1||`), ...noise);
        const text = parseHl7(bytes);
        checkText(text);
        expect(serialise(text)).toEqual(bytes);
        expect(scanOf(text)).toHaveLength(bytes.length);
        for (const block of eachBlock(text.blocks)) valuesByPath(text, openBlock(text, block));
      }),
    );
  });

  test("what is not of this character set after all is split at its separators", () => {
    if (encoding === "iso-2022-jp") return;
    const bytes = latin1(`${HEADER}||||||${declared}\rPID|||||M\xfc|\xfc |x\r`);
    expect(checkText(parseHl7(bytes)).faults.map(({ code }) => code)).toContain("charset-mismatch");
    expect(valueAt(bytes, "PID-7").text).toBe("x");
  });
});

describe("escape sequences to kanji", () => {
  const [, , , kanji] = WIDE;
  const encoded = (text: string): Uint8Array => Uint8Array.from(kanji?.encode(text) ?? []);

  test.each([
    ["are followed where nothing is declared, which is said", "", "charset-undeclared"],
    ["are followed where ASCII is declared, which is said", "ASCII", "charset-mismatch"],
    ["are followed where the first character set is left out", "~ISO IR87", null],
    ["are followed from ISO IR14 on", "ISO IR14~ISO IR87", null],
  ])("%s", (_what, declared, code) => {
    const bytes = encoded(`${HEADER}||||||${declared}\rPID|||||山田^太郎\r`);
    expect(valueAt(bytes, "PID-5.1").text).toBe("山田");
    expect(checkText(parseHl7(bytes)).faults.map((fault) => fault.code)).toEqual(code ? [code] : []);
  });

  test("end with their line: the next segment is ASCII again", () => {
    const bytes = latin1(`${HEADER}||||||~ISO IR87\rPID|||||\x1b$B;3ED\rPV1|1|I\r`);
    expect(valueAt(bytes, "PID-5").text).toBe("山田");
    expect(valueAt(bytes, "PV1-2").text).toBe("I");
  });

  test("lead to JIS X 0201 and 0212 too, and say which edition of 0208 is meant", () => {
    const said = "\x1b(I1(\x1b(J\\~\x1b$(D0!\x1b&@\x1b$B;3\x1b(B \xb1";
    const bytes = latin1(`${HEADER}||||||ISO IR14~ISO IR87~ISO IR159\rPID|||||x|${said}\r`);
    expect(valueAt(bytes, "PID-6").text).toBe("ｱｨ¥‾丂山 ｱ");
  });

  test("with half a pair are no characters: the value is read byte by byte, and it is said", () => {
    const bytes = latin1(`${HEADER}||||||~ISO IR87\rPID|||||\x1b$B;\x1b(B|x\r`);
    expect(checkText(parseHl7(bytes)).faults).toMatchObject([{ code: "charset-mismatch" }]);
    expect(valueAt(bytes, "PID-5").text).toBe("\x1b$B;\x1b(B");
    expect(valueAt(bytes, "PID-6").text).toBe("x");
  });
});

test("characters of four bytes are one", () => {
  const bytes = Uint8Array.of(
    ...latin1(`${HEADER}||||||GB 18030-2000\rPID|||||`),
    0x95,
    0x32,
    0x82,
    0x36,
    0x7c,
    0x78,
    0x0d,
  );
  expect(valueAt(bytes, "PID-5").text).toBe("𠀀");
  expect(valueAt(bytes, "PID-6").text).toBe("x");
});

test("of most texts separators are looked for in the bytes themselves", () => {
  const text = parseHl7(bytesOf(`${HEADER}||||||${UTF8}\rPID|||||山田\r`));
  expect(scanOf(text)).toBe(text.bytes);
});
