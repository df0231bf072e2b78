/** What the message that is shown is a part of, with ways to the other parts, and what of it goes on in ADD segments. */

import type { Datum } from "../../bytes/datum";
import { h } from "../../elements/dom";
import type { Problem } from "../../elements/problems";
import type { Feed } from "../../hl7";
import { carriedPath } from "../../hl7/addenda";
import type { Chain, ContinuationFault } from "../../hl7/continuation";
import { shown } from "../../shell/mask";
import { defineText, formatSize } from "../../text/define";
import type { OpenMessage } from "./open-message";
import { MOST_EDITED } from "./raw";
import { t as words } from "./text";

const t = defineText({
  en: {
    part: "This is part {part} of a message that was sent in {n} parts.",
    before: "It continues message {n} (MSH-14 = {pointer}).",
    behind: "It goes on in message {n} (DSC-1 = {pointer}).",
    open: "Open message {n}",
    carried: "{n} ADD {n|segment goes|segments go} on with {fields}.",
    andMore: "{fields} and others",
    join: "Join the {n} parts",
    joinSegments: "Join the segments",
    joinMeans:
      "As one step that can be undone. Segments stay as they are, and those that go on in ADD are in one piece again; the headers of later parts, DSC and ADD are left out.",
    joined: "Here {n} messages are joined to one. “Undo” brings them back.",
    joinedSegments: "Here segments are joined with their ADD segments. “Undo” brings those back.",
    unlike: "The parts cannot be joined here: their delimiters or their character sets differ.",
    tooLarge: "Parts can be joined in files of up to {limit}.",
    "continuation-missing":
      "This message goes on, but no message of this sender in the file says so in MSH-14. The rest may be in another file.",
    "continuation-unannounced":
      "This message continues another, but no message of this sender in the file says so in DSC-1. What comes before may be in another file.",
    "continuation-loop":
      "The message goes on in a part that came before, or in itself. It was taken to end here.",
    "continuation-repeated":
      "This pointer is there more than once. Each part was taken to go on in the next one behind it that waits for the pointer, which need not be right.",
    "addendum-alone":
      "This ADD segment goes on with nothing: MSH, MSA, DSC, PID, QRD, QRF, URD and URS do not go on in ADD, and MSH-14 names no message before.",
  },
  de: {
    part: "Das ist Teil {part} einer Nachricht, die in {n} Teilen gesendet wurde.",
    before: "Er setzt Nachricht {n} fort (MSH-14 = {pointer}).",
    behind: "Er geht in Nachricht {n} weiter (DSC-1 = {pointer}).",
    open: "Nachricht {n} öffnen",
    carried: "{n} {n|ADD-Segment setzt|ADD-Segmente setzen} fort: {fields}.",
    andMore: "{fields} und andere",
    join: "Die {n} Teile verbinden",
    joinSegments: "Die Segmente verbinden",
    joinMeans:
      "In einem Schritt, der sich rückgängig machen lässt. Segmente bleiben, wie sie sind, und die in ADD weitergehen, sind wieder in einem Stück; die Köpfe späterer Teile, DSC und ADD fallen weg.",
    joined: "Hier sind {n} Nachrichten zu einer verbunden. „Rückgängig“ bringt sie zurück.",
    joinedSegments: "Hier sind Segmente mit ihren ADD-Segmenten verbunden. „Rückgängig“ bringt diese zurück.",
    unlike:
      "Die Teile lassen sich hier nicht verbinden: Ihre Trennzeichen oder ihre Zeichensätze unterscheiden sich.",
    tooLarge: "Teile lassen sich in Dateien bis {limit} verbinden.",
    "continuation-missing":
      "Diese Nachricht geht weiter, aber keine Nachricht dieses Senders in der Datei sagt das in MSH-14. Der Rest steht vielleicht in einer anderen Datei.",
    "continuation-unannounced":
      "Diese Nachricht setzt eine andere fort, aber keine Nachricht dieses Senders in der Datei sagt das in DSC-1. Was davor kommt, steht vielleicht in einer anderen Datei.",
    "continuation-loop":
      "Die Nachricht geht in einem Teil weiter, der davor kam, oder in sich selbst. Angenommen wurde, dass sie hier endet.",
    "continuation-repeated":
      "Diesen Zeiger gibt es mehr als einmal. Angenommen wurde, dass jeder Teil im nächsten dahinter weitergeht, der auf den Zeiger wartet; das muss nicht stimmen.",
    "addendum-alone":
      "Dieses ADD-Segment setzt nichts fort: MSH, MSA, DSC, PID, QRD, QRF, URD und URS gehen nicht in ADD weiter, und MSH-14 nennt keine Nachricht davor.",
  },
});

