/**
 * One question at a time to a module worker, with progress and cancel.
 *
 * Cancelling ends the worker: a parser in the middle of a loop hears nothing, and a fresh worker costs less than
 * a hung one. The next question starts another.
 */

import { type Failure, Fatal } from "../bytes/fault";

/** The worker's side answers with these. `T` must survive structured cloning. */
type Reply<T> =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "answer"; readonly answer: T }
  | { readonly kind: "failed"; readonly failure: Failure };

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

export class WorkerBridge<Question, Answer> {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #abandon: (() => void) | null = null;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** A new question cancels the one before it (rejected with `Cancelled`). */
  ask(question: Question, onProgress?: (done: number, total: number) => void): Promise<Answer> {
    if (this.#abandon) this.cancel();
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise<Answer>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        this.#abandon = null;
        finish();
      };
      this.#abandon = () => settle(() => reject(new Cancelled()));
      worker.onmessage = ({ data }: MessageEvent<Reply<Answer>>) => {
        if (data.kind === "progress") onProgress?.(data.done, data.total);
        else if (data.kind === "answer") settle(() => resolve(data.answer));
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

  cancel(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#abandon?.();
  }
}

interface WorkerScope<Question> {
  onmessage: ((event: { readonly data: Question }) => void) | null;
  postMessage(message: unknown, transfer?: readonly ArrayBufferLike[]): void;
}

/** Called once in a worker's script; `work` answers one question, reporting progress as it likes. */
export function serve<Question, Answer>(
  work: (question: Question, progress: (done: number, total: number) => void) => Promise<Answer> | Answer,
): void {
  const scope = globalThis as unknown as WorkerScope<Question>;
  const reply = (message: Reply<Answer>): void => scope.postMessage(message);
  scope.onmessage = async ({ data }) => {
    try {
      const answer = await work(data, (done, total) => reply({ kind: "progress", done, total }));
      reply({ kind: "answer", answer });
    } catch (error) {
      const known = error instanceof Fatal;
      reply({
        kind: "failed",
        failure: known ? error.failure : { code: "internal", offset: -1, values: {} },
      });
    }
  };
}
