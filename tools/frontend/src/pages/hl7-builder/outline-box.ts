/** The segments of the message as a tree: what is there is ticked, what may be there can be; one of them is chosen. */

import { h } from "../../elements/dom";
import {
  added,
  changed,
  FREE,
  isOffered,
  newOccurrence,
  type Occurrence,
  type Route,
} from "../../hl7/build/outline";
import type { Standard } from "../../hl7/plan";
import type { StructureNode } from "../../hl7/rules";
import { t } from "./text";

/** More of one kind help nobody. */
const MOST_TIMES = 99;

export interface OutlineEvents {
  changed(root: Occurrence, chosen: Route): void;
  chosen(route: Route): void;
}

interface Shown {
  readonly standard: Standard;
  readonly structure: StructureNode;
  readonly root: Occurrence;
  readonly chosen: Route;
}

export class OutlineBox {
  readonly element = h("ul", { className: "build-outline", "aria-label": t("outline") });
  readonly #events: OutlineEvents;
  #shown: Shown | null = null;

  constructor(events: OutlineEvents) {
    this.#events = events;
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const active = document.activeElement;
    const key =
      active instanceof HTMLElement && this.element.contains(active) ? active.dataset["key"] : undefined;
    this.element.replaceChildren(...this.#members(shown.structure, shown.root, []));
    if (key !== undefined) this.#focus(key);
  }

  /** To where the focus was, or to the tick of the same row where that is gone. */
  #focus(key: string): void {
    const all = [...this.element.querySelectorAll<HTMLElement>("[data-key]")];
    const [route] = key.split(" ");
    const same = all.find((one) => one.dataset["key"] === key);
    (same ?? all.find((one) => one.dataset["key"]?.startsWith(`${route} `)))?.focus();
  }

  #members(node: StructureNode, parent: Occurrence, route: Route): readonly HTMLElement[] {
    const rows: HTMLElement[] = [];
    let next = 0;
    const free = (): void => {
      while (parent.members[next]?.place === FREE) rows.push(this.#present(null, parent, [...route, next++]));
    };
    free();
    node.members.forEach((member, place) => {
      if (parent.members[next]?.place !== place) {
        if (this.#isOffered(member)) rows.push(this.#absent(member, place, route, rows.length));
        return;
      }
      while (parent.members[next]?.place === place) {
        rows.push(this.#present(member, parent, [...route, next++]));
        free();
      }
    });
    return rows;
  }

  #isOffered(member: StructureNode): boolean {
    return this.#shown !== null && isOffered(this.#shown.standard, member);
  }

  /** A choice shows what it may be, and not itself. */
  #absent(member: StructureNode, place: number, parent: Route, row: number): HTMLElement {
    const tick = h("input", { type: "checkbox" });
    tick.dataset["key"] = `${parent.join(".")}+${row} tick`;
    tick.addEventListener("change", () => this.#add(member, place, parent));
    return h(
      "li",
      { className: "build-absent" },
      h("label", { className: "build-row" }, tick, this.#words(member.name)),
    );
  }

  #present(node: StructureNode | null, parent: Occurrence, route: Route): HTMLElement {
    const one = parent.members[route.at(-1) ?? 0] as Occurrence;
    const times = parent.members.filter(({ place }) => place === one.place && place !== FREE).length;
    const isFixed = node?.required === true && times === 1;
    const tick = h("input", { type: "checkbox", checked: true, disabled: isFixed });
    tick.setAttribute("aria-label", this.#words(one.name));
    tick.dataset["key"] = `${route.join(".")} tick`;
    tick.addEventListener("change", () => this.#remove(route));
    const more = node?.repeats && times < MOST_TIMES ? this.#more(node, one.place, route) : null;
    const row = h("span", { className: "build-row" }, tick, this.#name(one, route), more);
    const isOpen = one.kind !== "segment" && node !== null;
    const inner = isOpen ? h("ul", {}, ...this.#members(node, one, route)) : null;
    return h("li", {}, row, inner);
  }

  #name(one: Occurrence, route: Route): HTMLElement {
    if (one.kind !== "segment") return h("span", { className: "build-group" }, one.name);
    const button = h("button", { type: "button", className: "build-segment" }, this.#words(one.name));
    button.dataset["key"] = `${route.join(".")} name`;
    button.setAttribute("aria-pressed", String(this.#shown?.chosen.join(".") === route.join(".")));
    button.onclick = () => this.#events.chosen(route);
    return button;
  }

  #more(node: StructureNode, place: number, route: Route): HTMLElement {
    const more = h("button", { type: "button", className: "btn small" }, "+1");
    more.setAttribute("aria-label", t("oneMore", { name: this.#words(node.name) }));
    more.dataset["key"] = `${route.join(".")} more`;
    more.onclick = () => this.#add(node, place, route.slice(0, -1));
    return more;
  }

  #add(node: StructureNode, place: number, parent: Route): void {
    if (!this.#shown) return;
    const { root, route } = added(this.#shown.root, parent, newOccurrence(this.#shown.standard, node, place));
    this.#events.changed(root, route);
  }

  #remove(route: Route): void {
    if (!this.#shown) return;
    this.#events.changed(
      changed(this.#shown.root, route, () => null),
      this.#shown.chosen,
    );
  }

  /** `NK1 Next of Kin`; of a group its name. */
  #words(name: string): string {
    const title = this.#shown?.standard.dictionary.segment(name) ?? "";
    return title === "" ? name : `${name} ${title}`;
  }
}