/** More fields than these are not listed: the table names them all. */
const MOST_FIELDS = 5;

export interface Shown {
  readonly feed: Feed;
  readonly open: OpenMessage;
  /** Among those of the feed. */
  readonly number: number;
  /** The whole text may be rewritten. */
  readonly canChange: boolean;
}

export interface AmongEvents {
  turnTo(block: number): Promise<void>;
  join(parts: readonly number[]): void;
}

export class ContinuationNote {
  readonly #element: HTMLElement;
  readonly #does: AmongEvents;
  #shown: Shown | null = null;
  /** So many parts were asked to be joined; then it is shown that they are. */
  #asked = 0;
  #joined = 0;

  constructor(place: HTMLElement, does: AmongEvents) {
    this.#element = place;
    this.#does = does;
  }

  show(shown: Shown | null): void {
    this.#shown = shown;
    this.#joined = shown ? this.#asked : 0;
    this.#asked = 0;
    this.redraw();
  }

  redraw(): void {
    const hadFocus = this.#element.contains(document.activeElement);
    const content = this.#shown ? this.#content(this.#shown) : [];
    this.#element.className = content.length > 0 ? "hl7-continuation" : "";
    this.#element.replaceChildren(...content);
    // The button that was pressed is gone.
    if (hadFocus) (this.#element.querySelector("button") ?? this.#element).focus();
  }

  #content({ feed, open, number, canChange }: Shown): readonly HTMLElement[] {
    const chain = feed.continued.chains.find(({ parts }) => parts.includes(number));
    const said = [...this.#saidJoined(), ...(chain ? this.#saidOf(chain, number) : []), ...carriedIn(open)];
    const parts = chain?.parts ?? [number];
    if (!chain && open.carried.size === 0) return said;
    if (!canChange) return [...said, muted(t("tooLarge", { limit: formatSize(MOST_EDITED) }))];
    if (chain && !chain.isAlike) return [...said, muted(t("unlike"))];
    return [...said, this.#join(parts), muted(t("joinMeans"))];
  }

  #saidJoined(): readonly HTMLElement[] {
    if (this.#joined === 0) return [];
    const sentence = this.#joined > 1 ? t("joined", { n: this.#joined }) : t("joinedSegments");
    return [h("p", { role: "status" }, sentence)];
  }

  #saidOf({ parts, pointers }: Chain, number: number): readonly HTMLElement[] {
    const at = parts.indexOf(number);
    return [
      h("p", {}, t("part", { part: at + 1, n: parts.length })),
      ...this.#way("before", parts[at - 1], pointers[at - 1]),
      ...this.#way("behind", parts[at + 1], pointers[at]),
    ];
  }

  #way(
    sentence: "before" | "behind",
    block: number | undefined,
    pointer: Datum | undefined,
  ): readonly HTMLElement[] {
    if (block === undefined || pointer === undefined) return [];
    const n = block + 1;
    const go = (): void => void this.#does.turnTo(block);
    return [
      h("p", { className: "row" }, t(sentence, { n, pointer: shown(pointer) }), button(t("open", { n }), go)),
    ];
  }

  #join(parts: readonly number[]): HTMLElement {
    const label = parts.length > 1 ? t("join", { n: parts.length }) : t("joinSegments");
    const join = (): void => {
      this.#asked = parts.length;
      this.#does.join(parts);
    };
    return h("div", { className: "row" }, button(label, join));
  }
}

function carriedIn({ carried }: OpenMessage): readonly HTMLElement[] {
  if (carried.size === 0) return [];
  const fields = [...new Set([...carried.values()].map(carriedPath))];
  const list = fields.slice(0, MOST_FIELDS).join(", ");
  const named = fields.length > MOST_FIELDS ? t("andMore", { fields: list }) : list;
  return [h("p", {}, t("carried", { n: carried.size, fields: named }))];
}

function muted(text: string): HTMLElement {
  return h("p", { className: "muted" }, text);
}

function button(label: string, onclick: () => void): HTMLElement {
  return h("button", { type: "button", className: "btn small", onclick }, label);
}

/** As they may be seen now. */
export function problemsOf(faults: readonly ContinuationFault[]): readonly Problem[] {
  return faults.map(({ code, weight, offset, place, path, found, expected, rule }) => ({
    weight,
    what: t(code),
    more: "",
    offset,
    where: words("faultPlace", { ...place, byte: offset }),
    path,
    found: shown(found),
    expected,
    rule,
  }));
}
