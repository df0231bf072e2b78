/** Asks a worker for acknowledgements. */

import { WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { AckAnswer, AckQuestion } from "../../workers/hl7-acknowledge";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/hl7-acknowledge.ts", import.meta.url), { type: "module" }),
);

export const newAsker = (): WorkerBridge<AckQuestion, AckAnswer> => new WorkerBridge(workers);
