/** The builder: what is chosen and written above becomes the text below; what becomes of the text there is followed. */

import { datum } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import { loadLibrary } from "../../dictionary/standard";
import { h } from "../../elements/dom";
import { sayEnded } from "../../elements/ended";
import { Notices } from "../../elements/notices";
import { blockOf, openBlock, parseHl7, parsePath } from "../../hl7";
import { adopted, adoptedVersion } from "../../hl7/build/adopt";
import { linesOf } from "../../hl7/build/build";
import { kindName, rootOf } from "../../hl7/build/kinds";
import { type Occurrence, occurrenceAt, pinned, type Route, standings } from "../../hl7/build/outline";
import type { Plan } from "../../hl7/plan";
import { masking, shown } from "../../shell/mask";
import { formatSize } from "../../text/define";
import type { BuildAnswer } from "../../workers/hl7-build";
import type { Companion, MakeCompanion, ReadText } from "../hl7-message/companion";
import { FieldForm } from "./field-form";
import { Maker, type Order, workers } from "./maker";
import { OutlineBox } from "./outline-box";
import { RecipeBox } from "./recipe-box";
import { t } from "./text";
import { WrittenTexts } from "./written";

/** A longer text is no message to build from. */
const MOST_ADOPTED = 1024 * 1024;

/** An outline of more rows helps nobody. */
const MOST_SEGMENTS = 1_000;
/** A clipboard of more helps nobody either. */
const MOST_COPIED = 10 * 1024 * 1024;

/** Asks for the rules and for a worker, before there are data. */
export const prepare = (): Promise<unknown> => Promise.all([loadLibrary(), workers.prepare()]);

/** The rules are there: `prepare` has waited for them. */
export const newPanel = async (): Promise<BuildPanel> => new BuildPanel(await Maker.load());

