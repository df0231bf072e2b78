import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unmasked } from "../../../src/bytes/datum";
import { rowText } from "../../../src/bytes/text-column";
import { type Hl7Text, parseHl7 } from "../../../src/hl7";
import { DistinctSpans, FULL } from "../../../src/hl7/feed/distinct";
import { distributionOf } from "../../../src/hl7/feed/distribution";
import { duplicatesOf } from "../../../src/hl7/feed/duplicates";
import { columnOf, messageText, subsetOf } from "../../../src/hl7/feed/list";
import { MOST_DISTINCT, MOST_FIELDS, type Overview, overviewOf } from "../../../src/hl7/feed/overview";
import { finish } from "../../../src/hl7/feed/steps";
import { minuteOf, timelineOf } from "../../../src/hl7/feed/timeline";
import { bytesOf } from "../given";
import { allRows, feedOf, header, wanted } from "./given";

const overview = (text: Hl7Text): Overview => finish(overviewOf(text, allRows(text)));

/** `PID-3 2 of which 0 null, 3 different, 4 long`, without the header's. */
function lines(of: Overview): readonly string[] {
  return [...of.segment.keys()]
    .filter((row) => of.segment[row] !== "MSH")
    .map((row) => {
      const name = of.field[row] === 0 ? of.segment[row] : `${of.segment[row]}-${of.field[row]}`;
      const more = of.more[row] === 1 ? "+" : "";
      return `${name} ${of.filled[row]} ${of.nulls[row]} ${of.distinct[row]}${more} ${of.longest[row]}`;
    });
}

describe("the overview", () => {
  test("counts segments, and fields that say something: nulls, different values, the longest", () => {
    const text = feedOf(["PID|1||A~BB~A|"], ['PID|2|""', "ZSY||x"], ["PID|1||~C"]);
    expect(lines(overview(text))).toEqual([
      "PID 3 0 0 14",
      "PID-1 3 0 2 1",
      "PID-2 1 1 1 2",
      "PID-3 2 0 3 2",
      "ZSY 1 0 0 6",
      "ZSY-2 1 0 1 1",
    ]);
  });

  test("reads the header's own fields as they define the separators", () => {
    const found = overview(feedOf([], []));
    const of = (field: number): readonly number[] => {
      const row = [...found.field.keys()].find((at) => found.field[at] === field) ?? -1;
      return [found.filled[row] ?? 0, found.distinct[row] ?? 0, found.longest[row] ?? 0];
    };
    expect([of(1), of(2), of(3), of(10)]).toEqual([
      [2, 1, 1],
      [2, 1, 4],
      [2, 1, 3],
      [2, 2, 1],
    ]);
  });

  test("says when there are more different values than it tells apart", () => {
    const many = Array.from({ length: MOST_DISTINCT + 1 }, (_, at) => [`ZSY|${at}`]);
    expect(lines(overview(feedOf(...many)))[1]).toBe(`ZSY-1 ${MOST_DISTINCT + 1} 0 ${MOST_DISTINCT}+ 4`);
  });

  test("of a line of separators ends", () => {
    const found = overview(feedOf([`ZSY${"|x".repeat(70_000)}`]));
    expect(lines(found)).toHaveLength(MOST_FIELDS + 1);
  });
});

test("spans are told apart as texts are, whatever their hashes", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 60 }), fc.boolean(), (words, isAlike) => {
      const bytes = bytesOf(words.join(""));
      const spans = new DistinctSpans(bytes);
      let start = 0;
      const numbers = words.map((word) => {
        const end = start + bytesOf(word).length;
        const number = isAlike ? spans.add(start, end, 7) : spans.add(start, end);
        start = end;
        return number;
      });
      const known = [...new Set(words)];
      expect(numbers).toEqual(words.map((word) => known.indexOf(word)));
      expect(spans.times).toEqual(known.map((word) => words.filter((one) => one === word).length));
    }),
  );
  const few = new DistinctSpans(bytesOf("ab"), 1);
  expect([few.add(0, 1), few.add(1, 2), few.add(0, 1), few.isFull]).toEqual([0, FULL, 0, true]);
});

describe("the distribution of a path", () => {
  const found = (text: Hl7Text, path: string) => finish(distributionOf(text, allRows(text), wanted(path)));

  test("has the most frequent values first, and says in how many messages there is one", () => {
    const text = feedOf(["OBX|a", "OBX|b~b"], ['OBX|""', "OBX|é\\T\\"], ["PID|1"]);
    const { texts, times, cut, ...counts } = found(text, "OBX-1");
    expect([...times].map((n, row) => `${n} ${unmasked(rowText(texts, row))}`)).toEqual([
      "2 b",
      "1 a",
      '1 ""',
      "1 é&",
    ]);
    expect([...cut]).toEqual([0, 0, 0, 0]);
    expect(counts).toEqual({
      messages: 3,
      filled: 2,
      values: 5,
      nulls: 1,
      distinct: 4,
      isFull: false,
      shortest: 1,
      longest: 5,
    });
  });

  test("of what no message has is nothing", () => {
    expect(found(feedOf(["PID|1"]), "OBX-1")).toMatchObject({
      filled: 0,
      values: 0,
      distinct: 0,
      shortest: 0,
    });
  });

  test("cuts a document short and says so", () => {
    const { texts, cut, longest } = found(feedOf([`OBX|${"x".repeat(70_000)}`]), "OBX-1");
    expect([unmasked(rowText(texts, 0)).length, cut[0], longest]).toEqual([500, 1, 70_000]);
  });
});

