/**
 * Warns before patient data are sent: while a text is written, and once when it is sent. What the browser holds back
 * never travels; who sends again is believed, and the server decides.
 */

import "./check.css";
import { h } from "../elements/dom";
import { defineText } from "../text/define";
import type { Place, What } from "./places";

const t = defineText({
  en: {
    hl7: "This looks like an HL7 message.",
    dicom: "This looks like DICOM data.",
    document: "This looks like a clinical document.",
    numbers: "These numbers may belong to patients or studies.",
    without:
      "Please send no patient data. Name the segment and the field, the tag or the element, and say what you expected and what you saw.",
    check: "Please check them before you send.",
    show: "Show the place",
    takeOut: "Take it out",
    removed: "[removed]",
    again: "Nothing was sent yet. Send again if it holds no patient data.",
  },
  de: {
    hl7: "Das sieht nach einer HL7-Nachricht aus.",
    dicom: "Das sieht nach DICOM-Daten aus.",
    document: "Das sieht nach einem klinischen Dokument aus.",
    numbers: "Diese Nummern könnten zu Patienten oder Untersuchungen gehören.",
    without:
      "Bitte senden Sie keine Patientendaten. Nennen Sie Segment und Feld, das Tag oder das Element, und sagen Sie, was Sie erwartet und was Sie gesehen haben.",
    check: "Bitte prüfen Sie sie vor dem Senden.",
    show: "Stelle zeigen",
    takeOut: "Herausnehmen",
    removed: "[entfernt]",
    again: "Noch wurde nichts gesendet. Senden Sie noch einmal, wenn es keine Patientendaten sind.",
  },
});

const PAUSE = 400; // milliseconds without a key

export function startPayloadCheck(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-payload-check]")) watch(form);
}

function watch(form: HTMLFormElement): void {
  void import("./places").then(({ suspicious }) => {
    for (const area of form.querySelectorAll("textarea")) watchArea(form, area, suspicious);
  });
}

function watchArea(
  form: HTMLFormElement,
  area: HTMLTextAreaElement,
  suspicious: (text: string) => Place | null,
): void {
  let timer = 0;
  let held = "";
  const note = h("div", { className: "note warn payload", hidden: true, role: "status" });
  area.before(note);
  const look = (): Place | null => {
    const place = suspicious(area.value);
    show(note, area, place);
    return place;
  };
  area.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    if (area.value === held || look() === null) return;
    event.preventDefault();
    held = area.value;
    hold(note);
  });
  look(); // a text that came back
}

function hold(note: HTMLElement): void {
  note.append(h("p", {}, h("strong", {}, t("again"))));
  note.tabIndex = -1;
  note.focus();
}

function show(note: HTMLElement, area: HTMLTextAreaElement, place: Place | null): void {
  note.hidden = place === null;
  note.replaceChildren();
  if (!place) return;
  note.append(
    h("p", {}, h("strong", {}, t(place.what)), " ", t(advice(place.what))),
    h(
      "p",
      { className: "row" },
      h("button", { type: "button", className: "btn", onclick: () => mark(area, place) }, t("show")),
      h("button", { type: "button", className: "btn", onclick: () => takeOut(area, place) }, t("takeOut")),
    ),
  );
}

const advice = (what: What): "check" | "without" => (what === "numbers" ? "check" : "without");

function mark(area: HTMLTextAreaElement, { start, end }: Place): void {
  area.focus();
  area.setSelectionRange(start, end);
}

/** As if it were typed over, so that the browser's own undo brings it back. */
function takeOut(area: HTMLTextAreaElement, place: Place): void {
  mark(area, place);
  if (!document.execCommand("insertText", false, t("removed")))
    area.setRangeText(t("removed"), place.start, place.end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
