/**
 * What a plain page does with the visitor's choice. The server decided already: what was not allowed is not on the page,
 * and the page's policy would not let it in. Left for the script are three things that only it can do: to see a Global
 * Privacy Control that the browser gives to scripts alone, to start what was allowed, and to clear storage.
 */

interface Optional {
  scripts: { script: string; globals: Record<string, unknown>; unlessSignal: boolean }[];
  clear: { kind: "local" | "session"; name: string }[];
  /** Whether something is left to ask about where the signal refuses analytics and marketing. */
  asksDespiteSignal: boolean;
}

/** Trusted Types, as far as they are used here; TypeScript's library does not know them. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

export function startConsent(): void {
  const said = document.querySelector<HTMLElement>("[data-optional]")?.dataset["optional"];
  if (!said) return; // nothing optional is configured
  const optional = JSON.parse(said) as Optional;
  const signal = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
  if (signal) honourSignal(optional);
  for (const entry of optional.clear) clear(entry.kind, entry.name);
  start(optional.scripts.filter((one) => !(signal && one.unlessSignal)));
}

/** As the server does where the header says so: the signal is an answer, so nothing is asked; forms carry it on. */
function honourSignal(optional: Optional): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[action$="/choices/"]')) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "gpc";
    field.value = "1";
    form.append(field);
  }
  if (!optional.asksDespiteSignal) document.querySelector("#ask")?.remove();
  const noticed = document.querySelector("#signal-honoured");
  const notice = document.querySelector<HTMLElement>("#signal-by-script");
  if (notice && !noticed) notice.hidden = false;
}

/** `*` at the end of a name stands for anything. */
function clear(kind: "local" | "session", name: string): void {
  try {
    const storage = kind === "local" ? localStorage : sessionStorage;
    const keys = Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? "");
    const meant = name.endsWith("*")
      ? (key: string) => key.startsWith(name.slice(0, -1))
      : (key: string) => key === name;
    for (const key of keys.filter(meant)) storage.removeItem(key);
  } catch {
    // Storage is refused: there is nothing in it.
  }
}

/** Loads exactly the scripts that the server listed. */
function start(scripts: Optional["scripts"]): void {
  if (scripts.length === 0) return;
  const listed = new Set(scripts.map((one) => one.script));
  const policy = (self as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy("optional", {
    createScriptURL: (address: string) => {
      if (!listed.has(address)) throw new TypeError("not a script that was allowed");
      return address;
    },
  });
  for (const { script, globals } of scripts) {
    Object.assign(window, globals);
    const element = document.createElement("script");
    element.async = true;
    element.src = policy?.createScriptURL(script) ?? script;
    document.head.append(element);
  }
}
