/** The most memory that something takes: Linux keeps the peak of each process, and forgets it when asked to. */

import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { TestContext } from "vitest";

const MEGABYTE = 1024 * 1024;
/** What a damaged file may take on top of what is there, at the most, unless it holds more itself. */
const ALLOWED = 64 * MEGABYTE;
const TIMES = 3;

/** proc_pid_clear_refs(5): "5" sets VmHWM, the peak, to what the process holds now. */
const FORGET_PEAK = ["/proc/self/clear_refs", "5"] as const;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/**
 * Of all of a run together. Bytes that the allocator keeps serve the next one too, whose growth is then less than what it
 * takes: this bounds what could be hidden so.
 */
export const MOST_OF_ALL = 2 * ALLOWED;

/** max(64 MB, 3 × the size inflated), in bytes. */
export const mostMemory = (inflated: number): number => Math.max(ALLOWED, TIMES * inflated);

/** Why the peak cannot be measured here; "" where it can. */
function whyNot(): string {
  try {
    writeFileSync(...FORGET_PEAK);
    return "";
  } catch (error) {
    return `the peak of memory cannot be measured: ${String(error)}`;
  }
}

/** Leaves the test out where there is nothing to measure with, and says so: never where CI runs on Linux. */
export function needsPeak({ skip }: TestContext): void {
  const reason = whyNot();
  if (reason === "") return;
  if (process.platform === "linux" && process.env["CI"]) throw new Error(reason);
  skip(reason);
}

/** Of /proc/self/status, in bytes: VmRSS is what the process holds now, VmHWM the most that it held. */
function held(field: "VmRSS" | "VmHWM"): number {
  const [, kilobytes] =
    new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  if (kilobytes === undefined) throw new Error(`/proc/self/status has no ${field}`);
  return Number(kilobytes) * 1024;
}

export class Peaks {
  #least = Number.POSITIVE_INFINITY;
  /** By how many bytes the process ever held more than at its least: what stays from one run to the next shows here. */
  most = 0;

  /** How many bytes more the process held while this ran than before it, garbage collected. */
  async of(run: () => Promise<unknown>): Promise<number> {
    await new Promise(setImmediate); // what the last run left behind is let go of only then
    collectGarbage();
    writeFileSync(...FORGET_PEAK);
    const before = held("VmRSS");
    await run();
    const peak = held("VmHWM");
    this.#least = Math.min(this.#least, before);
    this.most = Math.max(this.most, peak - this.#least);
    return peak - before;
  }
}
