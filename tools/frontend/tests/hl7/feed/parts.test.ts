import { describe, expect, test } from "vitest";
import { parseHl7 } from "../../../src/hl7";
import { partsOf } from "../../../src/hl7/feed/parts";
import { finish } from "../../../src/hl7/feed/steps";
import { bytesOf } from "../given";
import { allRows, header } from "./given";

const part = (id: string, waits: string, pointer: string): string =>
  [
    header(id).replace(/2\.5\.1\|{2}/, `2.5.1||${waits}`),
    "PID|1",
    ...(pointer ? [`DSC|${pointer}|F`] : []),
    "",
  ].join("\r");

const FEED = [
  part("1", "", "A"),
  part("2", "", "C"),
  part("3", "B", ""),
  part("4", "A", "B"),
  part("5", "C", ""),
  part("6", "", "LOST"),
  part("7", "LOST2", ""),
].join("");

function parts(written: string, rows?: readonly number[]): unknown {
  const text = parseHl7(bytesOf(written));
  const found = finish(partsOf(text, rows ? Uint32Array.from(rows) : allRows(text)));
  const groups = [...found.end].map((past, at) => [...found.rows.slice(found.end[at - 1] ?? 0, past)]);
  return { groups, unmatched: found.unmatched };
}

describe("messages in parts", () => {
  test("are groups in the order of their parts; what leads nowhere is counted", () => {
    expect(parts(FEED)).toEqual({
      groups: [
        [0, 3, 2],
        [1, 4],
      ],
      unmatched: 2,
    });
  });

  test("are whole where one of their parts is shown", () => {
    expect(parts(FEED, [3])).toEqual({ groups: [[0, 3, 2]], unmatched: 2 });
    expect(parts(FEED, [5])).toEqual({ groups: [], unmatched: 2 });
  });

  test("are known without their batch's headers and trailers", () => {
    expect(parts(`BHS|^~\\&\r${FEED}BTS|7\r`, [1])).toMatchObject({ groups: [[1, 4, 3]] });
  });
});
