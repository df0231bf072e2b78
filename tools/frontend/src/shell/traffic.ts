/**
 * What this page and its workers were seen to ask for, and whether the browser enforces the lock.
 *
 * Seen: what the browser's own resource timing lists for page and workers, and blocked attempts that it reports.
 * Not seen: a download that the page starts, a preconnect, what an extension does; `/your-data/` lists them.
 */

import { type Traffic, WORKER_TRAFFIC } from "../workers/bridge";

/** Not among the addresses that a locked page may connect to, and yet our server would answer it. */
const PROBE = "/static/lock-probe.svg";

export type Lock = "enforced" | "not enforced" | "not known";

class TrafficWatch extends EventTarget {
  lock: Lock = "not known";
  blocked = 0;
  #since = Number.POSITIVE_INFINITY;
  readonly #page: { readonly name: string; readonly at: number }[] = [];
  /** By address, when one was last asked for, on the page's clock. */
  readonly #workers = new Map<string, number>();
  #workersBlocked = 0;

  start(): void {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const ours = entry.name.startsWith("blob:") || entry.name.startsWith("data:");
        if (!ours && !entry.name.endsWith(PROBE)) this.#page.push({ name: entry.name, at: entry.startTime });
      }
      this.#tell();
    }).observe({ type: "resource", buffered: true });
    addEventListener("securitypolicyviolation", () => this.#count());
    addEventListener("blocked-navigation", () => this.#count());
    addEventListener(WORKER_TRAFFIC, (event) => this.#heard((event as CustomEvent<Traffic>).detail));
    this.#probe();
  }

  /** Counting begins with the first data that are opened, and again when they are forgotten. */
  dataOpened(): void {
    this.#since = Math.min(this.#since, performance.now());
    this.#tell();
  }

  /** Addresses asked for since data were opened. */
  get requests(): readonly string[] {
    const page = this.#page.filter(({ at }) => at >= this.#since).map(({ name }) => name);
    const workers = [...this.#workers].filter(([, at]) => at >= this.#since).map(([name]) => name);
    return [...page, ...workers];
  }

  get watching(): boolean {
    return this.#since !== Number.POSITIVE_INFINITY;
  }

  #count(): void {
    this.blocked += 1;
    this.#tell();
  }

  #heard({ requests, blocked }: Traffic): void {
    for (const { name, at } of requests) this.#workers.set(name, at - performance.timeOrigin);
    if (blocked > this.#workersBlocked) {
      this.blocked += blocked - this.#workersBlocked;
      this.#workersBlocked = blocked;
    }
    this.#tell();
  }

  /** Asks for an unlisted file of our own, without data, before any are open: an answer means no lock. */
  #probe(): void {
    const image = new Image();
    const conclude = (lock: Lock): void => {
      this.lock = lock;
      this.#tell();
    };
    image.onload = () => conclude("not enforced");
    image.onerror = () => conclude(navigator.onLine ? "enforced" : "not known");
    image.src = PROBE;
  }

  #tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}

export const traffic = new TrafficWatch();
