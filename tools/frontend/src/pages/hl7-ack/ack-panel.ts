/** Acknowledgements beside the message that is open: which, with which errors; or what an acknowledgement says. */

import { type Datum, unmasked } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import { loadStandard, loadTables } from "../../dictionary/standard";
import { h } from "../../elements/dom";
import { sayEnded } from "../../elements/ended";
import { Notices } from "../../elements/notices";
import { ACK_CODES, type AckCode, type AckMode, isAwaited } from "../../hl7/ack/acknowledge";
import type { SaidError } from "../../hl7/ack/read-ack";
import type { CodeTables } from "../../hl7/tables";
import { shown } from "../../shell/mask";
import type { AckAnswer, PlacedAck } from "../../workers/hl7-acknowledge";
import type { Companion, ReadText } from "../hl7-message/companion";
import { ResultBox } from "../hl7-message/result-box";
import { newAsker, workers } from "./asker";
import { ErrorRows } from "./error-rows";
import { hl7Time, newControlId } from "./moment";
import { t } from "./text";

/** What is typed holds after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 300;
const MOST_SHOWN = 50;
const TABLES = { codes: "0357", severities: "0516", acks: "0008" } as const;
/** By whose names fields are told. */
const NAMES_OF = "2.8.2";

/** Asks for the tables and for a worker, before there are data. */
export const prepare = (): Promise<unknown> =>
  Promise.all([loadTables(), loadStandard(NAMES_OF), workers.prepare()]);

