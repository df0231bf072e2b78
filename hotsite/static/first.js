// Before anything is drawn: the theme the visitor chose here, the one thing these pages keep in the browser.
(() => {
  "use strict";
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is refused: the system's own theme holds.
  }
})();
