import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DICTIONARY_VERSIONS,
  type DictionaryVersion,
  eachBlock,
  eachSegment,
  openBlock,
  parseHl7,
  serialise,
} from "../../../src/hl7";
import { wholeSegment } from "../../../src/hl7/addenda";
import { adopted } from "../../../src/hl7/build/adopt";
import { built, newRecipe, type Recipe } from "../../../src/hl7/build/build";
import { EDGES, type Edge, EXPECTED } from "../../../src/hl7/build/edges";
import { KINDS, type Kind, kindName, kindsOf, readKind } from "../../../src/hl7/build/kinds";
import { respelt } from "../../../src/hl7/build/respell";
import { FindingList } from "../../../src/hl7/findings";
import { Plan } from "../../../src/hl7/plan";
import { bytesOf, opened } from "../given";
import { standardOf } from "../standard";

const plans = new Map<DictionaryVersion, Plan>();

function planOf(version: DictionaryVersion): Plan {
  const plan = plans.get(version) ?? new Plan(standardOf(version).standard);
  plans.set(version, plan);
  return plan;
}

const all = DICTIONARY_VERSIONS.flatMap((version) =>
  kindsOf(standardOf(version).standard).map((kind) => [version, kind] as const),
);

function recipeOf(version: DictionaryVersion, kind: Kind, more: Partial<Recipe> = {}): Recipe {
  const recipe = newRecipe(standardOf(version).standard, kind);
  if (!recipe) throw new Error(`no ${kindName(kind)} in ${version}`);
  return { ...recipe, ...more };
}

