/** What deals with whatever comes in: the detector, what unwraps and lists, and the tray. Asked for by `arrivals.ts`. */

export { openArchive } from "../intake/archive";
export { walk } from "../intake/walk";
export { Tray } from "../tray/tray";
export { answerTo } from "./answer";
export { unwrapped } from "./unwrapped";
