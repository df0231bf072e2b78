/** Leads to the place in a tool that a link names, once there are data, and says how that went. */

import { h } from "../elements/dom";
import { type Fragment, NOWHERE } from "../links/grammar";
import { defineText } from "../text/define";
import type { Places } from "./tool";

const t = defineText({
  en: {
    waits:
      "The link leads to {place}. Open the file or message that it is about: the link holds nothing of it.",
    there: "{place} is selected: the link leads there.",
    near: "{place} is not in what is open. The closest part is selected.",
    nowhere: "{place} is not in what is open.",
    unknown: "What stood behind # in the address names no place in this tool. It was removed.",
  },
  de: {
    waits:
      "Der Link führt zu {place}. Öffnen Sie die Datei oder Nachricht, um die es geht: Der Link enthält nichts daraus.",
    there: "{place} ist ausgewählt: Dorthin führt der Link.",
    near: "{place} kommt in dem, was offen ist, nicht vor. Ausgewählt ist der nächstliegende Teil.",
    nowhere: "{place} kommt in dem, was offen ist, nicht vor.",
    unknown: "Was in der Adresse hinter # stand, nennt keine Stelle in diesem Werkzeug. Es wurde entfernt.",
  },
});

export class Signpost {
  readonly element = h("p", { className: "signpost", role: "status" });
  readonly #moved: () => void;
  #places: Places | null = null;
  /** Null while nothing is open. */
  #here: Fragment | null = null;
  /** Named by a link and not gone to yet. */
  #wanted = NOWHERE;
  #read = "";

  /** `moved`: the place that the address should have is another. */
  constructor(moved: () => void) {
    this.#moved = moved;
  }

  /** The tool stands. */
  serve(places: Places | undefined): void {
    this.#places = places ?? null;
  }

  /** What the address should have behind it. */
  get place(): Fragment {
    return this.#wanted || this.#here || NOWHERE;
  }

  /** The tool says where the visitor is. */
  at(place: Fragment | null): void {
    this.#here = place;
    if (place !== null && this.#wanted) void this.#go();
    else if (!this.#wanted) this.#say("");
    this.#moved();
  }

  /** Where to go in what is opened next. */
  next(place: Fragment): void {
    this.#wanted = place;
  }

  /** A visitor came with this fragment, which may say anything. */
  async lead(fragment: string): Promise<void> {
    this.#read = fragment;
    const place = (await this.#places?.read(fragment)) ?? NOWHERE;
    if (this.#read !== fragment) return; // another came meanwhile
    this.#wanted = place;
    if (place === NOWHERE) this.#say(t("unknown"));
    else if (this.#here === null) this.#say(t("waits", { place: this.#words(place) }));
    else await this.#go();
    this.#moved();
  }

  async #go(): Promise<void> {
    const place = this.#wanted;
    this.#wanted = NOWHERE;
    await null; // the tool ends first what it is doing
    const arrival = (await this.#places?.goTo(place)) ?? "nowhere";
    this.#say(t(arrival, { place: this.#words(place) }));
  }

  #words(place: Fragment): string {
    return this.#places?.words(place) ?? "";
  }

  /** A status that is written again is read aloud again. */
  #say(sentence: string): void {
    if (this.element.textContent !== sentence) this.element.textContent = sentence;
  }
}
