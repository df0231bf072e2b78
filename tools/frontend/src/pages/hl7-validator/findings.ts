/** The findings beside a message; their panel and its worker come when the page has nothing else to do. */

import { ready } from "../hl7-message/companion";

export const loadPanel = ready(() => import("./findings-panel"));
