/** The start page's own part of the workbench: its intake, what is offered for what came in, and the tools' samples. */

import { datum, unmasked } from "../bytes/datum";
import type { Taker } from "../elements/drops";
import { later, loadLater, whenIdle } from "../elements/idle";
import { type Intake, wideIntake } from "../elements/intake";
import type { Collection } from "../intake/collection";
import { prepareSearch } from "../palette/palette";
import { arrivals } from "./arrivals";
import { Offers } from "./offers";
import { t } from "./text";
import type { Payload, Sample, Tool } from "./tool";
import { prepareAll } from "./tool-pages";

const sampleMenus = later(() => import("./sample-menus"));

/** What the start page needs of the workbench. */
export interface StartBench {
  open(slug: string, payload: Payload): Promise<void>;
  /** Opens a tool with a question, as some have them for samples. */
  ask(slug: string, query: string): Promise<void>;
  /** What comes in: one thing goes to `one`. */
  taker(one: (payload: Payload) => void): Taker;
  /** Lays many files into the tray. */
  fill(collection: Collection): Promise<void>;
}

export class StartPage {
  readonly #element: HTMLElement;
  readonly #bench: StartBench;
  readonly #offers = new Offers({
    open: (slug, payload) => void this.#bench.open(slug, payload),
    archive: (payload) => this.#archive(payload),
  });
  readonly intake: Intake;

  constructor(element: HTMLElement, bench: StartBench) {
    this.#element = element;
    this.#bench = bench;
    const taker = bench.taker((payload) => void this.#offers.make(payload));
    this.intake = wideIntake(taker, this.#offers.element);
    element.querySelector("#intake")?.replaceWith(this.intake.element);
  }

  /** Asks for all that may be needed here, the tools among it. */
  async prepare(): Promise<void> {
    await whenIdle();
    const menus = await sampleMenus().catch(() => null);
    const furnish = (slug: string, tool: Tool): void =>
      menus?.addSampleMenu(
        this.#element,
        slug,
        tool,
        (sample) => void this.#openSample(slug, sample),
        (query) => void this.#bench.ask(slug, query),
      );
    await Promise.all([prepareAll(furnish), prepareSearch()]);
    await loadLater(); // the tools have brought more
  }

  /** Something was typed that no tool has been given yet. */
  get isTypedIn(): boolean {
    return this.#areas.some(({ value }) => value !== "");
  }

  drop(): void {
    this.#offers.clear();
    for (const area of this.#areas) area.value = "";
  }

  get #areas(): readonly HTMLTextAreaElement[] {
    return [...this.#element.querySelectorAll("textarea")];
  }

  /** Whether an archive waits in the tray; one with a single file is offered as that file. */
  async #archive({ name, blob }: Payload): Promise<boolean> {
    const { openArchive } = await arrivals();
    const collection = await openArchive(blob, unmasked(name));
    const isOne = collection.items.length === 1;
    if (!isOne) await this.#bench.fill(collection);
    return !isOne;
  }

  async #openSample(slug: string, sample: Sample): Promise<void> {
    const blob = await sample.load().catch(() => null);
    if (blob) await this.#bench.open(slug, { name: datum(sample.name), blob });
    else this.intake.say({ text: t("broken"), isFault: true });
  }
}
