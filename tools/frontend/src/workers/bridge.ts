/**
 * Questions to a module worker, with progress and cancel: one at a time, unless a question is put beside others.
 *
 * Cancelling ends the worker: a parser in the middle of a loop hears nothing, and a fresh worker costs less than
 * a hung one. What workers ask the network for is not seen by the page, so each reply says it.
 */

import { asFailure, type Failure, Fatal } from "../bytes/fault";
import { later } from "../elements/idle";

/** What a worker asked for, or was kept from asking for, since it was started. */
export interface Traffic {
  /** Addresses, and when each was asked for: milliseconds since 1970, as a page and its workers count from other moments. */
  readonly requests: readonly { readonly name: string; readonly at: number }[];
  readonly blocked: number;
}

/** Questions are numbered, and replies say to which they belong. */
interface Asked<Question> {
  readonly number: number;
  readonly question: Question;
}

/** The worker's side answers with these. `T` must survive structured cloning. */
type Reply<T> = { readonly number: number } /** Said once, when the script runs. */ & (
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  /** A part of a long answer, which is not waited for. */
  | { readonly kind: "piece"; readonly piece: unknown }
  | { readonly kind: "answer"; readonly answer: T; readonly traffic: Traffic }
  | { readonly kind: "failed"; readonly failure: Failure; readonly traffic: Traffic }
);

export type Progress = (done: number, total: number) => void;
/** Takes a part of an answer; what it is, question and worker agree on. */
export type Piece = (piece: unknown) => void;

/**
 * Rejects `ask` when the worker could not answer. Besides the parsers' own codes: "out-of-memory"; "crashed", when
 * the worker ended or its script did not load; "internal", an error that nobody foresaw. After each of them the
 * same question may be asked again.
 */
export class WorkerFailure extends Fatal {
  override name = "WorkerFailure";
}

export class Cancelled extends Error {
  override name = "Cancelled";
}

/** Said on the window when a worker has told of its traffic; `detail` is a `Traffic`. */
export const WORKER_TRAFFIC = "worker-traffic";

/** Makes workers, and keeps one ready: its script is asked for before there are data. */
export class WorkerSource {
  readonly #make: () => Worker;
  #spare: Worker | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(make: () => Worker) {
    this.#make = make;
    later(() => this.#running); // a page that says that it has all it needs has waited for this too
  }

  /** Settles when the script runs, or does not load: from then on nothing is asked for. */
  prepare(): Promise<void> {
    if (this.#spare) return this.#running;
    const worker = this.#make();
    // A script that does not load says so once, and maybe before anybody asks: such a worker would never answer.
    worker.onerror = () => {
      if (this.#spare === worker) this.#spare = null;
    };
    this.#spare = worker;
    this.#running = new Promise((settle) => {
      for (const event of ["message", "error"])
        worker.addEventListener(event, () => settle(), { once: true });
    });
    return this.#running;
  }

  take(): Worker {
    const worker = this.#spare ?? this.#make();
    this.#spare = null;
    return worker;
  }
}

/** A question that waits for its answer. */
interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly progress: Progress | undefined;
  readonly piece: Piece | undefined;
}

export class WorkerBridge<Question, Answer> {
  readonly #source: WorkerSource;
  #worker: Worker | null = null;
  /** By the numbers of the questions. */
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #asked = 0;

  constructor(source: WorkerSource) {
    this.#source = source;
    this.#listenTo(source.take());
  }

  /** A new question cancels the one before it (rejected with `Cancelled`), and ends its worker. */
  ask(question: Question, progress?: Progress, piece?: Piece): Promise<Answer> {
    this.cancel();
    return this.#put(question, progress, piece);
  }

  /**
   * Like `ask`, to the worker that is there: for what it holds is needed. An answer under way is dropped, but not cut
   * short, so the worker must come to it soon.
   */
  askOn(question: Question, progress?: Progress): Promise<Answer> {
    this.#drop(new Cancelled());
    return this.#put(question, progress);
  }

  /** Like `ask`, and leaves the questions under way as they are: a worker that waits for files has time for another. */
  askBeside(question: Question, progress?: Progress, piece?: Piece): Promise<Answer> {
    return this.#put(question, progress, piece);
  }

