/** A document of its own, for a browser or a mail program to show: text alone, without script, picture or address. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as HTML shows it (HTML 13.1.2.3, 13.1.4), control characters as dots. */
export function htmlText(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "·");
}

const STYLE =
  "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}" +
  ".care{border-inline-start:4px solid;padding:.5rem 1rem}" +
  "table{border-collapse:collapse;font-size:.9rem}" +
  "td,th{border:1px solid #8b9a98;padding:.25rem .5rem;text-align:left;vertical-align:top}" +
  // A long value is broken anywhere, a word or a tag is not.
  "td{min-width:5.5rem;overflow-wrap:anywhere}";

/** The policy holds wherever the file is opened: nothing in it is loaded or run. */
export function htmlHead(language: string, title: string): string {
  return [
    `<!doctype html><html lang="${htmlText(language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${htmlText(title)}</title><style>${STYLE}</style></head><body>`,
  ].join("\n");
}

export const htmlEnd = "</body></html>\n";

export function htmlList(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${htmlText(line)}</li>`).join("")}</ul>`;
}

export function htmlRow(cells: readonly string[], tag: "td" | "th" = "td"): string {
  const begin = tag === "th" ? 'th scope="col"' : tag;
  return `<tr>${cells.map((cell) => `<${begin}>${htmlText(cell)}</${tag}>`).join("")}</tr>`;
}
