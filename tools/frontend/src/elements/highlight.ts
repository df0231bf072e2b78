/**
 * Marks what was searched for wherever it can be read in an element, by the CSS Custom Highlight API: nothing of the
 * element's own nodes is changed, so rows can be recycled as before. What is masked cannot be read, and is not marked:
 * a marked sign would tell where in a value the match stands.
 */

const NAME = "found";

export class Highlighter {
  readonly #within: HTMLElement;
  readonly #changed = new MutationObserver(() => this.#mark());
  #highlight: Highlight | null = null;
  #words = "";

  constructor(within: HTMLElement) {
    this.#within = within;
  }

  /** Marks these words, whatever their case, and goes on as the element changes; "" marks nothing. */
  look(words: string): void {
    this.#words = words.toLowerCase();
    this.#changed.disconnect();
    if (this.#words !== "") {
      this.#changed.observe(this.#within, { childList: true, characterData: true, subtree: true });
    }
    this.#mark();
  }

  #mark(): void {
    if (!("highlights" in CSS)) return; // an older browser: the rows that match are shown, and no letters marked
    const all = CSS.highlights.get(NAME) ?? new Highlight();
    CSS.highlights.set(NAME, all);
    for (const range of this.#highlight ?? []) all.delete(range);
    this.#highlight = new Highlight(...this.#ranges());
    for (const range of this.#highlight) all.add(range);
  }

  #ranges(): Range[] {
    if (this.#words === "") return [];
    const ranges: Range[] = [];
    const texts = document.createTreeWalker(this.#within, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = (node.nodeValue ?? "").toLowerCase();
      for (
        let at = text.indexOf(this.#words);
        at >= 0;
        at = text.indexOf(this.#words, at + this.#words.length)
      ) {
        const range = new Range();
        const end = at + this.#words.length;
        // Lower case may be longer than what it was made of.
        if (end > (node.nodeValue ?? "").length) break;
        range.setStart(node, at);
        range.setEnd(node, end);
        ranges.push(range);
      }
    }
    return ranges;
  }
}
