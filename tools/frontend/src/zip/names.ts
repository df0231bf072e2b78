/** Names in an archive: UTF-8, or the IBM PC's own characters (APPNOTE 4.4.4 bit 11, D.1). */

/** Code page 437, from 80 on. */
const CODE_PAGE_437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀" +
  "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** Many archivers write UTF-8 and do not say so: what is UTF-8 is read as such. A backslash parts folders too. */
export function readName(bytes: Uint8Array): string {
  return decode(bytes).replaceAll("\\", "/");
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const letters = Array.from(bytes, (byte) =>
      byte < 0x80 ? String.fromCharCode(byte) : CODE_PAGE_437[byte - 0x80],
    );
    return letters.join("");
  }
}