/** What a validator says of every message in the bytes; notes are left out. */
function findingsOf(bytes: Uint8Array, version: DictionaryVersion, severity = "error"): readonly string[] {
  const text = parseHl7(bytes);
  const list = new FindingList();
  for (const block of eachBlock(text.blocks))
    standardOf(version).validator.validate(text, openBlock(text, block), list);
  return list.kept.filter((one) => one.severity === severity).map(({ rule, path }) => `${rule} ${path}`);
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

describe("what is built", () => {
  test.each(all.map(([version, kind]) => [version, kindName(kind), kind] as const))(
    "of %s, %s, has nothing that its version forbids or warns of, by three seeds",
    (version, _, kind) => {
      for (let seed = 1; seed <= 3; seed++) {
        const { bytes } = built(planOf(version), recipeOf(version, kind, { seed }), seed);
        expect(findingsOf(bytes, version), latin1(bytes)).toEqual([]);
        expect(findingsOf(bytes, version, "warning"), latin1(bytes)).toEqual([]);
      }
    },
  );

  test("is the same bytes for the same seed, and others for another", () => {
    const kind = { code: "ORU", event: "R01" };
    const at = (seed: number, index: number): string =>
      latin1(built(planOf("2.5.1"), recipeOf("2.5.1", kind, { seed }), index).bytes);
    expect(at(42, 7)).toBe(at(42, 7));
    expect(new Set([at(42, 7), at(42, 8), at(43, 7), at(42 + 2 ** 32, 7)]).size).toBe(4);
  });

  test("is what a feed of such messages was at this release", () => {
    const { bytes } = built(planOf("2.5.1"), recipeOf("2.5.1", { code: "ADT", event: "A04" }), 0);
    expect(latin1(bytes).split("\r").slice(0, 3)).toEqual([
      "MSH|^~\\&|TESTSENDER|TESTSITE|TESTRECEIVER|TESTSITE|20260105080027||ADT^A04^ADT_A01|T1-1|T|2.5.1",
      "EVN|A04|20260105080027||||20260105075927",
      "PID|1|T8087964|T8087964^^^TESTSITE^PI||TEST^PERSON^6851||19770305|M|||1 TEST STREET^^TESTTOWN^^00000||555-0134|||||TV355408^^^TESTSITE^AN",
    ]);
  });

  test("comes back from the parser byte for byte, framed or not", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.constantFrom(...EDGES),
        fc.nat(999_999_999),
        fc.nat(10_000),
        fc.boolean(),
        ([version, kind], edge, seed, index, framed) => {
          const { bytes } = built(planOf(version), recipeOf(version, kind, { seed, edge, framed }), index);
          expect(Buffer.compare(serialise(parseHl7(bytes)), bytes)).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("an edge case", () => {
  test.each(EDGES)(
    "%s gives the findings that are expected, and no other error, whatever it is done to",
    (edge) => {
      const expected = EXPECTED[edge] ?? [];
      fc.assert(
        fc.property(fc.constantFrom(...all), fc.nat(999_999_999), ([version, kind], seed) => {
          const { bytes, path } = built(planOf(version), recipeOf(version, kind, { seed, edge }), 0);
          const rules = new Set(findingsOf(bytes, version).map((finding) => finding.split(" ")[0]));
          for (const rule of rules) expect(expected, latin1(bytes)).toContain(rule);
          if (path !== null && expected.length > 0) expect(rules.size).toBeGreaterThan(0);
        }),
        { numRuns: 40 },
      );
    },
  );

  const done = (
    edge: Edge,
    version: DictionaryVersion = "2.8.2",
    name = "ORU^R01",
  ): [string | null, string] => {
    const kind = readKind(name);
    if (!kind) throw new Error(name);
    const { bytes, path } = built(planOf(version), recipeOf(version, kind, { edge }), 0);
    return [path, edge === "latin-1" ? latin1(bytes) : new TextDecoder().decode(bytes)];
  };

  test.each([
    ["delimiters", "MSH-1", /^MSH\$%!\?@\$TESTSENDER\$/],
    ["truncation", "MSH-2", /^MSH\|\^~\\&#\|TESTSENDER/],
    ["repetitions", "PID-3", /\|(T\d{7}\^\^\^TESTSITE\^PI)~\1~\1\|/],
    ["subcomponents", "PID-3.4", /\|T\d{7}\^\^\^TESTSITE&2\.999\.1&ISO\^PI\|/],
    ["escapes", "OBX-5", /OBX\|1\|TX\|[^|]*\|\|Test \\F\\ \\S\\ .*\\\.br\\line 2\|/],
    ["null", "PID-7", /\|""\|/],
    ["long", "OBX-5", /OBX\|1\|TX\|[^|]*\|\|[^|]{39000,}\|/],
    ["latin-1", "PID-5", /\|8859\/1\r[\s\S]*\|T\xc4ST\^PERS\xd6N\|/],
    ["kanji", "PID-5", /\|UNICODE UTF-8\r[\s\S]*\|試験\^患者\|/],
    ["z-segment", "ZTS", /\rZTS\|1\|TEST VALUE\|TEST\^Test\^99TST\r$/],
    ["trailing", "PID", /\rPID\|[^\r]*\^\^\|\|\|\r/],
    ["addendum", "ORC-3", /\rADD\|/],
    ["continuation", "DSC-1", /\rDSC\|TPOINTER\rMSH\|.*\|T1-1C\|T\|2\.8\.2\|\|TPOINTER\r/],
    ["lf", "", /^[^\r]*\n$/],
    ["mixed-ends", "", /\r[^\n]*\n[^\r]*\r\n/],
    ["pdf", "OBX-5", /OBX\|1\|ED\|[^|]*\|\|TESTSITE\^AP\^Octet-stream\^Base64\^JVBERi0/],
  ] as const)("%s is done at %s", (edge, path, written) => {
    const [where, text] = done(edge);
    expect(text).toMatch(written);
    expect(where).toBe(path);
  });

  test.each([
    ["truncation", "2.5.1", "ORU^R01"],
    ["pdf", "2.5.1", "ADT^A40"],
    ["pdf", "2.1", "ORU^R01"],
  ] as const)("%s finds no room in %s %s, and says so", (edge, version, kind) => {
    const [where, text] = done(edge, version, kind);
    expect(where).toBeNull();
    expect(text).toBe(done("none", version, kind)[1]);
  });

  test("with other delimiters says the same as with the suggested ones", () => {
    const plain = done("none")[1];
    const own = done("delimiters")[1];
    const back: Readonly<Record<string, string>> = { $: "|", "%": "^", "!": "~", "?": "\\", "@": "&" };
    expect(own.replace(/[$%!?@]/g, (sign) => back[sign] ?? sign)).toBe(plain);
  });

  test("that breaks a segment is put together again", () => {
    const { text, message } = opened(
      built(planOf("2.5.1"), recipeOf("2.5.1", { code: "ADT", event: "A01" }, { edge: "addendum" }), 0).bytes,
    );
    const at = [...eachSegment(message.segments)].findIndex(({ id }) => id === "ADD") - 1;
    const whole = latin1(wholeSegment(text, message, at));
    expect(done("none", "2.5.1", "ADT^A01")[1].split("\r")).toContain(whole);
  });
});

describe("a message that was opened", () => {
  const again = (bytes: Uint8Array, version: DictionaryVersion): Uint8Array => {
    const { text, message } = opened(bytes);
    const found = adopted(planOf(version), text, message);
    if (!found) throw new Error("of no kind");
    const recipe = recipeOf(version, found.kind, { outline: found.outline, seed: 99 });
    return built(planOf(version), recipe, 0).bytes;
  };

  test("is built again byte for byte, whatever it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(999_999_999), ([version, kind], seed) => {
        const { bytes } = built(planOf(version), recipeOf(version, kind, { seed }), 0);
        expect(latin1(again(bytes, version))).toBe(latin1(bytes));
      }),
      { numRuns: 40 },
    );
  });

  test.each(["z-segment", "addendum", "escapes", "latin-1", "kanji", "null", "repetitions", "pdf"] as const)(
    "keeps an edge case: %s",
    (edge) => {
      const { bytes } = built(planOf("2.5.1"), recipeOf("2.5.1", { code: "ORU", event: "R01" }, { edge }), 0);
      expect(latin1(again(bytes, "2.5.1"))).toBe(latin1(bytes));
    },
  );

  test("comes between the suggested delimiters, whatever it had", () => {
    const kind = { code: "ORU", event: "R01" };
    const own = built(planOf("2.5.1"), recipeOf("2.5.1", kind, { edge: "delimiters" }), 0).bytes;
    const plain = built(planOf("2.5.1"), recipeOf("2.5.1", kind), 0).bytes;
    expect(latin1(again(own, "2.5.1"))).toBe(latin1(plain));
  });

  test("of a kind that cannot be built is none", () => {
    const { text, message } = opened("MSH|^~\\&|A|B|C|D|2024||MFN^M02|1|T|2.5.1\rMFI|1\r");
    expect(adopted(planOf("2.5.1"), text, message)).toBeNull();
  });

  test("may be wrong in every way: what has no place stands where it stood", () => {
    const odd = "MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|T|2.5.1\rPV1|1\rPID|1\rOBR|1\rPID|2\rZZZ|x\rEVN|A01\r";
    expect(latin1(again(bytesOf(odd), "2.5.1"))).toBe(odd);
  });
});

describe("delimiters", () => {
  test("of another kind keep what was text a text", () => {
    expect(respelt("A^B&C~D \\F\\ $ \\X41\\ 5%", "|^~\\&", "$%!?@")).toBe("A%B@C!D | ?F? ?X41? 5?S?");
    expect(respelt("A%B@C!D | ?F? ?X41? 5?S?", "$%!?@", "|^~\\&")).toBe("A^B&C~D \\F\\ $ \\X41\\ 5%");
    expect(respelt("C:\\temp^D", "|^~\\&", "$%!?@")).toBe("C:\\temp%D");
  });
});

describe("a kind", () => {
  test("is read however it is written, and none is made of anything else", () => {
    expect(["ADT^A04", "adt_a04", " ADT A04 "].map(readKind)).toEqual(
      new Array(3).fill({ code: "ADT", event: "A04" }),
    );
    expect(["", "ADT", "ADT^Z99", "ADT^A04^ADT_A01x", "MSH|"].map((text) => readKind(text)?.code)).toEqual([
      undefined,
      undefined,
      undefined,
      "ADT",
      undefined,
    ]);
  });

  test("is there from the version on that has its structure", () => {
    const first = KINDS.map((kind) => [kindName(kind), all.find(([, one]) => one === kind)?.[0]]);
    expect(first.map((one) => one.join(" ")).join(", ")).toBe(
      "ADT^A01 2.1, ADT^A02 2.1, ADT^A03 2.1, ADT^A04 2.1, ADT^A05 2.1, ADT^A08 2.1, ADT^A11 2.1, ADT^A13 2.1, " +
        "ADT^A28 2.2, ADT^A31 2.2, ADT^A40 2.3, ORM^O01 2.1, OML^O21 2.4, OMI^O23 2.5, ORU^R01 2.1, SIU^S12 2.3, " +
        "SIU^S13 2.3, SIU^S14 2.3, SIU^S15 2.3, MDM^T01 2.3, MDM^T02 2.3, DFT^P03 2.1, VXU^V04 2.3",
    );
  });
});
