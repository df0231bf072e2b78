import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unmasked } from "../../../src/bytes/datum";
import { IgnoreList } from "../../../src/hl7/compare/ignore";
import { compareMessages, type Said } from "../../../src/hl7/compare/messages";
import { HEADER, latin1, opened } from "../given";

function compared(left: string | Uint8Array, right: string | Uint8Array, ignore = "") {
  return compareMessages(opened(left), opened(right), new IgnoreList(ignore));
}

const say = (said: Said | null): string =>
  said ? `${said.path}=${unmasked(said.value)}${said.isCut ? "…" : ""}` : "";

/** `left | right` of each difference. */
function differences(left: string | Uint8Array, right: string | Uint8Array, ignore = ""): readonly string[] {
  return compared(left, right, ignore).differences.map((one) => `${say(one.left)} | ${say(one.right)}`);
}

const of = (...segments: readonly string[]): string => `${[HEADER, ...segments].join("\r")}\r`;

describe("two messages say the same, though their bytes differ,", () => {
  test.each([
    ["where empty parts end a level", of("PID|1||A^B&C~D"), of("PID|1||A^B&C&^^~D^&~~|||")],
    ["where lines end otherwise", of("PID|1"), of("PID|1").replaceAll("\r", "\r\n")],
    ["where a character is escaped", of("OBX|A\\X42\\C"), of("OBX|ABC")],
    ["where nothing but empty fields follow", of("ZSY"), of("ZSY|||")],
  ])("%s", (_what, left, right) => {
    expect(compared(left, right)).toEqual({ verdict: "same", differences: [] });
  });

  test("where their character sets differ, but for the one line that says so", () => {
    const charset = (name: string, value: string): string => `${HEADER}||||||${name}\rPID|||||${value}\r`;
    const left = latin1(charset("8859/1", "M\xfcller"));
    const right = new TextEncoder().encode(charset("UNICODE UTF-8", "Müller"));
    expect(differences(left, right)).toEqual(["MSH-18=8859/1 | MSH-18=UNICODE UTF-8"]);
    expect(compared(left, right, "MSH-18").verdict).toBe("same");
  });

  test("where their separators differ, but for the field that names them", () => {
    const right = of("PID|1||A^B~C").replaceAll("^", "%").replaceAll("~", "*");
    expect(differences(of("PID|1||A^B~C"), right, "MSH-2")).toEqual([]);
    expect(differences(of("PID|1||A^B~C"), right)).toEqual(["MSH-2=^~\\& | MSH-2=%*\\&"]);
  });
});

describe("two messages differ,", () => {
  test.each([
    ["a value", of("PID|1||A^B"), of("PID|1||A^X"), ["PID-3.2=B | PID-3.2=X"]],
    ['"" and nothing', of('PID|""|x'), of("PID||x"), ['PID-1="" | ']],
    ['"" and a text', of('PID|""'), of("PID|x"), ['PID-1="" | PID-1=x']],
    ["a whole field", of("PID|1||A^B~C"), of("PID|1"), ["PID-3=A^B~C | "]],
    ["component against repetition", of("PID|A^B"), of("PID|A~B"), ["PID-1[1].2=B | ", " | PID-1[2]=B"]],
    ["a component that gained sub-components", of("PID|A^B"), of("PID|A^B&C"), [" | PID-1.2.2=C"]],
    [
      "a segment inserted",
      of("OBX|1|a", "OBX|3|c"),
      of("OBX|1|a", "OBX|2|b", "OBX|3|c"),
      [" | OBX[2]=OBX|2|b"],
    ],
    ["a repetition inserted in front", of("PID|B^b~C^c"), of("PID|A^a~B^b~C^c"), [" | PID-1[1]=A^a"]],
    [
      "an insertion and a change behind it",
      of("OBX|1|a|x|y", "NTE|1"),
      of("AL1|1", "OBX|1|a|x|z", "NTE|1"),
      [" | AL1=AL1|1", "OBX-4=y | OBX-4=z"],
    ],
    ["a line that is no segment", of("broken off"), of("broken on"), ["=broken off | =broken on"]],
  ])("%s", (_what, left, right, expected) => {
    expect(differences(left, right)).toEqual(expected);
  });

  test("a long value is quoted in part", () => {
    const [only] = compared(of(`OBX|${"a".repeat(5_000)}`), of("OBX|b")).differences;
    expect([only?.left?.isCut, only?.right?.isCut]).toEqual([true, false]);
    expect(unmasked(only?.left?.value ?? ("" as never)).length).toBe(2_000);
  });
});

describe("what is ignored", () => {
  const left = of("PID|1||A^B~C|x", "OBX|1|a", "OBX|2|b", "ZSY|1");
  const right = of("PID|1||A^X~Y|x", "OBX|1|c", "OBX|2|d", "ZSY|2");

  test.each([
    ["PID-3 OBX ZSY", []],
    ["PID-3.2, OBX-2; ZSY-1", ["PID-3[2]=C | PID-3[2]=Y"]],
    ["PID-3[2]\nOBX[2]-2\nZSY", ["PID-3.2=B | PID-3.2=X", "OBX-2=a | OBX-2=c"]],
    ["PID-3[1].2 OBX[1] ZSY", ["PID-3[2]=C | PID-3[2]=Y", "OBX[2]-2=b | OBX[2]-2=d"]],
  ])("%j", (ignore, expected) => expect(differences(left, right, ignore)).toEqual(expected));

  test("makes a part as empty as if it were not there, so that nothing is left of it", () => {
    expect(differences(of("PID|^^^X"), of("PID|"), "PID-1.4")).toEqual([]);
    expect(differences(of("PID|1", "ZSY|1"), of("PID|1"), "ZSY")).toEqual([]);
  });

  test("and is no path is said", () =>
    expect(new IgnoreList("PID-3, nonsense PID-").unread).toEqual(["nonsense", "PID-"]));
});

