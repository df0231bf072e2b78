import { afterEach, expect, it } from "vitest";
import { datum } from "../../src/bytes/datum";
import { masking, shown, shownAll, shownHex, shownPrint } from "../../src/shell/mask";

afterEach(() => {
  if (masking.on) masking.toggle();
});

const BYTES = Uint8Array.of(0x50, 0x4b, 0x03);

it("shows what it is given until the switch is turned, and tells of the turn", () => {
  let told = 0;
  masking.addEventListener("change", () => told++, { once: true });
  expect(shown(datum("DOE^JANE"))).toBe("DOE^JANE");
  masking.toggle();
  expect(shown(datum("DOE^JANE"))).toBe("••••");
  expect(told).toBe(1);
});

it("masks the bytes of values one by one, and leaves tag and length", () => {
  masking.toggle();
  expect(shownHex(BYTES, false)).toBe("•• •• ••");
  expect(shownPrint(BYTES, false)).toBe("•••");
  expect(shownHex(BYTES, true)).toBe("50 4B 03");
  expect(shownPrint(BYTES, true)).toBe("PK.");
});

it("takes whatever a failure says for a quotation, but for numbers", () => {
  masking.toggle();
  expect(shownAll({ found: datum("Dear JANE"), kind: "a text file", size: 12 })).toEqual({
    found: "••••",
    kind: "••••",
    size: 12,
  });
});
