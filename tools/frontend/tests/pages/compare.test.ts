import { describe, expect, test } from "vitest";
import { IgnoreList } from "../../src/hl7/compare/ignore";
import { compareMessages } from "../../src/hl7/compare/messages";
import { differenceRows } from "../../src/pages/hl7-compare/difference-rows";
import { received, result } from "../../src/pages/hl7-message/sample-messages";
import { HEADER, opened } from "../hl7/given";

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

function rows(left: string | Uint8Array, right: string | Uint8Array): readonly string[] {
  const { differences } = compareMessages(opened(left), opened(right), new IgnoreList());
  const made = differenceRows(differences);
  return made.rows.map(({ segment, below, difference }, row) =>
    [made.level[row], made.end[row], segment, difference ? "difference" : below].join(" "),
  );
}

describe("the rows of a comparison", () => {
  test("gather the differences of a segment; one that stands alone is a row by itself", () => {
    const left = `${HEADER}\rPID|1|a|b\rOBX|1|x\r`;
    const right = `${HEADER}\rPID|1|c|d\rNTE|1\rOBX|1|y\r`;
    expect(rows(left, right)).toEqual([
      "1 3 PID 2",
      "2 2 PID difference",
      "2 3 PID difference",
      "1 4 NTE difference",
      "1 6 OBX 1",
      "2 6 OBX difference",
    ]);
  });

  test("of a comparison without differences are none", () => expect(rows(HEADER, HEADER)).toEqual([]));
});

test("the two samples differ by a time, a repetition, a value and a result; an escape sequence is no difference", async () => {
  const said = rows(await bytesOf(result()), await bytesOf(received()));
  expect(said.map((row) => row.split(" ").slice(2).join(" "))).toEqual([
    "MSH 1",
    "MSH difference",
    "PID 1",
    "PID difference",
    "OBX[2] difference",
    "OBX[2] 1",
    "OBX[2] difference",
  ]);
});
