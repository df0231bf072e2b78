/** Bytes that are not seen, as the lists of faults quote them: line ends stand before the break that they make. */

export function pictured(text: string): string {
  return text
    .replace(/\r\n|\r|\n/g, (end) => `${end === "\r\n" ? "<0D><0A>" : end === "\r" ? "<0D>" : "<0A>"}\n`)
    .replaceAll("\x0b", "<0B>")
    .replaceAll("\x1c", "<1C>")
    .replace(/^\ufeff/, "<EF><BB><BF>");
}
