import { afterEach, expect, it, vi } from "vitest";
import { inPieces } from "../../src/workers/pieces";

afterEach(() => {
  vi.useRealTimers();
});

it("tells every one once, however long each takes and whenever a piece is told", async () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
  const all = Array.from({ length: 300 }, (_, at) => at);
  const told: (readonly [number, number])[][] = [];
  const work = (one: number): Promise<number> =>
    new Promise((go) => setTimeout(() => go(one * 2), 20 + ((one * 37) % 190)));
  const done = inPieces(all, work, (piece) => told.push([...(piece as (readonly [number, number])[])]));
  await vi.runAllTimersAsync();
  await done;
  expect(told.length).toBeGreaterThan(3);
  expect(told.flat().sort(([one], [other]) => one - other)).toEqual(all.map((one) => [one, one * 2]));
});

it("tells what there is of none, and ends with what was thrown", async () => {
  const told: unknown[] = [];
  await inPieces(
    [],
    () => Promise.resolve(1),
    (piece) => told.push(piece),
  );
  expect(told).toEqual([[]]);
  const failing = inPieces(
    [1],
    () => Promise.reject(new Error("no memory")),
    () => undefined,
  );
  await expect(failing).rejects.toThrow("no memory");
});
