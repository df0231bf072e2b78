/** The script of the locked pages: the start page and every tool. */

import "./site";
import { startWorkbench } from "./shell/workbench";

startWorkbench();
