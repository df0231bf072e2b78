/**
 * Opens tools in the page: on a tool's own page, and from the start page by what the visitor brings.
 *
 * From the start page the tool is imported and shown in the same document, and its address is pushed: the data go
 * from one to the other in memory, and never through an address, storage or the server.
 */

import { h } from "../elements/dom";
import { narrowIntake, wideIntake } from "../elements/intake";
import { defineText } from "../text/define";
import { detect, HEAD_BYTES } from "./detect";
import type { LiveTool, Payload, Tool } from "./tool";

const t = defineText({
  en: {
    looksLike: "This looks like something for:",
    unknown: "This is not recognised. You can still look at it with:",
    sample: "{tool}: sample",
    empty: "The file is empty: it has 0 bytes.",
    broken: "This part of the page could not be loaded. Reload the page and open the file again.",
  },
  de: {
    looksLike: "Das sieht aus wie etwas für:",
    unknown: "Das wurde nicht erkannt. Sie können es trotzdem ansehen mit:",
    sample: "{tool}: Beispiel",
    empty: "Die Datei ist leer: Sie hat 0 Byte.",
    broken:
      "Dieser Teil der Seite ließ sich nicht laden. Laden Sie die Seite neu und öffnen Sie die Datei noch einmal.",
  },
});

const pages = import.meta.glob<{ default: Tool }>("../pages/*.ts");

interface Entry {
  readonly slug: string;
  readonly title: string;
  readonly address: string;
}

/** The catalogue as the page shows it: the links of the start page, or of the search dialog. */
function catalogue(): readonly Entry[] {
  const options = document.querySelectorAll<HTMLElement>("#palette [data-href*='/tools/']");
  return [...options].map((option) => {
    const address = option.dataset["href"] ?? "";
    const title = option.querySelector("strong")?.textContent ?? "";
    return { slug: address.split("/").at(-2) ?? "", title, address };
  });
}

async function mount(slug: string, host: HTMLElement): Promise<LiveTool | null> {
  const load = pages[`../pages/${slug}.ts`];
  if (!load) return null;
  try {
    const { default: tool } = await load();
    const body = h("div", { className: "tool-body" });
    const live = tool.mount(body);
    const intake = narrowIntake((payload) => live.open(payload), tool.samples ?? []);
    host.replaceChildren(intake.element, body);
    return live;
  } catch {
    host.replaceChildren(h("p", { className: "note bad", role: "alert" }, t("broken")));
    return null;
  }
}

class StartPage {
  readonly #start: HTMLElement;
  readonly #host: HTMLElement;
  readonly #offers = h("div", { className: "row", role: "status" });
  readonly #home = { title: document.title, path: location.pathname, main: "wrap" };
  #live: LiveTool | null = null;
  #open: Entry | null = null;
  #question = 0;

  constructor(start: HTMLElement, host: HTMLElement) {
    this.#start = start;
    this.#host = host;
    const intake = wideIntake((payload) => void this.#offer(payload), this.#offers, this.#samples());
    start.querySelector("#intake")?.replaceWith(intake.element);
    addEventListener("popstate", () => this.#show(location.pathname === this.#home.path ? null : this.#open));
  }

  /** A button for each tool: opens the tool with its first sample. */
  #samples(): readonly HTMLElement[] {
    return catalogue().map((entry) => {
      const onclick = async (): Promise<void> => {
        const sample = (await pages[`../pages/${entry.slug}.ts`]?.())?.default.samples?.[0];
        if (sample) await this.#enter(entry, { name: sample.name, blob: await sample.load() });
      };
      return h(
        "button",
        { type: "button", className: "btn small", onclick },
        t("sample", { tool: entry.title }),
      );
    });
  }

  async #offer(payload: Payload): Promise<void> {
    const question = ++this.#question;
    const head = new Uint8Array(await payload.blob.slice(0, HEAD_BYTES).arrayBuffer());
    if (question !== this.#question) return; // something newer came meanwhile
    if (head.length === 0) {
      this.#offers.replaceChildren(...(payload.name ? [t("empty")] : []));
      return;
    }
    const slug = detect(head);
    const entries = catalogue().filter((entry) => slug === null || entry.slug === slug);
    const buttons = entries.map((entry) =>
      h(
        "button",
        { type: "button", className: "btn main", onclick: () => this.#enter(entry, payload) },
        entry.title,
      ),
    );
    this.#offers.replaceChildren(
      h("span", { className: "muted" }, t(slug ? "looksLike" : "unknown")),
      ...buttons,
    );
  }

  async #enter(entry: Entry, payload: Payload): Promise<void> {
    this.#live?.close();
    this.#open = entry;
    const title = h("h1", { className: "tool-title", tabIndex: -1 }, entry.title);
    const body = h("div");
    this.#host.replaceChildren(title, body);
    history.pushState(null, "", entry.address);
    this.#show(entry);
    this.#live = await mount(entry.slug, body);
    this.#live?.open(payload);
    title.focus();
  }

  #show(entry: Entry | null): void {
    this.#start.hidden = entry !== null;
    this.#host.hidden = entry === null;
    document.title = entry ? this.#home.title.replace(/^.*·/, `${entry.title} ·`) : this.#home.title;
    document.querySelector("main")?.classList.toggle("wrap", entry === null);
    document.querySelector("main")?.classList.toggle("wide", entry !== null);
  }
}

export function startWorkbench(): void {
  const host = document.querySelector<HTMLElement>("#tool");
  const start = document.querySelector<HTMLElement>("#start");
  if (host && start) new StartPage(start, host);
  else if (host) void mount(host.dataset["tool"] ?? "", host);
}
