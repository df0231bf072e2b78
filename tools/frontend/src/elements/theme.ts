/** Light, dark, or as the system says: one button that goes round. The choice is all that these pages store. */

import { defineText } from "../text/define";

const t = defineText({
  en: { system: "Theme: system", light: "Theme: light", dark: "Theme: dark" },
  de: { system: "Design: System", light: "Design: hell", dark: "Design: dunkel" },
});

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

function currentTheme(): Theme {
  const named = document.documentElement.dataset["theme"];
  return named === "light" || named === "dark" ? named : "system";
}

function apply(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // Storage is refused: the theme holds for this page.
  }
}

export function startTheme(): void {
  const button = document.querySelector<HTMLButtonElement>("#theme");
  if (!button) return;
  const show = (): void => {
    button.textContent = t(currentTheme());
  };
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(currentTheme()) + 1) % THEMES.length] ?? "system";
    apply(next);
    show();
  });
  show();
  button.hidden = false;
}
