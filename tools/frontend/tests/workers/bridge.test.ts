/** The two sides of the bridge, each as it is, with a thread's end in between: structured clones, one after another. */

import { beforeEach, expect, test, vi } from "vitest";
import { Fatal } from "../../src/bytes/fault";
import {
  Cancelled,
  type Piece,
  type Progress,
  serve,
  WorkerBridge,
  WorkerFailure,
  type WorkerScope,
  WorkerSource,
} from "../../src/workers/bridge";

type Work = (question: string, progress: Progress, piece: Piece) => Promise<unknown> | unknown;

/** What a bridge sees of a worker, with the worker's own side behind it. */
class Thread extends EventTarget {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;
  onmessageerror: (() => void) | null = null;
  isEnded = false;
  readonly scope: WorkerScope<string>;

  constructor(work: Work | null) {
    super();
    const scope: WorkerScope<string> = {
      onmessage: null,
      postMessage: (message, moved) => {
        const data = structuredClone(message, { transfer: [...moved] as ArrayBuffer[] });
        queueMicrotask(() => {
          if (this.isEnded) return;
          this.dispatchEvent(new Event("message"));
          this.onmessage?.({ data });
        });
      },
      addEventListener: () => {},
    };
    this.scope = scope;
    if (work) serve(work, undefined, { scope });
  }

  postMessage(message: unknown): void {
    const data = structuredClone(message) as { number: number; question: string };
    queueMicrotask(() => this.isEnded || this.scope.onmessage?.({ data }));
  }

  terminate(): void {
    this.isEnded = true;
  }

  /** An error that nobody caught, or a script that did not load. */
  fail(): void {
    this.dispatchEvent(new Event("error"));
    this.onerror?.();
  }
}

const never: Work = () => new Promise(() => {});
const threads: Thread[] = [];

/** A bridge to workers that do this, one after the other; the last of them from then on. */
function bridgeTo(...works: readonly (Work | null)[]): WorkerBridge<string, unknown> {
  return new WorkerBridge(sourceOf(...works));
}

function sourceOf(...works: readonly (Work | null)[]): WorkerSource {
  return new WorkerSource(() => {
    const thread = new Thread(works[Math.min(threads.length, works.length - 1)] ?? null);
    threads.push(thread);
    return thread as unknown as Worker;
  });
}

const failing =
  (error: unknown): Work =>
  () => {
    throw error;
  };

async function failureOf(asked: Promise<unknown>): Promise<WorkerFailure> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WorkerFailure);
  return error as WorkerFailure;
}

beforeEach(() => {
  threads.length = 0;
  vi.stubGlobal("dispatchEvent", () => true);
});

test("an answer comes back, with progress on the way", async () => {
  const told: string[] = [];
  const bridge = bridgeTo((question, progress) => {
    progress(1, 2);
    return `${question}!`;
  });
  expect(await bridge.ask("one", (done, total) => told.push(`${done}/${total}`))).toBe("one!");
  expect(told).toEqual(["1/2"]);
  expect(await bridge.ask("two")).toBe("two!");
  expect(threads).toHaveLength(1);
});

test("pieces of a long answer come as they are told, and those of a cancelled question to nobody", async () => {
  const bridge = bridgeTo(async (question, _progress, piece) => {
    piece([question, 1]);
    await Promise.resolve();
    piece([question, 2]);
    return question === "first" ? new Promise(() => {}) : "whole";
  });
  const told: unknown[] = [];
  const first = bridge.ask("first", undefined, (piece) => told.push(piece));
  bridge.cancel();
  await expect(first).rejects.toThrow(Cancelled);
  expect(await bridge.ask("second", undefined, (piece) => told.push(piece))).toBe("whole");
  expect(told).toEqual([
    ["second", 1],
    ["second", 2],
  ]);
});

test("a parser's fault comes over with its code, its place and what it found", async () => {
  const bridge = bridgeTo(failing(new Fatal("not-dicom", 12, { size: 4 })));
  expect((await failureOf(bridge.ask("one"))).failure).toEqual({
    code: "not-dicom",
    offset: 12,
    values: { size: 4 },
  });
});

test.each([
  new RangeError("Array buffer allocation failed"),
  new RangeError("Invalid typed array length: 4294967296"),
  new RangeError("Invalid array length"),
  new RangeError("Invalid string length"),
  new RangeError("Map maximum size exceeded"),
  new Error("out of memory"),
  "InternalError: allocation size overflow",
])("want of memory is said as such: %s", async (error) => {
  const bridge = bridgeTo(failing(error));
  expect((await failureOf(bridge.ask("one"))).failure.code).toBe("out-of-memory");
});

test.each([
  new RangeError("Maximum call stack size exceeded"),
  new TypeError("x is undefined"),
  null,
  undefined,
])("an error that nobody foresaw is internal, and says nothing of the input: %s", async (error) => {
  const bridge = bridgeTo(failing(error));
  expect((await failureOf(bridge.ask("one"))).failure).toEqual({ code: "internal", offset: -1, values: {} });
});

test("after a failure the same worker answers the next question", async () => {
  let times = 0;
  const bridge = bridgeTo(() => {
    times += 1;
    if (times === 1) throw new RangeError("Array buffer allocation failed");
    return "read";
  });
  await failureOf(bridge.ask("one"));
  expect(await bridge.ask("one")).toBe("read");
});

test("an answer that cannot be sent is a failure, not silence", async () => {
  const bridge = bridgeTo(() => () => "a function has no clone");
  expect((await failureOf(bridge.ask("one"))).failure.code).toBe("internal");
});