  /** Ends the questions under way, if there are any. */
  cancel(): void {
    if (this.#waiting.size > 0) this.#endWith(new Cancelled());
  }

  /** Ends the worker, and with it all data that it holds. */
  end(): void {
    this.#endWith(new Cancelled());
  }

  #put(question: Question, progress?: Progress, piece?: Piece): Promise<Answer> {
    const number = ++this.#asked;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, progress, piece });
      try {
        const worker = this.#worker ?? this.#listenTo(this.#source.take());
        worker.postMessage({ number, question } satisfies Asked<Question>);
      } catch (error) {
        this.#endWith(asWorkerFailure(asFailure(error))); // no worker could be made, or the question not be cloned
      }
    });
  }

  #listenTo(worker: Worker): Worker {
    const crashed = (): void => {
      if (worker === this.#worker) this.#endWith(new WorkerFailure("crashed"));
    };
    worker.onmessage = ({ data }: MessageEvent<Reply<Answer>>) => this.#hear(data);
    worker.onerror = crashed;
    worker.onmessageerror = crashed;
    this.#worker = worker;
    return worker;
  }

  #hear(reply: Reply<Answer>): void {
    if (reply.kind === "ready") return;
    if ("traffic" in reply)
      dispatchEvent(new CustomEvent<Traffic>(WORKER_TRAFFIC, { detail: reply.traffic }));
    const waiting = this.#waiting.get(reply.number);
    if (!waiting) return;
    if (reply.kind === "progress") waiting.progress?.(reply.done, reply.total);
    if (reply.kind === "piece") waiting.piece?.(reply.piece);
    if (!("traffic" in reply)) return;
    this.#waiting.delete(reply.number);
    if (reply.kind === "answer") waiting.resolve(reply.answer);
    else waiting.reject(asWorkerFailure(reply.failure));
  }

  #endWith(error: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#drop(error);
  }

  #drop(error: Error): void {
    const dropped = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of dropped) reject(error);
  }
}

const asWorkerFailure = ({ code, offset, values }: Failure): WorkerFailure =>
  new WorkerFailure(code, offset, values);

export interface WorkerScope<Question> {
  onmessage: ((event: { readonly data: Asked<Question> }) => void) | null;
  postMessage(message: unknown, moved: readonly ArrayBufferLike[]): void;
  addEventListener(type: "securitypolicyviolation", listener: () => void): void;
}

interface Serving<Question> {
  /** The worker's own. */
  readonly scope?: WorkerScope<Question>;
  /** What the script asks for when it begins: only then is it ready. */
  readonly begins?: readonly (Promise<unknown> | null)[];
}

/**
 * Called once in a worker's script; `work` answers one question, reporting progress as it likes. Columns that `moved`
 * names are handed over instead of copied: the worker has them no longer.
 */
export function serve<Question, Answer>(
  work: (question: Question, progress: Progress, piece: Piece) => Promise<Answer> | Answer,
  moved: (answer: Answer) => readonly ArrayBufferView[] = () => [],
  { scope = globalThis as unknown as WorkerScope<Question>, begins = [] }: Serving<Question> = {},
): void {
  let blocked = 0;
  scope.addEventListener("securitypolicyviolation", () => {
    blocked += 1;
  });
  const traffic = (): Traffic => ({
    requests: performance
      .getEntriesByType("resource")
      .map(({ name, startTime }) => ({ name, at: performance.timeOrigin + startTime })),
    blocked,
  });
  const reply = (message: Reply<Answer>, views: readonly ArrayBufferView[] = []): void =>
    scope.postMessage(message, [...new Set(views.map(({ buffer }) => buffer))]);
  scope.onmessage = async ({ data: { number, question } }) => {
    try {
      const progress: Progress = (done, total) => reply({ number, kind: "progress", done, total });
      const answer = await work(question, progress, (piece) => reply({ number, kind: "piece", piece }));
      reply({ number, kind: "answer", answer, traffic: traffic() }, moved(answer));
    } catch (error) {
      reply({ number, kind: "failed", failure: asFailure(error), traffic: traffic() });
    }
  };
  // Where the script runs as another kind of worker, which has no page of its own, there is nobody to tell.
  const ready = (): void => {
    if ("postMessage" in scope) reply({ number: 0, kind: "ready" });
  };
  void Promise.allSettled(begins).then(ready);
}
