/** What is built: version, type, how many, out of which seed, from when on, with which edge case, in a frame or not. */

import { h } from "../../elements/dom";
import { DICTIONARY_VERSIONS, type DictionaryVersion } from "../../hl7";
import { MOST_MESSAGES, MOST_SEED, newRecipe } from "../../hl7/build/build";
import { EDGES } from "../../hl7/build/edges";
import { kindName, kindsOf, readKind } from "../../hl7/build/kinds";
import { formatMoment, readMoment } from "../../hl7/build/moment";
import type { Maker, Order } from "./maker";
import { t } from "./text";

const FIRST = { version: "2.5.1", kind: "ADT^A01" } as const;
/** A press of the button takes one of so many. */
const SEEDS = 1_000_000;

export class RecipeBox {
  readonly element: HTMLElement;
  /** Stand beside the button that builds. */
  readonly more: readonly HTMLElement[];
  readonly #maker: Maker;
  readonly #changed: () => void;
  readonly #version = h(
    "select",
    { className: "btn small" },
    ...DICTIONARY_VERSIONS.map((one) => option(one, one)),
  );
  readonly #kind = h("select", { className: "btn small" });
  readonly #edge = h(
    "select",
    { className: "btn small" },
    ...EDGES.map((edge) => option(edge, t(`edge-${edge}`))),
  );
  readonly #seed = number(MOST_SEED, 0);
  readonly #count = number(MOST_MESSAGES, 1);
  readonly #start = h("input", { type: "text", inputMode: "numeric", className: "btn small build-input" });
  readonly #framed = h("input", { type: "checkbox" });
  /** Below everything that is clicked: what comes and goes above would take a click's target away. */
  readonly wrong = h("p", { className: "note bad", role: "alert" });
  #order: Order;

  constructor(maker: Maker, changed: () => void) {
    this.#maker = maker;
    this.#changed = changed;
    this.#order = this.#fresh(FIRST.version, FIRST.kind);
    for (const list of [this.#version, this.#kind]) list.addEventListener("change", () => this.#another());
    for (const field of [this.#edge, this.#framed, this.#seed, this.#count, this.#start])
      field.addEventListener("change", () => this.#adjust());
    const another = h("button", { type: "button", className: "btn small" }, t("anotherSeed"));
    another.onclick = () => {
      // Chance of no weight: whichever it is, it is shown and can be given again.
      this.#seed.value = String(1 + Math.floor(Math.random() * SEEDS));
      this.#adjust();
    };
    this.more = [another, h("label", { className: "hl7-check" }, this.#framed, t("framed"))];
    this.element = h(
      "div",
      { className: "hl7-choices" },
      h(
        "div",
        { className: "hl7-choice-row" },
        label(t("version"), this.#version),
        label(t("kind"), this.#kind),
        label(t("edge"), this.#edge),
        label(t("count"), this.#count),
        label(t("seed"), this.#seed),
        label(t("start"), this.#start),
      ),
    );
    this.#draw();
  }

  get order(): Order {
    return this.#order;
  }

  /** Another outline, or another order altogether: not told to whoever listens. */
  put(order: Order): void {
    this.#order = order;
    this.#draw();
  }

  /** As it was at first. */
  reset(): void {
    this.put(this.#fresh(FIRST.version, FIRST.kind));
  }

  #fresh(version: DictionaryVersion, name: string): Order {
    const { standard } = this.#maker.plan(version);
    const kinds = kindsOf(standard);
    const kind = kinds.find((one) => kindName(one) === name) ?? kinds[0];
    const recipe = kind && newRecipe(standard, kind);
    if (!recipe) throw new Error(`no messages in ${version}`);
    return { version, recipe, count: 1 };
  }

  /** Another version or type: what was written in the form was for the one before. */
  #another(): void {
    const version = DICTIONARY_VERSIONS.find((one) => one === this.#version.value) ?? FIRST.version;
    const { recipe, count } = this.#order;
    const fresh = this.#fresh(version, this.#kind.value);
    const { seed, start, edge, framed } = recipe;
    this.#order = { version, count, recipe: { ...fresh.recipe, seed, start, edge, framed } };
    this.#draw();
    this.#changed();
  }

  #adjust(): void {
    const start = readMoment(this.#start.value.trim());
    const wrong = [
      inRange(this.#seed) ? "" : t("seedWrong", { most: MOST_SEED }),
      inRange(this.#count) ? "" : t("countWrong", { most: MOST_MESSAGES }),
      start === null ? t("startWrong") : "",
    ].filter((sentence) => sentence !== "");
    this.wrong.textContent = wrong.join(" ");
    if (wrong.length > 0 || start === null) return;
    const edge = EDGES.find((one) => one === this.#edge.value) ?? "none";
    this.#order = {
      ...this.#order,
      count: Number(this.#count.value),
      recipe: {
        ...this.#order.recipe,
        ...{ edge, start, seed: Number(this.#seed.value), framed: this.#framed.checked },
      },
    };
    this.#changed();
  }

  #draw(): void {
    const { version, recipe, count } = this.#order;
    this.#version.value = version;
    const kinds = kindsOf(this.#maker.plan(version).standard).map(kindName);
    this.#kind.replaceChildren(...kinds.map((name) => option(name, `${name} ${wordsOf(name)}`)));
    this.#kind.value = kindName(recipe.kind);
    this.#edge.value = recipe.edge;
    this.#seed.value = String(recipe.seed);
    this.#count.value = String(count);
    this.#start.value = formatMoment(recipe.start);
    this.#framed.checked = recipe.framed;
    this.wrong.textContent = "";
  }
}

/** What the event is, in a word or two. */
function wordsOf(name: string): string {
  const kind = readKind(name);
  return kind ? t(`kind-${kind.code}-${kind.event}` as Parameters<typeof t>[0]) : "";
}

const option = (value: string, words: string): HTMLOptionElement => h("option", { value }, words);

function label(words: string, field: HTMLElement): HTMLElement {
  return h("label", { className: "hl7-choice" }, words, field);
}

function number(most: number, least: number): HTMLInputElement {
  return h("input", {
    ...{
      type: "number",
      className: "btn small build-input",
      min: String(least),
      max: String(most),
      step: "1",
    },
    required: true,
  });
}

function inRange({ value, min, max }: HTMLInputElement): boolean {
  const wanted = Number(value);
  return value !== "" && Number.isInteger(wanted) && wanted >= Number(min) && wanted <= Number(max);
}
