import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChange } from "../../src/bytes/change";
import { eachBlock, firstUnwritable, Projection, parseHl7, shownSpan } from "../../src/hl7";
import { bytesOf, HEADER, latin1, opened } from "./given";
import { WIDE } from "./wide";

function shown(bytes: Uint8Array, block = 0): Projection {
  const { text, message } = opened(bytes, block);
  const span = shownSpan(text, message.block);
  return new Projection(text.bytes.subarray(span.start, span.end), span.start, message.charset.encoding);
}

/** The same edit made on the text; the projection of the changed bytes must say the same. */
function edited(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert.replace(/\r\n?/g, "\n") + text.slice(to);
}

const FRAMED = "\ufeff\x0bMSH|^~\\&|A\rPID|1\nOBX|1\r\n\x1c\r\x0bMSH|^~\\&|B\r\x1c\r";

describe("what is shown of a message", () => {
  test("is its lines without mark, frame and last line break", () => {
    expect(shown(bytesOf(FRAMED)).text).toBe("MSH|^~\\&|A\nPID|1\nOBX|1");
    expect(shown(bytesOf(FRAMED), 1).text).toBe("MSH|^~\\&|B");
  });

  test("holds what stands before the first header, which belongs to no message", () => {
    expect(shown(bytesOf(`2026 IN\r${HEADER}\r`)).text).toBe(`2026 IN\n${HEADER}`);
    expect(shown(bytesOf(`${HEADER}\r\rPID|1\r\r`)).text).toBe(`${HEADER}\n\nPID|1\n`);
  });

  test("is read in the message's own character set, and a prefix that is none byte by byte", () => {
    expect(shown(latin1(`${HEADER.replace("2.5.1", "2.5.1||||||8859/1")}\rPID|\xe4`)).text).toContain(
      "PID|ä",
    );
    expect(shown(latin1(`\xe4: ${HEADER}\rPID|1`)).text).toBe(`ä: ${HEADER}\nPID|1`);
  });
});

/** Lines that end in every way, in text of one to four bytes a character. */
const lines = fc.array(
  fc.tuple(fc.stringMatching(/^[A-Z|^~\\&ä€🩺 ]{0,8}$/u), fc.constantFrom("\r", "\r", "\n", "\r\n")),
  { minLength: 1, maxLength: 8 },
);
const insertion = fc.stringMatching(/^[A-Z|ä€🩺\n]{0,6}$/u);

/** A position that does not cut a character of two code units in half. */
function whole(text: string, position: number): number {
  const at = position % (text.length + 1);
  const low = text.charCodeAt(at);
  return low >= 0xdc00 && low <= 0xdfff ? at - 1 : at;
}