export class BuildPanel implements Companion {
  /** Nothing of it stands beside the message. */
  readonly element = h("span", { hidden: true });
  readonly panel: HTMLElement;
  readonly #maker: Maker;
  readonly #recipe: RecipeBox;
  readonly #outline = new OutlineBox({
    changed: (root, chosen) => this.#changeOutline(root, chosen),
    chosen: (route) => this.#choose(route),
  });
  readonly #form = new FieldForm((field, text) => this.#write(field, text));
  readonly #notices = new Notices(() => this.#maker.cancel(), "");
  readonly #said = h("p", { className: "muted", role: "status" });
  readonly #written = new WrittenTexts();
  #rewrite: (bytes: Uint8Array) => Promise<void> = async () => undefined;
  #chosen: Route = [0];
  /** What is open below. */
  #blob: Blob | null = null;
  #builds = 0;
  #readings = 0;
  /** What is read meanwhile is older than what was ordered. */
  #isBuilding = false;

  constructor(maker: Maker) {
    this.#maker = maker;
    this.#recipe = new RecipeBox(maker, () => void this.#build());
    const build = h("button", { type: "button", className: "btn main" }, t("build"));
    build.onclick = () => void this.#build();
    const copy = h("button", { type: "button", className: "btn small" }, t("copy"));
    copy.onclick = () => {
      this.#copy().catch(() => {
        this.#said.textContent = t("refused");
      });
    };
    this.panel = h(
      "section",
      { className: "hl7-convert", "aria-label": t("title") },
      this.#recipe.element,
      h("div", { className: "row" }, build, ...this.#recipe.more, copy, this.#said),
      this.#recipe.wrong,
      ...this.#notices.elements,
      h("div", { className: "build-panes" }, this.#outline.element, this.#form.element),
    );
    this.#draw();
  }

  readonly follow: MakeCompanion = (_, rewrite) => {
    this.#rewrite = rewrite;
    return this;
  };

  /** Where the visitor is in the message below: the form shows that segment. */
  at(place: string): void {
    const path = parsePath(place);
    if (!path) return;
    const all = [...standings(this.#recipe.order.recipe.outline)].filter(
      ({ segment }) => segment.name === path.segment,
    );
    const standing = all[path.occurrence - 1];
    if (standing && standing.route.join() !== this.#chosen.join()) this.#choose(standing.route);
  }

  /** What is read is what was built here, or what the visitor opened or typed: then it is built from. */
  read({ blob, feed }: ReadText): void {
    const reading = ++this.#readings;
    this.#blob = blob;
    if (feed.size > MOST_ADOPTED || this.#isBuilding) return;
    void blob.arrayBuffer().then((buffer) => {
      if (reading === this.#readings && !this.#isBuilding) this.#adopt(new Uint8Array(buffer));
    });
  }

  #adopt(bytes: Uint8Array): void {
    const known = this.#written.find(bytes);
    if (known) {
      if (known !== this.#recipe.order) this.#put(known);
      return;
    }
    const text = parseHl7(bytes);
    const block = blockOf(text.blocks, 0);
    if (text.blocks.count !== 1 || block?.kind !== "message") {
      this.#said.textContent = text.blocks.count > 1 ? t("several") : t("notBuilt");
      return;
    }
    const message = openBlock(text, block);
    if (message.segments.count > MOST_SEGMENTS) {
      this.#said.textContent = t("tooLong", { most: MOST_SEGMENTS });
      return;
    }
    const version = adoptedVersion(message);
    const found = adopted(this.#maker.plan(version), text, message);
    this.#said.textContent = found ? t("adopted", { kind: kindName(found.kind), version }) : t("notBuilt");
    if (!found) return;
    const { recipe } = this.#recipe.order;
    this.#put({ version, count: 1, recipe: { ...recipe, ...found, edge: "none", framed: false } });
  }

  outdate(): void {
    this.#readings++;
  }

  clear(): void {
    this.#readings++;
    this.#blob = null;
    this.#stop();
    this.#notices.say();
    this.#said.textContent = "";
    this.#written.clear();
    this.#recipe.reset();
    this.#chosen = [0];
    this.#draw();
  }

  redraw(): void {
    this.#notices.redraw();
    this.#form.redraw();
  }

  close(): void {
    this.clear();
    this.#form.show(null);
    this.#maker.end();
  }

  #stop(): void {
    this.#builds++;
    this.#isBuilding = false;
    this.#maker.cancel();
    this.#notices.rest();
  }

  #put(order: Order): void {
    this.#recipe.put(order);
    if (!occurrenceAt(order.recipe.outline, this.#chosen)) this.#chosen = [0];
    this.#draw();
  }

  #changeOutline(outline: Occurrence, chosen: Route): void {
    const { order } = this.#recipe;
    this.#chosen = this.#segmentAt(outline, chosen);
    this.#recipe.put({ ...order, recipe: { ...order.recipe, outline } });
    void this.#build();
  }

  /** The segment at a route, or the first in the group there. */
  #segmentAt(outline: Occurrence, route: Route): Route {
    const one = occurrenceAt(outline, route);
    if (one?.kind === "segment") return route;
    const [first] = one ? standings(one, route) : [];
    return first?.route ?? [0];
  }

  #choose(route: Route): void {
    this.#chosen = route;
    this.#draw();
  }

  #write(field: number, text: string | null): void {
    const { order } = this.#recipe;
    const outline = pinned(order.recipe.outline, this.#chosen, field, text);
    this.#recipe.put({ ...order, recipe: { ...order.recipe, outline } });
    void this.#build();
  }

  #draw(): void {
    const { version, recipe } = this.#recipe.order;
    const plan = this.#maker.plan(version);
    const structure = rootOf(plan.standard, recipe.kind);
    if (!structure) return;
    const { outline: root } = recipe;
    this.#outline.show({ standard: plan.standard, structure, root, chosen: this.#chosen });
    this.#drawForm(plan);
  }

  #drawForm(plan: Plan): void {
    const { recipe } = this.#recipe.order;
    const lines = linesOf(plan, recipe, 0);
    const at = lines.findIndex(({ route }) => route.join() === this.#chosen.join());
    const line = lines[at];
    const segment = occurrenceAt(recipe.outline, this.#chosen);
    if (!line || !segment) return;
    this.#form.show({
      plan,
      segment: line.id,
      occurrence: lines.slice(0, at + 1).filter(({ id }) => id === line.id).length,
      texts: line.fields,
      pinned: new Set(segment.isOwn ? [] : Object.keys(segment.pins).map(Number)),
      isOwn: segment.isOwn,
    });
  }

  async #build(): Promise<void> {
    this.#draw();
    const build = ++this.#builds;
    this.#isBuilding = true;
    const { order } = this.#recipe;
    this.#notices.say();
    if (order.count > 1) this.#notices.work(t("working", { done: 0, total: order.count }));
    const tell = (done: number, total: number): void => this.#notices.work(t("working", { done, total }));
    try {
      const answer = await this.#maker.make(order, tell);
      if (build !== this.#builds) return;
      this.#notices.rest();
      if (answer.bytes.length <= MOST_ADOPTED) this.#written.add(answer.bytes, order);
      await this.#rewrite(answer.bytes);
      if (build === this.#builds) this.#say(order, answer);
    } catch (error) {
      if (build === this.#builds) this.#fail(error);
    } finally {
      if (build === this.#builds) this.#isBuilding = false;
    }
  }

  /** As text, in whatever character set it is. Rejects where the browser does not allow it. */
  async #copy(): Promise<void> {
    const blob = this.#blob;
    if (!blob) return;
    if (masking.on || blob.size > MOST_COPIED) {
      const limit = formatSize(MOST_COPIED);
      this.#said.textContent = masking.on ? t("notCopiedMasked") : t("notCopied", { limit });
      return;
    }
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const text = parseHl7(bytes);
    const block = blockOf(text.blocks, 0);
    const decoder = new TextDecoder(block ? openBlock(text, block).charset.encoding : "utf-8");
    await navigator.clipboard.writeText(decoder.decode(bytes));
    this.#said.textContent = t("copied");
  }

  #say({ count, recipe }: Order, { path }: BuildAnswer): void {
    const { edge } = recipe;
    const what = { edge: t(`edge-${edge}`), path: path ?? "" };
    const done =
      edge === "none" ? "" : path === null ? t("noRoom", what) : t(path === "" ? "doneAll" : "doneAt", what);
    this.#said.textContent = [t("built", { n: count }), done, edge === "continuation" ? t("inParts") : ""]
      .filter((sentence) => sentence !== "")
      .join(" ");
  }

  #fail(error: unknown): void {
    this.#said.textContent = "";
    sayEnded(this.#notices, error, {
      cancelled: t("cancelled"),
      again: t("again"),
      sentence: sentenceOf,
      retry: () => void this.#build(),
    });
  }
}

function sentenceOf({ code, values: { character, charset, size, n } }: Failure): string {
  if (code === "too-many") return t("tooMany", { size: formatSize(Number(size)), n: Number(n) });
  if (code !== "unwritable-built") return t("failed");
  return t("unwritable", { character: shown(datum(String(character))), charset: String(charset) });
}