export class AckPanel implements Companion {
  readonly #asker = newAsker();
  readonly #notices = new Notices(() => this.#asker.cancel(), "");
  readonly #code = h(
    "select",
    { className: "btn small" },
    ...ACK_CODES.map((code) => h("option", { value: code }, t(`code-${code}`))),
  );
  readonly #controlId = h("input", { type: "text", className: "btn small hl7-path" });
  readonly #text = h("input", { type: "text", className: "btn small hl7-ignore" });
  readonly #framed = h("input", { type: "checkbox" });
  readonly #errors = new ErrorRows(() => this.#typed());
  readonly #mode = h("p", {});
  readonly #said = h("p", { className: "hl7-verdict", role: "status" });
  readonly #result = new ResultBox(() => "hl7-acknowledgement.hl7");
  readonly #writing: HTMLElement;
  readonly #reading = h("div", { className: "hl7-found" });
  readonly element: HTMLElement;
  #tables: CodeTables | null = null;
  #source: ReadText | null = null;
  #answer: AckAnswer | null = null;
  #asked = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    for (const field of [this.#code, this.#framed]) field.addEventListener("change", () => void this.#ask());
    for (const field of [this.#text, this.#controlId]) field.addEventListener("input", () => this.#typed());
    const label = (words: string, field: HTMLElement): HTMLElement =>
      h("label", { className: "hl7-choice" }, words, field);
    this.#writing = h(
      "div",
      { className: "hl7-convert" },
      h(
        "div",
        { className: "hl7-choice-row" },
        label(t("code"), this.#code),
        label(t("controlId"), this.#controlId),
        label(t("text"), this.#text),
        h("label", { className: "hl7-check" }, this.#framed, t("framed")),
      ),
      this.#errors.element,
      this.#mode,
      this.#said,
      this.#result.element,
    );
    this.element = h(
      "section",
      { className: "hl7-convert", "aria-label": t("title"), hidden: true },
      h("h2", {}, t("title")),
      ...this.#notices.elements,
      this.#reading,
      this.#writing,
    );
    void loadTables().then((tables) => this.#know(tables));
    void loadStandard(NAMES_OF).then(({ dictionary }) => {
      this.#nameOf = (segment, position) => dictionary.field(segment, position)?.name ?? "";
    });
  }

  #nameOf: (segment: string, position: number) => string = () => "";

  #know(tables: CodeTables): void {
    this.#tables = tables;
    const codes = tables.get(TABLES.codes);
    if (codes) this.#errors.know(codes);
    this.#drawRead();
  }

  /** Where the visitor is in the message. */
  at(path: string): void {
    this.#errors.at(path);
  }

  read(text: ReadText): void {
    if (this.#source === null) this.#controlId.value = newControlId(new Date());
    this.#source = text;
    this.element.hidden = false;
    void this.#ask();
  }

  outdate(): void {
    this.#stop();
  }

  clear(): void {
    this.#stop();
    this.#source = null;
    this.#errors.clear();
    this.#text.value = "";
    this.#notices.say();
    this.#show(null);
    this.element.hidden = true;
  }

  redraw(): void {
    this.#notices.redraw();
    this.#result.redraw();
    this.#drawRead();
  }

  close(): void {
    this.clear();
    this.#asker.end();
  }

  /** What is under way is not waited for any more. */
  #stop(): void {
    clearTimeout(this.#pause);
    this.#asked++;
    this.#asker.cancel();
    this.#notices.rest();
  }

  #typed(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#ask(), TYPING_PAUSE_MS);
  }

  async #ask(): Promise<void> {
    const text = this.#source;
    if (!text) return;
    clearTimeout(this.#pause);
    const asked = ++this.#asked;
    this.#notices.say();
    this.#notices.work(t("begin"));
    const tell = (done: number, total: number): void => {
      if (total > 1) this.#notices.work(t("working", { done, total }));
    };
    const wanted = {
      code: this.#code.value as AckCode,
      text: this.#text.value,
      errors: this.#errors.errors,
      framed: this.#framed.checked,
      time: hl7Time(new Date()),
      controlId: this.#controlId.value,
    };
    try {
      const answer = await this.#asker.ask({ blob: text.blob, wanted }, tell);
      if (asked !== this.#asked) return;
      this.#notices.rest();
      this.#show(answer);
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#show(null);
    sayEnded(this.#notices, error, {
      cancelled: t("cancelled"),
      again: t("again"),
      sentence: sentenceOf,
      retry: () => void this.#ask(),
    });
  }

  #show(answer: AckAnswer | null): void {
    this.#answer = answer;
    this.#writing.hidden = answer !== null && answer.written === 0;
    this.#result.element.hidden = answer === null;
    this.#result.show(answer);
    this.#said.textContent = answer ? t("written", { n: answer.written }) : "";
    this.#mode.textContent = answer?.mode ? this.#modeWords(answer.mode).join(" ") : "";
    this.#drawRead();
  }

  #modeWords(mode: AckMode): readonly string[] {
    const code = this.#code.value as AckCode;
    const awaited = isAwaited(mode, code);
    const known = (condition: string): string =>
      condition === "AL" || condition === "NE" || condition === "ER" || condition === "SU"
        ? t(`condition-${condition}`)
        : t(condition === "" ? "condition-none" : "condition-other");
    const asks = mode.isEnhanced
      ? t("enhanced", { accept: known(mode.accept), application: known(mode.application) })
      : t("original");
    const one =
      awaited === null ? t("awaitedUnknown", { code }) : t(awaited ? "awaited" : "notAwaited", { code });
    this.#mode.className = awaited === false || mode.isAck ? "note" : "muted";
    return mode.isAck ? [t("isAck")] : [asks, one];
  }

  #drawRead(): void {
    const said = this.#answer?.said ?? [];
    const rest = (this.#answer?.saidCount ?? 0) - MOST_SHOWN;
    this.#reading.replaceChildren(
      ...said.slice(0, MOST_SHOWN).map((ack) => this.#drawAck(ack)),
      ...(rest > 0 ? [h("p", { className: "muted" }, t("more", { n: rest }))] : []),
    );
  }

  #drawAck({ number, code, controlId, text, errors }: PlacedAck): HTMLElement {
    const isOne = this.#answer?.saidCount === 1;
    const known = ACK_CODES.find((one) => one === unmasked(code));
    const verdict = known ? t(`says-${known}`) : t("saysOther", { code: shown(code) });
    const words = [
      h("h3", {}, isOne ? t("says") : t("saysNumber", { n: number + 1 })),
      h("p", { className: "hl7-verdict" }, verdict),
      h("p", {}, t("saysOf", { id: shown(controlId) })),
      ...(unmasked(text) === "" ? [] : [h("p", {}, t("saysText", { text: shown(text) }))]),
    ];
    const list = h("ul", {}, ...errors.map((error) => h("li", {}, this.#errorWords(error))));
    return h("div", { className: "hl7-found" }, ...words, errors.length > 0 ? list : null);
  }

  /** `PID-5 Patient Name: 101 Required field missing. Error. …` */
  #errorWords({ path, field, code, meaning, severity, text }: SaidError): string {
    const name = field ? this.#nameOf(field.segment, field.position) : "";
    const known = this.#tables?.get(TABLES.codes)?.codes.get(unmasked(code));
    const place = path === "" ? t("noPlace") : `${path}${name === "" ? "" : ` ${name}`}`;
    const what = known ? `${unmasked(code)} ${known}` : [code, meaning].map(shown).join(" ").trim();
    const weight = this.#tables?.get(TABLES.severities)?.codes.get(unmasked(severity)) ?? "";
    return [`${place}: ${what}`, weight, shown(text)].filter((part) => part !== "").join(" · ");
  }
}

function sentenceOf({ code, values: { character, charset } }: Failure): string {
  if (code !== "unwritable-ack") return t(code === "unreadable" ? "unreadable" : "failed");
  return t("unwritable", { character: shown(character as Datum), charset: String(charset) });
}
