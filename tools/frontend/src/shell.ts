/** The script of the locked pages: the start page and every tool. */

import "./frame";
import { offlineStatus } from "./shell/offline";
import { startWorkbench } from "./shell/workbench";

startWorkbench();
(document.querySelector("#offline") ?? document.querySelector("main"))?.append(offlineStatus());
