/**
 * Takes what a file is wrapped in off it, layer by layer, until a tool can open it: gzip, zlib, base64, a data URL, a zip
 * or tar archive with one file. Text in UTF-16 becomes UTF-8: every standard that is read here knows bytes of ASCII.
 */

import { unmasked } from "../bytes/datum";
import { type Failure, Fatal } from "../bytes/fault";
import { type Detection, detect, HEAD_BYTES, type Kind } from "../detect";
import { Base64Reader } from "../detect/base64";
import { wideEncoding } from "../detect/decode";
import { dataUrlStart, fromPercent } from "../detect/wrapped";
import { openArchive } from "./archive";
import type { Collection } from "./collection";
import { gunzip } from "./gunzip";
import { Gatherer, inflate } from "./inflate";
import { bytesOf, nameOf, type Opened } from "./item";
import { goesOn, type Watch } from "./watch";

export interface Wrapped {
  readonly name: string;
  readonly blob: Blob;
}

export const UTF_16 = "utf-16";
export type Wrapping = Kind | typeof UTF_16;

export interface Unwrapped extends Wrapped {
  /** What was taken off, the outermost first. */
  readonly layers: readonly Wrapping[];
  /** Damage in a layer: what came before it is here. */
  readonly faults: readonly Failure[];
  readonly found: Detection;
  /** An archive with other than one file is no wrapping: it is for the visitor to choose. */
  readonly collection: Collection | null;
}

/** More is a bomb or a mistake. */
export const MOST_LAYERS = 5;
const PIECE = 1024 * 1024;

/** Ends of names that say no more than the layer. */
const ENDINGS = /\.(?:gz|gzip|zz|zlib|b64|base64)$/i;
/** `study.tgz` is `study.tar.gz`. */
const SHORT_ENDING = /\.tgz$/i;

type Layer = Omit<Unwrapped, "layers" | "found" | "faults"> & { readonly fault: Failure | null };
type Unwrap = (wrapped: Wrapped, watch: Watch) => Promise<Layer>;

const UNWRAP: { readonly [kind in Kind]?: Unwrap } = {
  gzip: async (wrapped, watch) => named(wrapped, await gunzip(wrapped.blob, watch)),
  zlib: async (wrapped, watch) => named(wrapped, await inflate(wrapped.blob, "deflate", watch)),
  base64: async (wrapped, watch) => named(wrapped, await fromBase64(wrapped.blob, watch)),
  "data-url": async (wrapped, watch) => named(wrapped, await fromDataUrl(wrapped.blob, watch)),
  zip: onlyFile,
  tar: onlyFile,
};

/**
 * Unwraps until the kind is one of `opens`, or wraps nothing.
 * @throws Fatal "too-deep", "too-large", "unreadable", "zip-…"; Ended
 */
export async function unwrap(wrapped: Wrapped, opens: readonly string[], watch: Watch): Promise<Unwrapped> {
  const layers: Wrapping[] = [];
  const faults: Failure[] = [];
  let here: Omit<Layer, "fault"> = { ...wrapped, collection: null };
  for (;;) {
    goesOn(watch);
    const head = await bytesOf(here.blob.slice(0, HEAD_BYTES));
    const found = detect(head, here.blob.size);
    const wide = wideEncoding(head, here.blob.size);
    const kind = wide ? UTF_16 : found.guesses[0].kind;
    const take = wide ? fromUtf16(wide) : UNWRAP[found.guesses[0].kind];
    const { name, blob, collection } = here;
    if (collection || !take || opens.includes(kind)) return { name, blob, collection, layers, faults, found };
    if (layers.length === MOST_LAYERS) throw new Fatal("too-deep", -1, { most: MOST_LAYERS });
    const inner = await take(here, watch);
    if (inner.fault) faults.push(inner.fault);
    if (!inner.collection) layers.push(kind);
    here = inner;
  }
}

const named = ({ name }: Wrapped, { blob, fault }: Opened): Layer => ({
  name: name.replace(SHORT_ENDING, ".tar").replace(ENDINGS, ""),
  blob,
  fault,
  collection: null,
});

async function onlyFile({ name, blob }: Wrapped, watch: Watch): Promise<Layer> {
  const collection = await openArchive(blob, name, watch);
  const [only] = collection.items;
  if (!only) throw new Fatal("archive-nothing", -1);
  if (collection.items.length > 1) return { name, blob, fault: null, collection };
  const opened = await only.open(watch);
  const [listed = null] = collection.failures;
  return {
    name: unmasked(nameOf(only.path)),
    blob: opened.blob,
    fault: opened.fault ?? listed,
    collection: null,
  };
}

/** RFC 4648, from byte `start` on. */
async function fromBase64(text: Blob, watch: Watch, start = 0): Promise<Opened> {
  const reader = new Base64Reader();
  const target = new Gatherer();
  for (let at = start; at < text.size; at += PIECE) {
    const letters = await bytesOf(text.slice(at, at + PIECE));
    goesOn(watch);
    watch.progress?.(at, text.size);
    target.add(reader.read(letters) as Uint8Array<ArrayBuffer>);
  }
  const { stray } = reader;
  const fault =
    stray < 0 ? null : { code: "base64", offset: start + stray, values: { offset: start + stray } };
  return { blob: target.blob(), fault };
}

/** Half a character, or half of a pair, becomes U+FFFD; a byte order mark goes. */
const fromUtf16 =
  (label: string): Unwrap =>
  async ({ name, blob }, watch) => {
    const decoder = new TextDecoder(label);
    const encoder = new TextEncoder();
    const target = new Gatherer();
    for (let at = 0; at < blob.size; at += PIECE) {
      const bytes = await bytesOf(blob.slice(at, at + PIECE));
      goesOn(watch);
      watch.progress?.(at, blob.size);
      target.add(encoder.encode(decoder.decode(bytes, { stream: at + PIECE < blob.size })));
    }
    return { name, blob: target.blob(), fault: null, collection: null };
  };

/** RFC 2397 */
async function fromDataUrl(text: Blob, watch: Watch): Promise<Opened> {
  const head = await bytesOf(text.slice(0, HEAD_BYTES));
  const { length, isBase64 } = dataUrlStart(new TextDecoder().decode(head));
  if (isBase64) return fromBase64(text, watch, length);
  if (text.size > PIECE) throw new Fatal("too-large", -1, { limit: PIECE });
  const bytes = fromPercent(await text.slice(length).text());
  return { blob: new Blob([bytes as Uint8Array<ArrayBuffer>]), fault: null };
}
