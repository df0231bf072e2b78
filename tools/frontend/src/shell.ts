/** The script of the locked pages: the start page and every tool. */

import "./frame";
import { later, whenIdle } from "./elements/idle";
import { startWorkbench } from "./shell/workbench";

const offline = later(() => import("./shell/offline"));

startWorkbench();
void whenIdle()
  .then(offline)
  .then(({ offlineStatus }) => {
    (document.querySelector("#offline") ?? document.querySelector("main"))?.append(offlineStatus());
  })
  .catch(() => {}); // no connection before it was stored: the page works as it is
