/**
 * Says whether the page works without a network, and has what is missing stored.
 *
 * The service worker (`hotsite/service_worker.js`) stores; it hears no messages. Whoever loads a tool's program uses the
 * tool, and the worker stores whatever belongs to it. So the button loads programs, and the page looks into `caches`.
 */

import { h } from "../elements/dom";
import { defineText } from "../text/define";

const t = defineText({
  en: {
    stored: "Available offline · version {version}",
    missing: "Not yet available offline",
    store: "Make available offline ({size} MB)",
    storing: "Storing …",
    failed: "Not everything could be stored. Try again when there is a connection.",
  },
  de: {
    stored: "Ohne Netz verfügbar · Version {version}",
    missing: "Noch nicht ohne Netz verfügbar",
    store: "Ohne Netz verfügbar machen ({size} MB)",
    storing: "Wird gespeichert …",
    failed: "Nicht alles ließ sich speichern. Versuchen Sie es noch einmal, wenn eine Verbindung besteht.",
  },
});

const WORKER = "/sw.js";
/** Answered by `hotsite/offline.py`; of the release whose worker is in charge. */
const NEEDS = "/offline.js";
const SHOWN_DIGITS = 8;
const PAUSE_MS = 1_000;
/** How long the page looks whether something was stored: after it was opened, and after the button was pressed. */
const LOOKS_AT_START = 15;
const LOOKS_AFTER_PRESS = 120;

interface Needs {
  readonly release: string;
  readonly shell: readonly string[];
  readonly tools: Readonly<Record<string, ToolNeeds>>;
  readonly sizes: Readonly<Record<string, number>>;
}

/** The lock that is held, shared, by every page that a service worker stands before, as long as it is shown. */
const STOOD_BEFORE = "a service worker stands before this page";

function holdWhileShown(): void {
  let letGo: (() => void) | undefined;
  const hold = (): void => {
    if (letGo || !navigator.serviceWorker.controller) return;
    void navigator.locks.request(
      STOOD_BEFORE,
      { mode: "shared" },
      () => new Promise<void>((done) => (letGo = done)),
    );
  };
  navigator.serviceWorker.addEventListener("controllerchange", hold);
  addEventListener("pageshow", hold);
  // A page that holds a lock is not kept for the way back.
  addEventListener("pagehide", () => {
    letGo?.();
    letGo = undefined;
  });
  hold();
}

/**
 * Comes to an end once this page may register.
 *
 * One that finds nothing registered may have been let through by a worker of an older release, which unregistered itself
 * and stands before other pages still. Browsers would take that registration up again, and give this page's own workers
 * to the old one, which refuses what it does not know. So it waits until the last of those pages is closed.
 */
async function freeToRegister(): Promise<void> {
  const worker = navigator.serviceWorker;
  if (worker.controller || (await worker.getRegistration())) return;
  const enough = new AbortController();
  // Or another page, opened at the same time, has registered, and its worker stands before this one too.
  worker.addEventListener("controllerchange", () => enough.abort(), { once: true });
  await navigator.locks.request(STOOD_BEFORE, { signal: enough.signal }, () => {}).catch(() => {});
}

/** Once the page is drawn, so that nothing of it waits for what is stored. */
async function register(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
  holdWhileShown();
  await freeToRegister();
  const registration = await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
  // A registration that was given up a moment ago is taken up as it is, without a look at whether there is a newer worker.
  if (!navigator.serviceWorker.controller) await registration.update().catch(() => {}); // without a network: later
  await navigator.serviceWorker.ready;
}

async function loadNeeds(): Promise<Needs> {
  return (await import(/* @vite-ignore */ NEEDS)) as Needs;
}

interface ToolNeeds {
  readonly entry: string;
  readonly files: readonly string[];
}

/** The tools that count here: the one whose page this is, or all of them. */
function toolsOf(needs: Needs): readonly ToolNeeds[] {
  const tool = needs.tools[location.pathname.split("/").at(-2) ?? ""];
  return tool ? [tool] : Object.values(needs.tools);
}

/** What this page would miss without a network. */
async function missing(needs: Needs): Promise<readonly string[]> {
  const cacheName = `release ${needs.release}`;
  const wanted = new Set([...needs.shell, ...toolsOf(needs).flatMap((tool) => tool.files)]);
  const found = await Promise.all([...wanted].map((path) => caches.match(path, { cacheName })));
  return [...wanted].filter((_, index) => !found[index]);
}

/** Asks for a tool's program, without running it. The fragment makes it a request even where it was loaded before. */
function askFor({ entry }: ToolNeeds): void {
  const link = h("link", { rel: "modulepreload", href: `${entry}#offline-${performance.now()}` });
  link.onload = link.onerror = () => link.remove();
  document.head.append(link);
}

/** When this document shows another tool: its path is another, not its fragment alone. */
function onOtherTool(look: () => void): void {
  let path = location.pathname;
  // The DOM library does not know `navigation` yet.
  (globalThis as { navigation?: EventTarget }).navigation?.addEventListener("currententrychange", () => {
    if (location.pathname === path) return;
    path = location.pathname;
    look();
  });
}

class OfflineStatus {
  readonly #status = h("span", { className: "muted", role: "status" });
  readonly #button = h("button", { type: "button", className: "btn small", hidden: true });
  readonly element = h("div", { className: "row offline", hidden: true }, this.#status, this.#button);
  #round = 0;

  async start(): Promise<void> {
    const needs = await loadNeeds();
    await register();
    this.#button.addEventListener("click", () => {
      for (const tool of toolsOf(needs)) askFor(tool);
      void this.#watch(needs, LOOKS_AFTER_PRESS, t("storing"), t("failed"));
    });
    const look = (): void => void this.#watch(needs, LOOKS_AT_START, t("missing"), t("missing"));
    navigator.serviceWorker.addEventListener("controllerchange", look);
    onOtherTool(look);
    this.element.hidden = false;
    look();
  }

  /** Looks again until all is stored, or `looks` times: the worker has no way to tell. */
  async #watch(needs: Needs, looks: number, meanwhile: string, afterwards: string): Promise<void> {
    const round = ++this.#round;
    for (let look = 0; look < looks; look++) {
      const left = await missing(needs);
      if (round !== this.#round) return;
      this.#show(needs, left, meanwhile);
      if (left.length === 0) return;
      await new Promise((done) => setTimeout(done, PAUSE_MS));
      if (round !== this.#round) return; // somebody else looks by now
    }
    this.#show(needs, await missing(needs), afterwards);
  }

  #show(needs: Needs, left: readonly string[], sentence: string): void {
    const all = left.length === 0;
    const version = needs.release.slice(0, SHOWN_DIGITS);
    this.#say(all ? t("stored", { version }) : sentence);
    const bytes = left.reduce((sum, path) => sum + (needs.sizes[path] ?? 0), 0);
    this.#button.hidden = all || !navigator.serviceWorker.controller; // it is the controller that stores
    this.#button.disabled = sentence === t("storing");
    this.#button.textContent = t("store", { size: Math.ceil(bytes / 100_000) / 10 });
  }

  /** A status that is written again is read aloud again. */
  #say(sentence: string): void {
    if (this.#status.textContent !== sentence) this.#status.textContent = sentence;
  }
}

/** One for a document. It shows itself once it has something to say, and never where there are no service workers. */
export function offlineStatus(): HTMLElement {
  const status = new OfflineStatus();
  // Refused, as in a private window, or no connection before anything was stored: the page works as it is.
  if ("serviceWorker" in navigator) status.start().catch(() => {});
  return status.element;
}
