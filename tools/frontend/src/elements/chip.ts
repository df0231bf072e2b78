/** The chip: what was seen leaving, and whether the browser locks the page. It opens to say which and how. */

import { type Lock, traffic } from "../shell/traffic";
import { defineText } from "../text/define";
import { h } from "./dom";

const t = defineText({
  en: {
    requests: "{n} {n|request|requests} seen since you opened something",
    ownOnly: "{n} {n|request|requests} seen, all for our own files",
    idle: "Nothing is open",
    enforced: "locked by your browser",
    "not enforced": "not locked by your browser",
    "not known": "lock not checked",
    blocked: "Attempts stopped: {n}",
    none: "This page and its workers asked for nothing.",
    own: "Asked for, all of them this site's own program files:",
    foreign: "Asked for:",
    how: "What is seen, what is not, and how to check it",
  },
  de: {
    requests: "{n} {n|Anfrage|Anfragen} gesehen, seit Sie etwas geöffnet haben",
    ownOnly: "{n} {n|Anfrage|Anfragen} gesehen, alle nach eigenen Dateien",
    idle: "Nichts ist geöffnet",
    enforced: "von Ihrem Browser gesperrt",
    "not enforced": "von Ihrem Browser nicht gesperrt",
    "not known": "Sperre nicht geprüft",
    blocked: "Verhinderte Versuche: {n}",
    none: "Diese Seite und ihre Worker haben nichts angefragt.",
    own: "Angefragt, alles Programmdateien dieser Website:",
    foreign: "Angefragt:",
    how: "Was gesehen wird, was nicht, und wie Sie es prüfen",
  },
});

const CLASSES: Readonly<Record<Lock, string>> = {
  enforced: "chip",
  "not enforced": "chip warn",
  "not known": "chip quiet-chip",
};

export function trafficChip(): HTMLElement {
  const words = h("span");
  const summary = h("summary", { className: "chip" }, words);
  const inside = h("div", { className: "chip-inside" });
  const element = h("details", { className: "chip-box" }, summary, inside);
  const show = (): void => {
    const { lock, requests } = traffic;
    const own = requests.length > 0 && !requests.some(isForeign);
    const seen = traffic.watching ? t(own ? "ownOnly" : "requests", { n: requests.length }) : t("idle");
    words.textContent = `${seen} · ${t(lock)}`;
    summary.className = requests.some(isForeign) ? "chip warn" : CLASSES[lock];
    inside.replaceChildren(...explanation(requests));
  };
  traffic.addEventListener("change", show);
  show();
  return element;
}

function isForeign(address: string): boolean {
  return !address.startsWith(`${location.origin}/static/`);
}

function explanation(requests: readonly string[]): readonly HTMLElement[] {
  const list = requests.map((address) =>
    h("li", { className: "mono" }, address.replace(location.origin, "")),
  );
  const sentence = requests.length === 0 ? "none" : requests.some(isForeign) ? "foreign" : "own";
  const language = document.documentElement.lang;
  return [
    h("p", {}, t(sentence)),
    h("ul", {}, ...list),
    h("p", {}, t("blocked", { n: traffic.blocked })),
    h("p", {}, h("a", { href: `/${language}/your-data/` }, t("how"))),
  ];
}
