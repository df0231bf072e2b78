import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fatal } from "../../src/bytes/fault";
import { MOST_INFLATED } from "../../src/intake/inflate";
import { MOST_LAYERS, type Unwrapped, unwrap } from "../../src/intake/unwrap";
import { utf16 } from "../detect/corpus/case";
import { tar as tarOf } from "../tar/build";
import { archive, joined, utf8, type Written } from "../zip/build";

const ORU = "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122081500||ORU^R01^ORU_R01|10042|P|2.5.1\rPID|1||TEST-0042\r";
const OPENS = ["hl7-v2"];
const forever = { signal: new AbortController().signal };

const open = (bytes: Uint8Array, name = "", opens: readonly string[] = OPENS): Promise<Unwrapped> =>
  unwrap({ name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) }, opens, forever);

const failure = async (bytes: Uint8Array): Promise<Fatal["failure"]> =>
  open(bytes).then(
    () => expect.fail("was unwrapped"),
    (error: Fatal) => error.failure,
  );

type Layer = readonly [kind: string, wrap: (bytes: Uint8Array) => Uint8Array];

const GZIP: Layer = ["gzip", (bytes) => new Uint8Array(gzipSync(bytes))];
const ZLIB: Layer = ["zlib", (bytes) => new Uint8Array(deflateSync(bytes))];
const BASE64: Layer = [
  "base64",
  (bytes) =>
    utf8(
      (
        Buffer.from(bytes)
          .toString("base64")
          .match(/.{1,76}/g) ?? []
      ).join("\r\n"),
    ),
];
const DATA_URL: Layer = [
  "data-url",
  (bytes) => utf8(`data:;base64,${Buffer.from(bytes).toString("base64")}`),
];
const inZip = (name: string, bytes: Uint8Array, more: readonly Written[] = []): Uint8Array =>
  archive([{ name, bytes }, ...more]);
const TAR: Layer = [
  "tar",
  (bytes) => tarOf([{ name: "folder/adt.hl7", text: Buffer.from(bytes).toString("latin1") }]),
];
const ZIP: Layer = ["zip", (bytes) => inZip("folder/adt.hl7", bytes)];

const wide = (isBig: boolean, mark: boolean): Layer => [
  "utf-16",
  (bytes) => utf16(Buffer.from(bytes).toString("latin1"), isBig, mark),
];

describe("text in UTF-16", () => {
  it.each([wide(false, true), wide(true, true), wide(false, false), wide(true, false)])(
    "becomes UTF-8, and that is said: %s",
    async (kind, wrap) => {
      const found = await open(wrap(utf8(ORU)));
      expect([await found.blob.text(), found.layers]).toEqual([ORU, [kind]]);
    },
  );

  it("is found in other wrappings, and holds other characters than ASCII", async () => {
    const text = ORU.replace("TEST", "Jörg ☃ 𝄞");
    const packed = GZIP[1](utf16(text, false));
    const found = await open(packed);
    expect([await found.blob.text(), found.layers]).toEqual([text, ["gzip", "utf-16"]]);
  });

  it("of many pieces is cut nowhere; half a character at its end is a sign for one", async () => {
    const text = `${ORU}NTE|1||${"𝄞a".repeat(400_000)}\r`;
    const found = await open(joined(utf16(text, true), Uint8Array.of(0)));
    expect((await found.blob.text()) === `${text}\ufffd`).toBe(true);
  });
});

describe("what is wrapped", () => {
  it("is unwrapped layer by layer, and each layer is named", async () => {
    const layer = fc.constantFrom(GZIP, BASE64, DATA_URL, ZIP, TAR);
    await fc.assert(
      fc.asyncProperty(fc.array(layer, { maxLength: MOST_LAYERS }), async (layers) => {
        const bytes = layers.reduceRight((inner, [, wrap]) => wrap(inner), utf8(ORU));
        const found = await open(bytes);
        expect(await found.blob.text()).toBe(ORU);
        expect(found.layers).toEqual(layers.map(([kind]) => kind));
        expect(found.faults).toEqual([]);
        expect(found.found.guesses[0].kind).toBe("hl7-v2");
      }),
      { numRuns: 150 },
    );
  });

  it("in zlib is unwrapped too", async () => {
    const found = await open(ZLIB[1](utf8(ORU)));
    expect([found.layers, await found.blob.text()]).toEqual([["zlib"], ORU]);
  });

  it("keeps its name but for the ending of the layer, or has the one in the archive", async () => {
    expect((await open(GZIP[1](utf8(ORU)), "adt.hl7.gz")).name).toBe("adt.hl7");
    expect((await open(ZIP[1](utf8(ORU)), "export.zip")).name).toBe("adt.hl7");
    expect((await open(GZIP[1](TAR[1](utf8(ORU))), "export.tgz")).name).toBe("adt.hl7");
  });

  it("is left as it is where the tool opens just that", async () => {
    const bytes = GZIP[1](utf8(ORU));
    const found = await open(bytes, "adt.hl7.gz", ["gzip"]);
    expect(found).toMatchObject({ layers: [], name: "adt.hl7.gz" });
    expect(found.blob.size).toBe(bytes.length);
  });

  it("is not looked for in what is wrapped in nothing", async () => {
    for (const text of [ORU, "Dear colleagues", ""]) {
      expect(await (await open(utf8(text))).blob.text()).toBe(text);
    }
  });

  it("of several files in an archive is for the visitor to choose from; system files do not count", async () => {
    const two = await open(inZip("a", utf8(ORU), [{ name: "b", bytes: utf8("b") }]));
    expect(two.collection?.items.map(({ path }) => path)).toEqual(["a", "b"]);
    const one = await open(inZip("a", utf8(ORU), [{ name: "__MACOSX/._a", bytes: utf8("b") }]));
    expect([one.collection, await one.blob.text()]).toEqual([null, ORU]);
  });
});

