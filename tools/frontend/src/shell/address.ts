/**
 * The fragment of the address: where in the shown tool the visitor is, written without a step in the history; and the
 * way to a place, where a visitor comes with one.
 */

import { type Fragment, NOWHERE } from "../links/grammar";
import type { Signpost } from "./signpost";

/** Browsers refuse to be told more than some twenty times a second, and nobody reads it while moving. */
const PAUSE_MS = 300;

export class Address {
  readonly #signpost: () => Signpost | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** `signpost` is the shown tool's, whose address this is; undefined where it is another's. */
  constructor(signpost: () => Signpost | undefined) {
    this.#signpost = signpost;
    addEventListener("hashchange", () => this.read());
  }

  /** Goes where the address leads that a visitor came with, or typed. */
  read(): void {
    const signpost = this.#signpost();
    const fragment = broughtFragment();
    if (fragment !== "" && fragment !== signpost?.place) void signpost?.lead(fragment);
  }

  /** Writes when the visitor has come to rest. */
  follow(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.write(), PAUSE_MS);
  }

  write(): void {
    const signpost = this.#signpost();
    if (signpost) this.#write(signpost.place);
  }

  clear(): void {
    this.#write(NOWHERE);
  }

  /** The path, and no query: the guard lets only listed addresses through. */
  #write(place: Fragment): void {
    clearTimeout(this.#pause);
    if (place !== location.hash) history.replaceState(null, "", location.pathname + place);
  }
}

/** What a visitor brought behind `#`: "" where there is nothing, or where a link of this page leads. */
function broughtFragment(): string {
  const own = document.querySelectorAll("a[href^='#']");
  return [...own].some((link) => link.getAttribute("href") === location.hash) ? "" : location.hash;
}
