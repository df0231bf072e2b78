/** Fields with a button behind them: Enter in a field does what the button does. */

import { type Child, h } from "../../elements/dom";
import { keyOf } from "../../keys/keys";

export function line(
  { label, className, act }: { readonly label: string; readonly className: string; act(): void },
  ...fields: readonly Child[]
): HTMLElement {
  const button = h("button", { type: "button", className: "btn small", onclick: act }, label);
  const element = h("div", { className }, ...fields, button);
  // No form: the pages' sandbox forbids them.
  element.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLInputElement) || keyOf("apply", event) !== "apply") return;
    event.preventDefault();
    act();
  });
  return element;
}