describe("what is damaged", () => {
  const long = utf8(
    Array.from({ length: 40_000 }, (_, n) => `OBX|${n}|NM|||${(n * 7919) % 104_729}\r`).join(""),
  );

  it("is open up to a gzip's early end, which is said", async () => {
    const packed = GZIP[1](long);
    const { blob, faults } = await open(packed.subarray(0, packed.length / 2));
    expect(faults).toMatchObject([{ code: "damaged", offset: blob.size }]);
    expect(blob.size).toBeGreaterThan(long.length / 3);
    expect(Buffer.from(await blob.arrayBuffer()).equals(long.subarray(0, blob.size))).toBe(true);
  });

  it("is open up to the damage, and after it nothing is made up", async () => {
    const packed = GZIP[1](long);
    packed.fill(0xff, packed.length / 2, packed.length / 2 + 2_000);
    const { blob, faults } = await open(packed);
    expect(faults).toMatchObject([{ code: "damaged", offset: blob.size }]);
    expect(blob.size).toBeGreaterThan(long.length / 4);
  });

  it("is told by the checksum of its archive", async () => {
    const { faults, blob } = await open(archive([{ name: "a", bytes: utf8(ORU), crc: 1 }]));
    expect(faults).toMatchObject([{ code: "checksum" }]);
    expect(await blob.text()).toBe(ORU);
  });

  it("by a letter in its base64 is said with its byte", async () => {
    const text = BASE64[1](long);
    text[70_000] = "!".charCodeAt(0);
    expect((await open(text)).faults).toMatchObject([{ code: "base64", offset: 70_000 }]);
  });

  it("anywhere ends in contents or in a failure with a code", async () => {
    const whole = joined(ZIP[1](GZIP[1](long.subarray(0, 5_000))));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const bytes = whole.slice();
        bytes[at] = value;
        const ended = await open(bytes).then(
          ({ blob }) => blob.size >= 0,
          (error: Fatal) => error.failure.code !== "",
        );
        expect(ended).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what is refused", () => {
  it("is too large: the limit is named", async () => {
    const large = new Uint8Array(MOST_INFLATED + 1);
    for (let at = 0; at < large.length; at += 997) large[at] = at * 31;
    const packed = GZIP[1](large);
    expect(packed.length).toBeLessThan(4_000_000);
    expect(await failure(packed)).toEqual({
      code: "too-large",
      offset: -1,
      values: { limit: MOST_INFLATED },
    });
  }, 60_000);

  it("is a bomb: the packed byte is named, and it is left there", async () => {
    const bomb = GZIP[1](new Uint8Array(MOST_INFLATED));
    const { code, offset, values } = await failure(bomb);
    expect(code).toBe("bomb");
    expect(offset).toBeLessThan(20_000);
    expect(values["size"]).toBeLessThan(20 * 1024 * 1024);
  });

  it("is wrapping without an end", async () => {
    const deep = Array.from({ length: MOST_LAYERS + 1 }).reduce<Uint8Array>(
      (inner) => GZIP[1](inner),
      utf8(ORU),
    );
    expect(await failure(deep)).toMatchObject({ code: "too-deep", values: { most: MOST_LAYERS } });
  });

  it("is an archive whose one file is encrypted, packed by an unknown method, or missing", async () => {
    const one = (more: Partial<Written>): Uint8Array => archive([{ name: "a", bytes: utf8(ORU), ...more }]);
    expect(await failure(one({ flags: 1 }))).toMatchObject({ code: "zip-encrypted" });
    expect(await failure(one({ method: 12 }))).toMatchObject({
      code: "zip-method",
      values: { method: "bzip2" },
    });
    expect(await failure(archive([{ name: "folder/", bytes: utf8("") }]))).toMatchObject({
      code: "archive-nothing",
    });
  });

  it("is nothing that was cancelled: it ends", async () => {
    const ear = new AbortController();
    ear.abort();
    const blob = new Blob([GZIP[1](utf8(ORU)) as Uint8Array<ArrayBuffer>]);
    await expect(unwrap({ name: "", blob }, OPENS, { signal: ear.signal })).rejects.toThrow();
  });
});
