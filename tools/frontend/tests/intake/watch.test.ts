import { expect, test } from "vitest";
import { Ended, inFlight } from "../../src/intake/watch";

const watched = () => ({ signal: new AbortController().signal });
const busy = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

test("whatever else waits has its turn while many small pieces are done", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await inFlight(200, 16, watched(), async () => busy(1));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

test("every piece is done once, whoever rested meanwhile", async () => {
  const done: number[] = [];
  await inFlight(300, 16, watched(), async (index) => {
    busy(0.2);
    done.push(index);
  });
  expect(done.sort((one, other) => one - other)).toEqual([...Array(300).keys()]);
});

test("what is ended while it rests does no more", async () => {
  const ear = new AbortController();
  let done = 0;
  const work = inFlight(1_000, 4, { signal: ear.signal }, async () => {
    busy(1);
    if (++done === 20) ear.abort();
  });
  await expect(work).rejects.toBeInstanceOf(Ended);
  expect(done).toBe(20);
});