/** Values are unlike each other, so that it is plain which parts belong together. */
const anyMessage = fc
  .array(
    fc.tuple(
      fc.constantFrom("PID", "OBX", "NTE", "ZSY"),
      fc.array(
        fc.array(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 3,
        }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((segments) => {
    let number = 0;
    const lines = segments.map(([id, fields]) => {
      const field = (reps: readonly (readonly number[])[]): string =>
        reps.map((rep) => rep.map(() => `v${number++}`).join("^")).join("~");
      return [id, ...fields.map(field)].join("|");
    });
    return of(...lines);
  });

describe("of any messages", () => {
  test("each is exactly equal to itself", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(compared(message, message)).toEqual({ verdict: "exact", differences: [] });
      }),
    );
  });

  test("the comparison is the same from both sides", () => {
    const similar = anyMessage.chain((message) =>
      fc.tuple(fc.constant(message), fc.array(fc.nat(), { maxLength: 6 })).map(([whole, cuts]) => {
        const lines = whole.trimEnd().split("\r");
        for (const cut of cuts) {
          const at = 1 + (cut % lines.length);
          if (cut % 3 === 0) lines.splice(at, 1);
          else if (cut % 3 === 1) lines.splice(at, 0, `OBX|v${cut % 9}|v${cut % 7}`);
          else lines[at] = (lines[at] ?? "PID|").replace(/v\d/, "w");
        }
        return [whole, `${lines.join("\r")}\r`] as const;
      }),
    );
    fc.assert(
      fc.property(similar, ([one, other]) => {
        const there = compared(one, other);
        const back = compared(other, one);
        expect(back.verdict).toBe(there.verdict);
        expect(back.differences).toEqual(
          there.differences.map(({ left, right }) => ({ left: right, right: left })),
        );
      }),
    );
  });

  test("one value changed is one difference, with exactly its path and place on both sides", () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(), (message, choice) => {
        const values = [...message.matchAll(/v\d+/g)];
        const chosen = values[choice % values.length];
        const at = chosen?.index ?? 0;
        const changed = `${message.slice(0, at)}changed${message.slice(at + (chosen?.[0].length ?? 0))}`;
        const [only, ...others] = compared(message, changed).differences;
        expect(others).toEqual([]);
        expect([only?.left?.path, only?.left?.offset]).toEqual([only?.right?.path, only?.right?.offset]);
        expect(only?.left?.offset).toBe(at);
        expect([only?.left?.value, only?.right?.value]).toEqual([chosen?.[0], "changed"]);
        expect(only?.left?.path).toBe(pathIn(message, at));
      }),
    );
  });

  test("one segment put in is one difference, and nothing behind it is", () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(), (message, choice) => {
        const lines = message.trimEnd().split("\r");
        const at = 1 + (choice % lines.length);
        const longer = `${[...lines.slice(0, at), "OBX|new|segment", ...lines.slice(at)].join("\r")}\r`;
        expect(differences(message, longer).map((one) => one.replace(/OBX\[\d+\]=/, "OBX="))).toEqual([
          " | OBX=OBX|new|segment",
        ]);
      }),
    );
  });
});

/** Counted by hand, without the code that is tested: which part of which field of which segment. */
function pathIn(message: string, at: number): string {
  const before = message.slice(0, at).split("\r");
  const line = before.at(-1) ?? "";
  const id = line.slice(0, 3);
  const occurrence = before.filter((one) => one.startsWith(id)).length;
  const field = line.split("|").length - 1;
  const whole = (message.split("\r")[before.length - 1] ?? "").split("|")[field] ?? "";
  const inside = line.slice(line.lastIndexOf("|") + 1);
  const repetition = inside.split("~").length;
  const component = inside.slice(inside.lastIndexOf("~") + 1).split("^").length;
  const own = whole.split("~")[repetition - 1] ?? "";
  const name = occurrence === 1 ? id : `${id}[${occurrence}]`;
  const times = whole.includes("~") ? `[${repetition}]` : "";
  return `${name}-${field}${times}${own.includes("^") ? `.${component}` : ""}`;
}

describe("hostile messages", () => {
  test("of 20,000 segments on both sides, none equal, are compared in short time", () => {
    const many = (mark: string): string =>
      of(...Array.from({ length: 20_000 }, (_, n) => (n % 2 ? `OBX|${mark}` : `NTE|${mark}|x`)));
    const begin = performance.now();
    expect(compared(many("a"), many("b")).differences).toHaveLength(20_000);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });

  test("of 50,000 repetitions, one of them left out, name that one", () => {
    const all = Array.from({ length: 50_000 }, (_, n) => `r${n}`);
    const less = all.toSpliced(30_000, 1);
    expect(differences(of(`PID|${all.join("~")}`), of(`PID|${less.join("~")}`))).toEqual([
      "PID-1[30001]=r30000 | ",
    ]);
  });

  test("cut off at every byte are compared with the whole, and no place is invented", () => {
    const whole = of('PID|1||A^B&C~D\\T\\|""', "OBX|1|ST|x\\X41\\");
    const { length } = whole;
    for (let end = HEADER.length; end < length; end++)
      for (const { left, right } of compared(whole.slice(0, end), whole).differences) {
        expect(left?.offset ?? 0).toBeLessThanOrEqual(end);
        expect(right?.offset ?? 0).toBeLessThanOrEqual(length);
      }
  });
});