describe("duplicates", () => {
  const message = (id: string, time: string, value: string, end = "\r"): string =>
    [header(id, time), `OBX|1|ST|X||${value}`, ""].join(end);
  const groups = (said: string, by: "id" | "content"): readonly (readonly number[])[] => {
    const text = parseHl7(bytesOf(said));
    const { rows, end } = finish(duplicatesOf(text, allRows(text), by));
    return [...end].map((past, at) => [...rows.slice(end[at - 1] ?? 0, past)]);
  };

  test("by MSH-10 are those that call themselves alike; what has no name is nobody's duplicate", () => {
    const said = [
      message("1", "a", "x"),
      message("", "a", "x"),
      message("2", "a", "x"),
      message("", "a", "x"),
    ];
    expect(groups([...said, message("1", "b", "y")].join(""), "id")).toEqual([[0, 4]]);
  });

  test("by content are those that say the same, whenever sent, however called, however their lines end", () => {
    const said = [
      message("1", "a", "x"),
      message("2", "bbb", "y"),
      message("33", "c", "x", "\n"),
      message("4", "", "y"),
    ];
    expect(groups(said.join(""), "content")).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  test("by content are none that differ at one byte, or only in where a segment ends", () => {
    const said = [
      message("1", "a", "x"),
      message("1", "a", "X"),
      message("1", "a", "x\rZSY|1"),
      message("1", "a", "xZSY|1"),
    ];
    expect(groups(said.join(""), "content")).toEqual([]);
  });

  test("by content are none whose hashes alone are equal: of so many messages some have the same", () => {
    const many = Array.from(
      { length: 150_000 },
      (_, at) => `MSH|^~\\&|\rA00|${(at * 2_654_435_761).toString(36)}\r`,
    );
    expect(groups(many.join(""), "content")).toEqual([]);
  });
});

describe("the timeline", () => {
  const over = (...times: readonly string[]) => {
    const text = parseHl7(bytesOf(times.map((time, at) => `${header(String(at), time)}\r`).join("")));
    const { counts, ...rest } = finish(timelineOf(text, allRows(text)));
    return { counts: [...counts], ...rest };
  };

  test.each([
    ["202601010800", "202601010802", "minute", ["202601010800", "202601010801", "202601010802"]],
    ["20260101080059", "20260101100000", "hour", null],
    ["20260227", "20260302", "day", null],
    ["20251115", "20260301", "day", null],
    [
      "20251115",
      "20260615",
      "month",
      ["202511", "202512", "202601", "202602", "202603", "202604", "202605", "202606"],
    ],
    ["19990101", "20260101", "year", null],
  ] as const)("from %s to %s is drawn by the %s", (first, last, unit, starts) => {
    const found = over(last, first, first);
    expect(found.counts.at(0)).toBe(unit === "minute" || found.counts.length > 1 ? 2 : 3);
    expect(found.counts.reduce((sum, n) => sum + n)).toBe(3);
    expect(found.starts.length).toBeLessThanOrEqual(121);
    if (starts) expect([found.unit, found.starts]).toEqual([unit, starts]);
  });

  test("goes over the end of a February without a gap", () => {
    expect(
      over("20280227", "20280301").starts.filter((start) => start.endsWith("00")).length,
    ).toBeGreaterThan(0);
    expect(over("20280127", "20280601")).toMatchObject({ unit: "month", counts: [1, 0, 0, 0, 0, 1] });
  });

  test.each(["", '""', "yesterday", "20261301", "20260230", "2026010125", "0000"])(
    "%j is no time",
    (said) => {
      expect(minuteOf(said)).toBe("");
      expect(over(said, "2026")).toMatchObject({ timeless: 1, counts: [1] });
    },
  );

  test("takes a time without its zone and its seconds", () => {
    expect(minuteOf("20260101083015.123+0200")).toBe("202601010830");
    expect(minuteOf("2026")).toBe("202601010000");
  });

  test("over all years that can be written lists those that there are", () => {
    expect(over("00010101", "99990101")).toMatchObject({ unit: "year", starts: ["0001", "9999"] });
  });
});

describe("a list", () => {
  const said = `noise\r\x0b${header("1")}\rPID|a~b|\xe9\r\x1c\r\nFHS|^~\\&\r${header("2")}\nPID|""\n\n${header("3")}`;
  const text = parseHl7(bytesOf(said));

  test("has a cell for every block; several values stand as repetitions do", () => {
    const column = finish(columnOf(text, wanted("PID-1")));
    expect([0, 1, 2, 3].map((row) => unmasked(rowText(column, row)))).toEqual(["a~b", "", '""', ""]);
  });

  test("cuts a cell that is a document", () => {
    const column = finish(columnOf(feedOf([`OBX|${"x".repeat(5_000)}`]), wanted("OBX-1")));
    expect(unmasked(rowText(column, 0))).toMatch(/^x{1000}…$/);
  });

  test("gives messages back byte for byte, with frames and line ends, and without a batch's own lines", () => {
    const saved = (...rows: number[]): string =>
      subsetOf(text, Uint32Array.from(rows))
        .map((piece) => new TextDecoder().decode(piece))
        .join("");
    expect(saved(0)).toBe(`\x0b${header("1")}\rPID|a~b|\xe9\r\x1c\r\n`);
    expect(saved(0, 2)).toBe(said.replace("noise\r", "").replace("FHS|^~\\&\r", "").replace(header("3"), ""));
    expect(subsetOf(text, Uint32Array.of(2, 3))).toHaveLength(1);
    expect(saved(3)).toBe(header("3"));
    expect(saved()).toBe("");
  });

  test("shows a message line by line, and a long one as far as it goes", () => {
    expect(messageText(text, 2)).toEqual({ said: `${header("2")}\nPID|""\n`, isCut: false });
    const long = messageText(feedOf([`OBX|${"é".repeat(60_000)}`]), 0);
    expect([long.isCut, long.said.includes("Ã"), long.said.length < 60_000]).toEqual([true, false, true]);
  });
});
