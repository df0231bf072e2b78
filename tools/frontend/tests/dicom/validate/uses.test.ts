import { describe, expect, it } from "vitest";
import { usesOf } from "../../../src/dicom/validate";
import { CT, ENHANCED_CT, REPORT, tables } from "./check";

const uses = (sopClass: string, ...tags: readonly number[]) => {
  const iod = tables.find(sopClass);
  if (!iod) throw new Error("not in the tables");
  return usesOf(iod, tags);
};
const shortly = (sopClass: string, ...tags: readonly number[]) =>
  uses(sopClass, ...tags)?.map(({ module, usage, type }) => `${module} ${usage} ${type}`);

describe("as what an object has an attribute", () => {
  it("names module, its place in the standard, its usage and the type", () => {
    expect(uses(CT, 0x00100010)).toEqual([
      { module: "Patient", clause: "PS3.3 C.7, Table C.7-1", usage: "M", type: "2" },
    ]);
  });

  it("names each module that has it", () => {
    const found = shortly(CT, 0x00180050);
    expect(found).toContain("Image Plane M 2");
    expect(shortly(CT, 0x00280010)).toEqual(["Image Pixel M 1"]);
  });

  it("looks into sequences, as deep as a report goes", () => {
    expect(shortly(CT, 0x00081140, 0x00081155)).toEqual(
      expect.arrayContaining([expect.stringContaining("1")]),
    );
    const content = 0x0040a730;
    expect(shortly(REPORT, content, content, content, content, content, 0x0040a040)).toEqual(
      shortly(REPORT, 0x0040a040),
    );
    expect(shortly(ENHANCED_CT, 0x52009230, 0x00209111, 0x00209156)?.length).toBeGreaterThan(0);
  });

  it("takes an overlay of any group for the first", () => {
    expect(shortly(CT, 0x60040010)).toEqual(shortly(CT, 0x60000010));
    expect(shortly(CT, 0x60040010)).toEqual(["Overlay Plane U 1"]);
  });

  it("tells what no module has from what the tables do not speak of", () => {
    expect(uses(CT, 0x300a00b0)).toEqual([]);
    for (const tag of [0x00020010, 0x00080000, 0x00290010, 0x00291010]) expect(uses(CT, tag)).toBeNull();
    expect(uses(CT, 0x00291010, 0x00100010)).toBeNull();
    expect(usesOf({ name: "", section: "", modules: [], groups: new Map() }, [])).toEqual([]);
  });
});
