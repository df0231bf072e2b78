import { defineText } from "../text/define";

/** The workbench's own words. */
export const t = defineText({
  en: {
    looksLike: "Looks like",
    unknown: "No tool here is made for this. You can still look at it. It looks like",
    empty: "The file is empty: it has 0 bytes.",
    unreadable:
      "The browser could not read this file. It may have been moved, or you may not be allowed to open it.",
    broken: "This part of the page could not be loaded. Reload the page and open the file again.",
    openTools: "Open tools",
    holds: "{tool} · {size}",
    holdsMany: "{tool} · {n} {n|file|files}",
    more: "More",
    clearIt: "Clear",
    clear: "Clear {tool}: can be brought back for one minute",
    forgetNow: "Forget now",
    forgetNowHint: "Everything that is open goes at once, and cannot be brought back.",
    sendTo: "Send to",
    unwrapped: "Unwrapped: {kinds}",
    unwrappedName: "what was wrapped",
    unwrapping: "Unwrapping … {percent} %",
    finding: "Looking for files: {n} so far",
    cancel: "Cancel",
    better: "This looks like {what}. Made for it:",
  },
  de: {
    looksLike: "Sieht aus wie",
    unknown: "Dafür ist hier kein Werkzeug gemacht. Ansehen können Sie es trotzdem. Es sieht aus wie",
    empty: "Die Datei ist leer: Sie hat 0 Byte.",
    unreadable:
      "Der Browser konnte diese Datei nicht lesen. Vielleicht wurde sie verschoben, oder Sie dürfen sie nicht öffnen.",
    broken:
      "Dieser Teil der Seite ließ sich nicht laden. Laden Sie die Seite neu und öffnen Sie die Datei noch einmal.",
    openTools: "Offene Werkzeuge",
    holds: "{tool} · {size}",
    holdsMany: "{tool} · {n} {n|Datei|Dateien}",
    more: "Mehr",
    clearIt: "Leeren",
    clear: "{tool} leeren: lässt sich eine Minute lang zurückholen",
    forgetNow: "Jetzt vergessen",
    forgetNowHint: "Alles, was offen ist, verschwindet sofort und lässt sich nicht zurückholen.",
    sendTo: "Senden an",
    unwrapped: "Ausgepackt: {kinds}",
    unwrappedName: "was verpackt war",
    unwrapping: "Wird ausgepackt … {percent} %",
    finding: "Dateien werden gesucht: bisher {n}",
    cancel: "Abbrechen",
    better: "Das sieht aus wie {what}. Dafür gemacht:",
  },
});