describe("an edit of the text", () => {
  test("changes the same place of the bytes, and nothing before or behind it", { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), insertion, (parts, a, b, insert) => {
        const before = `\x0b${HEADER}\r`;
        const behind = "\r\n\x1c\r";
        const body = `${parts.map(([line, end]) => line + end).join("")}PID|1`;
        const bytes = bytesOf(before + body + behind);
        const projection = shown(bytes);
        const [from, to] = [whole(projection.text, a), whole(projection.text, b)].toSorted((x, y) => x - y);
        const edit = { from: from as number, to: to as number, insert };
        const change = projection.changeOf(edit);
        if (!change) throw new Error("UTF-8 writes every character");
        const after = applyChange(bytes, change);
        const start = projection.offsetOf(edit.from);
        const end = projection.offsetOf(edit.to);
        expect(after.subarray(0, start)).toEqual(bytes.subarray(0, start));
        const kept = bytes.subarray(end);
        expect(after.subarray(after.length - kept.length)).toEqual(kept);
        const span = projection.span;
        const now = after.subarray(span.start, span.end + after.length - bytes.length);
        const wanted = edited(projection.text, edit.from, edit.to, insert);
        // An edit that takes away all between a CR and an LF leaves one line break of the two.
        if (change.inserted.length > 0 || !merges(after, start))
          expect(new Projection(now, span.start, "utf-8").text).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test("finds each byte from its position, and back", () => {
    fc.assert(
      fc.property(lines, fc.nat(), (parts, a) => {
        const projection = shown(bytesOf(`${HEADER}\r${parts.map(([line, end]) => line + end).join("")}Z`));
        const position = whole(projection.text, a);
        expect(projection.positionOf(projection.offsetOf(position))).toBe(position);
      }),
      { numRuns: 500 },
    );
  });

  test.each(WIDE)(
    "in $encoding, declared as $declared, is the same edit of what is read",
    ({ declared, hiding, encode }) => {
      const some = hiding.filter((_, at) => at % Math.ceil(hiding.length / 50) === 0);
      const line = fc
        .array(fc.constantFrom(...some, "a", "|", "B^", "\\"), { maxLength: 6 })
        .map((all) => all.join(""));
      fc.assert(
        fc.property(
          line,
          line,
          fc.nat(),
          fc.nat(),
          fc.constantFrom("", "x", "A|B", "a\nb", some[0] ?? "", `x${some[1]}\n${some[2]}|`),
          (one, two, a, b, insert) => {
            const text = `${HEADER}||||||${declared}\rPID|${one}\rPV1|${two}|z\r`;
            const bytes = Uint8Array.from(encode(text));
            const projection = shown(bytes);
            expect(projection.text).toBe(text.slice(0, -1).replaceAll("\r", "\n"));
            const least = projection.text.indexOf("PID");
            const [from = 0, to = 0] = [a, b]
              .map((at) => least + (at % (projection.text.length + 1 - least)))
              .toSorted((x, y) => x - y);
            expect(projection.positionOf(projection.offsetOf(from))).toBe(from);
            const change = projection.changeOf({ from, to, insert });
            if (!change) throw new Error("what is read can be written");
            expect(shown(applyChange(bytes, change)).text).toBe(edited(projection.text, from, to, insert));
          },
        ),
        { numRuns: 500 },
      );
    },
  );

  test("keeps the line breaks that it passes over, in their order", () => {
    const bytes = bytesOf(`${HEADER}\rA|1\nB|2\r\nC|3\rD|4\r`);
    const projection = shown(bytes);
    const from = projection.text.indexOf("A|1") + 2;
    const change = projection.changeOf({ from, to: projection.text.indexOf("D"), insert: "x\ny\nz\n" });
    expect(change && applyChange(bytes, change)).toEqual(bytesOf(`${HEADER}\rA|x\ny\r\nz\rD|4\r`));
  });

  test("writes a new line break like its neighbour, and CR where there is none", () => {
    for (const [text, wanted] of [
      [`${HEADER}\nPID|1\n`, `${HEADER}\nPID|1\nZ\n`],
      [`${HEADER}\r\nPID|1\r\n`, `${HEADER}\r\nPID|1\r\nZ\r\n`],
      [HEADER, `${HEADER}\rZ`],
    ] as const) {
      const bytes = bytesOf(text);
      const projection = shown(bytes);
      const end = projection.text.length;
      const change = projection.changeOf({ from: end, to: end, insert: "\nZ" });
      expect(change && applyChange(bytes, change)).toEqual(bytesOf(wanted));
    }
  });

  test("with a character that the character set lacks is no change, and the character is named", () => {
    const projection = shown(latin1(`${HEADER.replace("2.5.1", "2.5.1||||||8859/1")}\rPID|\xe4`));
    const end = projection.text.length;
    expect(projection.changeOf({ from: end, to: end, insert: "ö5€" })).toBeNull();
    expect(firstUnwritable("ö5€", "iso-8859-1")).toBe("€");
    expect(projection.changeOf({ from: end, to: end, insert: "ö" })?.inserted).toEqual(latin1("\xf6"));
  });
});

function merges(bytes: Uint8Array, at: number): boolean {
  return bytes[at - 1] === 0x0d && bytes[at] === 0x0a;
}

test("nothing at all is one empty line, and what is typed there is its first", () => {
  const projection = new Projection(new Uint8Array(), 0, "utf-8");
  expect(projection.lines.length).toBe(1);
  expect(projection.changeOf({ from: 0, to: 0, insert: "MSH|\nPID|" })?.inserted).toEqual(
    bytesOf("MSH|\rPID|"),
  );
});

test("every block of any text can be shown, and all its bytes but frames and last line breaks are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      const bytes = Uint8Array.of(...bytesOf("MSH|^~\\&|\r"), ...noise);
      const text = parseHl7(bytes);
      for (const block of eachBlock(text.blocks)) {
        const { start, end } = shownSpan(text, block);
        expect(start).toBeLessThanOrEqual(end);
        const hidden = bytes.subarray(end, text.lines.start[block.endLine] ?? bytes.length);
        if (block.firstLine === text.blocks.firstLine.at(-1))
          expect([...hidden].every((byte) => [0x0b, 0x1c, 0x0d, 0x0a].includes(byte))).toBe(true);
      }
    }),
  );
});
