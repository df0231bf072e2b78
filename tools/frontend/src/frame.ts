/** What every page has: look, theme, search, keys, and the way to what is wrong. */

import "./look.css";
import { loadLater } from "./elements/idle";
import { startTheme } from "./elements/theme";
import { startKeys } from "./keys/start";
import { startPalette } from "./palette/palette";

startTheme();
// A form that came back: the summary of what is wrong is read first.
document.querySelector<HTMLElement>("#error-summary")?.focus();
startPalette();
startKeys();
void loadLater();
