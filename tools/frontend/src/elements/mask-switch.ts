/** The button "Mask values" above the tools; Alt M from anywhere. */

import { keyAttributes } from "../keys/caps";
import { KEYS, keyOf } from "../keys/keys";
import { masking } from "../shell/mask";
import { defineText } from "../text/define";
import { h } from "./dom";

const t = defineText({
  en: { mask: "Mask values", on: "Values are masked.", off: "Values are shown." },
  de: { mask: "Werte maskieren", on: "Werte sind maskiert.", off: "Werte werden gezeigt." },
});

export function maskSwitch(): HTMLElement {
  const button = h(
    "button",
    { type: "button", className: "btn small mask-switch", ...keyAttributes(KEYS.bench.mask) },
    t("mask"),
  );
  const status = h("span", { className: "hidden-title", role: "status" });
  const show = (): void => {
    button.setAttribute("aria-pressed", String(masking.on));
    document.documentElement.toggleAttribute("data-masked", masking.on);
  };
  button.onclick = () => masking.toggle();
  masking.addEventListener("change", () => {
    show();
    status.textContent = t(masking.on ? "on" : "off");
  });
  document.addEventListener("keydown", (event) => {
    if (keyOf("bench", event) !== "mask") return;
    event.preventDefault();
    masking.toggle();
  });
  show();
  return h("span", { className: "fold-away" }, button, status);
}
