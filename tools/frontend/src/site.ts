/** Every page's script: theme and search. */

import "./look.css";
import { startPalette } from "./elements/palette";
import { startTheme } from "./elements/theme";

startTheme();
startPalette();
