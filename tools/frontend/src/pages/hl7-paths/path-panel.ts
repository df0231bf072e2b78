/** The path that is selected or typed: what stands there, the path in every spelling, and code that reads it. */

import { loadLibrary } from "../../dictionary/standard";
import { h } from "../../elements/dom";
import { dictionaryVersion, type FieldEntry, formatPath, type Path, parsePath, spanAt } from "../../hl7";
import { Library } from "../../hl7/library";
import { findPath } from "../../hl7/paths/find";
import { type Snippet, snippetsOf, terserPath } from "../../hl7/paths/snippets";
import { terserSegments } from "../../hl7/paths/standing";
import { Plan, type Standard } from "../../hl7/plan";
import { spellPath } from "../../hl7/spelling";
import { Validator } from "../../hl7/validate";
import { keyOf } from "../../keys/keys";
import type { Companion, MakeCompanion } from "../hl7-message/companion";
import type { OpenMessage } from "../hl7-message/open-message";
import { t } from "./text";

/** By whose names parts are told where no message is open. */
const NAMES_OF = "2.8.2";
/** Where the segments of a longer message stand in their groups is not looked for. */
const MOST_SEGMENTS = 5_000;
const FIRST: Path = {
  segment: "PID",
  occurrence: 1,
  field: 5,
  repetition: null,
  component: 1,
  subcomponent: null,
};

/** Asks for the rules, before there are data. */
export const prepare = (): Promise<unknown> => loadLibrary();

export async function newPanel(): Promise<MakeCompanion> {
  const library = new Library(await loadLibrary());
  return (goTo) => new PathPanel(library, goTo);
}

class PathPanel implements Companion {
  readonly element: HTMLElement;
  readonly #library: Library;
  readonly #goTo: (offset: number, focus: boolean) => void;
  readonly #input = h("input", {
    ...{ type: "text", className: "paths-input", autocomplete: "off", spellcheck: false, translate: false },
    "aria-label": t("any"),
  });
  readonly #answer = h("p", { className: "muted", role: "status" });
  readonly #name = h("p", { className: "hl7-verdict" });
  readonly #snippets = h("div", { className: "paths-snippets" });
  readonly #copied = h("p", { className: "muted", role: "status" });
  #open: OpenMessage | null = null;
  /** Of the message that is open, by position. */
  #terser: readonly (string | null)[] = [];
  #path: Path = FIRST;

  constructor(library: Library, goTo: (offset: number, focus: boolean) => void) {
    this.#library = library;
    this.#goTo = goTo;
    this.#input.placeholder = "PID-3[2].4.1 · /.PID-3(1)-4-1 · msg['PID']['PID.5']['PID.5.1'] · PID.F5.R1.C1";
    this.#input.addEventListener("keydown", (event) => {
      if (keyOf("path", event) === "go") this.#find();
    });
    this.element = h(
      "section",
      { className: "hl7-convert", "aria-label": t("title") },
      h("h2", {}, t("title")),
      h(
        "div",
        { className: "row" },
        h("label", { className: "paths-any" }, t("any"), this.#input),
        h("button", { type: "button", className: "btn small", onclick: () => this.#find() }, t("show")),
      ),
      this.#answer,
      this.#name,
      this.#snippets,
      this.#copied,
    );
    this.#draw();
  }

  read(): void {}

  shows(open: OpenMessage): void {
    this.#open = open;
    this.#terser = this.#standings(open);
    this.#draw();
  }

  at(place: string): void {
    const path = parsePath(place);
    if (!path || path.field === null) return;
    this.#path = path;
    this.#answer.textContent = "";
    this.#draw();
  }

  outdate(): void {
    this.#copied.textContent = "";
  }

  clear(): void {
    this.#open = null;
    this.#terser = [];
    this.#path = FIRST;
    this.#input.value = "";
    this.#answer.textContent = "";
    this.#draw();
  }

  redraw(): void {}

  close(): void {
    this.clear();
  }

  /** What is typed is a place, and nobody's data; what is none is not quoted. */
  #find(): void {
    const path = findPath(this.#input.value, this.#open?.message ?? null, this.#terser);
    if (!path || path.field === null) {
      this.#answer.textContent = t(path ? "noField" : "none");
      return;
    }
    this.#path = path;
    const span = this.#open && spanAt(this.#open.text, this.#open.message, path);
    this.#answer.textContent = this.#open && !span ? t("missing", { path: formatPath(path) }) : "";
    this.#draw();
    if (this.#open && span) this.#goTo(this.#open.base.offset + span.start, false);
  }

  get #standard(): Standard {
    const { version } = dictionaryVersion(this.#open?.message.summary.version ?? NAMES_OF);
    return this.#library.standard(version);
  }

  #standings({ message }: OpenMessage): readonly (string | null)[] {
    if (message.segments.count > MOST_SEGMENTS || message.block.kind !== "message") return [];
    const found = new Validator(new Plan(this.#standard)).fit(message);
    return found ? terserSegments(found.structure, found.fit) : [];
  }

  #draw(): void {
    const path = this.#path;
    const entry = this.#standard.dictionary.field(path.segment, path.field ?? 0);
    const terser = this.#terserOf(path);
    this.#name.textContent = `${formatPath(path)} ${this.#nameOf(path, entry)}`.trim();
    this.#copied.textContent = "";
    const spellings = [
      [t("ours"), formatPath(path)],
      ["HAPI Terser", terserPath(path, terser)],
      ["Mirth Connect, OIE, BridgeLink", spellPath(path, "mirth")],
      ["python-hl7", spellPath(path, "python-hl7")],
    ] as const;
    const snippets = snippetsOf(path, { terser, repeats: this.#repeats(path, entry) });
    this.#snippets.replaceChildren(
      ...spellings.map(([title, code]) => this.#block(title, code)),
      ...snippets.map((snippet) => this.#snippet(snippet)),
    );
  }

  #snippet({ kind, code }: Snippet): HTMLElement {
    return this.#block(t(`snippet-${kind}`), code);
  }

  #block(title: string, code: string): HTMLElement {
    const copy = h("button", { type: "button", className: "btn small" }, t("copy"));
    copy.setAttribute("aria-label", t("copyThis", { what: title }));
    copy.onclick = async () => {
      this.#copied.textContent = await navigator.clipboard.writeText(code).then(
        () => t("copied", { what: title }),
        () => t("refused"),
      );
    };
    return h(
      "div",
      { className: "paths-block" },
      h("div", { className: "paths-head" }, h("h3", {}, title), copy),
      h(
        "pre",
        { className: "hl7-text", tabIndex: 0, "aria-label": title, translate: false },
        h("code", {}, code),
      ),
    );
  }

  #terserOf({ segment, occurrence }: Path): string | null {
    const { segments } = this.#open?.message ?? {};
    if (!segments) return null;
    const at = this.#open?.position(segment, occurrence) ?? -1;
    return this.#terser[at] ?? null;
  }

  #repeats({ segment, repetition }: Path, entry: FieldEntry | null): boolean {
    const several = this.#open ? this.#open.position(segment, 2) >= 0 : false;
    return several || (entry?.most ?? 1) > 1 || (repetition ?? 1) > 1;
  }

  /** `Patient Name › Family Name › Surname` */
  #nameOf({ component, subcomponent }: Path, entry: FieldEntry | null): string {
    if (!entry) return t("unknown");
    const { dictionary } = this.#standard;
    const first = component === null ? null : dictionary.component(entry.type, component);
    const second = first && subcomponent !== null ? dictionary.component(first.type, subcomponent) : null;
    return [entry.name, first?.name, second?.name].filter((name) => name).join(" › ");
  }
}
