/** Builds DOM nodes without markup strings: the pages enforce Trusted Types, and data must never become HTML. */

export type Child = Node | string | null;
/** No `Datum` (src/bytes/datum.ts): a visitor's data reach an attribute through `shown` only. */
type Property = string | number | boolean | null | undefined | ((event: never) => unknown);
type Properties<Tag extends keyof HTMLElementTagNameMap> = {
  /** Names with a dash (`aria-…`, `data-…`) and those without a writable property are set as attributes. */
  [name: string]: Property;
} & Partial<Omit<HTMLElementTagNameMap[Tag], "style">>;

/** `h("button", { type: "button", className: "btn", onclick }, "Open")`. Property names as in the DOM. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || !(name in element)) element.setAttribute(name, String(value));
    else Reflect.set(element, name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
