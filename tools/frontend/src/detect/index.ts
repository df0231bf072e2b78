/**
 * The detector: the one door to this folder. Pure: no DOM, network, clock or randomness.
 *
 * ```ts
 * const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
 * const found = detect(head, blob.size);     // found.guesses[0].kind, found.facts, found.inside
 * sentence(found, defineText(TEXTS));        // "gzip with HL7 v2.5.1 ORU^R01, 3 messages or more"
 * offers(found.guesses, tools);              // tools that open it, best first
 * ```
 */

export { detect, HEAD_BYTES } from "./detect";
export type { Detection, Fact, Guess } from "./detection";
export { KINDS, type Kind } from "./kinds";
export { type Opener, offers } from "./offers";
export { sentence } from "./sentence";
export { type FactCode, type Say, TEXTS } from "./words";
