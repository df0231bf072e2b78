import { expect, test } from "vitest";
import { csvLine } from "../../src/bytes/csv";

test.each([
  ["=cmd()", "'=cmd()"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["+1+2", "'+1+2"],
  ["-1\\-2", "'-1\\-2"],
  [" =1+1", "' =1+1"],
  ["\t=1+1", "\t'=1+1"],
  ["\uff1d1+1", "'\uff1d1+1"],
  // German and French spreadsheets part lines at semicolons, and a quotation mark within a cell is one of its signs.
  ["A;=1+1", "A;'=1+1"],
  ['A;"=1+1', `"A;'""=1+1"`],
  ["A\r\n=1+1", `"A\r\n'=1+1"`],
])("%j is no formula in any spreadsheet", (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`);
});

test.each(["-1.5", " 2 ", "+1E-3", "A=B", "a-b", "Smith^Jo; Doe^Ann", "1;-2"])(
  "%j stays as it is",
  (text) => {
    expect(csvLine([text])).toBe(`${text}\r\n`);
  },
);

test("cells with commas, quotation marks and ends of lines are quoted (RFC 4180)", () => {
  expect(csvLine(["a,b", 'say "x"', "one\ntwo", 3])).toBe('"a,b","say ""x""","one\ntwo",3\r\n');
});
