/** What deals with whatever comes in is a module of its own: a page begins without it. */

import { later } from "../elements/idle";

export const arrivals = later(() => import("./incoming"));
