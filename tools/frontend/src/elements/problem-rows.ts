/** Problems as they are shown: what, where, found against expected, the rule, and a way there. */

import { defineText } from "../text/define";
import { h } from "./dom";
import { withEnglish } from "./english";

const t = defineText({
  en: {
    problems: "{n} {n|problem|problems}",
    notes: "{n} {n|remark|remarks}",
    more: "Show {n} more",
    leftOut: "{n} further {n|one is|ones are} not listed.",
    found: "found",
    expected: "expected",
    rule: "Rule: {rule}",
    goThere: "Go there",
    mend: "Put right",
  },
  de: {
    problems: "{n} {n|Problem|Probleme}",
    notes: "{n} {n|Hinweis|Hinweise}",
    more: "{n} {n|weiteres|weitere} zeigen",
    leftOut: "{n} {n|weiteres ist|weitere sind} nicht aufgeführt.",
    found: "gefunden",
    expected: "erwartet",
    rule: "Regel: {rule}",
    goThere: "Dorthin",
    mend: "Beheben",
  },
});

/** In strings that may be seen: `shown` has been asked. */
export interface Problem {
  /** "note": worth knowing, breaks no rule. */
  readonly weight: "problem" | "note";
  readonly what: string;
  /** Found against expected in a sentence, "" where the bare words do. */
  readonly more: string;
  /** The standard's names in `more`, which are English. */
  readonly names?: readonly string[];
  /** Byte offset. */
  readonly offset: number;
  /** The offset for people: "byte 12", "line 1, column 2, byte 12". */
  readonly where: string;
  /** In the field's own words: `00100010`, `PID-5`; "" where there is none. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** "" where no standard forbids it. */
  readonly rule: string;
  /** Puts right all of its kind, where that is possible at once. */
  readonly mend?: (() => void) | undefined;
}

/** More than these would push the result off the screen. */
const SHOWN_AT_FIRST = 5;

export interface Drawing {
  readonly go: (offset: number) => void;
  /** Further ones that nobody kept. */
  readonly leftOut: number;
  readonly showsAll: boolean;
  /** Remarks are unfolded. */
  readonly isOpen: boolean;
  /** All problems are to be seen from now on. */
  readonly all: () => void;
}

export function drawProblems(all: readonly Problem[], drawing: Drawing): readonly HTMLElement[] {
  const problems = all.filter(({ weight }) => weight === "problem");
  const notes = all.filter(({ weight }) => weight === "note");
  return [
    ...(problems.length > 0 ? [section(problems, drawing)] : []),
    ...(notes.length > 0 ? [remarks(notes, drawing)] : []),
  ];
}

function section(problems: readonly Problem[], { go, leftOut, showsAll, all }: Drawing): HTMLElement {
  const n = problems.length + leftOut;
  const title = h("h2", {}, t("problems", { n }));
  const first = showsAll ? problems : problems.slice(0, SHOWN_AT_FIRST);
  const list = h("ul", {}, ...first.map((problem) => item(problem, go)));
  const rest = problems.slice(first.length);
  const more = h("button", { type: "button", className: "btn small" }, t("more", { n: rest.length }));
  more.onclick = () => {
    all();
    const items = rest.map((problem) => item(problem, go));
    list.append(...items);
    more.remove();
    items[0]?.querySelector("button")?.focus();
  };
  return h(
    "section",
    { className: "note" },
    title,
    list,
    rest.length > 0 ? more : null,
    leftOut > 0 ? h("p", { className: "muted" }, t("leftOut", { n: leftOut })) : null,
  );
}

function remarks(notes: readonly Problem[], { go, isOpen }: Drawing): HTMLElement {
  const title = t("notes", { n: notes.length });
  const items = notes.map((note) => item(note, go));
  return h(
    "details",
    { className: "problem-notes", open: isOpen },
    h("summary", {}, title),
    h("ul", {}, ...items),
  );
}

function item(problem: Problem, go: (offset: number) => void): HTMLElement {
  const { what, more, names = [], offset, where, path, found, expected, rule, mend } = problem;
  const jump = h(
    "button",
    { type: "button", className: "btn small", "aria-label": `${t("goThere")}: ${where}` },
    t("goThere"),
  );
  jump.onclick = () => go(offset);
  const facts = [
    where,
    path,
    ...(more === "" ? [quoted(t("found"), found), quoted(t("expected"), expected)] : []),
    rule === "" ? "" : t("rule", { rule }),
  ].filter((fact) => fact !== "");
  return h(
    "li",
    {},
    h("p", {}, h("strong", {}, what), ...(more === "" ? [] : [" ", ...withEnglish(more, names)])),
    h(
      "p",
      { className: "problem-facts" },
      ...facts.flatMap((fact, at) => (at === 0 ? [fact] : [" · ", fact])),
    ),
    h("div", { className: "row" }, jump, mend ? mendButton(what, mend) : null),
  );
}

function mendButton(what: string, mend: () => void): HTMLElement {
  const label = `${t("mend")}: ${what}`;
  return h(
    "button",
    { type: "button", className: "btn small", "aria-label": label, onclick: mend },
    t("mend"),
  );
}

function quoted(label: string, text: string): HTMLElement | "" {
  return text === ""
    ? ""
    : h("span", {}, `${label} `, h("code", { className: "mono", translate: false }, text));
}
