/** What every page has: look, theme, search, and the way to what is wrong. */

import "./look.css";
import { startPalette } from "./elements/palette";
import { startTheme } from "./elements/theme";

startTheme();
// A form that came back: the summary of what is wrong is read first.
document.querySelector<HTMLElement>("#error-summary")?.focus();
startPalette();
