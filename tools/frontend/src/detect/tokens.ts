/** Short texts that carry something: tokens, health cards, links, lists of UIDs. */

import { fromBase64 } from "./base64";
import { trimmedOf } from "./decode";
import { count, type Head, isCut, latin1, once, type Recogniser, SEEN, what } from "./head";
import { inflateStart } from "./inflate";
import { outlineJson } from "./json";

/** What a token's header says, and its payload's first letters. */
interface Token {
  readonly algorithm: string;
  readonly isHealthCard: boolean;
}

const COMPACT = /^(?:Bearer\s+)?([\w-]{10,4096})\.([\w-]*)(?:\.[\w-]*){0,3}$/;
const MOST_PAYLOAD = 4_096;

/** SMART Health Cards Framework, "Health Cards are Small": a payload in raw deflate that names its type. */
function isHealthCard(payload: string): boolean {
  const { bytes } = inflateStart(fromBase64(payload), MOST_PAYLOAD);
  const text = latin1(bytes);
  return text.includes("smarthealth.cards") || text.includes('"vc"');
}

/** RFC 7515 3.1, RFC 7516 3.1: three or five parts with dots, of which the first is a JSON object with `alg`. */
const tokenOf = once((head: Head): Token | null => {
  const [, header = "", payload = ""] = COMPACT.exec(trimmedOf(head)) ?? [];
  const members = outlineJson(latin1(fromBase64(header)))?.members;
  const algorithm = members?.get("alg") ?? "";
  if (!members || algorithm === "") return null;
  return { algorithm, isHealthCard: members.get("zip") === "DEF" && isHealthCard(payload) };
});

/** SMART Health Cards Framework, "Encoding Chunks as QR Codes": two digits a character; and the token itself. */
const NUMERIC_CARD = /^(?:shc:\/(?:\d{1,3}\/\d{1,3}\/)?\d{20,}\s*)+$/;

export const healthCard: Recogniser = {
  kind: "smart-health-card",
  sees: (head) => (NUMERIC_CARD.test(trimmedOf(head)) || tokenOf(head)?.isHealthCard ? SEEN : null),
};

/** RFC 7519 3 */
export const jwt: Recogniser = {
  kind: "jwt",
  sees: (head) => {
    const token = tokenOf(head);
    const isName = /^[\w+-]{2,20}$/.test(token?.algorithm ?? "");
    return token ? { facts: [what("JSON Web Token"), ...(isName ? [what(token.algorithm)] : [])] } : null;
  },
};

/** SMART Health Links, "Construct a SMART Health Link": base64url of an object with `url`, a viewer before it or not. */
const LINK = /^(?:https?:\/\/[^\s#]{1,2000}#)?shlink:\/([\w-]{20,})$/;

export const healthLink: Recogniser = {
  kind: "smart-health-link",
  sees: (head) => {
    const payload = LINK.exec(trimmedOf(head))?.[1] ?? "";
    return outlineJson(latin1(fromBase64(payload)))?.members.has("url") ? SEEN : null;
  },
};

/** PS3.5 9.1: numbers without leading zeros between dots, 64 characters at most; five of them are no IP address. */
const UID = /^(?:urn:oid:)?[0-2](?:\.(?:0|[1-9]\d{0,38})){4,31}$/;
const LONGEST_UID = 64 + "urn:oid:".length;

export const uidList: Recogniser = {
  kind: "uid-list",
  sees: (head) => {
    const words = trimmedOf(head).split(/[\s,;\\"']+/);
    const uids = (isCut(head) ? words.slice(0, -1) : words).filter((word) => word !== "");
    const areUids = uids.length > 0 && uids.every((word) => word.length <= LONGEST_UID && UID.test(word));
    return areUids ? { facts: [count("uids", uids.length, head)] } : null;
  },
};
