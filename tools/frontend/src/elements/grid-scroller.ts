/**
 * The scroll bar of a table of any height, and where in the table the view stands.
 *
 * A capped bar is too coarse to read by: one pixel would be several rows. So only a jump, which dragging the bar is, goes
 * where the bar says. What moves less than a screen (wheel, finger, space bar) moves the rows by as many pixels, and when
 * it has come to rest the bar is put where it belongs.
 */

import { type Extent, extentOf, fromScroll, lowestTop, toScroll } from "./grid-view";

/** After so long without a scroll event the movement is over. Not every browser tells (`scrollend`). */
const REST_MS = 150;

export class Scroller {
  readonly #host: HTMLElement;
  readonly #moved: () => void;
  #extent: Extent = extentOf(0, 1, 0);
  #top = 0;
  /** Where the bar stood when it was last looked at, or put. */
  #bar = 0;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** `moved` is called once a frame while the table scrolls. */
  constructor(host: HTMLElement, moved: () => void) {
    this.#host = host;
    this.#moved = moved;
    host.addEventListener("scroll", () => this.#follow(), { passive: true });
  }

  /** Pixels of the uncapped table above the view. */
  get top(): number {
    return this.#top;
  }

  set top(top: number) {
    this.#top = Math.min(Math.max(0, top), lowestTop(this.#extent));
    this.#putBar();
  }

  get extent(): Extent {
    return this.#extent;
  }

  /** The table's size has changed, or may have. The bar's element must have its new height already. */
  set extent(extent: Extent) {
    this.#extent = extent;
    if (this.#top > lowestTop(extent)) this.top = lowestTop(extent);
    else if (!this.#isMoving) this.#putBar();
  }

  /** Where a pixel of the uncapped table stands in the element that the bar scrolls. */
  placed(top: number): number {
    return top - this.#top + this.#bar;
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }

  get #isMoving(): boolean {
    return this.#rest !== undefined;
  }

  #putBar(): void {
    const wanted = toScroll(this.#extent, this.#top);
    if (Math.abs(this.#host.scrollTop - wanted) >= 1) this.#host.scrollTop = wanted;
    this.#bar = this.#host.scrollTop;
  }

  #follow(): void {
    const bar = this.#host.scrollTop;
    const by = bar - this.#bar;
    if (by === 0) return; // our own doing, or sideways
    this.#bar = bar;
    const { total, spacer, view } = this.#extent;
    const isJump = total === spacer || Math.abs(by) > view;
    const top = isJump ? fromScroll(this.#extent, bar) : this.#top + by;
    this.#top = Math.min(Math.max(0, top), lowestTop(this.#extent));
    this.#restLater();
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#moved();
    });
  }

  #restLater(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.#putBar();
      this.#moved();
    }, REST_MS);
  }
}
