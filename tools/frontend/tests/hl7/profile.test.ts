import { describe, expect, test } from "vitest";
import { blockOf, openBlock, parseHl7 } from "../../src/hl7";
import { FindingList } from "../../src/hl7/findings";
import { Plan } from "../../src/hl7/plan";
import { readProfile, withProfile } from "../../src/hl7/profile";
import { Validator } from "../../src/hl7/validate";
import { RIGHT } from "./broken-messages";
import { bytesOf } from "./given";
import { standardOf } from "./standard";

const PROFILE = `# of our own
ZPV      Local visit data
ZPV-1    Ward code        ID  R  1  9001
ZPV-2    Bed              NM  -  *
PID-18   Account number   CX  R
9001     A                Ambulatory
9001     I                Inpatient
@ADT_A01  MSH EVN PID PD1? NK1* PV1 PV2? ZPV OBX* AL1* DG1* PR1* GT1* IN1*
`;

function said(profile: string, local: readonly string[], account = ""): readonly string[] {
  const lines: string[] = [...RIGHT["ADT^A01"].lines];
  lines[2] = `${lines[2]}||||||||||${account}`;
  lines.splice(7, 0, ...local);
  const text = parseHl7(bytesOf(`${lines.join("\r")}\r`));
  const list = new FindingList();
  const standard = withProfile(standardOf("2.5.1").standard, readProfile(profile));
  const block = blockOf(text.blocks, 0);
  if (block) new Validator(new Plan(standard)).validate(text, openBlock(text, block), list);
  return list.kept.map(({ rule, path }) => `${rule} ${path}`);
}

describe("a profile", () => {
  test("that says nothing changes nothing", () => expect(said("# nothing\n", ["ZPV|anything"])).toEqual([]));

  test("is met", () => expect(said(PROFILE, ["ZPV|A|1~2"], "1")).toEqual([]));

  test.each([
    ["its table", ["ZPV|X"], "1", "table-value ZPV-1"],
    ["its required field", ["ZPV||1"], "1", "field-required ZPV-1"],
    ["its type", ["ZPV|A|one"], "1", "number-format ZPV-2"],
    ["its structure", [], "1", "segment-missing ZPV"],
    ["what it asks of the standard's own segment", ["ZPV|A"], "", "field-required PID-18"],
  ])("is held to in %s", (_, local, account, expected) => {
    expect(said(PROFILE, local, account)).toEqual([expected]);
  });

  test("says which of its lines it does not understand", () => {
    expect(readProfile("ZPV  Title\n\nwhat?  this\nPID-x  no\n").faults).toEqual([
      { line: 3, found: "what?  this" },
      { line: 4, found: "PID-x  no" },
    ]);
  });
});