test("a question that cannot be sent is a failure, and the next one is answered", async () => {
  const bridge = bridgeTo((question) => question);
  await failureOf(bridge.ask((() => "no clone") as unknown as string));
  expect(await bridge.ask("two")).toBe("two");
});

test("a worker that crashes in its work rejects the question; a fresh one answers the next", async () => {
  const bridge = bridgeTo(never, (question) => question);
  const asked = bridge.ask("one");
  threads[0]?.fail();
  expect((await failureOf(asked)).failure.code).toBe("crashed");
  expect(threads[0]?.isEnded).toBe(true);
  expect(await bridge.ask("one")).toBe("one");
  expect(threads).toHaveLength(2);
});

test("a worker that crashes while nobody asks is replaced before the next question", async () => {
  const bridge = bridgeTo(never, (question) => question);
  threads[0]?.fail();
  expect(await bridge.ask("one")).toBe("one");
});

test("a script that did not load before a tool was opened is asked for again", async () => {
  const source = sourceOf(null, (question) => question);
  source.prepare();
  threads[0]?.fail(); // before any bridge listens
  source.prepare();
  expect(await new WorkerBridge<string, unknown>(source).ask("one")).toBe("one");
});

test("a worker is prepared when its script runs, or does not load", async () => {
  await sourceOf((question) => question).prepare();
  threads.length = 0;
  const source = sourceOf(null);
  let settled = 0;
  const both = [source.prepare(), source.prepare()].map((prepared) => prepared.then(() => settled++));
  await null;
  expect([settled, threads.length]).toEqual([0, 1]);
  threads[0]?.fail();
  await Promise.all(both);
  expect(settled).toBe(2);
});

test("a script that does not load at all is a crash each time, never silence", async () => {
  const bridge = bridgeTo(null);
  for (const _time of [1, 2]) {
    const asked = bridge.ask("one");
    threads.at(-1)?.fail();
    expect((await failureOf(asked)).failure.code).toBe("crashed");
  }
});

test("a browser that makes no worker rejects the question", async () => {
  let makes = 0;
  const bridge = new WorkerBridge<string, unknown>(
    new WorkerSource(() => {
      makes += 1;
      if (makes > 1) throw new Error("no more threads");
      return new Thread(never) as unknown as Worker;
    }),
  );
  bridge.end();
  expect((await failureOf(bridge.ask("one"))).failure.code).toBe("internal");
});

test("what is cancelled ends the worker, says so, and is answered when it is asked again", async () => {
  const bridge = bridgeTo(never, (question) => question);
  const asked = bridge.ask("one");
  bridge.cancel();
  await expect(asked).rejects.toBeInstanceOf(Cancelled);
  expect(threads[0]?.isEnded).toBe(true);
  expect(await bridge.ask("one")).toBe("one");
});

test("a new question cancels the one before it, whose late answer goes to nobody", async () => {
  const bridge = bridgeTo(never, (question) => question);
  const first = bridge.ask("one");
  const second = bridge.ask("two");
  await expect(first).rejects.toBeInstanceOf(Cancelled);
  expect(await second).toBe("two");
});

test("a question to the worker that is there drops the one before, and its answer", async () => {
  const bridge = bridgeTo(async (question) => question);
  const first = bridge.ask("one");
  const second = bridge.askOn("two");
  await expect(first).rejects.toBeInstanceOf(Cancelled);
  expect(await second).toBe("two");
  expect(threads).toHaveLength(1);
});

test("a question beside another leaves it as it is; both end with the worker", async () => {
  const bridge = bridgeTo(async (question) => question, never);
  const answers = [bridge.askBeside("one"), bridge.askBeside("two")];
  expect(await Promise.all(answers)).toEqual(["one", "two"]);
  expect(threads).toHaveLength(1);
  bridge.end();
  const dropped = [bridge.askBeside("three"), bridge.askBeside("four")];
  bridge.cancel();
  for (const one of dropped) await expect(one).rejects.toBeInstanceOf(Cancelled);
  expect(threads).toHaveLength(2);
});

test("nothing to cancel is no error, and costs no worker", async () => {
  const bridge = bridgeTo((question) => question);
  bridge.cancel();
  expect(await bridge.ask("one")).toBe("one");
  expect(threads).toHaveLength(1);
});

test("columns that are handed over are the page's own, and no copy is left", async () => {
  const column = new Uint8Array([1, 2, 3]);
  const thread = new Thread(null);
  serve(
    () => ({ column }),
    (answer: { column: Uint8Array }) => [answer.column, answer.column.subarray(1)],
    { scope: thread.scope },
  );
  const bridge = new WorkerBridge<string, unknown>(new WorkerSource(() => thread as unknown as Worker));
  expect(await bridge.ask("one")).toEqual({ column: new Uint8Array([1, 2, 3]) });
  expect(column.length).toBe(0);
});

test("a script is ready once what it asks for when it begins is here, or did not come", async () => {
  for (const end of ["come", "fail"] as const) {
    const thread = new Thread(null);
    let settle = (): void => {};
    const asked = new Promise<void>((come, fail) => {
      settle = () => (end === "come" ? come() : fail(new Error("no connection")));
    });
    const heard: string[] = [];
    thread.onmessage = ({ data }) => heard.push((data as { kind: string }).kind);
    serve(() => "answer", undefined, { scope: thread.scope, begins: [asked, null] });
    await new Promise((go) => setTimeout(go));
    expect(heard).toEqual([]);
    settle();
    await new Promise((go) => setTimeout(go));
    expect(heard).toEqual(["ready"]);
  }
});
