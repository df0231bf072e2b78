/**
 * One question at a time to a module worker, with progress and cancel.
 *
 * Cancelling ends the worker: a parser in the middle of a loop hears nothing, and a fresh worker costs less than
 * a hung one. What workers ask the network for is not seen by the page, so each reply says it.
 */

import { type Failure, Fatal } from "../bytes/fault";

/** What a worker asked for, or was kept from asking for, since it was started: addresses. */
export interface Traffic {
  readonly requests: readonly string[];
  readonly blocked: number;
}

/** The worker's side answers with these. `T` must survive structured cloning. */
type Reply<T> =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "answer"; readonly answer: T; readonly traffic: Traffic }
  | { readonly kind: "failed"; readonly failure: Failure; readonly traffic: Traffic };

/** Rejects `ask` when the worker could not answer; an unforeseen error has the code "internal". */
export class WorkerFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = "WorkerFailure";
    this.failure = failure;
  }
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

  constructor(make: () => Worker) {
    this.#make = make;
  }

  prepare(): void {
    this.#spare ??= this.#make();
  }

  take(): Worker {
    const worker = this.#spare ?? this.#make();
    this.#spare = null;
    return worker;
  }
}

export class WorkerBridge<Question, Answer> {
  readonly #source: WorkerSource;
  #worker: Worker | null;
  #abandon: (() => void) | null = null;

  constructor(source: WorkerSource) {
    this.#source = source;
    this.#worker = source.take();
  }

  /** A new question cancels the one before it (rejected with `Cancelled`). */
  ask(question: Question, onProgress?: (done: number, total: number) => void): Promise<Answer> {
    this.cancel();
    this.#worker ??= this.#source.take();
    const worker = this.#worker;
    return new Promise<Answer>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        this.#abandon = null;
        finish();
      };
      this.#abandon = () => settle(() => reject(new Cancelled()));
      worker.onmessage = ({ data }: MessageEvent<Reply<Answer>>) => {
        if (data.kind === "progress") {
          onProgress?.(data.done, data.total);
          return;
        }
        dispatchEvent(new CustomEvent<Traffic>(WORKER_TRAFFIC, { detail: data.traffic }));
        if (data.kind === "answer") settle(() => resolve(data.answer));
        else settle(() => reject(new WorkerFailure(data.failure)));
      };
      worker.onerror = () => {
        this.#worker = null;
        worker.terminate();
        settle(() => reject(new WorkerFailure({ code: "internal", offset: -1, values: {} })));
      };
      worker.postMessage(question);
    });
  }

  /** Ends the question under way, if there is one. */
  cancel(): void {
    if (!this.#abandon) return;
    this.#worker?.terminate();
    this.#worker = null;
    this.#abandon();
  }

  /** Ends the worker, and with it all data that it holds. */
  end(): void {
    this.cancel();
    this.#worker?.terminate();
    this.#worker = null;
  }
}

interface WorkerScope<Question> {
  onmessage: ((event: { readonly data: Question }) => void) | null;
  postMessage(message: unknown): void;
  addEventListener(type: "securitypolicyviolation", listener: () => void): void;
}

/** Called once in a worker's script; `work` answers one question, reporting progress as it likes. */
export function serve<Question, Answer>(
  work: (question: Question, progress: (done: number, total: number) => void) => Promise<Answer> | Answer,
): void {
  const scope = globalThis as unknown as WorkerScope<Question>;
  let blocked = 0;
  scope.addEventListener("securitypolicyviolation", () => {
    blocked += 1;
  });
  const traffic = (): Traffic => ({
    requests: performance.getEntriesByType("resource").map((entry) => entry.name),
    blocked,
  });
  const reply = (message: Reply<Answer>): void => scope.postMessage(message);
  scope.onmessage = async ({ data }) => {
    try {
      const answer = await work(data, (done, total) => reply({ kind: "progress", done, total }));
      reply({ kind: "answer", answer, traffic: traffic() });
    } catch (error) {
      const failure = error instanceof Fatal ? error.failure : { code: "internal", offset: -1, values: {} };
      reply({ kind: "failed", failure, traffic: traffic() });
    }
  };
}
