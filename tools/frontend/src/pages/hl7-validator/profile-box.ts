/** Where a visitor's own profile is written, or chosen as a file. It is held in memory only. */

import { datum } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { type Profile, readProfile } from "../../hl7/profile";
import { shown } from "../../shell/mask";
import { formatSize } from "../../text/define";
import { t } from "./text";

/** A profile is read by people: this is far more than anybody writes. */
const MOST_PROFILE = 1_000_000;
const SHOWN_FAULTS = 5;
/** What is typed holds after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 400;

const EXAMPLE = `# Columns stand two blanks or a tab apart; lines that begin with # are remarks.
ZSY      Local data of the sample
ZSY-1    Set ID          SI  R
ZSY-2    Kind            ID  R  1  9001
9001     A               Ambulatory
9001     I               Inpatient
PID-18   Account number  CX  R
@ADT_A01 MSH SFT* EVN PID PD1? NK1* PV1 PV2? AL1* DG1* ZSY
`;

export class ProfileBox {
  readonly #text = h("textarea", {
    className: "hl7-profile mono",
    rows: 8,
    wrap: "off",
    "aria-label": t("profileText"),
    "aria-describedby": "hl7-profile-hint",
  });
  /** Held here and not in the page: the page's own picker is for messages. */
  readonly #file = h("input", { type: "file", accept: ".txt,.tsv,.profile,text/plain" });
  readonly #said = h("div", { role: "status" });
  readonly #changed: () => void;
  readonly element: HTMLElement;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #held = "";

  /** `changed` is called when another profile holds. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#text.addEventListener("input", () => this.#typed());
    this.#file.addEventListener("change", () => void this.#chosen());
    this.element = h(
      "details",
      {},
      h("summary", {}, t("profile")),
      h(
        "div",
        { className: "hl7-profile-box" },
        h("p", { className: "muted", id: "hl7-profile-hint" }, t("profileHint")),
        this.#text,
        h(
          "div",
          { className: "row" },
          button(t("profileFile"), () => this.#file.click()),
          button(t("profileExample"), () => this.#set(EXAMPLE)),
          button(t("profileClear"), () => this.#set("")),
        ),
        this.#said,
      ),
    );
  }

  /** As it holds now; "" for none. */
  get profile(): string {
    return this.#held;
  }

  /** The page lets go of it. */
  clear(): void {
    clearTimeout(this.#pause);
    this.#text.value = "";
    this.#held = "";
    this.#said.replaceChildren();
  }

  redraw(): void {
    this.#say(readProfile(this.#held));
  }

  #typed(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#hold(), TYPING_PAUSE_MS);
  }

  #set(text: string): void {
    clearTimeout(this.#pause);
    this.#text.value = text;
    this.#hold();
  }

  #hold(): void {
    const text = this.#text.value;
    const held = text.trim() === "" ? "" : text;
    if (held === this.#held) return;
    this.#held = held;
    this.redraw();
    this.#changed();
  }

  async #chosen(): Promise<void> {
    const file = this.#file.files?.[0];
    this.#file.value = "";
    if (!file) return;
    if (file.size > MOST_PROFILE) {
      const sizes = { limit: formatSize(MOST_PROFILE), size: formatSize(file.size) };
      this.#said.replaceChildren(h("p", { className: "note bad" }, t("profileLarge", sizes)));
      return;
    }
    const text = await file.text().catch(() => null);
    if (text === null) this.#said.replaceChildren(h("p", { className: "note bad" }, t("unreadable")));
    else this.#set(text);
  }

  #say({ faults }: Profile): void {
    const lines = this.#held.split(/\r\n?|\n/).filter((line) => /^\s*[^\s#]/.test(line));
    const holds = lines.length - faults.length;
    const rest = faults.length - SHOWN_FAULTS;
    const problems = [
      ...faults
        .slice(0, SHOWN_FAULTS)
        .map(({ line, found }) => t("profileFault", { line: String(line), found: shown(datum(found)) })),
      ...(rest > 0 ? [t("profileMore", { n: rest })] : []),
    ];
    this.#said.replaceChildren(
      ...(this.#held === "" ? [] : [h("p", { className: "muted" }, t("profileHolds", { n: holds }))]),
      ...problems.map((problem) => h("p", { className: "note" }, problem)),
    );
  }
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return h("button", { type: "button", className: "btn small", onclick }, label);
}
