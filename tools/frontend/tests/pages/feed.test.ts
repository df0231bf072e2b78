/** Who waits for whom when a feed is asked about: the asker with workers that answer when they are told to. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { timeText } from "../../src/hl7/feed/timeline";
import { Asker, Stuck, Superseded } from "../../src/pages/hl7-feed/asker";
import { Cancelled } from "../../src/workers/bridge";
import type { FeedQuestion } from "../../src/workers/hl7-explore";

interface Posted {
  readonly number: number;
  readonly question: FeedQuestion;
}

class Thread {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  isEnded = false;
  readonly posted: Posted[] = [];

  constructor() {
    threads.push(this);
  }

  postMessage(message: Posted): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }

  get kinds(): readonly string[] {
    return this.posted.map(({ question }) => question.task.kind);
  }

  /** The newest question is answered. */
  async answer(answer: unknown): Promise<void> {
    const number = this.posted.at(-1)?.number;
    this.onmessage?.({ data: { number, kind: "answer", answer, traffic: { requests: [], blocked: 0 } } });
    await new Promise((go) => queueMicrotask(() => queueMicrotask(() => go(null))));
  }
}

let threads: Thread[] = [];
const rows = Uint32Array.of(0);
const overview = { kind: "overview", rows, state: 1 } as const;
const filter = { kind: "filter", filter: "PID present" } as const;
const message = { kind: "message", row: 0 } as const;

function asking(): { asker: Asker; thread: Thread } {
  const asker = new Asker();
  asker.begin(1, new Blob());
  return { asker, thread: threads.at(-1) as Thread };
}

beforeEach(() => {
  threads = [];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("Worker", Thread);
  vi.stubGlobal("dispatchEvent", () => true);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what nobody waits for gives way, and goes on behind it", async () => {
  const { asker, thread } = asking();
  const quiet = asker.askQuietly<"overview">(overview);
  const shown = asker.ask<"message">(message);
  await thread.answer("text");
  expect(await shown).toBe("text");
  expect(thread.kinds).toEqual(["overview", "message", "overview"]);
  await thread.answer("fields");
  expect(await quiet).toBe("fields");
});

test("of two questions that somebody waits for the second comes when the first is answered", async () => {
  const { asker, thread } = asking();
  const kept = asker.ask<"filter">(filter);
  const shown = asker.ask<"message">(message);
  expect(thread.kinds).toEqual(["filter"]);
  await thread.answer("rows");
  await thread.answer("text");
  expect([await kept, await shown]).toEqual(["rows", "text"]);
});

test("a newer question of a kind takes the place of the older, running or waiting", async () => {
  const { asker, thread } = asking();
  const first = asker.ask<"filter">(filter);
  const second = asker.ask<"message">(message);
  const third = asker.ask<"message">({ ...message, row: 7 });
  const fourth = asker.ask<"filter">(filter);
  await expect(first).rejects.toThrow(Superseded);
  await expect(second).rejects.toThrow(Superseded);
  expect(thread.kinds).toEqual(["filter", "message"]);
  await thread.answer("text");
  await thread.answer("rows");
  expect([await third, await fourth]).toEqual(["text", "rows"]);
});

test("a filter that says nothing for too long ends its worker; a fresh one takes the next question", async () => {
  const { asker, thread } = asking();
  const stuck = asker.ask<"filter">(filter);
  const quiet = asker.askQuietly<"overview">(overview);
  vi.advanceTimersByTime(14_000);
  expect(thread.isEnded).toBe(false);
  vi.advanceTimersByTime(2_000);
  await expect(stuck).rejects.toThrow(Stuck);
  await expect(quiet).rejects.toThrow(Stuck);
  expect(thread.isEnded).toBe(true);
  const again = asker.ask<"filter">(filter);
  await threads.at(-1)?.answer("rows");
  expect(await again).toBe("rows");
  expect(threads.at(-1)).not.toBe(thread);
});

test("another text ends what was asked of the last one", async () => {
  const { asker } = asking();
  const asked = asker.ask<"filter">(filter);
  asker.begin(2, new Blob());
  await expect(asked).rejects.toThrow(Cancelled);
});

test("a bar's time is written as people read it", () => {
  expect(["2026", "202601", "20260102", "2026010203", "202601020304"].map(timeText)).toEqual([
    "2026",
    "2026-01",
    "2026-01-02",
    "2026-01-02 03",
    "2026-01-02 03:04",
  ]);
});
