import { describe, expect, test } from "vitest";
import { type Report, type ReportForm, reportPieces } from "../src/elements/report-text";

const REPORT: Report = {
  title: "A <b>title</b>",
  language: "en",
  isMasked: false,
  facts: ['"quoted" & more'],
  problems: [],
  columns: [
    { key: "path", label: "Path" },
    { key: "value", label: "Value" },
  ],
  count: 2,
  cells: (row) =>
    [
      ["PID-5", "=cmd()"],
      ["PID-3", '<script>alert("1")</script>\u202e\r'],
    ][row] ?? [],
};

const written = (form: ReportForm): string => [...reportPieces(REPORT, form)].join("");

describe("a report", () => {
  test("as HTML is a page of text: nothing of a value becomes markup, and nothing is loaded or run", () => {
    const html = written("html");
    expect(html).not.toMatch(/<script|<b>|<img|src=|href=/);
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;··");
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("may hold data about patients");
    expect(html.match(/<tr>/g)).toHaveLength(3);
    expect(html.trimEnd().endsWith("</table></body></html>")).toBe(true);
  });

  test("says that no problems were found where some are looked for, and nothing where none are", () => {
    const without = [...reportPieces({ ...REPORT, problems: null }, "html")].join("");
    expect(written("html")).toContain("No problems were found.");
    expect(without).not.toContain("roblems");
    expect(without).toContain("<p>2 rows:</p>");
  });

  test("as JSON says what has to be known of it", () => {
    expect(JSON.parse(written("json"))).toMatchObject({
      note: expect.stringContaining("data about patients"),
    });
  });

  test("has a cell for each column, in a row that ends early too", () => {
    const short = { ...REPORT, cells: () => ["PID-5"] };
    const [csv, json, html] = (["csv", "json", "html"] as const).map((form) =>
      [...reportPieces(short, form)].join(""),
    );
    expect(csv).toContain("\r\nPID-5,\r\nPID-5,\r\n");
    expect(JSON.parse(json ?? "").rows[0]).toEqual({ path: "PID-5", value: "" });
    expect(html).toContain("<tr><td>PID-5</td><td></td></tr>");
  });

  test("as CSV has a line for each row below one that says how to keep it, and no formula", () => {
    expect(written("csv")).toBe(
      `\ufeffThis report may hold data about patients. Keep it as you keep the file itself.\r\nPath,Value\r\nPID-5,'=cmd()\r\nPID-3,"<script>alert(""1"")</script>\u202e\r"\r\n`,
    );
  });
});
