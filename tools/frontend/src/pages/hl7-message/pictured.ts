/** Bytes that are not seen, as their pictures: line ends stand before the break that they make. */

export function pictured(text: string): string {
  return text
    .replace(/\r\n|\r|\n/g, (end) => `${end === "\r\n" ? "␍␊" : end === "\r" ? "␍" : "␊"}\n`)
    .replaceAll("\x0b", "␋")
    .replaceAll("\x1c", "␜")
    .replace(/^\ufeff/, "[EF BB BF]");
}
